import { compiler } from '../../../../test/support/compiled-sql';
import {
  baselineSet,
  indicatorDefined,
  measureRegistered,
  readingCorrected,
  readingRecorded,
  readingWithdrawn,
  secondQuarter,
  targetsSet,
  unit,
} from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import type { IndicatorEvent } from '../indicators/indicators.events';
import type { MeasureEvent } from '../measures/measures.events';
import type { ReadDb } from '../read-models';
import { measureFacts, type FactsFilter } from './facts.queries';
import { groupedMeasuresAt } from './realisation.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const on = (ref: string, event: MeasureEvent) => ({ ...event, stream: `measure-${ref}` });
const of = (id: string, event: IndicatorEvent) => ({ ...event, stream: `indicator-${id}` });
const booked = (measure: string, voucher: string, bookedOn: string, amountKr: number) => ({
  type: 'BookingPosted',
  stream: `booking-${measure}-${voucher}`,
  data: { measure, voucher, bookedOn, amountKr, account: null, reverses: null },
});
const condition = (indicator: string, periodWeights: string[] | null = null): MeasureEvent => ({
  type: 'ConditionSet',
  data: {
    conditionVersion: 1,
    indicator,
    scopeYears: [2026],
    payoff: 'per_point',
    krPerPoint: 787_500,
    targetMeaning: 'yearEnd',
    periodWeights,
    decidedBy: null,
  },
});
const closed = (figures: readonly object[], snapshotPosition: number) => ({
  type: 'YearClosed',
  stream: 'year-2025',
  data: { year: 2025, snapshotPosition, figures, decidedBy: 'KB' },
});

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    on(
      'R901',
      measureRegistered({ ref: 'R901', effect: 'rate', signUnclear: true, amountsKr: {} }),
    ),
    on('R307', measureRegistered()),
    // 3
    of('context', indicatorDefined({ id: 'context', role: 'context', units: [] })),
    of('fravaer', indicatorDefined({ units: [unit('B', { weight: 7 }), unit('A')] })),
    of('fravaer', baselineSet()),
    of('fravaer', targetsSet({ targets: { '2026': '7.67', '2027': '7.33' } })),
    // 7
    of('fravaer', readingRecorded()),
    of('fravaer', readingRecorded({ readingId: 'reading-2', ...secondQuarter })),
    of(
      'fravaer',
      readingRecorded({
        readingId: 'before',
        periodStart: '2025-10-01',
        periodEnd: '2025-12-31',
      }),
    ),
    // 10
    on('R307', condition('fravaer')),
    on('R307', {
      type: 'BudgetIncorporated',
      data: { year: 2026, amountKr: -300_000, decidedBy: null },
      effectiveOn: '2026-05-01',
    }),
    on('R307', {
      type: 'AmountRevised',
      data: { year: 2026, amountKr: -7, previousKr: -1_050_000, decidedBy: null },
    }),
    // 13
    on('R307', {
      type: 'OverAchievementRecognised',
      data: { year: 2026, capPercent: '10', decidedBy: 'KB' },
    }),
    on('R901', { type: 'RateSet', data: { year: 2026, percent: '0.80' } }),
    on('R901', { type: 'RateBaseSet', data: { year: 2026, baseKr: 2_000_000_000 } }),
    on('R901', {
      type: 'ContributionAllocated',
      data: { year: 2026, unit: 'Skoler', amountKr: 6, competence: 'political' },
    }),
    on('R901', {
      type: 'ContributionDelivered',
      data: { year: 2026, unit: 'Skoler', amountKr: 3, deliveredOn: '2026-06-30' },
    }),
    on('R307', { type: 'RealisationAssessed', data: { year: 2026, realisedSavingKr: 150 } }),
    on('R307', { type: 'ForecastStated', data: { year: 2026, realisedSavingKr: 400 } }),
    on('R307', {
      type: 'LedgerSnapshotRecorded',
      data: { year: 2026, asOf: '2026-06-30', budgetBeforeKr: 9, actualKr: 8, source: 'Opus' },
    }),
    // 21
    booked('R307', '1', '2026-03-01', 40),
    booked('R307', '2', '2026-03-01', 2),
    booked('R307', '3', '2026-12-31', 5),
    booked('R307', '4', '2025-12-31', 1_000),
    booked('R901', '1', '2026-03-01', 1_000),
    of('fravaer', {
      type: 'OpeningStatusReceived',
      data: { year: 2026, percent: '8.9', suppliedBy: null, receivedOn: '2026-01-31' },
    }),
    // 27
    of('fravaer', readingWithdrawn({ readingId: 'reading-2', ...secondQuarter })),
    of('fravaer', readingCorrected()),
  );
  await logs.append(
    'syddjurs',
    on('R307', measureRegistered({ amountsKr: { '2026': -1 } })),
    of('fravaer', indicatorDefined({ units: [unit('Z')] })),
    of('fravaer', readingRecorded({ readingId: 'andens', unitId: 'Z' })),
    booked('R307', '1', '2026-03-01', 7_000),
    closed([], 1),
  );
});

const years = { from: 2026, to: 2026 };
const find = (filter: FactsFilter = years, log = 'norddjurs', position?: number) =>
  measureFacts(logs.db, logs.known(log, position), filter);
const r307 = async (filter: FactsFilter = years, position?: number) => {
  const [facts] = await find({ ...filter, refs: ['R307'] }, 'norddjurs', position);
  return facts;
};

describe('the facts of measures', () => {
  it('come in the order in which they were registered, of all or of those named', async () => {
    expect((await find()).map(({ ref }) => ref)).toEqual(['R901', 'R307']);
    expect((await find({ ...years, refs: ['R307', 'R901', 'X'] })).map(({ ref }) => ref)).toEqual([
      'R901',
      'R307',
    ]);
    expect((await find({ ...years, refs: ['R307'] })).map(({ ref }) => ref)).toEqual(['R307']);
  });

  it('have all that was recorded of a conditional measure', async () => {
    expect(await r307()).toMatchObject({
      effect: 'conditional',
      signUnclear: false,
      scopeYears: [2026, 2027, 2028],
      position: 2,
      amounts: [
        { year: 2025, amountKr: -518_000, originalKr: -518_000, position: 2 },
        { year: 2026, amountKr: -7, originalKr: -1_050_000, position: 12 },
        { year: 2027, amountKr: null, originalKr: null },
      ],
      incorporations: [{ year: 2026, amountKr: -300_000, effectiveOn: '2026-05-01', position: 11 }],
      condition: {
        indicator: 'fravaer',
        scopeYears: [2026],
        payoff: 'per_point',
        krPerPoint: 787_500,
        targetMeaning: 'yearEnd',
        periodWeights: null,
        position: 10,
      },
      recognitions: [{ year: 2026, capPercent: '10', position: 13 }],
      assessments: [{ year: 2026, realisedSavingKr: 150, position: 18 }],
      manualForecasts: [{ year: 2026, realisedSavingKr: 400, position: 19 }],
      ledgerSnapshots: [
        { year: 2026, asOf: '2026-06-30', budgetBeforeKr: 9, actualKr: 8, position: 20 },
      ],
      rates: [],
      closures: [],
    });
  });

  it('have all that was recorded of a rate', async () => {
    const [rate] = await find({ ...years, refs: ['R901'] });
    expect(rate).toMatchObject({
      effect: 'rate',
      signUnclear: true,
      amounts: [],
      condition: null,
      indicator: null,
      rates: [{ year: 2026, percent: '0.80', position: 14 }],
      rateBases: [{ year: 2026, baseKr: 2_000_000_000, position: 15 }],
      allocations: [{ unit: 'Skoler', amountKr: 6, competence: 'political', position: 16 }],
      deliveries: [{ unit: 'Skoler', amountKr: 3, deliveredOn: '2026-06-30', position: 17 }],
      bookings: [{ bookedOn: '2026-03-01', amountKr: 1_000 }],
    });
  });

  it('add up the bookings of a day, of the years asked for', async () => {
    const day = { bookedOn: '2026-03-01', amountKr: 42, position: 22 };
    const last = { bookedOn: '2026-12-31', amountKr: 5, position: 23 };
    const inOrder = async (filter: FactsFilter) =>
      [...((await r307(filter))?.bookings ?? [])].sort((a, b) =>
        a.bookedOn < b.bookedOn ? -1 : 1,
      );
    expect(await inOrder(years)).toEqual([day, last]);
    expect(await inOrder({ from: 2025, to: 2026 })).toEqual([
      { bookedOn: '2025-12-31', amountKr: 1_000, position: 24 },
      day,
      last,
    ]);
    expect(await inOrder({ from: 2027, to: 2028 })).toEqual([]);
  });
});

describe('the indicator of a measure', () => {
  it('is the condition’s, with what stands of its readings', async () => {
    expect((await r307())?.indicator).toMatchObject({
      id: 'fravaer',
      cadence: 'quarterly',
      direction: 'down',
      method: 'pooled',
      units: [
        { id: 'B', weights: [{ weight: 7, effectiveOn: null }] },
        { id: 'A', weights: [{ weight: 10 }] },
      ],
      baseline: { percent: '9.00', series: null, position: 5 },
      targets: [
        { year: 2026, percent: '7.67', position: 6 },
        { year: 2027, percent: '7.33', position: 6 },
      ],
      readings: [{ id: 'reading-1', status: 'corrected', absentDays: 2_310, position: 28 }],
      withdrawals: [{ readingId: 'reading-2', periodStart: '2026-04-01', position: 27 }],
      openingStatuses: [{ year: 2026, percent: '8.9', position: 26 }],
    });
  });

  it('has the readings of the years asked for', async () => {
    const ids = async (from: number, to: number) =>
      (await r307({ from, to }))?.indicator?.readings.map(({ id }) => id).sort();
    expect(await ids(2025, 2026)).toEqual(['before', 'reading-1']);
    expect(await ids(2025, 2025)).toEqual(['before']);
    expect(await ids(2027, 2027)).toEqual([]);
  });

  it('is the first one as long as there is no condition', async () => {
    expect((await r307(years, 9))?.indicator?.id).toBe('context');
    expect((await r307(years, 10))?.indicator?.id).toBe('fravaer');
    expect((await r307(years, 2))?.indicator).toBeNull();
  });
});

describe('the facts as known then', () => {
  it('are without what came later', async () => {
    expect(await find(years, 'norddjurs', 0)).toEqual([]);
    expect(await r307(years, 8)).toMatchObject({
      amounts: [{}, { year: 2026, amountKr: -1_050_000, position: 2 }, {}],
      incorporations: [],
      condition: null,
      recognitions: [],
      bookings: [],
    });
    expect((await r307(years, 26))?.indicator).toMatchObject({ withdrawals: [] });
    const readings = (await r307(years, 26))?.indicator?.readings ?? [];
    expect(readings.map(({ id, absentDays }) => [id, absentDays]).sort()).toEqual([
      ['reading-1', 2_100],
      ['reading-2', 2_100],
    ]);
    expect((await r307(years, 21))?.bookings).toEqual([
      { bookedOn: '2026-03-01', amountKr: 40, position: 21 },
    ]);
  });

  it('stay the same whatever is recorded later', async () => {
    const before = await r307({ from: 2025, to: 2028 }, 28);
    const position = await logs.append(
      'norddjurs',
      on('R307', {
        type: 'AmountRevised',
        data: { year: 2026, amountKr: -8, previousKr: -7, decidedBy: null },
      }),
      of('fravaer', readingWithdrawn()),
      booked('R307', '9', '2026-03-01', 99),
    );
    expect(await r307({ from: 2025, to: 2028 }, 28)).toEqual(before);
    expect((await r307(years, position))?.amounts[1]).toMatchObject({ amountKr: -8 });
  });
});

describe('the facts of another municipality', () => {
  it('are never among those of one, though names are the same', async () => {
    const [facts, ...others] = await find(years, 'syddjurs');
    expect(others).toEqual([]);
    expect(facts).toMatchObject({
      amounts: [{ year: 2026, amountKr: -1 }],
      incorporations: [],
      condition: null,
      bookings: [{ amountKr: 7_000 }],
      recognitions: [],
      assessments: [],
    });
    expect(facts?.indicator).toMatchObject({
      units: [{ id: 'Z' }],
      baseline: null,
      targets: [],
      readings: [{ id: 'andens' }],
      withdrawals: [],
      openingStatuses: [],
    });
  });

  it('close no year of one', async () => {
    const all = { from: 2025, to: 2028 };
    expect((await find(all, 'syddjurs'))[0]?.closures).toMatchObject([{ year: 2025 }]);
    expect((await r307(all))?.closures).toEqual([]);
  });
});

describe('what measures are grouped by', () => {
  it('comes in the agreement’s order, as known then, of one municipality', async () => {
    const rows = await groupedMeasuresAt(logs.db, logs.known('norddjurs')).execute();
    expect(rows).toMatchObject([
      { ref: 'R901', effect: 'rate' },
      {
        ref: 'R307',
        section: 'Arbejdsmarkedsudvalget',
        forums: ['BUU', 'AU', 'ØK', 'KB'],
        owners: ['Arbejdsmarkedschefen'],
        expenditureType: 'transfer',
      },
    ]);
    const then = await groupedMeasuresAt(logs.db, logs.known('norddjurs', 1)).execute();
    expect(then).toMatchObject([{ ref: 'R901' }]);
    const others = await groupedMeasuresAt(logs.db, logs.known('syddjurs')).execute();
    expect(others).toHaveLength(1);
  });
});

describe('the SQL', () => {
  const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
  it('of the facts', async () => {
    const { db, sqlOf } = compiler<ReadDb>();
    const sql = await sqlOf(() =>
      measureFacts(db, known, { refs: ['R307'], from: 2025, to: 2028 }),
    );
    expect(sql).toMatchInlineSnapshot(`
     "select "m"."ref", "m"."effect", "m"."sign_unclear", "m"."scope_years", lower("m"."known") as "position", (select coalesce(json_agg(agg), '[]')
     from (select "a"."year", "a"."amount_kr" as "amountKr", "a"."original_kr" as "originalKr", lower("a"."known") as "position"
     from "read"."amounts_by_year" as "a"
     where "a"."log_id" = "m"."log_id"
     and "a"."ref" = "m"."ref"
     and "a"."known" @> $1::bigint
     order by "a"."year") as agg) as "amounts", (select coalesce(json_agg(agg), '[]')
     from (select "b"."year", "b"."amount_kr" as "amountKr", "b"."effective_on" as "effectiveOn", lower("b"."known") as "position"
     from "read"."incorporations" as "b"
     where "b"."log_id" = "m"."log_id"
     and "b"."ref" = "m"."ref"
     and "b"."known" @> $2::bigint) as agg) as "incorporations", (select coalesce(json_agg(agg), '[]')
     from (select "s"."kind", "s"."year", "s"."value", lower("s"."known") as "position"
     from "read"."year_settings" as "s"
     where "s"."log_id" = "m"."log_id"
     and "s"."ref" = "m"."ref"
     and "s"."known" @> $3::bigint) as agg) as "settings", (select coalesce(json_agg(agg), '[]')
     from (select "k"."year", "k"."unit", "k"."amount_kr" as "amountKr", "k"."competence", "k"."delivered_on" as "deliveredOn", lower("k"."known") as "position"
     from "read"."contributions" as "k"
     where "k"."log_id" = "m"."log_id"
     and "k"."ref" = "m"."ref"
     and "k"."known" @> $4::bigint) as agg) as "contributions", (select coalesce(json_agg(agg), '[]')
     from (select "l"."year", "l"."as_of" as "asOf", "l"."budget_before_kr" as "budgetBeforeKr", "l"."actual_kr" as "actualKr", lower("l"."known") as "position"
     from "read"."ledger_snapshots" as "l"
     where "l"."log_id" = "m"."log_id"
     and "l"."ref" = "m"."ref"
     and "l"."known" @> $5::bigint) as agg) as "ledgerSnapshots", (select coalesce(json_agg(agg), '[]')
     from (select "d"."booked_on" as "bookedOn", "v"."amount_kr" as "amountKr", "v"."position"
     from "read"."bookings_by_day" as "d"
     inner join lateral (select "v"."amount_kr", lower("v"."known") as "position"
     from "read"."bookings_by_day" as "v"
     where "v"."log_id" = "d"."log_id"
     and "v"."ref" = "d"."ref"
     and "v"."booked_on" = "d"."booked_on"
     and lower("v"."known") <= $6
     order by lower("v"."known") desc
     limit $7) as "v" on true
     where "d"."log_id" = "m"."log_id"
     and "d"."ref" = "m"."ref"
     and "d"."booked_on" >= $8
     and "d"."booked_on" <= $9
     and upper_inf(d.known)
     order by "d"."booked_on") as agg) as "bookings", (select to_json(obj)
     from (select "c"."indicator", "c"."scope_years" as "scopeYears", "c"."payoff", "c"."kr_per_point" as "krPerPoint", "c"."target_meaning" as "targetMeaning", "c"."period_weights" as "periodWeights", "c"."decided_by" as "decidedBy", lower("c"."known") as "position"
     from "read"."conditions" as "c"
     where "c"."log_id" = "m"."log_id"
     and "c"."ref" = "m"."ref"
     and "c"."known" @> $10::bigint) as obj) as "condition", (select to_json(obj)
     from (select "i"."indicator" as "id", "i"."indicator_version" as "version", "i"."cadence", "i"."direction", "i"."method", lower("i"."known") as "position", (select coalesce(json_agg(agg), '[]')
     from (select "u"."unit" as "id", "u"."name", "u"."weights", "u"."active_from" as "activeFrom", "u"."active_to" as "activeTo", lower("u"."known") as "position"
     from "read"."units" as "u"
     where "u"."log_id" = "i"."log_id"
     and "u"."indicator" = "i"."indicator"
     and "u"."known" @> $11::bigint
     order by "u"."place") as agg) as "units", (select to_json(obj)
     from (select "bl"."percent", "bl"."series", lower("bl"."known") as "position"
     from "read"."baselines" as "bl"
     where "bl"."log_id" = "i"."log_id"
     and "bl"."indicator" = "i"."indicator"
     and "bl"."known" @> $12::bigint) as obj) as "baseline", (select to_json(obj)
     from (select "t"."targets", lower("t"."known") as "position"
     from "read"."target_sets" as "t"
     where "t"."log_id" = "i"."log_id"
     and "t"."indicator" = "i"."indicator"
     and "t"."known" @> $13::bigint) as obj) as "targets", (select coalesce(json_agg(agg), '[]')
     from (select "r"."reading" as "id", "r"."unit" as "unitId", "r"."status", "r"."period_start" as "periodStart", "r"."period_end" as "periodEnd", "r"."absent_days" as "absentDays", "r"."possible_days" as "possibleDays", "r"."percent", "r"."quality", lower("r"."known") as "position"
     from "read"."readings" as "r"
     where "r"."log_id" = "i"."log_id"
     and "r"."indicator" = "i"."indicator"
     and "r"."indicator_version" = "i"."indicator_version"
     and "r"."period_start" >= $14
     and "r"."period_end" <= $15
     and "r"."known" @> $16::bigint) as agg) as "readings", (select coalesce(json_agg(agg), '[]')
     from (select "o"."year", "o"."percent", lower("o"."known") as "position"
     from "read"."opening_statuses" as "o"
     where "o"."log_id" = "i"."log_id"
     and "o"."indicator" = "i"."indicator"
     and "o"."known" @> $17::bigint) as agg) as "openingStatuses"
     from "read"."indicators" as "i"
     left join "read"."conditions" as "ic" on "ic"."log_id" = "i"."log_id"
     and "ic"."ref" = "i"."measure"
     and "ic"."indicator" = "i"."indicator"
     and "ic"."known" @> $18::bigint
     where "i"."log_id" = "m"."log_id"
     and "i"."measure" = "m"."ref"
     and "i"."known" @> $19::bigint
     order by i.indicator = any($20::text[]) desc, "ic"."ref" is null, "i"."defined_at_position"
     limit $21) as obj) as "indicator", exists (select "y"."year"
     from "read"."closures" as "y"
     where "y"."log_id" = $22
     and "y"."year" >= $23
     and "y"."year" <= $24
     and "y"."known" @> $25::bigint
     order by "y"."year") as "hasClosure"
     from "read"."measures" as "m"
     where "m"."log_id" = $26
     and "m"."known" @> $27::bigint
     and m.ref = any($28::text[])
     order by "m"."registered_at_position""
    `);
  });
  it('of what measures are grouped by', async () => {
    const { db, sqlOf } = compiler<ReadDb>();
    expect(await sqlOf(() => groupedMeasuresAt(db, known).execute())).toMatchInlineSnapshot(`
     "select "m"."ref", "m"."slug", "m"."title", "m"."section", "m"."forums", "m"."owners", "m"."effect", "m"."expenditure_type" as "expenditureType"
     from "read"."measures" as "m"
     where "m"."log_id" = $1
     and "m"."known" @> $2::bigint
     order by "m"."registered_at_position""
    `);
  });
});
