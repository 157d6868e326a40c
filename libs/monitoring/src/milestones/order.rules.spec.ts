import { obligation } from '../../../../test/support/events';
import { orderWarnings, type OrderedMilestone } from './order.rules';

const done = (code: string, completedOn: string | null, known: Partial<OrderedMilestone> = {}) => ({
  measure: 'R307',
  obligation: obligation({ code }),
  completedOn,
  cancelled: false,
  ...known,
});
const after = (code: string, ...codes: string[]) => ({
  obligation: obligation({ code, after: codes }),
});
const before = (code: string, ...codes: string[]) => ({
  obligation: obligation({ code, before: codes }),
});
const of = (milestone: OrderedMilestone, ...others: OrderedMilestone[]) =>
  orderWarnings(milestone, [milestone, ...others]).map(({ facts }) => facts.after);

describe('a milestone that was reached', () => {
  const m4 = done('M4', '2025-01-10', after('M4', 'M2', 'M3'));

  it('is warned of when what comes before it was not, or was later', () => {
    expect(of(m4, done('M2', null), done('M3', '2025-01-11'))).toEqual(['M2', 'M3']);
    expect(of(m4, done('M2', '2025-01-10'), done('M3', '2025-01-11'))).toEqual(['M3']);
  });

  it('is not when all of it was, on the same day too', () => {
    expect(of(m4, done('M2', '2025-01-10'), done('M3', '2024-12-01'))).toEqual([]);
  });

  it('comes after what says that it comes before it', () => {
    expect(of(done('M4', '2025-01-10'), done('M3', null, before('M3', 'M4')))).toEqual(['M3']);
  });

  it('waits for one time of a duty that comes again, and for none that was cancelled', () => {
    const m13 = done('M13', '2025-04-01', after('M13', 'M12'));
    expect(of(m13, done('M12', null), done('M12', '2025-03-01'))).toEqual([]);
    expect(of(m13, done('M12', null, { cancelled: true }))).toEqual([]);
  });

  it('knows nothing of other measures', () => {
    expect(of(m4, done('M2', null, { measure: 'R901' }))).toEqual([]);
  });
});

describe('a milestone that was not reached', () => {
  it('is not warned of', () => {
    expect(of(done('M4', null, after('M4', 'M2')), done('M2', null))).toEqual([]);
  });
});
