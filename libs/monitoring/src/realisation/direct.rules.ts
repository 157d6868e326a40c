import { Fraction, periodsOf, sumOfKroner, toKroner } from '@kursholder/kernel';
import type { FigureOfYear, MeasureFacts, Performance } from './facts.rules';
import {
  bareFigure,
  decimal4,
  incorporatedSum,
  newestOf,
  nineTenths,
  partsInKroner,
  performanceOf,
  savingOf,
  securedKr,
  withoutGoal,
} from './figure.rules';
import type { Parts } from './figure.rules';

/** A saving taken out of the budget itself, month by month; every month weighs a twelfth. */
export interface DirectReckoning {
  readonly expectedKr: number;
  readonly months: readonly {
    readonly start: string;
    readonly elapsed: boolean;
    /** What is out of the budget in that month, on a yearly footing, between 0 and E. */
    readonly inForceKr: number;
  }[];
  /** Known incorporations, whatever their day, add up to a saving. */
  readonly incorporated: boolean;
  readonly parts: Parts;
  /** Realised of what has elapsed; null before anything has. */
  readonly ratio: Fraction | null;
  readonly wholeYear: Fraction;
}

export function directFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const reckoning = reckonDirect(facts, year, onDate);
  const { expectedKr, incorporated, months, parts, ratio, wholeYear } = reckoning;
  const bare = bareFigure(facts, year, onDate);
  const forecastKr = expectedKr > 0 ? toKroner(wholeYear) : null;
  const isGood = wholeYear.isAtLeast(Fraction.of(expectedKr).times(nineTenths));
  return {
    ...bare,
    basis: 'budget',
    expectedSavingKr: expectedKr,
    investmentKr: facts.signUnclear ? 0 : Math.max(0, bare.netChangeKr),
    securedSavingKr: securedKr(facts, year, expectedKr),
    ...partsInKroner(expectedKr, parts),
    ratio: decimal4(ratio),
    forecastSavingKr: forecastKr,
    forecastLowKr: forecastKr,
    forecastHighKr: forecastKr,
    forecastLow50Kr: forecastKr,
    forecastHigh50Kr: forecastKr,
    status: performance(facts, year, reckoning),
    dataStatus: incorporated ? 'complete' : 'not_configured',
    outlook: forecastKr === null ? 'unknown' : isGood ? 'good' : 'poor',
    periods: months.length,
    elapsedPeriods: months.filter(({ elapsed }) => elapsed).length,
  };
}

export function reckonDirect(facts: MeasureFacts, year: number, onDate: string): DirectReckoning {
  const amountKr = newestOf(facts.amounts, year)?.amountKr ?? null;
  const expectedKr = facts.signUnclear ? 0 : savingOf(amountKr);
  const ofYear = facts.incorporations.filter((incorporation) => incorporation.year === year);
  const months = periodsOf(year, 'monthly').map(({ start, end }) => {
    const inForce = ofYear.filter(({ effectiveOn }) => effectiveOn <= start);
    const outOfBudgetKr = -sumOfKroner(inForce.map((incorporation) => incorporation.amountKr));
    return {
      start,
      elapsed: end <= onDate,
      inForceKr: Math.max(0, Math.min(expectedKr, outOfBudgetKr)),
    };
  });
  const elapsed = months.filter((month) => month.elapsed);
  const realised = yearOf(elapsed);
  const due = Fraction.of(expectedKr).times(Fraction.of(elapsed.length, 12));
  return {
    expectedKr,
    months,
    incorporated: (incorporatedSum(facts, year) ?? 0) > 0,
    parts: {
      realised,
      notRealised: due.minus(realised),
      notMeasured: Fraction.zero,
      notDue: Fraction.of(expectedKr).minus(due),
    },
    ratio: due.isZero() ? null : realised.over(due),
    wholeYear: yearOf(months),
  };
}

function performance(
  facts: MeasureFacts,
  year: number,
  { expectedKr, ratio, incorporated }: DirectReckoning,
): Performance {
  if (expectedKr === 0) return withoutGoal(facts, year);
  if (ratio) return performanceOf(ratio);
  return incorporated ? 'on_track' : 'not_configured';
}

/** What months on a yearly footing are of a year. */
const yearOf = (months: readonly { readonly inForceKr: number }[]): Fraction =>
  Fraction.sum(months.map(({ inForceKr }) => Fraction.of(inForceKr, 12)));
