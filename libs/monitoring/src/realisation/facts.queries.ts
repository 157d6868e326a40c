import { periodsPerYear, type Cadence } from '@kursholder/kernel';
import { Question, type Moment } from '@kursholder/platform';
import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { YearSetting } from '../measures/measures.events';
import { heldAt, madeAt, type Read, type ReadDb } from '../read-models';
import { readingsAt } from '../indicators/indicators.queries';
import type { ClosureFact, IndicatorFact, MeasureFacts } from './facts.rules';

export interface FactsFilter {
  /** Only these measures. */
  readonly refs?: readonly string[];
  /** Readings of these years only; the other facts come for all years. */
  readonly from: number;
  readonly to: number;
  /** Indicators that are taken before the condition's own. */
  readonly indicators?: readonly string[];
}

interface FactsAsked extends Moment {
  readonly indicators: readonly string[];
  readonly from: number;
  readonly to: number;
  /** The days from and to which readings and bookings are asked for. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Everything the savings model asks about measures, in one statement, as known at a position. */
const factsOfAll = (
  db: Read,
  { log, position, indicators, from, to, firstDay, lastDay }: FactsAsked,
) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .orderBy('m.registered_at_position')
    .select(['m.ref', 'm.effect', 'm.sign_unclear', 'm.scope_years', madeAt('m').as('position')])
    .select((measure) => [
      jsonArrayFrom(
        measure
          .selectFrom('read.amounts_by_year as a')
          .whereRef('a.log_id', '=', 'm.log_id')
          .whereRef('a.ref', '=', 'm.ref')
          .where(heldAt('a', position))
          .orderBy('a.year')
          .select(['a.year', 'a.amount_kr as amountKr', 'a.original_kr as originalKr'])
          .select(madeAt('a').as('position')),
      ).as('amounts'),
      jsonArrayFrom(
        measure
          .selectFrom('read.incorporations as b')
          .whereRef('b.log_id', '=', 'm.log_id')
          .whereRef('b.ref', '=', 'm.ref')
          .where(heldAt('b', position))
          .select(['b.year', 'b.amount_kr as amountKr', 'b.effective_on as effectiveOn'])
          .select(madeAt('b').as('position')),
      ).as('incorporations'),
      jsonArrayFrom(
        measure
          .selectFrom('read.year_settings as s')
          .whereRef('s.log_id', '=', 'm.log_id')
          .whereRef('s.ref', '=', 'm.ref')
          .where(heldAt('s', position))
          .select(['s.kind', 's.year', 's.value', madeAt('s').as('position')]),
      ).as('settings'),
      jsonArrayFrom(
        measure
          .selectFrom('read.contributions as k')
          .whereRef('k.log_id', '=', 'm.log_id')
          .whereRef('k.ref', '=', 'm.ref')
          .where(heldAt('k', position))
          .select(['k.year', 'k.unit', 'k.amount_kr as amountKr', 'k.competence'])
          .select(['k.delivered_on as deliveredOn', madeAt('k').as('position')]),
      ).as('contributions'),
      jsonArrayFrom(
        measure
          .selectFrom('read.ledger_snapshots as l')
          .whereRef('l.log_id', '=', 'm.log_id')
          .whereRef('l.ref', '=', 'm.ref')
          .where(heldAt('l', position))
          .select(['l.year', 'l.as_of as asOf', 'l.budget_before_kr as budgetBeforeKr'])
          .select(['l.actual_kr as actualKr', madeAt('l').as('position')]),
      ).as('ledgerSnapshots'),
      jsonArrayFrom(
        measure
          .selectFrom('read.bookings_by_day as d')
          .whereRef('d.log_id', '=', 'm.log_id')
          .whereRef('d.ref', '=', 'm.ref')
          .where('d.booked_on', '>=', firstDay)
          .where('d.booked_on', '<=', lastDay)
          // A day once booked on stays: the rows of now name the days, however many versions they had.
          .where(sql<boolean>`upper_inf(d.known)`)
          .innerJoinLateral(
            (day) =>
              day
                .selectFrom('read.bookings_by_day as v')
                .whereRef('v.log_id', '=', 'd.log_id')
                .whereRef('v.ref', '=', 'd.ref')
                .whereRef('v.booked_on', '=', 'd.booked_on')
                .where(madeAt('v'), '<=', position)
                .orderBy(madeAt('v'), 'desc')
                .limit(1)
                .select(['v.amount_kr', madeAt('v').as('position')])
                .as('v'),
            (join) => join.onTrue(),
          )
          .orderBy('d.booked_on')
          .select(['d.booked_on as bookedOn', 'v.amount_kr as amountKr', 'v.position']),
      ).as('bookings'),
      jsonObjectFrom(
        measure
          .selectFrom('read.conditions as c')
          .whereRef('c.log_id', '=', 'm.log_id')
          .whereRef('c.ref', '=', 'm.ref')
          .where(heldAt('c', position))
          .select(['c.indicator', 'c.scope_years as scopeYears', 'c.payoff'])
          .select(['c.kr_per_point as krPerPoint', 'c.target_meaning as targetMeaning'])
          .select(['c.period_weights as periodWeights', 'c.decided_by as decidedBy'])
          .select(madeAt('c').as('position')),
      ).as('condition'),
      jsonObjectFrom(
        measure
          .selectFrom('read.indicators as i')
          .leftJoin('read.conditions as ic', (join) =>
            join
              .onRef('ic.log_id', '=', 'i.log_id')
              .onRef('ic.ref', '=', 'i.measure')
              .onRef('ic.indicator', '=', 'i.indicator')
              .on(heldAt('ic', position)),
          )
          .whereRef('i.log_id', '=', 'm.log_id')
          .whereRef('i.measure', '=', 'm.ref')
          .where(heldAt('i', position))
          .orderBy(sql`i.indicator = any(${indicators}::text[])`, 'desc')
          // The condition's indicator; without a condition the first.
          .orderBy((eb) => eb('ic.ref', 'is', null))
          .orderBy('i.defined_at_position')
          .limit(1)
          .select([
            'i.indicator as id',
            'i.indicator_version as version',
            'i.cadence',
            'i.direction',
            'i.method',
          ])
          .select(madeAt('i').as('position'))
          .select((indicator) => [
            jsonArrayFrom(
              indicator
                .selectFrom('read.units as u')
                .whereRef('u.log_id', '=', 'i.log_id')
                .whereRef('u.indicator', '=', 'i.indicator')
                .where(heldAt('u', position))
                .orderBy('u.place')
                .select(['u.unit as id', 'u.name', 'u.weights'])
                .select(['u.active_from as activeFrom', 'u.active_to as activeTo'])
                .select(madeAt('u').as('position')),
            ).as('units'),
            jsonObjectFrom(
              indicator
                .selectFrom('read.baselines as bl')
                .whereRef('bl.log_id', '=', 'i.log_id')
                .whereRef('bl.indicator', '=', 'i.indicator')
                .where(heldAt('bl', position))
                .select(['bl.percent', 'bl.series', madeAt('bl').as('position')]),
            ).as('baseline'),
            jsonObjectFrom(
              indicator
                .selectFrom('read.target_sets as t')
                .whereRef('t.log_id', '=', 'i.log_id')
                .whereRef('t.indicator', '=', 'i.indicator')
                .where(heldAt('t', position))
                .select(['t.targets', madeAt('t').as('position')]),
            ).as('targets'),
            jsonArrayFrom(
              indicator
                .selectFrom('read.readings as r')
                .whereRef('r.log_id', '=', 'i.log_id')
                .whereRef('r.indicator', '=', 'i.indicator')
                .whereRef('r.indicator_version', '=', 'i.indicator_version')
                .where('r.period_start', '>=', firstDay)
                .where('r.period_end', '<=', lastDay)
                .where(heldAt('r', position))
                .select(['r.reading as id', 'r.unit as unitId', 'r.status'])
                .select(['r.period_start as periodStart', 'r.period_end as periodEnd'])
                .select(['r.absent_days as absentDays', 'r.possible_days as possibleDays'])
                .select(['r.percent', 'r.quality', madeAt('r').as('position')]),
            ).as('readings'),
            jsonArrayFrom(
              indicator
                .selectFrom('read.opening_statuses as o')
                .whereRef('o.log_id', '=', 'i.log_id')
                .whereRef('o.indicator', '=', 'i.indicator')
                .where(heldAt('o', position))
                .select(['o.year', 'o.percent', madeAt('o').as('position')]),
            ).as('openingStatuses'),
          ]),
      ).as('indicator'),
      measure
        .exists(closuresAt(db, { log, position }, { from, to }).clearSelect().select('y.year'))
        .as('hasClosure'),
    ]);

const allFacts = new Question<ReadDb, FactsAsked, FactRow>(factsOfAll);
const someFacts = new Question<ReadDb, FactsAsked & { readonly refs: readonly string[] }, FactRow>(
  (db, asked) => factsOfAll(db, asked).where(sql<boolean>`m.ref = any(${asked.refs}::text[])`),
);

function factRows(db: Read, { log, position }: Moment, filter: FactsFilter): Promise<FactRow[]> {
  const { refs, from, to, indicators = [] } = filter;
  const [firstDay, lastDay] = [`${String(from)}-01-01`, `${String(to)}-12-31`];
  const asked = { log, position, indicators, from, to, firstDay, lastDay };
  return refs === undefined ? allFacts.ask(db, asked) : someFacts.ask(db, { ...asked, refs });
}

/** The facts of measures as known at a position, in the order in which they were registered. */
export async function measureFacts(
  db: Read,
  known: Moment,
  filter: FactsFilter,
): Promise<MeasureFacts[]> {
  const rows = await factRows(db, known, filter);
  const facts = rows.map(factsFrom);
  // A year is closed for all measures at once.
  if (rows[0]?.hasClosure !== true) return facts;
  const closed = await closuresAt(db, known, filter).execute();
  const closures = await Promise.all(
    closed.map((closure) => closureFacts(db, known, filter, closure, facts)),
  );
  return facts.map((each) => ({
    ...each,
    closures: closures.flatMap((ofYear) => ofYear.get(each.ref) ?? []),
  }));
}

/** The years that are closed, with the figures that stand. */
const closuresAt = (
  db: Read,
  { log, position }: Moment,
  { from, to }: Pick<FactsFilter, 'from' | 'to'>,
) =>
  db
    .selectFrom('read.closures as y')
    .where('y.log_id', '=', log)
    .where('y.year', '>=', from)
    .where('y.year', '<=', to)
    .where(heldAt('y', position))
    .orderBy('y.year')
    .select(['y.year', 'y.snapshot_position', 'y.figures', madeAt('y').as('position')]);

type ClosureRow = Awaited<ReturnType<ReturnType<typeof closuresAt>['execute']>>[number];

/**
 * A closed year for each measure: what was set up then, with the readings of then's version of the
 * indicator as they are known now.
 */
async function closureFacts(
  db: Read,
  known: Moment,
  filter: FactsFilter,
  { year, snapshot_position, figures, position }: ClosureRow,
  now: readonly MeasureFacts[],
): Promise<Map<string, ClosureFact>> {
  const atClosing = { ...known, position: snapshot_position };
  const rows = await factRows(db, atClosing, filter);
  const then = new Map(rows.map((row) => [row.ref, row]));
  return new Map(
    await Promise.all(
      now.map(async ({ ref, indicator }): Promise<[string, ClosureFact]> => {
        const row = then.get(ref);
        const setUp = row === undefined ? null : factsFrom(row);
        return [
          ref,
          {
            year,
            position,
            snapshotPosition: snapshot_position,
            figure: figures.find(({ measure }) => measure === ref) ?? null,
            condition: setUp?.condition ?? null,
            indicator:
              setUp?.indicator == null || row?.indicator == null
                ? null
                : {
                    ...setUp.indicator,
                    ...(await measuredSince(db, known, row.indicator, indicator)),
                  },
          },
        ];
      }),
    ),
  );
}

/** Units, readings and withdrawals of an indicator's version as they are known now. */
async function measuredSince(
  db: Read,
  known: Moment,
  then: IndicatorRow,
  now: IndicatorFact | null,
): Promise<Pick<IndicatorFact, 'units' | 'readings' | 'withdrawals'>> {
  if (now !== null && now.id === then.id && now.version === then.version) {
    return { units: now.units, readings: now.readings, withdrawals: now.withdrawals };
  }
  const rows = await readingsAt(db, known, then.id, {}).execute();
  const readings = rows
    .filter(({ indicator_version }) => indicator_version === then.version)
    .map((row) => ({
      id: row.reading,
      unitId: row.unit,
      status: row.status,
      periodStart: row.period_start,
      periodEnd: row.period_end,
      absentDays: row.absent_days,
      possibleDays: row.possible_days,
      percent: row.percent,
      quality: row.quality,
      position: row.position,
    }));
  return { units: then.units, ...effectiveAndWithdrawn(readings) };
}

type FactRow = Awaited<ReturnType<ReturnType<typeof factsOfAll>['execute']>>[number];

function factsFrom(row: FactRow): MeasureFacts {
  const settings = (kind: YearSetting) => row.settings.filter((each) => each.kind === kind);
  const percents = (kind: YearSetting) =>
    settings(kind).map(({ year, value, position }) => ({ year, percent: value, position }));
  const savings = (kind: YearSetting) =>
    settings(kind).map(({ year, value, position }) => ({
      year,
      realisedSavingKr: Number(value),
      position,
    }));
  return {
    ref: row.ref,
    effect: row.effect,
    signUnclear: row.sign_unclear,
    scopeYears: row.scope_years,
    position: row.position,
    amounts: row.amounts,
    incorporations: row.incorporations,
    condition: row.condition && fittingWeights(row.condition, row.indicator?.cadence),
    indicator: row.indicator === null ? null : indicatorFact(row.indicator),
    recognitions: settings('recognition').map(({ year, value, position }) => ({
      year,
      capPercent: value,
      position,
    })),
    rates: percents('rate'),
    rateBases: settings('rate_base').map(({ year, value, position }) => ({
      year,
      baseKr: Number(value),
      position,
    })),
    allocations: row.contributions.flatMap(({ competence, deliveredOn: _, ...each }) =>
      competence === null ? [] : [{ ...each, competence }],
    ),
    deliveries: row.contributions.flatMap(({ competence: _, deliveredOn, ...each }) =>
      deliveredOn === null ? [] : [{ ...each, deliveredOn }],
    ),
    bookings: row.bookings,
    ledgerSnapshots: row.ledgerSnapshots,
    assessments: savings('assessment'),
    manualForecasts: savings('manual_forecast'),
    closures: [],
  };
}

/** Weights for another number of periods, from before the cadence changed, weigh nothing. */
function fittingWeights(
  condition: NonNullable<FactRow['condition']>,
  cadence: Cadence | undefined,
): NonNullable<FactRow['condition']> {
  const { periodWeights } = condition;
  const fits =
    periodWeights === null ||
    cadence === undefined ||
    periodWeights.length === periodsPerYear[cadence];
  return fits ? condition : { ...condition, periodWeights: null };
}

type IndicatorRow = NonNullable<FactRow['indicator']>;

function indicatorFact({ units, baseline, targets, readings, ...rest }: IndicatorRow) {
  return {
    ...rest,
    units,
    baseline: baselineFact(baseline),
    targets: Object.entries(targets?.targets ?? {}).map(([year, percent]) => ({
      year: Number(year),
      percent,
      position: targets?.position ?? 0,
    })),
    ...effectiveAndWithdrawn(readings),
  };
}

const effectiveAndWithdrawn = (readings: IndicatorRow['readings']) => ({
  readings: readings.filter(({ status }) => status !== 'withdrawn'),
  withdrawals: readings
    .filter(({ status }) => status === 'withdrawn')
    .map(({ id, periodStart, position }) => ({ readingId: id, periodStart, position })),
});

function baselineFact(baseline: IndicatorRow['baseline']) {
  if (baseline === null) return null;
  const { percent, series, position } = baseline;
  return percent === null
    ? { percent, series: series ?? [], position }
    : { percent, series: null, position };
}
