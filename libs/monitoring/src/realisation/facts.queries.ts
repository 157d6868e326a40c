import type { AsKnown } from '@kursholder/platform';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { heldAt, madeAt, type Read } from '../read-models';
import type { MeasureFacts } from './facts.rules';

export interface FactsFilter {
  /** Only these measures. */
  readonly refs?: readonly string[];
  /** Readings of these years only; the other facts come for all years. */
  readonly from: number;
  readonly to: number;
}

/** Everything the savings model asks about measures, in one statement, as known at a position. */
const factRows = (db: Read, { log, position }: AsKnown, { refs, from, to }: FactsFilter) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .$call((query) => (refs === undefined ? query : query.where('m.ref', 'in', [...refs])))
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
          // The condition's indicator; without a condition the first.
          .orderBy((eb) => eb('ic.ref', 'is', null))
          .orderBy('i.defined_at_position')
          .limit(1)
          .select(['i.indicator as id', 'i.cadence', 'i.direction', 'i.method'])
          .select(madeAt('i').as('position'))
          .select((indicator) => [
            jsonArrayFrom(
              indicator
                .selectFrom('read.units as u')
                .whereRef('u.log_id', '=', 'i.log_id')
                .whereRef('u.indicator', '=', 'i.indicator')
                .where(heldAt('u', position))
                .orderBy('u.place')
                .select(['u.unit as id', 'u.name', 'u.weight'])
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
                .where('r.period_start', '>=', `${String(from)}-01-01`)
                .where('r.period_end', '<=', `${String(to)}-12-31`)
                .where(heldAt('r', position))
                .select(['r.reading as id', 'r.unit as unitId', 'r.status'])
                .select(['r.period_start as periodStart', 'r.period_end as periodEnd'])
                .select(['r.absent_days as absentDays', 'r.possible_days as possibleDays'])
                .select(['r.percent', 'r.quality', madeAt('r').as('position')]),
            ).as('readings'),
          ]),
      ).as('indicator'),
    ]);

/** The facts of measures as known at a position, in the order in which they were registered. */
export async function measureFacts(
  db: Read,
  known: AsKnown,
  filter: FactsFilter,
): Promise<MeasureFacts[]> {
  const rows = await factRows(db, known, filter).execute();
  return rows.map(({ effect, sign_unclear, scope_years, condition, indicator, ...row }) => ({
    ...row,
    effect,
    signUnclear: sign_unclear,
    scopeYears: scope_years,
    condition,
    indicator: indicator === null ? null : indicatorFact(indicator),
    recognitions: [],
    rates: [],
    rateBases: [],
    allocations: [],
    deliveries: [],
    bookings: [],
    ledgerSnapshots: [],
    assessments: [],
    manualForecasts: [],
    closures: [],
  }));
}

type IndicatorRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof factRows>['execute']>>[number]['indicator']
>;

function indicatorFact({ units, baseline, targets, readings, ...rest }: IndicatorRow) {
  return {
    ...rest,
    units: units.map(({ weight, ...unit }) => ({
      ...unit,
      weights: [{ weight, effectiveOn: null, position: unit.position }],
    })),
    baseline: baselineFact(baseline),
    targets: Object.entries(targets?.targets ?? {}).map(([year, percent]) => ({
      year: Number(year),
      percent,
      position: targets?.position ?? 0,
    })),
    readings: readings.filter(({ status }) => status !== 'withdrawn'),
    withdrawals: readings
      .filter(({ status }) => status === 'withdrawn')
      .map(({ id, periodStart, position }) => ({ readingId: id, periodStart, position })),
    openingStatuses: [],
  };
}

function baselineFact(baseline: IndicatorRow['baseline']) {
  if (baseline === null) return null;
  const { percent, series, position } = baseline;
  return percent === null
    ? { percent, series: series ?? [], position }
    : { percent, series: null, position };
}
