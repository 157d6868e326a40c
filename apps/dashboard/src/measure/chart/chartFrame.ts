import type { Indicator, IndicatorPeriod } from '../../api';
import type { ChartForecast } from './chartForecast';
import type { Box } from './chartScale';

/** What every layer of the chart draws in. */
export interface Frame {
  indicator: Indicator;
  year: number;
  plot: Box;
  step: number;
  x: (at: number) => number;
  y: (value: number) => number;
  forecast: ChartForecast | undefined;
}

export function yearsIn(periods: readonly IndicatorPeriod[]) {
  const years = [...new Set(periods.map(({ year }) => year))];
  return years.map((year) => ({
    year,
    from: periods.findIndex((period) => period.year === year),
    count: periods.filter((period) => period.year === year).length,
    begun: periods.some((period) => period.year === year && period.elapsed),
  }));
}

export const measuredPlaces = (indicator: Indicator, year: number) =>
  indicator.periods.flatMap((period, at) => (period.year === year && period.measured ? [at] : []));
