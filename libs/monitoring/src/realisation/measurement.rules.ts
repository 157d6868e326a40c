import { Fraction, periodsOf } from '@kursholder/kernel';
import type { Period } from '@kursholder/kernel';
import type { IndicatorFact, Method, ReadingFact, UnitFact, UnitWeightFact } from './facts.rules';

/** What the readings say about a year: a, and how much of the year it rests on. */
export interface Measurement {
  readonly periods: readonly PeriodMeasurement[];
  /** Those that enter the year's figure, in order. */
  readonly measured: readonly PeriodMeasurement[];
  /** a, in per cent; null when nothing is measured. */
  readonly actual: Fraction | null;
  /** Of the elapsed periods; null when none has elapsed. */
  readonly coverage: Fraction | null;
}

export interface PeriodMeasurement {
  readonly period: Period;
  /** Its share of the year. */
  readonly share: Fraction;
  readonly elapsed: boolean;
  readonly coverage: Fraction;
  /** Elapsed and covered to 80 % at least. */
  readonly measured: boolean;
  /** Of the readings there are, also below 80 %, where it is indicative only. */
  readonly percent: Fraction | null;
  /** Percent is Σ `numerator` / Σ `denominator`; so is every pooling of several periods. */
  readonly numerator: Fraction;
  readonly denominator: Fraction;
  readonly unitsActive: number;
  readonly unitsReceived: number;
  readonly readings: readonly CountedReading[];
}

export interface CountedReading {
  readonly reading: ReadingFact;
  readonly unit: UnitFact | null;
  /** As valid on the period's first day; 1 for a published figure. */
  readonly weight: number;
}

const enough = Fraction.of(4, 5);

/** The year's measurement as of a day: what has not elapsed enters nothing, whatever is recorded. */
export function measurement(
  indicator: IndicatorFact,
  shares: readonly Fraction[],
  year: number,
  onDate: string,
): Measurement {
  const calendar = periodsOf(year, indicator.cadence);
  const units = indicator.method === 'published' ? [null] : indicator.units;
  const received = receivedByPeriod(indicator.readings, calendar, units);
  const periods = calendar.map((period, at) =>
    measuredPeriod(
      indicator.method,
      period,
      shares[at] ?? Fraction.zero,
      period.end <= onDate,
      units,
      received[at] ?? [],
    ),
  );
  const measured = periods.filter((period) => period.measured);
  const elapsed = periods.filter((period) => period.elapsed);
  return {
    periods,
    measured,
    actual: pooled(measured),
    coverage:
      elapsed.length === 0
        ? null
        : Fraction.sum(elapsed.map(({ share, coverage }) => share.times(coverage))).over(
            Fraction.sum(elapsed.map(({ share }) => share)),
          ),
  };
}

/** Values per period of the year pooled over some periods with their readings' denominators. */
export function pooledOver(
  periods: readonly PeriodMeasurement[],
  path: readonly Fraction[],
): Fraction {
  const terms = periods.map(({ period, denominator }) =>
    denominator.times(path[period.index - 1] ?? Fraction.zero),
  );
  return Fraction.sum(terms).over(Fraction.sum(periods.map(({ denominator }) => denominator)));
}

/** Added on or before the period's first day and not closed before its last. */
export function isActive(
  unit: Pick<UnitFact, 'activeFrom' | 'activeTo'>,
  period: Pick<Period, 'start' | 'end'>,
): boolean {
  return (
    (unit.activeFrom === null || unit.activeFrom <= period.start) &&
    (unit.activeTo === null || unit.activeTo >= period.end)
  );
}

/** The weight valid on a day: the latest that had taken effect, then the newest recorded. */
function weightOn(unit: UnitFact, day: string): number {
  let valid: UnitWeightFact | undefined;
  for (const candidate of unit.weights) {
    const from = candidate.effectiveOn ?? '';
    const validFrom = valid?.effectiveOn ?? '';
    if (from > day) continue;
    const newer = from === validFrom && candidate.position > (valid?.position ?? 0);
    if (!valid || from > validFrom || newer) valid = candidate;
  }
  return valid?.weight ?? 0;
}

type Units = readonly (UnitFact | null)[];

/** The readings of each period in the order of the units: a unit has one effective reading per period. */
function receivedByPeriod(
  readings: readonly ReadingFact[],
  calendar: readonly Period[],
  units: Units,
): (ReadingFact | undefined)[][] {
  const periodAt = new Map(calendar.map((period, at) => [period.start, at]));
  const unitAt = new Map(units.map((unit, at) => [unit?.id ?? null, at]));
  const received = calendar.map((): (ReadingFact | undefined)[] => []);
  for (const reading of readings) {
    const period = periodAt.get(reading.periodStart);
    const unit = unitAt.get(reading.unitId);
    if (period === undefined || unit === undefined) continue;
    const ofPeriod = received[period];
    if (!ofPeriod || calendar[period]?.end !== reading.periodEnd) continue;
    if ((ofPeriod[unit]?.position ?? 0) <= reading.position) ofPeriod[unit] = reading;
  }
  return received;
}

function measuredPeriod(
  method: Method,
  period: Period,
  share: Fraction,
  elapsed: boolean,
  units: Units,
  received: readonly (ReadingFact | undefined)[],
): PeriodMeasurement {
  const readings: CountedReading[] = [];
  let [unitsActive, activeWeight, receivedWeight] = [0, 0, 0];
  units.forEach((unit, at) => {
    if (unit && !isActive(unit, period)) return;
    const weight = unit ? weightOn(unit, period.start) : 1;
    const reading = elapsed ? received[at] : undefined;
    unitsActive += 1;
    activeWeight += weight;
    if (!reading) return;
    receivedWeight += weight;
    readings.push({ reading, unit, weight });
  });
  const coverage = activeWeight === 0 ? Fraction.zero : Fraction.of(receivedWeight, activeWeight);
  const { numerator, denominator } = counted(method, readings, share);
  return {
    period,
    share,
    elapsed,
    coverage,
    measured: elapsed && coverage.isAtLeast(enough) && !denominator.isZero(),
    percent: denominator.isZero() ? null : numerator.over(denominator),
    numerator,
    denominator,
    unitsActive,
    unitsReceived: readings.length,
    readings,
  };
}

/**
 * The period's contribution to a pooling, by method. The hot loop: it counts in whole numbers, which
 * stay exact because days and weights end at 10⁹ and ten-thousandths of a percentage at 10⁶.
 */
function counted(
  method: Method,
  readings: readonly CountedReading[],
  share: Fraction,
): { numerator: Fraction; denominator: Fraction } {
  if (method === 'pooled') {
    let [absent, possible] = [0, 0];
    for (const { reading } of readings) {
      absent += reading.absentDays ?? 0;
      possible += reading.possibleDays ?? 0;
    }
    return { numerator: Fraction.of(100n * BigInt(absent)), denominator: Fraction.of(possible) };
  }
  let [weighted, weights] = [0n, 0];
  for (const { reading, weight } of readings) {
    weighted += BigInt(weight * tenThousandths(reading.percent ?? '0'));
    weights += weight;
  }
  const numerator = Fraction.of(weighted, 10_000n);
  const denominator = Fraction.of(weights);
  return method === 'published'
    ? { numerator: numerator.times(share), denominator: denominator.times(share) }
    : { numerator, denominator };
}

/** A percentage has at most four decimals: to the nearest ten-thousandth a double has it exactly. */
const tenThousandths = (percent: string): number => Math.round(Number(percent) * 10_000);

function pooled(periods: readonly PeriodMeasurement[]): Fraction | null {
  const denominator = Fraction.sum(periods.map((period) => period.denominator));
  if (denominator.isZero()) return null;
  return Fraction.sum(periods.map(({ numerator }) => numerator)).over(denominator);
}
