import { Fraction, periodsPerYear } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import type { AmountFact, BaselineFact, Direction, TargetFact, TargetMeaning } from './facts.rules';

/** The share of the year that each period carries: w_p, adding up to 1. */
export function periodShares(cadence: Cadence, weights: readonly string[] | null): Fraction[] {
  const count = periodsPerYear[cadence];
  // A new indicator version may have another cadence than the condition's weights were made for.
  if (weights?.length !== count) return Array.from({ length: count }, () => Fraction.of(1, count));
  const given = weights.map((weight) => Fraction.parse(weight));
  const total = Fraction.sum(given);
  return given.map((weight) => weight.over(total));
}

/** The baseline of each period of a year; null without one that fits the cadence. */
export function baselinePath(baseline: BaselineFact | null, cadence: Cadence): Fraction[] | null {
  const count = periodsPerYear[cadence];
  if (!baseline) return null;
  if (baseline.percent !== null) {
    const percent = Fraction.parse(baseline.percent);
    return Array.from({ length: count }, () => percent);
  }
  if (baseline.series.length !== count) return null;
  return [...baseline.series]
    .sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1))
    .map(({ percent }) => Fraction.parse(percent));
}

/** b_year: the one percentage, or the mean of the series by the periods' weights. */
export function baselineOfYear(
  baseline: BaselineFact | null,
  cadence: Cadence,
  weights: readonly string[] | null,
): Fraction | null {
  if (baseline?.percent != null) return Fraction.parse(baseline.percent);
  const path = baselinePath(baseline, cadence);
  return path && weightedMean(path, periodShares(cadence, weights));
}

/** Whether a percentage lies strictly on the better side of another. */
export function isBetter(direction: Direction, percent: Fraction, than: Fraction): boolean {
  return direction === 'down' ? percent.isLess(than) : than.isLess(percent);
}

/** The years whose target is not strictly on the better side of b_year, in order. */
export function targetsNotBetter(asked: {
  readonly direction: Direction;
  readonly baselineOfYear: Fraction;
  readonly targets: readonly Pick<TargetFact, 'year' | 'percent'>[];
}): number[] {
  return asked.targets
    .filter(
      ({ percent }) => !isBetter(asked.direction, Fraction.parse(percent), asked.baselineOfYear),
    )
    .map(({ year }) => year)
    .sort((a, b) => a - b);
}

/** What each period of the year is compared with: flat, or from the year before's target to t_y. */
export function targetPath(asked: {
  readonly meaning: TargetMeaning;
  readonly direction: Direction;
  readonly baselineOfYear: Fraction;
  readonly target: Fraction;
  readonly targetBefore: Fraction | null;
  readonly periods: number;
}): Fraction[] {
  const { meaning, direction, target, targetBefore, periods } = asked;
  const start =
    targetBefore && isBetter(direction, targetBefore, asked.baselineOfYear)
      ? targetBefore
      : asked.baselineOfYear;
  return Array.from({ length: periods }, (_, at) =>
    meaning === 'yearAverage'
      ? target
      : start.plus(target.minus(start).times(Fraction.of(at + 1, periods))),
  );
}

export type DerivedTargets =
  { readonly targets: Readonly<Record<string, string>> } | EndTargetRefused;

export interface EndTargetRefused {
  readonly refused: 'no_baseline' | 'no_amount' | 'not_better' | 'out_of_range';
  readonly year: number;
}

/**
 * Targets with the profile of the amounts, t_y = b − (b − t_end)·E_y/E_end, for every year with a
 * saving up to the end year. Rounded to two decimals here, once: they are stored, and stay as they
 * are when an amount is revised.
 */
export function derivedTargets(asked: {
  readonly baselineOfYear: Fraction | null;
  readonly direction: Direction;
  readonly endTarget: Pick<TargetFact, 'year' | 'percent'>;
  readonly amounts: readonly Pick<AmountFact, 'year' | 'amountKr'>[];
}): DerivedTargets {
  const { baselineOfYear: b, endTarget } = asked;
  if (!b) return { refused: 'no_baseline', year: endTarget.year };
  const savings = asked.amounts
    .map(({ year, amountKr }) => ({ year, savingKr: -(amountKr ?? 0) }))
    .filter(({ year, savingKr }) => savingKr > 0 && year <= endTarget.year)
    .sort((x, y) => x.year - y.year);
  const end = savings.find(({ year }) => year === endTarget.year);
  if (!end) return { refused: 'no_amount', year: endTarget.year };

  const fall = b.minus(Fraction.parse(endTarget.percent));
  const targets: Record<string, string> = {};
  for (const { year, savingKr } of savings) {
    const text = b.minus(fall.times(Fraction.of(savingKr, end.savingKr))).toDecimal(2);
    const target = Fraction.parse(text);
    if (!isBetter(asked.direction, target, b)) return { refused: 'not_better', year };
    if (target.isLess(Fraction.zero) || hundred.isLess(target)) {
      return { refused: 'out_of_range', year };
    }
    targets[year] = text;
  }
  return { targets };
}

export function weightedMean(values: readonly Fraction[], weights: readonly Fraction[]): Fraction {
  const weighted = values.map((value, at) => value.times(weights[at] ?? Fraction.zero));
  return Fraction.sum(weighted).over(Fraction.sum(weights));
}

const hundred = Fraction.of(100);
