import { Fraction, periodsOf } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import type { MeasureFacts } from './facts.rules';
import { newestOf, savingOf } from './figure.rules';
import type { Parts } from './figure.rules';
import { forecast } from './forecast.rules';
import type { Comparison, Forecast } from './forecast.rules';
import { measurement, pooledOver } from './measurement.rules';
import type { Measurement } from './measurement.rules';
import { paidShare } from './payoff.rules';
import type { Movement } from './payoff.rules';
import { baselinePath, isBetter, periodShares, targetPath, weightedMean } from './targets.rules';

/**
 * A year of a saving that is conditional on an indicator, in exact values (savings model D2–D5).
 * E = E·w_M·φ + E·w_M·(1 − φ) + E·w_U + E·w_N over the measured periods, the elapsed but
 * unmeasured ones and those to come. The figure and its explanation are two views of this.
 */
export interface Reckoning {
  readonly expectedKr: number;
  readonly cadence: Cadence;
  readonly levels: Levels;
  /** Null without an indicator. */
  readonly measured: Measurement | null;
  /** Null while not configured, or before anything is measured. */
  readonly movement: Movement | null;
  /** The indicator's level at which the ratio is 1; t_y while nothing is compared. */
  readonly target: Fraction | null;
  /** φ of the measured share. */
  readonly paid: Fraction;
  readonly shares: Shares;
  readonly parts: Parts;
  readonly forecast: Forecast | null;
}

/** How the year divides by its periods' weights, and how many periods each share has. */
interface Shares {
  readonly measured: PeriodGroup;
  readonly notMeasured: PeriodGroup;
  readonly notDue: PeriodGroup;
}

interface PeriodGroup {
  readonly share: Fraction;
  /** The places in the year, from 1. */
  readonly indexes: readonly number[];
}

/** What the year is measured against. */
interface Levels {
  /** b_year and t_y, where they are set. */
  readonly baseline: Fraction | null;
  readonly target: Fraction | null;
  /** Per period; null while anything is missing that a comparison needs. */
  readonly paths: {
    readonly baselines: readonly Fraction[];
    readonly targets: readonly Fraction[];
  } | null;
  /** +1 where lower is better, −1 where higher is. */
  readonly sign: Fraction;
  /** w_p, adding up to 1. */
  readonly shares: readonly Fraction[];
}

export function reckon(facts: MeasureFacts, year: number, onDate: string): Reckoning {
  const { indicator, condition } = facts;
  const amountKr = newestOf(facts.amounts, year)?.amountKr ?? null;
  const expectedKr = facts.signUnclear ? 0 : savingOf(amountKr);
  const cadence = indicator?.cadence ?? 'monthly';
  const levels = levelsOf(facts, year, cadence);
  const measured = indicator && measurement(indicator, levels.shares, year, onDate);
  const compared = measured && compare(levels, measured);
  const movement = compared ? movementOf(compared) : null;
  const paid = movement && condition ? paidShare(condition, movement, expectedKr) : Fraction.zero;

  const counts = new Set(compared ? measured.measured.map(({ period }) => period.index) : []);
  const shares = divided(year, cadence, levels.shares, counts, onDate);
  return {
    expectedKr,
    cadence,
    levels,
    measured,
    movement,
    target: compared && movement ? levelAt(levels, movement) : levels.target,
    paid,
    shares,
    parts: partsOf(Fraction.of(expectedKr), shares, paid),
    forecast: expectedKr > 0 && measured && compared ? forecast(measured.periods, compared) : null,
  };
}

/** E divided by the year's shares, of which the measured one is paid in part. */
function partsOf(expected: Fraction, shares: Shares, paid: Fraction): Parts {
  const measured = expected.times(shares.measured.share);
  const realised = measured.times(paid);
  return {
    realised,
    notRealised: measured.minus(realised),
    notMeasured: expected.times(shares.notMeasured.share),
    notDue: expected.times(shares.notDue.share),
  };
}

function levelsOf(facts: MeasureFacts, year: number, cadence: Cadence): Levels {
  const { indicator, condition } = facts;
  const shares = periodShares(cadence, condition?.periodWeights ?? null);
  const direction = indicator?.direction ?? 'down';
  const baselines = baselinePath(indicator?.baseline ?? null, cadence);
  const baseline = baselines && weightedMean(baselines, shares);
  const target = targetOf(facts, year);
  // A target that a newer baseline has overtaken, in a year reopened later, pays nothing.
  const comparable = condition && baseline && target && isBetter(direction, target, baseline);
  return {
    baseline,
    target,
    paths: comparable
      ? {
          baselines,
          targets: targetPath({
            meaning: condition.targetMeaning,
            direction,
            baselineOfYear: baseline,
            target,
            targetBefore: targetOf(facts, year - 1),
            periods: shares.length,
          }),
        }
      : null,
    sign: Fraction.of(direction === 'down' ? 1 : -1),
    shares,
  };
}

function targetOf(facts: MeasureFacts, year: number): Fraction | null {
  const target = newestOf(facts.indicator?.targets ?? [], year);
  return target ? Fraction.parse(target.percent) : null;
}

/** The measured periods against the same periods of baseline and target; null if there are none. */
function compare(levels: Levels, measured: Measurement): Comparison | null {
  if (!levels.paths || !levels.baseline || !measured.actual) return null;
  const { baselines, targets } = levels.paths;
  return {
    sign: levels.sign,
    baselineOfYear: levels.baseline,
    baselines,
    targets,
    baseline: pooledOver(measured.measured, baselines),
    target: pooledOver(measured.measured, targets),
    actual: measured.actual,
  };
}

function movementOf(compared: Comparison): Movement {
  const moved = compared.baseline.minus(compared.actual).times(compared.sign);
  const agreed = compared.baselineOfYear.minus(compared.target).times(compared.sign);
  const { baseline, actual } = compared;
  return { baseline, actual, moved, agreed, ratio: moved.over(agreed) };
}

/** b_M − D, the other way round where higher is better. */
function levelAt(levels: Levels, movement: Movement): Fraction {
  return movement.baseline.minus(movement.agreed.times(levels.sign));
}

function divided(
  year: number,
  cadence: Cadence,
  weights: readonly Fraction[],
  counts: ReadonlySet<number>,
  onDate: string,
): Shares {
  const periods = periodsOf(year, cadence);
  const group = (belongs: (index: number, elapsed: boolean) => boolean): PeriodGroup => {
    const chosen = periods.filter(({ index, end }) => belongs(index, end <= onDate));
    const share = Fraction.sum(chosen.map(({ index }) => weights[index - 1] ?? Fraction.zero));
    return { share, indexes: chosen.map(({ index }) => index) };
  };
  return {
    measured: group((index) => counts.has(index)),
    notMeasured: group((index, elapsed) => elapsed && !counts.has(index)),
    notDue: group((_, elapsed) => !elapsed),
  };
}
