import type { Milestone } from '../api';
import { dutiesOf, foremost, nextOf } from './duties';

const milestone = (some: Partial<Milestone> & { code?: string }): Milestone => {
  const { code, ...rest } = some;
  return {
    id: `${code ?? 'own'} ${rest.dueOn ?? ''}`,
    measure: 'R307',
    measureTitle: '',
    title: code ?? 'own',
    dueOn: null,
    forum: null,
    kind: null,
    status: 'planned',
    completedOn: null,
    obligation:
      code === undefined
        ? null
        : {
            code,
            who: '',
            when: '',
            reading: '',
            assumed: false,
            disagreement: null,
            after: [],
            before: [],
          },
    period: null,
    warnings: [],
    version: 1,
    ...rest,
  };
};
const quarters = [
  milestone({ code: 'M17', dueOn: '2026-01-15', status: 'completed', completedOn: '2026-01-20' }),
  milestone({ code: 'M17', dueOn: '2026-04-15', status: 'overdue' }),
  milestone({ code: 'M17', dueOn: '2026-07-15', status: 'overdue' }),
  milestone({ code: 'M17', dueOn: '2026-10-15', status: 'overdue' }),
  milestone({ code: 'M17', dueOn: '2027-01-15' }),
  milestone({ code: 'M17', dueOn: '2027-04-15' }),
];
const own = milestone({ dueOn: '2026-12-08' });
const days = (milestones: readonly Milestone[]) => milestones.map(({ dueOn }) => dueOn);

describe('the milestones of a duty', () => {
  it('are one duty, told by the newest overdue one and the next', () => {
    const [duty] = dutiesOf(quarters);
    expect(duty && { ...duty, all: duty.all.length, telling: days(duty.telling) }).toMatchObject({
      all: 6,
      telling: ['2026-10-15', '2027-01-15'],
      done: 1,
      overdue: 3,
    });
  });
  it('stand apart from what a person planned', () => {
    expect(dutiesOf([...quarters, own]).map(({ all }) => all.length)).toEqual([6, 1]);
  });
  it('stand by the day that is foremost of each', () => {
    const late = milestone({ code: 'M4', dueOn: '2026-11-01', status: 'overdue' });
    expect(dutiesOf([...quarters, own, late]).map(({ first }) => first.title)).toEqual([
      'M17',
      'M4',
      'own',
    ]);
  });
  it('of another measure are another duty', () => {
    const other = milestone({ code: 'M17', measure: 'R901' });
    expect(dutiesOf([...quarters, other])).toHaveLength(2);
  });
  it('that are all done are told by the last one', () => {
    const [duty] = dutiesOf(
      quarters.map((one) => ({ ...one, status: 'completed' as const, completedOn: one.dueOn })),
    );
    expect(days(duty?.telling ?? [])).toEqual(['2027-04-15']);
  });
});

describe('what is foremost of a duty', () => {
  it('is the newest that is overdue, else the next, else nothing', () => {
    const of = (...milestones: Milestone[]) => {
      const [duty] = dutiesOf(milestones);
      return duty && foremost(duty)?.dueOn;
    };
    expect(of(...quarters)).toBe('2026-10-15');
    expect(of(own)).toBe('2026-12-08');
    expect(of({ ...own, status: 'completed' })).toBeUndefined();
  });
});

describe('what comes next', () => {
  it('is the first day to come, else what was overdue last, else what has no day', () => {
    const undated = milestone({ code: 'M15' });
    expect(nextOf([...quarters, own, undated])?.dueOn).toBe('2026-12-08');
    expect(nextOf([undated, ...quarters.slice(0, 4)])?.dueOn).toBe('2026-10-15');
    expect(nextOf([undated])?.title).toBe('M15');
    expect(nextOf([])).toBeUndefined();
  });
});
