import { Fraction, periodsOf, toKroner } from '@kursholder/kernel';
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
    status: performance(facts, reckoning),
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
    const outOfBudgetKr = -inForce.reduce((sum, incorporation) => sum + incorporation.amountKr, 0);
    return {
      start,
      elapsed: end <= onDate,
      inForceKr: Math.max(0, Math.min(expectedKr, outOfBudgetKr)),
    };
  });
  const elapsed = months.filter((month) => month.elapsed);
  const realised = twelfths(elapsed.reduce((sum, { inForceKr }) => sum + inForceKr, 0));
  const due = twelfths(expectedKr * elapsed.length);
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
    wholeYear: twelfths(months.reduce((sum, { inForceKr }) => sum + inForceKr, 0)),
  };
}

function performance(
  facts: MeasureFacts,
  { expectedKr, ratio, incorporated }: DirectReckoning,
): Performance {
  if (facts.signUnclear) return 'not_configured';
  if (expectedKr === 0) return 'not_applicable';
  if (ratio) return performanceOf(ratio);
  return incorporated ? 'on_track' : 'not_configured';
}

const twelfths = (sumKr: number): Fraction => Fraction.of(sumKr, 12);
