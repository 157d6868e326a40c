import {
  addMonthsToMonthEnd,
  Fraction,
  periodsPerYear,
  reject,
  type Cadence,
} from '@kursholder/kernel';
import {
  baselineOfYear,
  targetsNotBetter,
  type EndTargetRefused,
} from '../realisation/targets.rules';
import type {
  Direction,
  Figures,
  IndicatorEvent,
  ReadingWarning,
  SeriesPoint,
} from './indicators.events';

interface Baseline {
  readonly percent: string | null;
  readonly series: readonly SeriesPoint[] | null;
}

/** What other streams ask about an indicator: how it is set up, without its readings. */
export interface IndicatorSetup {
  readonly measure: string;
  readonly cadence: Cadence;
  readonly direction: Direction;
  readonly baseline: Baseline | null;
  readonly targets: Readonly<Record<string, string>>;
}

/** The set-up after these events of one indicator; null when there are none. */
export function indicatorSetup(events: readonly IndicatorEvent[]): IndicatorSetup | null {
  return events.reduce<IndicatorSetup | null>((setup, { type, data }) => {
    if (type === 'IndicatorDefined') {
      const { measure, cadence, direction } = data;
      return { measure, cadence, direction, baseline: null, targets: {} };
    }
    if (setup === null) return null;
    if (type === 'IndicatorVersioned') {
      return { ...setup, cadence: data.cadence, baseline: null, targets: {} };
    }
    if (type === 'BaselineSet') return { ...setup, baseline: data };
    return type === 'TargetsSet' ? { ...setup, targets: data.targets } : setup;
  }, null);
}

/** The years whose target is not strictly on the better side of the baseline, in order. */
export function unmetYears(
  baseline: Baseline,
  targets: Readonly<Record<string, string>>,
  {
    cadence,
    direction,
    periodWeights,
  }: {
    cadence: Cadence;
    direction: Direction;
    periodWeights: readonly string[] | null;
  },
): number[] {
  const ofYear = baselineOfYear(factOf(baseline), cadence, periodWeights);
  if (ofYear === null) return [];
  return targetsNotBetter({
    direction,
    baselineOfYear: ofYear,
    targets: Object.entries(targets).map(([year, percent]) => ({ year: Number(year), percent })),
  });
}

/** Why no targets come of an end target. */
export const endTargetRefused = ({ refused, year }: EndTargetRefused) =>
  reject('conflict', `indicators.end-target-${refused.replaceAll('_', '-')}`, { year });

/** The baseline as the savings model takes it. */
export const factOf = ({ percent, series }: Baseline) =>
  percent === null
    ? { percent: null, series: series ?? [], position: 0 }
    : { percent, series: null, position: 0 };

/** A jump of more than so many percentage points is asked about (alert rule A05). */
const jumpPoints = Fraction.of(2);
/** Fewer possible days than this share of the earlier ones is asked about (alert rule A05). */
const possibleShare = Fraction.of(4, 5);

/** The percentage of a reading, exact. */
export function percentOf({ absentDays, possibleDays, percent }: Figures): Fraction {
  if (percent !== null) return Fraction.parse(percent);
  return Fraction.of(100 * (absentDays ?? 0), possibleDays ?? 1);
}

/**
 * What is implausible about a reading, against the same unit's same period a year before, else the
 * period immediately before in the calendar; without either there is nothing to compare with.
 */
export function warningsOf(
  figures: Figures,
  earlier: (Figures & { readonly periodStart: string }) | undefined,
): ReadingWarning[] {
  if (earlier === undefined) return [];
  const [percent, before] = [percentOf(figures), percentOf(earlier)];
  const change = percent.minus(before);
  const warnings: ReadingWarning[] = [];
  if (jumpPoints.isLess(change.max(change.negated()))) {
    warnings.push({
      code: 'readings.jump',
      facts: {
        percent: percent.toDecimal(4),
        before: before.toDecimal(4),
        comparedWith: earlier.periodStart,
        limitPoints: jumpPoints.toDecimal(1),
      },
    });
  }
  if (figures.possibleDays !== null && earlier.possibleDays !== null) {
    if (Fraction.of(figures.possibleDays, earlier.possibleDays).isLess(possibleShare)) {
      warnings.push({
        code: 'readings.fewer-possible-days',
        facts: {
          possibleDays: figures.possibleDays,
          before: earlier.possibleDays,
          comparedWith: earlier.periodStart,
        },
      });
    }
  }
  return warnings;
}

/** The first days of the periods to compare with, the better one first. */
export function comparedPeriods(periodStart: string, cadence: Cadence): string[] {
  const months = 12 / periodsPerYear[cadence];
  return [-12, -months].map((back) => monthsLater(periodStart, back));
}

const monthsLater = (monthStart: string, months: number) =>
  `${addMonthsToMonthEnd(monthStart, months).slice(0, 7)}-01`;
