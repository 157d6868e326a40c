import type { DatedFigure, Indicator, IndicatorPeriod } from '../api';
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

/** What the year is expected to end at, as percentages, with its 80 % band. */
export interface ChartForecast {
  year: number;
  percent: string;
  low: string;
  high: string;
}

/** A forecast is drawn while something of the year is still to come. */
export function chartForecast(figure: DatedFigure | undefined): ChartForecast | undefined {
  if (figure === undefined || figure.yearStatus === 'closed') return undefined;
  const { year, forecastPercent, forecastLowPercent, forecastHighPercent } = figure;
  if (forecastPercent === null || forecastLowPercent === null || forecastHighPercent === null)
    return undefined;
  if (forecastLowPercent === forecastHighPercent) return undefined;
  return { year, percent: forecastPercent, low: forecastLowPercent, high: forecastHighPercent };
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
