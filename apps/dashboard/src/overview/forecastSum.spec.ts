import { forecastOf, forecastSum } from './forecastSum';

const figure = (expectedSavingKr: number, forecastSavingKr: number | null) => ({
  expectedSavingKr,
  forecastSavingKr: forecastSavingKr ?? 0,
  forecastMissing: forecastSavingKr === null && expectedSavingKr > 0 ? 1 : 0,
});
const sum = (...figures: ReturnType<typeof figure>[]) =>
  forecastSum(
    {
      expectedSavingKr: figures.reduce((so, one) => so + one.expectedSavingKr, 0),
      forecastSavingKr: figures.reduce((so, one) => so + one.forecastSavingKr, 0),
      forecastMissing: figures.filter((one) => one.forecastMissing > 0).length,
    },
    figures,
  );

describe('the forecasts of a year', () => {
  it('are held against all that was agreed where every measure has one', () => {
    expect(sum(figure(1_050_000, 371_935), figure(300_000, 300_000))).toEqual({
      forecastKr: 671_935,
      agreedKr: 1_350_000,
      missing: 0,
      missingKr: 0,
    });
  });
  it('are held against what was agreed with the measures that have one', () => {
    expect(sum(figure(1_050_000, 371_935), figure(16_000_000, null))).toEqual({
      forecastKr: 371_935,
      agreedKr: 1_050_000,
      missing: 1,
      missingKr: 16_000_000,
    });
  });
  it('are none where no measure has one, and where nothing is to be saved', () => {
    expect(sum(figure(1_050_000, null))).toBeNull();
    expect(sum(figure(0, null))).toBeNull();
  });
  it('of nothing is a forecast too', () => {
    expect(sum(figure(1_050_000, 0))?.forecastKr).toBe(0);
  });
});

describe('the forecast of a measure', () => {
  it('is none where it is missing or nothing is to be saved, and may be 0', () => {
    expect([figure(500, null), figure(0, 0), figure(500, 0)].map(forecastOf)).toEqual([
      null,
      null,
      0,
    ]);
  });
});
