import { Fraction } from '@kursholder/kernel';
import { normalFactors, normalProbability, studentFactor } from './distributions.rules';
import type { Outlook } from './facts.rules';
import { nineTenths } from './figure.rules';
import type { PeriodMeasurement } from './measurement.rules';
import type { Movement } from './payoff.rules';
import { weightedMean } from './targets.rules';

/**
 * What the whole year will end at, if the periods still to come are like the last four. A yearly
 * baseline is a series of equal figures, so one path serves both: what is carried forward is the
 * distance from the baseline of the same periods.
 */
export interface Forecast extends Movement {
  /** ω, the measured share of the year. */
  readonly measuredShare: Fraction;
  /** L, what the rest of the year is expected to be; null when nothing remains. */
  readonly rest: Fraction | null;
  /** How many periods L looks back on, and how many remain. */
  readonly lookedBackOn: number;
  readonly remaining: number;
  /** Percentage points; a double, as a square root is. */
  readonly deviation: number;
  /** The spread of single periods that the deviation was made from. */
  readonly spread: number;
  readonly spreadIsDefault: boolean;
  /** Half the width of the bands in percentage points. */
  readonly margin: { readonly 80: Fraction; readonly 50: Fraction };
  readonly probabilityOfTarget: number;
  readonly outlook: Outlook;
}

/** What is asked, besides the periods: the baseline and target of each period, and b and t now. */
export interface Comparison {
  readonly sign: Fraction;
  readonly baselineOfYear: Fraction;
  readonly baselines: readonly Fraction[];
  readonly targets: readonly Fraction[];
  /** Of the measured periods. */
  readonly baseline: Fraction;
  readonly target: Fraction;
  readonly actual: Fraction;
}

const defaultSpread = 0.5;
const leastSpread = 0.1;

export function forecast(periods: readonly PeriodMeasurement[], compared: Comparison): Forecast {
  const measured = periods.filter((period) => period.measured);
  const remaining = periods.filter((period) => !period.measured);
  const share = Fraction.sum(measured.map((period) => period.share));
  const differences = measured.map(({ period, percent }) =>
    (percent ?? Fraction.zero).minus(compared.baselines[period.index - 1] ?? Fraction.zero),
  );
  const recent = differences.slice(-4);
  const drift = Fraction.sum(recent).over(Fraction.of(recent.length));

  const restBaseline = meanOf(remaining, compared.baselines);
  const restTarget = meanOf(remaining, compared.targets);
  const rest = restBaseline && restBaseline.plus(drift);
  const blend = (now: Fraction, later: Fraction | null) =>
    later ? now.times(share).plus(later.times(Fraction.one.minus(share))) : now;
  const actual = blend(compared.actual, rest);
  const baseline = blend(compared.baseline, restBaseline);
  const target = blend(compared.target, restTarget);

  const moved = baseline.minus(actual).times(compared.sign);
  const agreed = compared.baselineOfYear.minus(target).times(compared.sign);
  const spread = spreadOf(differences);
  const deviation =
    remaining.length === 0
      ? 0
      : Fraction.one.minus(share).toNumber() *
        spread.points *
        Math.sqrt(1 / remaining.length + 1 / measured.length);
  const factors = factorsFor(measured.length);
  /** P(the year ends at that part of the agreed movement at least). */
  const probabilityOf = (part: Fraction) => {
    const lead = moved.minus(agreed.times(part));
    if (deviation === 0) return lead.isAtLeast(Fraction.zero) ? 1 : 0;
    return normalProbability(lead.toNumber() / deviation);
  };
  return {
    baseline,
    actual,
    moved,
    agreed,
    ratio: moved.over(agreed),
    measuredShare: share,
    rest,
    lookedBackOn: recent.length,
    remaining: remaining.length,
    deviation,
    spread: spread.points,
    spreadIsDefault: spread.isDefault,
    margin: { 80: points(factors[80] * deviation), 50: points(factors[50] * deviation) },
    probabilityOfTarget: probabilityOf(Fraction.one),
    outlook: outlookOf(probabilityOf(nineTenths)),
  };
}

/** The movement at so many percentage points more of the indicator. */
export function shifted(forecasted: Movement, byPoints: Fraction): Movement {
  const moved = forecasted.moved.plus(byPoints);
  return { ...forecasted, moved, ratio: moved.over(forecasted.agreed) };
}

function outlookOf(probability: number): Outlook {
  if (probability >= 0.8) return 'good';
  return probability < 0.2 ? 'poor' : 'uncertain';
}

function factorsFor(observed: number): { readonly 80: number; readonly 50: number } {
  if (observed < 4) return normalFactors;
  return {
    80: studentFactor(80, observed - 1) ?? normalFactors[80],
    50: studentFactor(50, observed - 1) ?? normalFactors[50],
  };
}

/** The sample deviation from four periods on, never below a tenth of a point. */
function spreadOf(differences: readonly Fraction[]): { points: number; isDefault: boolean } {
  if (differences.length < 4) return { points: defaultSpread, isDefault: true };
  const observed = differences.map((difference) => difference.toNumber());
  const mean = observed.reduce((sum, value) => sum + value, 0) / observed.length;
  const squares = observed.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sample = Math.sqrt(squares / (observed.length - 1));
  return { points: Math.max(leastSpread, sample), isDefault: false };
}

function meanOf(periods: readonly PeriodMeasurement[], path: readonly Fraction[]): Fraction | null {
  if (periods.length === 0) return null;
  return weightedMean(
    periods.map(({ period }) => path[period.index - 1] ?? Fraction.zero),
    periods.map(({ share }) => share),
  );
}

/** A double of percentage points as an exact fraction of twelve decimals. */
const points = (value: number): Fraction => Fraction.parse(value.toFixed(12));
