import type { DatedFigure } from '../../api';

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
