import { compiler, inLines } from '../../../../test/support/compiled-sql';
import {
  baselineSet,
  indicatorDefined,
  measureRegistered,
  targetsSet,
} from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import type { MeasureEvent } from './measures.events';
import { measuresAt, refNamed, refsAt, type MeasureFilter } from './measures.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const on = (ref: string, event: MeasureEvent) => ({ ...event, stream: `measure-${ref}` });
const incorporated = (year: number, amountKr: number): MeasureEvent => ({
  type: 'BudgetIncorporated',
  data: { year, amountKr, decidedBy: null },
});
const condition: MeasureEvent = {
  type: 'ConditionSet',
  data: {
    conditionVersion: 1,
    indicator: 'fravaer',
    scopeYears: [2026],
    payoff: 'linear_capped',
    krPerPoint: null,
    targetMeaning: 'yearAverage',
    periodWeights: null,
    decidedBy: 'KB',
  },
};

const r307 = measureRegistered();
const pool = measureRegistered({
  ref: 'arbejdsmarkedsudvalgspuljen',
  slug: 'arbejdsmarkedsudvalgspuljen',
  reference: null,
  referenceSuffix: null,
  title: 'Arbejdsmarkedsudvalgspuljen, 100 % af BUU_',
  section: 'Økonomiudvalget',
  kind: 'capital',
  effect: 'spend',
  owners: ['Økonomichefen', 'Arbejdsmarkedschefen'],
  forums: ['ØK'],
  amountsKr: { '2025': 100_000 },
});
/** Its slug is another one's reference. */
const namesake = measureRegistered({ ref: 'X1', slug: 'R307', title: 'Navnebror', amountsKr: {} });

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    on('X1', namesake),
    on('R307', r307),
    on('arbejdsmarkedsudvalgspuljen', pool),
    on('R307', incorporated(2026, -300_000)),
    on('R307', incorporated(2026, -200_000)),
    on('R307', {
      type: 'AmountRevised',
      data: { year: 2026, amountKr: -7, previousKr: -1_050_000, decidedBy: null },
    }),
    on('R307', condition),
    { ...indicatorDefined(), stream: 'indicator-fravaer' },
    { ...indicatorDefined({ id: 'andet', role: 'context' }), stream: 'indicator-andet' },
    { ...baselineSet(), stream: 'indicator-fravaer' },
    { ...targetsSet(), stream: 'indicator-andet' },
    on('R307', { type: 'OwnersAssigned', data: { owners: ['Skolechefen'] } }),
  );
  await logs.append(
    'syddjurs',
    on('R307', measureRegistered({ title: 'En andens', slug: 'en-andens' })),
    on('R307', incorporated(2026, -1)),
    on('R307', {
      type: 'AmountRevised',
      data: { year: 2030, amountKr: -9, previousKr: null, decidedBy: null },
    }),
    { ...indicatorDefined({ id: 'andens', name: 'En andens' }), stream: 'indicator-andens' },
    { ...baselineSet(), stream: 'indicator-andens' },
    { ...targetsSet(), stream: 'indicator-andens' },
  );
});

const find = (filter: MeasureFilter, log = 'norddjurs', position?: number) =>
  measuresAt(logs.db, logs.known(log, position), filter).execute();
const refs = async (filter: MeasureFilter) => (await find(filter)).map(({ ref }) => ref);
const puljen = 'arbejdsmarkedsudvalgspuljen';

describe('the measures', () => {
  it('come in the order in which the agreement has them', async () => {
    expect(await refs({})).toEqual(['X1', 'R307', puljen]);
  });

  it.each<[filter: MeasureFilter, expected: string[]]>([
    [{ named: puljen }, [puljen]],
    [{ named: 'investering-i-fravaersindsatsen' }, ['R307']],
    [{ named: 'R307' }, ['R307', 'X1']],
    [{ named: 'ukendt' }, []],
    [{ section: 'Økonomiudvalget' }, [puljen]],
    [{ kind: 'operating' }, ['X1', 'R307']],
    [{ effect: 'spend' }, [puljen]],
    [{ forum: 'BUU' }, ['X1', 'R307']],
    [{ forum: 'Ø' }, []],
    [{ owner: 'Skolechefen' }, ['R307']],
    [{ owner: 'Arbejdsmarkedschefen' }, ['X1', puljen]],
    [{ q: 'r307' }, ['X1', 'R307']],
    [{ q: 'FRAVÆRS' }, ['R307']],
    [{ q: '100 %' }, [puljen]],
    [{ q: 'BUU_' }, [puljen]],
    [{ q: '%' }, [puljen]],
    [{ q: 'navnebror' }, ['X1']],
    [{ forum: 'BUU', owner: 'Skolechefen', kind: 'operating' }, ['R307']],
    [{ forum: 'BUU', kind: 'capital' }, []],
  ])('are found by %j', async (filter, expected) => {
    expect(await refs(filter)).toEqual(expected);
  });

  it('bring their amounts, incorporations, condition and indicators', async () => {
    const [row] = await find({ named: 'R307' });
    expect(row).toMatchObject({
      amounts: [
        { year: 2025, amount_kr: -518_000, original_kr: -518_000 },
        { year: 2026, amount_kr: -7, original_kr: -1_050_000 },
        { year: 2027, amount_kr: null, original_kr: null },
      ],
      incorporated: [{ year: 2026, amount_kr: -500_000 }],
      condition: {
        indicator: 'fravaer',
        scopeYears: [2026],
        payoff: 'linear_capped',
        krPerPoint: null,
        targetMeaning: 'yearAverage',
        periodWeights: null,
        decidedBy: 'KB',
        position: 7,
      },
      indicators: [
        { id: 'fravaer', role: 'driver', hasBaseline: true, hasTargets: false },
        { id: 'andet', role: 'context', hasBaseline: false, hasTargets: true },
      ],
    });
  });

  it('have empty lists and no condition where there is nothing', async () => {
    const [row] = await find({ named: 'X1' });
    expect(row).toMatchObject({ amounts: [], incorporated: [], condition: null, indicators: [] });
  });

  it('are there as they were known then, with all that hangs on them', async () => {
    expect(await find({}, 'norddjurs', 0)).toEqual([]);
    expect(await find({ owner: 'Skolechefen' }, 'norddjurs', 11)).toEqual([]);
    const [then] = await find({ named: 'R307' }, 'norddjurs', 4);
    expect(then).toMatchObject({
      owners: ['Arbejdsmarkedschefen'],
      amounts: [{}, { year: 2026, amount_kr: -1_050_000 }, {}],
      incorporated: [{ year: 2026, amount_kr: -300_000 }],
      condition: null,
      indicators: [],
    });
    const [later] = await find({ named: 'R307' }, 'norddjurs', 9);
    expect(later).toMatchObject({
      indicators: [{ hasBaseline: false, hasTargets: false }, { hasTargets: false }],
    });
  });

  it('and what hangs on them are never those of another municipality', async () => {
    const rows = await find({}, 'syddjurs');
    expect(rows).toMatchObject([
      {
        ref: 'R307',
        title: 'En andens',
        amounts: [
          { year: 2025 },
          { year: 2026, amount_kr: -1_050_000 },
          { year: 2027 },
          { year: 2030 },
        ],
        incorporated: [{ year: 2026, amount_kr: -1 }],
        condition: null,
        indicators: [{ id: 'andens', hasBaseline: true, hasTargets: true }],
      },
    ]);
  });
});

describe('a name', () => {
  it.each([
    ['R307', 'R307'],
    ['investering-i-fravaersindsatsen', 'R307'],
    ['X1', 'X1'],
    ['ukendt', 'ukendt'],
    ['en-andens', 'en-andens'],
  ])('%s is of %s, a reference before a slug', async (named, ref) => {
    expect(await refNamed(logs.db, 'norddjurs', named)).toBe(ref);
  });
});

describe('the references', () => {
  it('are those known then, of one municipality', async () => {
    const at = async (log: string, position?: number) =>
      (await refsAt(logs.db, logs.known(log, position)).execute()).map(({ ref }) => ref).sort();
    expect(await at('norddjurs')).toEqual(['R307', 'X1', puljen].sort());
    expect(await at('norddjurs', 1)).toEqual(['X1']);
    expect(await at('syddjurs')).toEqual(['R307']);
  });
});

describe('the SQL', () => {
  const { db, sqlOf } = compiler<ReadDb>();
  const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
  it('of the measures', () => {
    const every = {
      named: 'R307',
      section: 'AU',
      forum: 'AU',
      owner: 'x',
      kind: 'operating',
      effect: 'direct',
      q: 'x',
    } as const;
    expect(inLines(measuresAt(db, known, every).compile().sql)).toMatchInlineSnapshot(`
     "select "m"."ref", "m"."slug", "m"."agreement", "m"."reference", "m"."reference_suffix", "m"."title", "m"."section", "m"."headroom_group", "m"."kind", "m"."effect", "m"."owners", "m"."course_text", "m"."process_text", "m"."forums", "m"."consultation", "m"."closed", "m"."expenditure_type", "m"."price_level", "m"."gross", "m"."one_off", "m"."scope_years", "m"."sign_unclear", "m"."cross_cutting", "m"."obligations", exists (select "y"."ref"
     from "read"."year_settings" as "y"
     where "y"."log_id" = "m"."log_id"
     and "y"."ref" = "m"."ref"
     and "y"."kind" = $1
     and "y"."known" @> $2::bigint) as "has_rate_base", (select coalesce(json_agg(agg), '[]')
     from (select "a"."year", "a"."amount_kr", "a"."original_kr"
     from "read"."amounts_by_year" as "a"
     where "a"."log_id" = "m"."log_id"
     and "a"."ref" = "m"."ref"
     and "a"."known" @> $3::bigint
     order by "a"."year") as agg) as "amounts", (select coalesce(json_agg(agg), '[]')
     from (select "b"."year", sum(b.amount_kr)::bigint as "amount_kr"
     from "read"."incorporations" as "b"
     where "b"."log_id" = "m"."log_id"
     and "b"."ref" = "m"."ref"
     and "b"."known" @> $4::bigint
     group by "b"."year") as agg) as "incorporated", (select to_json(obj)
     from (select "c"."indicator", "c"."scope_years" as "scopeYears", "c"."payoff", "c"."kr_per_point" as "krPerPoint", "c"."target_meaning" as "targetMeaning", "c"."period_weights" as "periodWeights", "c"."decided_by" as "decidedBy", lower("c"."known") as "position"
     from "read"."conditions" as "c"
     where "c"."log_id" = "m"."log_id"
     and "c"."ref" = "m"."ref"
     and "c"."known" @> $5::bigint) as obj) as "condition", (select coalesce(json_agg(agg), '[]')
     from (select "i"."indicator" as "id", "i"."name", "i"."role", exists (select "bl"."indicator"
     from "read"."baselines" as "bl"
     where "bl"."log_id" = "i"."log_id"
     and "bl"."indicator" = "i"."indicator"
     and "bl"."known" @> $6::bigint) as "hasBaseline", exists (select "t"."indicator"
     from "read"."target_sets" as "t"
     where "t"."log_id" = "i"."log_id"
     and "t"."indicator" = "i"."indicator"
     and "t"."known" @> $7::bigint) as "hasTargets"
     from "read"."indicators" as "i"
     where "i"."log_id" = "m"."log_id"
     and "i"."measure" = "m"."ref"
     and "i"."known" @> $8::bigint
     order by "i"."defined_at_position") as agg) as "indicators"
     from "read"."measures" as "m"
     where "m"."log_id" = $9
     and "m"."known" @> $10::bigint
     and ("m"."ref" = $11 or "m"."slug" = $12)
     and "m"."section" = $13
     and "m"."kind" = $14
     and m.effect = $15
     and m.forums ? $16
     and m.owners ? $17
     and position(lower($18) in lower(concat_ws(' ', m.reference, m.title))) > 0
     order by "m"."ref" = $19 desc, "m"."registered_at_position""
    `);
  });
  it('of a name', async () => {
    expect(await sqlOf(() => refNamed(db, 'norddjurs', 'R307'))).toMatchInlineSnapshot(`
     "select "m"."ref"
     from "read"."measures" as "m"
     where "m"."log_id" = $1
     and upper_inf(m.known)
     and ("m"."ref" = $2 or "m"."slug" = $3)
     order by "m"."ref" = $4 desc
     limit $5"
    `);
  });
  it('of the references', () => {
    expect(inLines(refsAt(db, known).compile().sql)).toMatchInlineSnapshot(`
     "select "m"."ref", "m"."slug"
     from "read"."measures" as "m"
     where "m"."log_id" = $1
     and "m"."known" @> $2::bigint"
    `);
  });
});
