import type { Cadence, Indicator, IndicatorPeriod } from '../api';

/** A period as people write it in addresses and files: `2026-K3`, `2026-07`, `2026-H2`, `2026`. */
export function periodAddress({ year, index }: IndicatorPeriod, cadence: Cadence): string {
  switch (cadence) {
    case 'monthly':
      return `${String(year)}-${String(index).padStart(2, '0')}`;
    case 'quarterly':
      return `${String(year)}-K${String(index)}`;
    case 'halfyearly':
      return `${String(year)}-H${String(index)}`;
    case 'yearly':
      return String(year);
  }
}

/** The period asked for, else the newest one that is over and lacks something, else the newest that is over. */
export function periodShown(
  { periods, cadence }: Indicator,
  asked: string | undefined,
): IndicatorPeriod | undefined {
  const over = periods.filter(({ elapsed }) => elapsed);
  return (
    periods.find((period) => periodAddress(period, cadence) === asked) ??
    over.findLast(({ unitsReceived, unitsActive }) => unitsReceived < unitsActive) ??
    over.at(-1) ??
    periods[0]
  );
}
