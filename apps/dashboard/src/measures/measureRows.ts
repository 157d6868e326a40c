import { useMemo } from 'react';
import type { Indicator, Measure, Milestone, Realisation, RealisationGroup } from '../api';

/** One measure with the chosen year's figure and what is due on it. */
export interface MeasureRow {
  measure: Measure;
  figure: RealisationGroup;
  milestones: Milestone[];
  indicator: Indicator | undefined;
}

export interface MeasureSection {
  title: string;
  rows: MeasureRow[];
}

export function useMeasureRows(
  measures: Measure[],
  realisation: Realisation,
  year: number,
  milestones: Milestone[],
  indicators: Indicator[],
): MeasureRow[] {
  return useMemo(
    () =>
      measures.flatMap((measure) => {
        const figure = realisation.groups.find(
          (one) => one.key === measure.ref && one.year === year,
        );
        if (figure === undefined) return [];
        return [
          {
            measure,
            figure,
            milestones: milestones.filter((one) => one.measure === measure.ref),
            indicator: indicators.find((one) => one.measure === measure.ref),
          },
        ];
      }),
    [measures, realisation, year, milestones, indicators],
  );
}

/** Sections in the order of the agreement. */
export function sectionsOf(rows: readonly MeasureRow[]): MeasureSection[] {
  const titles = [...new Set(rows.map(({ measure }) => measure.section))];
  return titles.map((title) => ({
    title,
    rows: rows.filter(({ measure }) => measure.section === title),
  }));
}

/** The indicator that pays, or will: the condition's, else the first. */
export const driverOf = ({ condition, indicators }: Measure): string | undefined =>
  condition?.indicator ?? indicators[0]?.id;

export const nameOf = (measure: Measure) =>
  measure.reference === null ? measure.title : `${measure.reference} ${measure.title}`;
