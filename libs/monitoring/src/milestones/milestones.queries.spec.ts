import { compiler, inLines } from '../../../../test/support/compiled-sql';
import { measureRegistered, milestonePlanned, obligation } from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import type { MilestoneEvent } from './milestones.events';
import { milestonesAt, obligedMilestonesAt, type MilestoneFilter } from './milestones.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const planned = (id: string, dueOn: string | null, measure = 'R307') =>
  on(id, milestonePlanned({ id, dueOn, measure }));
const on = (id: string, event: MilestoneEvent) => ({ ...event, stream: `milestone-${id}` });
const measure = (ref: string, title: string) => ({
  ...measureRegistered({ ref, title }),
  stream: `measure-${ref}`,
});

/** The day of the questions. */
const today = '2026-07-20';

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    measure('R307', 'Fraværsindsats'),
    measure('R901', 'Pulje'),
    planned('undated', null),
    planned('far', '2026-08-04'),
    planned('last-due', '2026-08-03'),
    planned('today', today),
    planned('late', '2026-07-19'),
    planned('done', '2026-01-31'),
    planned('off', '2026-01-31', 'R901'),
    on('done', {
      type: 'MilestoneCompleted',
      data: { id: 'done', completedOn: '2026-02-01' },
    }),
    on('off', { type: 'MilestoneCancelled', data: { id: 'off' } }),
  );
  await logs.append('syddjurs', measure('R307', 'En andens'), planned('today', '2026-01-01'));
});

const find = (filter: MilestoneFilter, log = 'norddjurs', position?: number, onDate = today) =>
  milestonesAt(logs.db, logs.known(log, position, onDate), filter).execute();
const ids = async (...args: Parameters<typeof find>) => (await find(...args)).map(({ id }) => id);

describe('the milestones', () => {
  it('come by their day, undated ones last', async () => {
    expect(await ids({})).toEqual(['done', 'off', 'late', 'today', 'last-due', 'far', 'undated']);
  });

  it.each<[filter: MilestoneFilter, expected: string[]]>([
    [{ status: 'overdue' }, ['late']],
    [{ status: 'due' }, ['today', 'last-due']],
    [{ status: 'planned' }, ['far', 'undated']],
    [{ status: 'completed' }, ['done']],
    [{ status: 'cancelled' }, ['off']],
    [{ id: 'late' }, ['late']],
    [{ measure: 'R901' }, ['off']],
    [{ from: today }, ['today', 'last-due', 'far']],
    [{ to: '2026-07-19' }, ['done', 'off', 'late']],
    [{ from: '2026-01-31', to: '2026-01-31' }, ['done', 'off']],
    [{ measure: 'R901', status: 'due' }, []],
  ])('are found by %j', async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it('bring the title of their measure', async () => {
    expect(await find({ id: 'off' })).toEqual([
      {
        id: 'off',
        measure: 'R901',
        measureTitle: 'Pulje',
        title: 'Status på fraværet',
        forum: 'AU',
        dueOn: '2026-01-31',
        kind: null,
        obligation: null,
        period: null,
        completedOn: null,
        version: 2,
        status: 'cancelled',
      },
    ]);
  });

  it('stand by the day of the question, by what was known then', async () => {
    expect(await ids({ status: 'due' }, 'norddjurs', undefined, '2026-07-19')).toEqual([
      'late',
      'today',
    ]);
    expect(await ids({ status: 'overdue' }, 'norddjurs', 9)).toEqual(['done', 'off', 'late']);
    expect(await ids({}, 'norddjurs', 3)).toEqual(['undated']);
    expect(await ids({}, 'norddjurs', 2)).toEqual([]);
  });

  it('are never those of another municipality, nor is their measure', async () => {
    expect(await find({}, 'syddjurs')).toMatchObject([
      { id: 'today', measureTitle: 'En andens', dueOn: '2026-01-01', status: 'overdue' },
    ]);
  });
});

describe('the milestones of duties', () => {
  it('are those of the measures asked for, as known', async () => {
    const duty = { obligation: obligation(), period: '2026-K3' };
    const id = 'R307-M17-2026-K3';
    const stream = `milestone-${id}`;
    const before = logs.known('norddjurs');
    await logs.append('norddjurs', { ...milestonePlanned({ id, ...duty }), stream });
    const row = {
      id,
      measure: 'R307',
      ...duty,
      dueOn: '2026-01-31',
      completedOn: null,
      cancelled: false,
    };
    const at = logs.known('norddjurs');
    expect(await obligedMilestonesAt(logs.db, at).execute()).toEqual([row]);
    expect(await obligedMilestonesAt(logs.db, at, ['R307']).execute()).toEqual([row]);
    expect(await obligedMilestonesAt(logs.db, at, ['R901']).execute()).toEqual([]);
    expect(await obligedMilestonesAt(logs.db, before).execute()).toEqual([]);
    expect(await obligedMilestonesAt(logs.db, logs.known('syddjurs')).execute()).toEqual([]);
  });
});

describe('the SQL', () => {
  it('of the milestones of duties', () => {
    const { db } = compiler<ReadDb>();
    const known = { log: 'norddjurs', position: 9, onDate: today };
    expect(inLines(obligedMilestonesAt(db, known, ['R307']).compile().sql)).toMatchInlineSnapshot(`
     "select "m"."milestone" as "id", "m"."measure", "m"."obligation", "m"."period", "m"."due_on" as "dueOn", "m"."completed_on" as "completedOn", "m"."cancelled"
     from "read"."milestones" as "m"
     where "m"."log_id" = $1
     and "m"."known" @> $2::bigint
     and "m"."obligation" is not null
     and "m"."measure" in ($3)
     order by "m"."milestone""
    `);
  });

  it('of the milestones', () => {
    const { db } = compiler<ReadDb>();
    const every = {
      id: 'x',
      measure: 'R307',
      status: 'due',
      from: '2026-01-01',
      to: '2026-12-31',
    } as const;
    const known = { log: 'norddjurs', position: 9, onDate: today };
    expect(inLines(milestonesAt(db, known, every).compile().sql)).toMatchInlineSnapshot(`
     "select "m"."milestone" as "id", "m"."measure", "t"."title" as "measureTitle", "m"."title", "m"."forum", "m"."due_on" as "dueOn", "m"."kind", "m"."completed_on" as "completedOn", "m"."version", "m"."obligation", "m"."period", case
         when m.cancelled then 'cancelled'
         when m.completed_on is not null then 'completed'
         when m.due_on < $1::date then 'overdue'
         when m.due_on <= $2::date then 'due'
         else 'planned' end as "status"
     from "read"."milestones" as "m"
     inner join "read"."measures" as "t" on "t"."log_id" = "m"."log_id"
     and "t"."ref" = "m"."measure"
     and "t"."known" @> $3::bigint
     where "m"."log_id" = $4
     and "m"."known" @> $5::bigint
     and "m"."milestone" = $6
     and "m"."measure" = $7
     and "m"."due_on" >= $8
     and "m"."due_on" <= $9
     and case
         when m.cancelled then 'cancelled'
         when m.completed_on is not null then 'completed'
         when m.due_on < $10::date then 'overdue'
         when m.due_on <= $11::date then 'due'
         else 'planned' end = $12
     order by "m"."due_on" asc nulls last, "m"."milestone""
    `);
  });
});
