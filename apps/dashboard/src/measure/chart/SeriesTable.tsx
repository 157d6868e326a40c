import type { Indicator } from '../../api';
import { useWords } from '../../texts';
import type { ChartForecast } from './chartForecast';

export function SeriesTable({
  indicator,
  forecast,
}: {
  indicator: Indicator;
  forecast: ChartForecast | undefined;
}) {
  const { t, f } = useWords();
  const days = indicator.method === 'pooled';
  return (
    <div
      className="scroll-x"
      tabIndex={0}
      role="region"
      aria-label={t('series.file', { name: indicator.name })}
    >
      <table className="table table--tight">
        <caption>{t('series.caption', { name: indicator.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('series.period')}</th>
            <th scope="col" className="num">
              {t('submit.percent')}
            </th>
            {days && (
              <>
                <th scope="col" className="num">
                  {t('submit.absentDays')}
                </th>
                <th scope="col" className="num">
                  {t('submit.possibleDays')}
                </th>
              </>
            )}
            <th scope="col" className="num">
              {t('series.coverage')}
            </th>
            <th scope="col" className="num">
              {t('series.target')}
            </th>
            <th scope="col">{t('series.state')}</th>
          </tr>
        </thead>
        <tbody>
          {indicator.periods.map((period) => {
            const target = indicator.targets[String(period.year)];
            return (
              <tr key={period.periodStart}>
                <th scope="row">{f.period(period.year, period.index, indicator.cadence)}</th>
                <td className="num">{period.percent === null ? '' : f.points(period.percent)}</td>
                {days && (
                  <>
                    <td className="num">
                      {period.absentDays === null ? '' : f.count(period.absentDays)}
                    </td>
                    <td className="num">
                      {period.possibleDays === null ? '' : f.count(period.possibleDays)}
                    </td>
                  </>
                )}
                <td className="num">
                  {period.elapsed && period.coverage !== null ? f.share(period.coverage) : ''}
                </td>
                <td className="num">{target === undefined ? '' : f.points(target)}</td>
                <td className="secondary">
                  {period.measured
                    ? t('series.measured')
                    : period.elapsed
                      ? t('series.notMeasured', {
                          due: f.dayShortYear(period.dueOn),
                          received: period.unitsReceived,
                          active: period.unitsActive,
                        })
                      : t('series.notOver', { opens: f.dayShortYear(period.opensOn) })}
                </td>
              </tr>
            );
          })}
        </tbody>
        {forecast !== undefined && (
          <tfoot>
            <tr>
              <th scope="row">{t('forecast.wholeYear', { year: forecast.year })}</th>
              <td className="num">{f.points(forecast.percent)}</td>
              <td colSpan={days ? 5 : 3} className="secondary">
                {t('series.band', { low: f.points(forecast.low), high: f.points(forecast.high) })}
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
