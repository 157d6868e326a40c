import type { RealisationGroup, YearTotal } from '../api';
import { forecastOf, forecastSum } from '../overview/forecastSum';
import { Figure } from '../parts/Figure';
import { useWords } from '../texts';
import type { MeasureRow } from './measureRows';

/** *Prognose* and *Mod forventet* of one measure; a closed year has ended, to the krone. */
export function ForecastCells({ figure, id }: { figure: RealisationGroup; id: string }) {
  const { t, f } = useWords();
  const forecastKr = forecastOf(figure);
  if (figure.yearStatus === 'closed')
    return (
      <>
        <td className="num secondary">{t('forecast.closed')}</td>
        <td className="num">{f.change(figure.realisedSavingKr - figure.expectedSavingKr)}</td>
      </>
    );
  if (forecastKr === null)
    return (
      <>
        <td className="num secondary">{t('forecast.none')}</td>
        <td />
      </>
    );
  return (
    <>
      <td className="num">
        <Figure id={id} value={forecastKr}>
          {f.rounded(forecastKr)}
        </Figure>
      </td>
      <td className="num">{f.changeRounded(forecastKr - figure.expectedSavingKr)}</td>
    </>
  );
}

/** The sums, over the measures that have a forecast; the others are named under the bar. */
export function ForecastTotal({ rows, total }: { rows: MeasureRow[]; total: YearTotal }) {
  const { t, f } = useWords();
  if (rows.some(({ figure }) => figure.yearStatus === 'closed'))
    return (
      <>
        <td className="num secondary">{t('forecast.closed')}</td>
        <td className="num">{f.change(total.realisedSavingKr - total.expectedSavingKr)}</td>
      </>
    );
  const sum = forecastSum(
    total,
    rows.map(({ figure }) => figure),
  );
  if (sum === null)
    return (
      <>
        <td className="num secondary">{t('forecast.none')}</td>
        <td />
      </>
    );
  return (
    <>
      <td className="num">
        {f.rounded(sum.forecastKr)}
        {sum.missing > 0 && (
          <span className="cell-note">{t('forecast.without', { count: sum.missing })}</span>
        )}
      </td>
      <td className="num">{f.changeRounded(sum.forecastKr - sum.agreedKr)}</td>
    </>
  );
}
