import type { RealisationGroup, YearTotal } from '../api';

/** A measure's own forecast; null where it has none, or nothing to save. */
export const forecastOf = ({
  expectedSavingKr,
  forecastMissing,
  forecastSavingKr,
}: Pick<RealisationGroup, 'expectedSavingKr' | 'forecastMissing' | 'forecastSavingKr'>) =>
  expectedSavingKr > 0 && forecastMissing === 0 ? forecastSavingKr : null;

export interface ForecastSum {
  forecastKr: number;
  /** What was agreed with the measures that have a forecast; the others would count as lost. */
  agreedKr: number;
  /** Measures with something to save and no forecast, and what was agreed with them. */
  missing: number;
  missingKr: number;
}

/** The year's forecasts added up against what was agreed with the same measures; null where there is none. */
export function forecastSum(
  total: Pick<YearTotal, 'expectedSavingKr' | 'forecastMissing' | 'forecastSavingKr'>,
  figures: readonly Pick<
    RealisationGroup,
    'expectedSavingKr' | 'forecastMissing' | 'forecastSavingKr'
  >[],
): ForecastSum | null {
  const missingKr = figures
    .filter(({ forecastMissing }) => forecastMissing > 0)
    .reduce((sum, { expectedSavingKr }) => sum + expectedSavingKr, 0);
  const agreedKr = total.expectedSavingKr - missingKr;
  if (agreedKr <= 0) return null;
  return {
    forecastKr: total.forecastSavingKr,
    agreedKr,
    missing: total.forecastMissing,
    missingKr,
  };
}
