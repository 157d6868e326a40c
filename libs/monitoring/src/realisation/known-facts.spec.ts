import { sql } from 'kysely';
import { measureRegistered } from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import { KnownFacts } from './known-facts';

const logs = useLogs('norddjurs');
const filter = { refs: ['R307'], from: 2026, to: 2026 };
const revised = (amountKr: number) => ({
  stream: 'measure-R307',
  type: 'AmountRevised',
  data: { year: 2026, amountKr, previousKr: 0, decidedBy: null },
});

beforeAll(() => logs.append('norddjurs', { ...measureRegistered(), stream: 'measure-R307' }));

describe('known facts', () => {
  it('are asked for once at a position, and anew after an event', async () => {
    const known = new KnownFacts(logs.db);
    const before = await known.at(logs.known('norddjurs'), filter);
    expect(await known.at(logs.known('norddjurs'), { ...filter })).toBe(before);
    await logs.append('norddjurs', revised(-7));
    const after = await known.at(logs.known('norddjurs'), filter);
    expect(after[0]?.amounts).toContainEqual(expect.objectContaining({ year: 2026, amountKr: -7 }));
    expect(await known.at(logs.known('norddjurs', 1), filter)).toBe(before);
  });

  it('are no one else’s, and of no other years', async () => {
    const known = new KnownFacts(logs.db);
    expect(await known.at(logs.known('norddjurs'), filter)).toHaveLength(1);
    const { position } = logs.known('norddjurs');
    expect(await known.at(logs.known('syddjurs', position), filter)).toEqual([]);
    expect(await known.at(logs.known('norddjurs'), { ...filter, refs: ['R308'] })).toEqual([]);
    const all = await known.at(logs.known('norddjurs'), { from: 2025, to: 2028 });
    expect(all).not.toBe(await known.at(logs.known('norddjurs'), filter));
  });

  it('are asked for again when the question failed', async () => {
    const known = new KnownFacts(logs.db);
    await sql`alter table read.measures rename to away`.execute(logs.db);
    const failed = known.at(logs.known('norddjurs'), filter);
    await expect(failed).rejects.toThrow('read.measures');
    await sql`alter table read.away rename to measures`.execute(logs.db);
    expect(await known.at(logs.known('norddjurs'), filter)).toHaveLength(1);
  });

  it('give the figure of each year and day, reckoned once', async () => {
    const known = new KnownFacts(logs.db);
    const [facts] = await known.at(logs.known('norddjurs'), filter);
    if (facts === undefined) throw new Error('no facts');
    const figure = known.figure(facts, 2026, '2026-07-20');
    expect(known.figure(facts, 2026, '2026-07-20')).toBe(figure);
    expect(known.figure(facts, 2026, '2026-12-31')).toMatchObject({ onDate: '2026-12-31' });
    expect(known.figure(facts, 2025, '2026-07-20')).toMatchObject({ year: 2025 });
    await logs.append('norddjurs', revised(-9));
    const [later] = await known.at(logs.known('norddjurs'), filter);
    if (later === undefined) throw new Error('no facts');
    expect(known.figure(later, 2026, '2026-07-20')).toMatchObject({ amountKr: -9 });
    expect(figure).not.toMatchObject({ amountKr: -9 });
  });
});
