import type { Indicator, Reading } from '../../api';
import { useWords } from '../../texts';

/** Each unit's percentages through the year shown. */
export function UnitsTable({
  indicator,
  readings,
  year,
}: {
  indicator: Indicator;
  readings: Reading[];
  year: number;
}) {
  const { t, f } = useWords();
  const periods = indicator.periods.filter((period) => period.year === year);
  const standing = readings.filter(({ status }) => status !== 'withdrawn');
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('series.perUnit')}>
      <table className="table table--tight">
        <caption>{t('series.unitsCaption', { year })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('submit.unit')}</th>
            {periods.map((period) => (
              <th key={period.periodStart} scope="col" className="num">
                {f.periodInYear(period.index, indicator.cadence)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indicator.units.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">{unit.name}</th>
              {periods.map((period) => {
                const reading = standing.find(
                  (one) => one.unitId === unit.id && one.periodStart === period.periodStart,
                );
                return (
                  <td key={period.periodStart} className="num">
                    {reading !== undefined ? (
                      f.points(reading.shownPercent)
                    ) : period.elapsed ? (
                      <span className="missing-cell">{t('submit.missing')}</span>
                    ) : (
                      ''
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('submit.sum')}</th>
            {periods.map((period) => (
              <td key={period.periodStart} className="num">
                {period.percent === null ? '' : f.points(period.percent)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
