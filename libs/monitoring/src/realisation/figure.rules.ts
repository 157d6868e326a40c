import { Fraction, largestRemainder, sumOfKroner } from '@kursholder/kernel';
import type { FigureOfYear, MeasureFacts, Note, Performance } from './facts.rules';

/** The four parts of E, exact, always in this order. */
export interface Parts {
  readonly realised: Fraction;
  readonly notRealised: Fraction;
  readonly notMeasured: Fraction;
  readonly notDue: Fraction;
}

/** E of an amount with the document's sign. */
export const savingOf = (amountKr: number | null): number => Math.max(0, -(amountKr ?? 0));

/**
 * What every effect has in common for a year: the amounts with their signs, and what stands beside
 * the figure without changing it. Each effect spreads its own findings over this.
 */
export function bareFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const amount = newestOf(facts.amounts, year);
  const amountKr = amount?.amountKr ?? null;
  const ledger = ledgerOn(facts, year, onDate);
  const secured = incorporatedSum(facts, year);
  const lowered = savingOf(amount?.originalKr ?? null) > savingOf(amountKr);
  return {
    measure: facts.ref,
    year,
    onDate,
    effect: facts.effect,
    basis: 'none',
    signUnclear: facts.signUnclear,
    amountKr,
    originalAmountKr: amount?.originalKr ?? null,
    netChangeKr: amountKr ?? 0,
    expectedSavingKr: 0,
    investmentKr: 0,
    securedSavingKr: secured === null ? null : 0,
    realisedSavingKr: 0,
    notRealisedSavingKr: 0,
    notMeasuredSavingKr: 0,
    notDueSavingKr: 0,
    baseline: null,
    target: null,
    actual: null,
    ratio: null,
    coverage: null,
    forecastSavingKr: null,
    forecastLowKr: null,
    forecastHighKr: null,
    manualForecastKr: newestOf(facts.manualForecasts, year)?.realisedSavingKr ?? null,
    ledgerSavingKr: ledger ? sumOfKroner([ledger.budgetBeforeKr, -ledger.actualKr]) : null,
    assessedSavingKr: newestOf(facts.assessments, year)?.realisedSavingKr ?? null,
    surplusSavingKr: 0,
    adverseSavingKr: 0,
    status: 'not_applicable',
    dataStatus: 'not_configured',
    outlook: 'unknown',
    movedPoints: null,
    agreedPoints: null,
    periods: null,
    elapsedPeriods: null,
    measuredPeriods: null,
    forecastPercent: null,
    forecastLowPercent: null,
    forecastHighPercent: null,
    forecastLow50Kr: null,
    forecastHigh50Kr: null,
    probabilityOfTarget: null,
    potentialSurplusKr: 0,
    openingStatus: null,
    ledgerAsOf: ledger?.asOf ?? null,
    ledgerDifferenceKr: null,
    consumedKr: null,
    consumedShare: null,
    allocatedKr: null,
    deliveredKr: null,
    notes: notesOf({ target_lowered: lowered, sign_unclear: facts.signUnclear }),
  };
}

/** Whole kroner that add up to E, as the fields of the figure. */
export function partsInKroner(expectedKr: number, parts: Parts) {
  const { realised, notRealised, notMeasured, notDue } = parts;
  const exact = [realised, notRealised, notMeasured, notDue];
  const [first = 0, second = 0, third = 0, fourth = 0] = largestRemainder(expectedKr, exact);
  return {
    realisedSavingKr: first,
    notRealisedSavingKr: second,
    notMeasuredSavingKr: third,
    notDueSavingKr: fourth,
  };
}

/** The status of a year in which nothing is to be saved, or not yet: its amount's sign is to be resolved. */
export const withoutGoal = (facts: MeasureFacts, year: number): Performance =>
  facts.signUnclear && (newestOf(facts.amounts, year)?.amountKr ?? 0) !== 0
    ? 'not_configured'
    : 'not_applicable';

/** The limits that all effects share; by the exact ratio. */
export function performanceOf(ratio: Fraction): Performance {
  if (ratio.isAtLeast(Fraction.one)) return 'met';
  if (ratio.isLess(Fraction.of(1, 2))) return 'not_met';
  return ratio.isLess(nineTenths) ? 'at_risk' : 'on_track';
}

export const nineTenths = Fraction.of(9, 10);

/** Percentages and ratios in JSON: four decimals. */
export function decimal4(exact: Fraction | null): string | null {
  return exact && exact.toDecimal(4);
}

/** −Σ of a year's incorporations, whatever their `effectiveOn`; null while there is none. */
export function incorporatedSum(facts: MeasureFacts, year: number): number | null {
  const ofYear = facts.incorporations.filter((incorporation) => incorporation.year === year);
  return ofYear.length === 0 ? null : -sumOfKroner(ofYear.map(({ amountKr }) => amountKr));
}

/** What is in the budget of the saving expected. */
export function securedKr(facts: MeasureFacts, year: number, expectedKr: number): number | null {
  const sum = incorporatedSum(facts, year);
  return sum === null ? null : Math.max(0, Math.min(expectedKr, sum));
}

/** The newest snapshot of the latest day that has come. */
export function ledgerOn(facts: MeasureFacts, year: number, onDate: string) {
  let latest: MeasureFacts['ledgerSnapshots'][number] | undefined;
  for (const snapshot of facts.ledgerSnapshots) {
    if (snapshot.year !== year || snapshot.asOf > onDate) continue;
    const later =
      !latest ||
      snapshot.asOf > latest.asOf ||
      (snapshot.asOf === latest.asOf && snapshot.position > latest.position);
    if (later) latest = snapshot;
  }
  return latest;
}

/** The newest fact about a year. */
export function newestOf<Fact extends { readonly year: number; readonly position: number }>(
  facts: readonly Fact[],
  year: number,
): Fact | undefined {
  let found: Fact | undefined;
  for (const fact of facts) {
    if (fact.year === year && (!found || fact.position > found.position)) found = fact;
  }
  return found;
}

/** The names of those that hold. */
export function notesOf(holds: Partial<Record<Note, boolean>>): Note[] {
  return (Object.keys(holds) as Note[]).filter((note) => holds[note]);
}
