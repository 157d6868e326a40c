import { compiler, inLines } from '../../../../test/support/compiled-sql';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import { coordinationsAt, dialoguesAt, remediesAt } from './dialogue.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const requested = (id: string, requestedOn: string, measure = 'R307') => ({
  type: 'DialogueRequested',
  stream: `dialogue-${id}`,
  data: { id, measure, between: ['AU', 'BUU'], requestedOn },
});
const planned = (id: string, dueOn: string | null, measure = 'R307') => ({
  type: 'RemedyPlanned',
  stream: `remedy-${id}`,
  data: {
    id,
    measure,
    title: 'Morgenvækning',
    owner: 'Skolechefen',
    expectedEffectKr: null,
    dueOn,
  },
});

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    requested('d1', '2026-05-01'),
    requested('d3', '2026-06-01'),
    requested('d2', '2026-06-01'),
    requested('d4', '2026-07-01', 'R901'),
    { type: 'DialogueHeld', stream: 'dialogue-d1', data: { id: 'd1', heldOn: '2026-06-02' } },
    planned('r1', null),
    planned('r3', '2026-10-01'),
    planned('r2', '2026-09-01'),
    planned('r4', '2026-01-01', 'R901'),
    { type: 'RemedyCancelled', stream: 'remedy-r2', data: { id: 'r2' } },
  );
  await logs.append('syddjurs', requested('d1', '2020-01-01'), planned('r1', '2020-01-01'));
});

const R307 = { measure: 'R307' };

describe('the dialogues of a measure', () => {
  const find = (by: { measure?: string; id?: string }, log = 'norddjurs', position?: number) =>
    dialoguesAt(logs.db, logs.known(log, position), by).execute();

  it('come with the newest request first', async () => {
    expect((await find(R307)).map(({ id }) => id)).toEqual(['d2', 'd3', 'd1']);
    expect((await find({})).map(({ id }) => id)).toEqual(['d4', 'd2', 'd3', 'd1']);
  });
  it('are found by their id', async () => {
    expect(await find({ id: 'd1' })).toEqual([
      {
        id: 'd1',
        measure: 'R307',
        between: ['AU', 'BUU'],
        version: 2,
        requestedOn: '2026-05-01',
        heldOn: '2026-06-02',
      },
    ]);
    expect(await find({ id: 'd4', measure: 'R307' })).toEqual([]);
  });
  it('are there as they were known then', async () => {
    expect(await find({}, 'norddjurs', 1)).toMatchObject([{ id: 'd1', heldOn: null, version: 1 }]);
  });
  it('are never those of another municipality', async () => {
    expect(await find({}, 'syddjurs')).toMatchObject([{ requestedOn: '2020-01-01', heldOn: null }]);
  });
});

describe('the remedies of a measure', () => {
  const find = (by: { measure?: string; id?: string }, log = 'norddjurs', position?: number) =>
    remediesAt(logs.db, logs.known(log, position), by).execute();

  it('come by their day, undated ones last', async () => {
    expect((await find(R307)).map(({ id }) => id)).toEqual(['r2', 'r3', 'r1']);
    expect((await find({})).map(({ id }) => id)).toEqual(['r4', 'r2', 'r3', 'r1']);
  });
  it('are found by their id', async () => {
    expect(await find({ id: 'r2' })).toMatchObject([{ cancelled: true, version: 2 }]);
    expect(await find({ id: 'r4', measure: 'R307' })).toEqual([]);
  });
  it('are there as they were known then', async () => {
    expect(await find({ id: 'r2' }, 'norddjurs', 8)).toMatchObject([{ cancelled: false }]);
    expect(await find({ id: 'r2' }, 'norddjurs', 7)).toEqual([]);
  });
  it('are never those of another municipality', async () => {
    expect(await find({}, 'syddjurs')).toMatchObject([{ id: 'r1', dueOn: '2020-01-01' }]);
  });
});

describe('the coordinations', () => {
  it('of a measure come newest first, as known, and never those of another', async () => {
    const held = (heldOn: string, ref = 'R307') => ({
      type: 'CoordinationHeld',
      stream: `measure-${ref}`,
      data: { heldOn, with: 'Arbejdsmarkedschefen' },
    });
    const from = logs.known('norddjurs').position;
    await logs.append(
      'norddjurs',
      held('2026-08-11'),
      held('2026-09-11'),
      held('2026-10-11', 'R9'),
    );
    const days = async (log: string, position?: number) =>
      (await coordinationsAt(logs.db, logs.known(log, position), 'R307').execute()).map(
        ({ heldOn }) => heldOn,
      );
    expect(await days('norddjurs')).toEqual(['2026-09-11', '2026-08-11']);
    expect(await days('norddjurs', from + 1)).toEqual(['2026-08-11']);
    expect(await days('syddjurs')).toEqual([]);
  });
});

describe('the SQL', () => {
  it('of the coordinations', () => {
    expect(inLines(coordinationsAt(db, known, 'R307').compile().sql)).toMatchInlineSnapshot(`
     "select "c"."held_on" as "heldOn", "c"."held_with" as "with", "c"."recorded_by" as "recordedBy", "c"."recorded_at_position" as "position"
     from "read"."coordinations" as "c"
     where "c"."log_id" = $1
     and "c"."ref" = $2
     and "c"."known" @> $3::bigint
     order by "c"."held_on" desc, "c"."recorded_at_position" desc"
    `);
  });
  const { db } = compiler<ReadDb>();
  const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
  const by = { measure: 'R307', id: 'x' };
  it('of the dialogues', () => {
    expect(inLines(dialoguesAt(db, known, by).compile().sql)).toMatchInlineSnapshot(`
     "select "d"."dialogue" as "id", "d"."measure", "d"."between", "d"."version", "d"."requested_on" as "requestedOn", "d"."held_on" as "heldOn"
     from "read"."dialogues" as "d"
     where "d"."log_id" = $1
     and "d"."known" @> $2::bigint
     and "d"."measure" = $3
     and "d"."dialogue" = $4
     order by "d"."requested_on" desc, "d"."dialogue""
    `);
  });
  it('of the remedies', () => {
    expect(inLines(remediesAt(db, known, by).compile().sql)).toMatchInlineSnapshot(`
     "select "r"."remedy" as "id", "r"."measure", "r"."title", "r"."owner", "r"."version", "r"."cancelled", "r"."expected_effect_kr" as "expectedEffectKr", "r"."due_on" as "dueOn", "r"."progressed_on" as "progressedOn", "r"."completed_on" as "completedOn"
     from "read"."remedies" as "r"
     where "r"."log_id" = $1
     and "r"."known" @> $2::bigint
     and "r"."measure" = $3
     and "r"."remedy" = $4
     order by "r"."due_on" asc nulls last, "r"."remedy""
    `);
  });
});
