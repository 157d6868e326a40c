import { sumOfKroner } from '@kursholder/kernel';
import { conditionalFigure } from './conditional.rules';
import { directFigure } from './direct.rules';
import type { ClosureFact, Figure, FigureOfYear, MeasureFacts } from './facts.rules';
import { newestOf } from './figure.rules';
import { rateFigure } from './rate.rules';
import { processFigure, spendFigure } from './spend.rules';

/**
 * One measure's year on a day, by what is known. The year of a closing is its snapshot whatever
 * the day, with what later facts would make of it beside it.
 */
export function realisation(facts: MeasureFacts, year: number, onDate: string): Figure {
  const closure = newestOf(facts.closures, year);
  if (!closure) {
    return { ...figureOfYear(facts, year, onDate), yearStatus: 'open', restated: null };
  }
  const closed = closure.figure ?? nothingKnown(facts, year, lastDayOf(year));
  const restated = figureOfYear(asClosed(facts, closure), year, lastDayOf(year));
  return {
    ...closed,
    onDate,
    yearStatus: 'closed',
    restated: movesMoney(closed, restated)
      ? {
          ...restated,
          deltaKr: restated.realisedSavingKr - closed.realisedSavingKr,
          position: newestSince(facts, closure),
        }
      : null,
  };
}

/** The figure as an open year has it; on 31 December it is what `YearClosed` carries. */
export function figureOfYear(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const figure = byEffect[facts.effect](facts, year, onDate);
  const { ledgerSavingKr, ledgerAsOf } = figure;
  if (ledgerSavingKr === null || ledgerAsOf === null) return figure;
  const thatDay = ledgerAsOf === onDate ? figure : byEffect[facts.effect](facts, year, ledgerAsOf);
  return {
    ...figure,
    ledgerDifferenceKr: sumOfKroner([thatDay.realisedSavingKr, -ledgerSavingKr]),
  };
}

/** The facts by which a closed year is judged again: later settings do not touch it. */
export function asClosed(facts: MeasureFacts, closure: ClosureFact): MeasureFacts {
  return { ...facts, condition: closure.condition, indicator: closure.indicator };
}

/** The positions of all that can shape the figure of a year, the newest first. */
export function positionsBehind(facts: MeasureFacts, year: number): number[] {
  const closure = newestOf(facts.closures, year);
  const judged = closure ? asClosed(facts, closure) : facts;
  const positions = [
    ...positionsInParts(judged, year),
    ...[
      facts.recognitions,
      facts.ledgerSnapshots,
      facts.assessments,
      facts.manualForecasts,
      facts.allocations,
      judged.indicator?.openingStatuses ?? [],
    ].flatMap((rows) => positionsOfYear(rows, year)),
    ...positionsOfYear(facts.bookings.map(bookingOfYear), year),
    ...(closure ? [closure.position] : []),
  ];
  return [...new Set(positions)].sort((a, b) => b - a);
}

const byEffect: Readonly<
  Record<
    MeasureFacts['effect'],
    (facts: MeasureFacts, year: number, onDate: string) => FigureOfYear
  >
> = {
  conditional: conditionalFigure,
  direct: directFigure,
  rate: rateFigure,
  spend: spendFigure,
  process: processFigure,
};

const lastDayOf = (year: number): string => `${String(year)}-12-31`;

/** E or one of its four parts. */
function movesMoney(before: FigureOfYear, after: FigureOfYear): boolean {
  return (
    before.expectedSavingKr !== after.expectedSavingKr ||
    before.realisedSavingKr !== after.realisedSavingKr ||
    before.notRealisedSavingKr !== after.notRealisedSavingKr ||
    before.notMeasuredSavingKr !== after.notMeasuredSavingKr ||
    before.notDueSavingKr !== after.notDueSavingKr
  );
}

/** A measure that was not there when the year was closed has zeros for it. */
function nothingKnown(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  return figureOfYear(
    {
      ...facts,
      signUnclear: false,
      amounts: [],
      incorporations: [],
      condition: null,
      indicator: null,
      recognitions: [],
      rates: [],
      rateBases: [],
      allocations: [],
      deliveries: [],
      bookings: [],
      ledgerSnapshots: [],
      assessments: [],
      manualForecasts: [],
    },
    year,
    onDate,
  );
}

/** The newest fact after the snapshot that can have moved the closed year. */
function newestSince(facts: MeasureFacts, closure: ClosureFact): number {
  return Math.max(closure.position, ...positionsInParts(asClosed(facts, closure), closure.year));
}

/** Of what E and its four parts are made of. */
function positionsInParts(facts: MeasureFacts, year: number): number[] {
  const { condition, indicator } = facts;
  const positions = [
    facts.position,
    ...makingE(facts).flatMap((rows) => positionsOfYear(rows, year)),
  ];
  if (condition) positions.push(condition.position);
  if (!indicator) return positions;
  const inYear = ({ periodStart }: { readonly periodStart: string }) =>
    periodStart.startsWith(String(year));
  // A target of the year before is where an interpolated one starts.
  const targetYears = condition?.targetMeaning === 'yearEnd' ? [year, year - 1] : [year];
  return [
    ...positions,
    indicator.position,
    ...(indicator.baseline ? [indicator.baseline.position] : []),
    ...targetYears.flatMap((each) => positionsOfYear(indicator.targets, each)),
    ...indicator.units.map(({ position }) => position),
    ...indicator.units.flatMap(({ weights }) => weights.map(({ position }) => position)),
    ...indicator.readings.filter(inYear).map(({ position }) => position),
    ...indicator.withdrawals.filter(inYear).map(({ position }) => position),
  ];
}

/** What moves E or its parts besides an indicator, by effect. */
function makingE(facts: MeasureFacts): readonly (readonly Dated[])[] {
  switch (facts.effect) {
    case 'direct':
      return [facts.amounts, facts.incorporations];
    case 'rate':
      return [facts.rates, facts.rateBases, facts.deliveries];
    case 'conditional':
    case 'spend':
    case 'process':
      return [facts.amounts];
  }
}

interface Dated {
  readonly year: number;
  readonly position: number;
}

const positionsOfYear = (rows: readonly Dated[], year: number): number[] =>
  rows.filter((row) => row.year === year).map(({ position }) => position);

const bookingOfYear = ({ bookedOn, position }: MeasureFacts['bookings'][number]): Dated => ({
  year: Number(bookedOn.slice(0, 4)),
  position,
});
