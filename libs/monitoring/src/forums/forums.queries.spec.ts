import { compiler, inLines } from '../../../../test/support/compiled-sql';
import { measureRegistered } from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import { pathAt } from './forums.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const stream = 'measure-R307';
const path = [
  { type: 'PathStepPlanned', stream, data: { forum: 'AU', step: 2, plannedOn: '2026-08-01' } },
  {
    type: 'DecisionRecorded',
    stream,
    data: { forum: 'AU', step: 2, decidedOn: '2026-07-10', outcome: 'deferred', journalRef: '7' },
  },
  {
    type: 'EffortPrioritised',
    stream,
    data: { forum: 'BUU', decidedOn: '2026-07-11', journalRef: null },
  },
  {
    type: 'ConsultationOpened',
    stream,
    data: { opensOn: '2026-08-01', closesOn: '2026-08-14', parties: ['MED'] },
  },
  { type: 'ForumMeetingHeld', stream: 'forum-AU', data: { forum: 'AU', heldOn: '2026-07-10' } },
  { type: 'ForumMeetingHeld', stream: 'forum-TU', data: { forum: 'TU', heldOn: '2026-07-10' } },
];

beforeAll(async () => {
  for (const log of ['norddjurs', 'syddjurs']) {
    await logs.append(log, { ...measureRegistered({ slug: 'fravaer' }), stream });
  }
  await logs.append('norddjurs', ...path);
});

const find = (
  named: string,
  { log = 'norddjurs', position = undefined as number | undefined, onDate = '2026-07-20' } = {},
) => pathAt(logs.db, logs.known(log, position, onDate), named).executeTakeFirst();

const all = {
  ref: 'R307',
  forums: ['BUU', 'AU', 'ØK', 'KB'],
  consultation: false,
  obligations: [],
  planned: [{ step: 2, forum: 'AU', plannedOn: '2026-08-01' }],
  decisions: [
    {
      step: 2,
      forum: 'AU',
      decidedOn: '2026-07-10',
      outcome: 'deferred',
      journalRef: '7',
      position: 3,
    },
  ],
  prioritisations: [{ forum: 'BUU', decidedOn: '2026-07-11', journalRef: null, position: 4 }],
  consultations: [{ opensOn: '2026-08-01', closesOn: '2026-08-14', parties: ['MED'], position: 5 }],
  meetings: [{ forum: 'AU', heldOn: '2026-07-10' }],
};
const nothing = {
  ...all,
  planned: [],
  decisions: [],
  prioritisations: [],
  consultations: [],
  meetings: [],
};

describe('the path of a measure', () => {
  it('is all that happened on it, with the meetings of its own bodies', async () => {
    expect(await find('R307')).toEqual(all);
    expect(await find('fravaer')).toEqual(all);
  });

  it('is as it was known', async () => {
    expect(await find('R307', { position: 1 })).toEqual(nothing);
    expect(await find('R307', { position: 3 })).toEqual({
      ...nothing,
      planned: all.planned,
      decisions: all.decisions,
    });
  });

  it('has what was decided and held by the day of the question, and what is planned', async () => {
    expect(await find('R307', { onDate: '2026-07-10' })).toEqual({ ...all, prioritisations: [] });
    expect(await find('R307', { onDate: '2026-07-09' })).toEqual({
      ...nothing,
      planned: all.planned,
      consultations: all.consultations,
    });
  });

  it('is never that of another municipality, nor of nobody’s measure', async () => {
    expect(await find('R307', { log: 'syddjurs' })).toEqual(nothing);
    expect(await find('R999')).toBeUndefined();
  });
});

describe('the SQL', () => {
  it('of the path', () => {
    const { db } = compiler<ReadDb>();
    const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
    expect(inLines(pathAt(db, known, 'R307').compile().sql)).toMatchInlineSnapshot(`
     "select "m"."ref", "m"."forums", "m"."consultation", "m"."obligations", (select coalesce(json_agg(agg), '[]')
     from (select "s"."step", "s"."forum", "s"."planned_on" as "plannedOn"
     from "read"."path_steps" as "s"
     where "s"."log_id" = "m"."log_id"
     and "s"."ref" = "m"."ref"
     and "s"."known" @> $1::bigint
     order by "s"."step", "s"."forum") as agg) as "planned", (select coalesce(json_agg(agg), '[]')
     from (select "d"."step", "d"."forum", "d"."decided_on" as "decidedOn", "d"."outcome", "d"."journal_ref" as "journalRef", "d"."decided_at_position" as "position"
     from "read"."decisions" as "d"
     where "d"."log_id" = "m"."log_id"
     and "d"."ref" = "m"."ref"
     and "d"."known" @> $2::bigint
     and "d"."decided_on" <= $3
     order by "d"."decided_on", "d"."decided_at_position") as agg) as "decisions", (select coalesce(json_agg(agg), '[]')
     from (select "p"."forum", "p"."decided_on" as "decidedOn", "p"."journal_ref" as "journalRef", "p"."prioritised_at_position" as "position"
     from "read"."prioritisations" as "p"
     where "p"."log_id" = "m"."log_id"
     and "p"."ref" = "m"."ref"
     and "p"."known" @> $4::bigint
     and "p"."decided_on" <= $5
     order by "p"."decided_on", "p"."prioritised_at_position") as agg) as "prioritisations", (select coalesce(json_agg(agg), '[]')
     from (select "c"."opens_on" as "opensOn", "c"."closes_on" as "closesOn", "c"."parties", "c"."opened_at_position" as "position"
     from "read"."consultations" as "c"
     where "c"."log_id" = "m"."log_id"
     and "c"."ref" = "m"."ref"
     and "c"."known" @> $6::bigint
     order by "c"."opens_on", "c"."opened_at_position") as agg) as "consultations", (select coalesce(json_agg(agg), '[]')
     from (select "f"."forum", "f"."held_on" as "heldOn"
     from "read"."meetings" as "f"
     where "f"."log_id" = "m"."log_id"
     and m.forums ? f.forum
     and "f"."known" @> $7::bigint
     and "f"."held_on" <= $8
     order by "f"."held_on", "f"."forum") as agg) as "meetings"
     from "read"."measures" as "m"
     where "m"."log_id" = $9
     and "m"."known" @> $10::bigint
     and ("m"."ref" = $11 or "m"."slug" = $12)
     order by "m"."ref" = $13 desc
     limit $14"
    `);
  });
});
