import {
  Fraction,
  addDays,
  addMonthsToMonthEnd,
  periodsPerYear,
  toKroner,
} from '@kursholder/kernel';
import type { DataStatus, FigureOfYear, MeasureFacts, Note, Performance } from './facts.rules';
import {
  bareFigure,
  decimal4,
  newestOf,
  notesOf,
  partsInKroner,
  performanceOf,
  withoutGoal,
} from './figure.rules';
import { shifted } from './forecast.rules';
import { paidShare } from './payoff.rules';
import { reckon } from './reckoning.rules';
import type { Reckoning } from './reckoning.rules';

export function conditionalFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const reckoning = reckon(facts, year, onDate);
  const { expectedKr, levels, measured, movement, shares } = reckoning;
  const bare = bareFigure(facts, year, onDate);
  const openingStatus = newestOf(facts.indicator?.openingStatuses ?? [], year);
  const ratio = movement?.ratio ?? Fraction.zero;
  const surplus = ratio.minus(Fraction.one).max(Fraction.zero);
  const kronerOf = (share: Fraction) =>
    toKroner(Fraction.of(expectedKr).times(shares.measured.share).times(share));
  return {
    ...bare,
    basis: isInScope(facts, year) ? 'conditional' : 'indicative',
    expectedSavingKr: expectedKr,
    investmentKr: facts.signUnclear ? 0 : Math.max(0, bare.netChangeKr),
    securedSavingKr: null,
    ...partsInKroner(expectedKr, reckoning.parts),
    baseline: decimal4(movement?.baseline ?? levels.baseline),
    target: decimal4(reckoning.target),
    actual: decimal4(measured?.actual ?? null),
    ratio: decimal4(movement?.ratio ?? null),
    coverage: decimal4(measured?.coverage ?? null),
    ...forecastFields(facts, reckoning),
    surplusSavingKr: kronerOf(surplus.min(recognisedShare(facts, year))),
    adverseSavingKr: kronerOf(ratio.min(Fraction.zero)),
    potentialSurplusKr: kronerOf(surplus),
    status: performance(facts, year, reckoning),
    dataStatus: dataStatus(reckoning, onDate),
    movedPoints: decimal4(movement?.moved ?? null),
    agreedPoints: decimal4(movement?.agreed ?? null),
    periods: levels.shares.length,
    elapsedPeriods: levels.shares.length - shares.notDue.indexes.length,
    measuredPeriods: measured?.measured.length ?? 0,
    openingStatus: openingStatus ? decimal4(Fraction.parse(openingStatus.percent)) : null,
    notes: [...bare.notes, ...findings(facts, year, reckoning)],
  };
}

/** A condition's scope stands for the measure's own; without either every year is in it. */
function isInScope(facts: MeasureFacts, year: number): boolean {
  const scope = facts.condition?.scopeYears ?? facts.scopeYears;
  return scope === null || scope.includes(year);
}

/** In this order, the first that fits; a function of the exact ratio. */
function performance(
  facts: MeasureFacts,
  year: number,
  { expectedKr, levels, movement }: Reckoning,
): Performance {
  if (expectedKr === 0) return withoutGoal(facts, year);
  if (!levels.paths) return 'not_configured';
  if (!movement) return 'not_measured';
  if (movement.ratio.isLess(Fraction.zero)) return 'adverse';
  return performanceOf(movement.ratio);
}

function dataStatus({ levels, measured, cadence }: Reckoning, onDate: string): DataStatus {
  if (!levels.paths || !measured) return 'not_configured';
  const newest = measured.measured.at(-1);
  if (!newest) return 'not_measured';
  if (measured.coverage?.isAtLeast(Fraction.one)) return 'complete';
  const nextEnd = addMonthsToMonthEnd(newest.period.end, 12 / periodsPerYear[cadence]);
  return onDate > addDays(nextEnd, graceDays) ? 'stale' : 'partial';
}

const graceDays = 45;

/** Because φ is monotone, the band in kroner is φ at the ends of the band in percentage points. */
function forecastFields({ condition }: MeasureFacts, { expectedKr, forecast }: Reckoning) {
  if (!forecast || !condition) return {};
  const savingAt = (byPoints: Fraction) =>
    toKroner(
      Fraction.of(expectedKr).times(paidShare(condition, shifted(forecast, byPoints), expectedKr)),
    );
  const { margin, actual } = forecast;
  const [down, up] = [actual.minus(margin[80]), actual.plus(margin[80])];
  return {
    forecastSavingKr: savingAt(Fraction.zero),
    forecastLowKr: savingAt(margin[80].negated()),
    forecastHighKr: savingAt(margin[80]),
    forecastLow50Kr: savingAt(margin[50].negated()),
    forecastHigh50Kr: savingAt(margin[50]),
    forecastPercent: decimal4(actual),
    forecastLowPercent: decimal4(down),
    forecastHighPercent: decimal4(up),
    probabilityOfTarget: decimal4(Fraction.parse(forecast.probabilityOfTarget.toFixed(6))),
    outlook: forecast.outlook,
  };
}

/** o of the year's newest recognition; a surplus counts only as far as a controller let it. */
function recognisedShare(facts: MeasureFacts, year: number): Fraction {
  const recognition = newestOf(facts.recognitions, year);
  return recognition
    ? Fraction.parse(recognition.capPercent).over(Fraction.of(100))
    : Fraction.zero;
}

function findings(facts: MeasureFacts, year: number, reckoning: Reckoning): Note[] {
  const { levels, measured, movement, forecast, expectedKr } = reckoning;
  const counted = measured?.measured ?? [];
  const single = facts.indicator?.baseline?.percent != null && levels.shares.length > 1;
  return notesOf({
    outside_scope: !isInScope(facts, year),
    not_seasonally_adjusted: single && movement !== null,
    partial_period: counted.some(({ coverage }) => coverage.isLess(Fraction.one)),
    provisional: counted.some(({ readings }) =>
      readings.some(({ reading }) => reading.quality === 'provisional'),
    ),
    default_spread: forecast !== null && forecast.spreadIsDefault && forecast.remaining > 0,
    surplus_potential: expectedKr > 0 && movement !== null && Fraction.one.isLess(movement.ratio),
  });
}
