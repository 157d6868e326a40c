import { cadences, periodsOf, periodsPerYear } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import {
  directions,
  methods,
  payoffs,
  targetMeanings,
} from '../../libs/monitoring/src/realisation/facts.rules';
import type {
  BaselineFact,
  Direction,
  MeasureFacts,
  Method,
  ReadingFact,
  UnitFact,
} from '../../libs/monitoring/src/realisation/facts.rules';
import { conditionFact, indicatorFact, measureFacts } from './measure-facts';

/** Figures with at most four decimals between two bounds in ten-thousandths. */
export const percents = (from: number, to: number): Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((n) => (n / 10_000).toFixed(4));

const positions = fc.integer({ min: 10, max: 5000 });
const year = 2026;

/** A day in or about the year, month ends among them. */
export const days: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(2025, 2026, 2026, 2026, 2026, 2026, 2026, 2027, 2027),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom(1, 15, 28, 31),
  )
  .map(([y, month, date]) => {
    const last = periodsOf(y, 'monthly')[month - 1]?.end ?? '';
    const on = `${String(y)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
    return on < last ? on : last;
  });

/** One time in eight. */
const sometimes = <T>(of: Arbitrary<T>): Arbitrary<T | null> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: of });

const monthStarts = fc
  .tuple(
    fc.constantFrom(2025, 2026),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom('01', '02', '15'),
  )
  .map(([y, month, date]) => `${String(y)}-${String(month).padStart(2, '0')}-${date}`);

function units(method: Method): Arbitrary<UnitFact[]> {
  if (method === 'published') return fc.constant([]);
  const weight = fc.integer({ min: 1, max: 60 });
  return fc
    .array(
      fc.record({
        weights: fc.tuple(
          weight,
          fc.array(fc.record({ weight, effectiveOn: monthStarts, position: positions }), {
            maxLength: 2,
          }),
        ),
        activeFrom: sometimes(monthStarts),
        activeTo: sometimes(days),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((drawn) =>
      drawn.map(({ weights: [first, later], ...rest }, at) => ({
        id: `u${String(at)}`,
        name: `Skole ${String(at)}`,
        position: 3,
        weights: [{ weight: first, effectiveOn: null, position: 3 }, ...later],
        ...rest,
      })),
    );
}

function readings(
  method: Method,
  cadence: Cadence,
  of: readonly UnitFact[],
): Arbitrary<ReadingFact[]> {
  const keys = periodsOf(year, cadence).flatMap((period) =>
    (method === 'published' ? [null] : of.map(({ id }) => id)).map((unitId) => ({
      period,
      unitId,
    })),
  );
  // One number a reading, taken apart: drawing four for each would be most of the suite's time.
  return fc
    .array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: keys.length, maxLength: keys.length })
    .map((drawn) =>
      keys.flatMap(({ period, unitId }, at): ReadingFact[] => {
        const bits = drawn[at] ?? 0;
        if (bits % 16 === 0) return [];
        const percent = (60_000 + ((bits >>> 4) % 45_001)) / 10_000;
        const possible = 1 + ((bits >>> 6) % 30_000);
        const counts = method === 'pooled';
        return [
          {
            id: `r${String(at)}`,
            unitId,
            periodStart: period.start,
            periodEnd: period.end,
            absentDays: counts ? Math.floor((possible * percent) / 100) : null,
            possibleDays: counts ? possible : null,
            percent: counts ? null : percent.toFixed(4),
            quality: bits % 3 === 0 ? 'provisional' : 'final',
            position: 10 + at,
          },
        ];
      }),
    );
}

function baselines(cadence: Cadence, low: number, high: number): Arbitrary<BaselineFact> {
  const periods = periodsOf(year - 1, cadence);
  return fc.oneof(
    percents(low, high).map((percent): BaselineFact => ({ percent, series: null, position: 5 })),
    fc.tuple(...periods.map(() => percents(low, high))).map((series): BaselineFact => ({
      percent: null,
      series: series.map((percent, at) => ({
        periodStart: periods[at]?.start ?? '',
        periodEnd: periods[at]?.end ?? '',
        percent,
      })),
      position: 5,
    })),
  );
}

/** Bounds of baseline and target, so that every target lies on the better side of b_year. */
const levels = (direction: Direction) =>
  direction === 'down'
    ? { baseline: [85_000, 100_000], target: [60_000, 84_000] }
    : { baseline: [60_000, 75_000], target: [76_000, 100_000] };

export interface Drawn {
  readonly facts: MeasureFacts;
  readonly onDate: string;
}

/** A conditional measure of 2026 and a day. */
const conditional = (isConfigured: boolean): Arbitrary<Drawn> =>
  fc
    .tuple(
      fc.constantFrom(...methods),
      fc.constantFrom(...cadences),
      fc.constantFrom(...directions),
    )
    .chain(([method, cadence, direction]) => {
      const {
        baseline: [bLow = 0, bHigh = 0],
        target: [tLow = 0, tHigh = 0],
      } = levels(direction);
      const weights = fc
        .array(fc.integer({ min: 1, max: 400 }), {
          minLength: periodsPerYear[cadence],
          maxLength: periodsPerYear[cadence],
        })
        .map((drawn) => drawn.map((n) => String(n / 100)));
      const rarelyMissing = <T>(of: Arbitrary<T>): Arbitrary<T | null> =>
        isConfigured ? of : fc.option(of, { freq: 20 });
      const savings = fc.integer({ min: -3_000_000, max: -1 });
      return units(method)
        .chain((of) =>
          fc.record({
            onDate: days,
            units: fc.constant(of),
            readings: readings(method, cadence, of),
            baseline: rarelyMissing(baselines(cadence, bLow, bHigh)),
            target: rarelyMissing(percents(tLow, tHigh)),
            targetBefore: fc.option(percents(tLow, tHigh + 20_000), { freq: 2 }),
            amountKr: isConfigured
              ? savings
              : fc.oneof(
                  { weight: 3, arbitrary: savings },
                  { weight: 1, arbitrary: fc.constantFrom(null, 0, 250_000, -1, -7, -1_050_000) },
                ),
            hasCondition: rarelyMissing(fc.constant(true)),
            hasIndicator: rarelyMissing(fc.constant(true)),
            payoff: fc.constantFrom(...payoffs),
            krPerPoint: fc.integer({ min: 0, max: 1_500_000 }),
            targetMeaning: fc.constantFrom(...targetMeanings),
            periodWeights: fc.option(weights, { freq: 2 }),
            scopeYears: fc.subarray([2025, 2026, 2027]),
            capPercent: fc.option(percents(0, 300_000), { freq: 2 }),
          }),
        )
        .map((drawn): Drawn => ({
          onDate: drawn.onDate,
          facts: measureFacts({
            amounts: [{ year, amountKr: drawn.amountKr, originalKr: drawn.amountKr, position: 1 }],
            recognitions:
              drawn.capPercent === null
                ? []
                : [{ year, capPercent: drawn.capPercent, position: 9 }],
            condition:
              drawn.hasCondition && drawn.hasIndicator
                ? conditionFact({
                    payoff: drawn.payoff,
                    krPerPoint: drawn.payoff === 'per_point' ? drawn.krPerPoint : null,
                    targetMeaning: drawn.targetMeaning,
                    periodWeights: drawn.periodWeights,
                    scopeYears: drawn.scopeYears,
                  })
                : null,
            indicator:
              drawn.hasIndicator &&
              indicatorFact({
                cadence,
                direction,
                method,
                units: drawn.units,
                readings: drawn.readings,
                baseline: drawn.baseline,
                targets: [
                  ...(drawn.target === null ? [] : [{ year, percent: drawn.target, position: 6 }]),
                  ...(drawn.targetBefore === null
                    ? []
                    : [{ year: year - 1, percent: drawn.targetBefore, position: 6 }]),
                ],
              }),
          }),
        }));
    });

/** Configured most of the time. */
export const conditionalMeasures = conditional(false);

/** With everything configured and something to save. */
export const configuredMeasures = conditional(true);

export const directMeasures: Arbitrary<Drawn> = fc
  .record({
    onDate: days,
    amountKr: fc.oneof(fc.integer({ min: -3_000_000, max: -1 }), fc.constantFrom(null, 0, 50_000)),
    incorporations: fc.array(
      fc.record({
        year: fc.constantFrom(2025, 2026, 2026, 2026),
        amountKr: fc.integer({ min: -2_000_000, max: 800_000 }),
        effectiveOn: monthStarts,
        position: positions,
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ onDate, amountKr, incorporations }) => ({
    onDate,
    facts: measureFacts({
      ref: 'R901',
      effect: 'direct',
      amounts: [{ year, amountKr, originalKr: amountKr, position: 1 }],
      incorporations,
    }),
  }));

export const rateMeasures: Arbitrary<Drawn> = fc
  .record({
    onDate: days,
    percent: fc.option(percents(0, 20_000), { freq: 9 }),
    baseKr: fc.option(fc.integer({ min: 0, max: 4_000_000_000 }), { freq: 9 }),
    deliveries: fc.array(
      fc.record({
        year: fc.constantFrom(2025, 2026, 2026),
        unit: fc.constant('Skoler'),
        amountKr: fc.integer({ min: 1, max: 20_000_000 }),
        deliveredOn: days,
        position: positions,
      }),
      { maxLength: 4 },
    ),
    amountKr: fc.constantFrom(null, 11_400_000),
  })
  .map(({ onDate, percent, baseKr, deliveries, amountKr }) => ({
    onDate,
    facts: measureFacts({
      ref: 'effektiviseringsbidrag',
      effect: 'rate',
      amounts: [{ year, amountKr, originalKr: amountKr, position: 1 }],
      rates: percent === null ? [] : [{ year, percent, position: 2 }],
      rateBases: baseKr === null ? [] : [{ year, baseKr, position: 3 }],
      deliveries,
    }),
  }));

export const spendMeasures: Arbitrary<Drawn> = fc
  .record({
    onDate: days,
    effect: fc.constantFrom('spend' as const, 'process' as const),
    amountKr: fc.option(fc.integer({ min: -500_000, max: 2_000_000 })),
    bookings: fc.array(
      fc.record({
        bookedOn: days,
        amountKr: fc.integer({ min: -100_000, max: 400_000 }),
        position: positions,
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ onDate, effect, amountKr, bookings }) => ({
    onDate,
    facts: measureFacts({
      ref: 'sygefravaer',
      effect,
      amounts: [{ year, amountKr, originalKr: amountKr, position: 1 }],
      bookings,
    }),
  }));

/** Any measure: what holds for all of them. */
export const anyMeasures: Arbitrary<Drawn> = fc.oneof(
  { weight: 5, arbitrary: conditionalMeasures },
  { weight: 2, arbitrary: directMeasures },
  { weight: 1, arbitrary: rateMeasures },
  { weight: 1, arbitrary: spendMeasures },
);
