import { Figure } from '../parts/Figure';
import { useWidth } from '../parts/useWidth';
import { useWords } from '../texts';
import type { ForecastSum } from './forecastSum';

const height = 18;
const mid = height / 2;

/** What the whole year is expected to end at, on the scale of the bar above; a sum has no band of its own. */
export function YearForecast({
  sum,
  scaleKr,
  year,
}: {
  sum: ForecastSum | null;
  scaleKr: number;
  year: number;
}) {
  const { t, f } = useWords();
  const [watch, width] = useWidth();
  if (sum === null)
    return (
      <div className="year-forecast">
        <h3>{t('forecast.wholeYear', { year })}</h3>
        <p className="summary">{t('forecast.noneYet')}</p>
      </div>
    );
  const { forecastKr, agreedKr, missing, missingKr } = sum;
  const place = (kr: number) => Math.min(Math.max((kr / scaleKr) * width, 6), width - 1);
  return (
    <div className="year-forecast">
      <div className="year-forecast__head">
        <h3>{t('forecast.wholeYear', { year })}</h3>
        <p>{useAgainst(sum)}</p>
      </div>
      <div className="year-forecast__scale" ref={watch} aria-hidden="true">
        {width > 0 && (
          <svg width={width} height={height} viewBox={`0 0 ${String(width)} ${String(height)}`}>
            <line className="forecast-rule" x1="0" x2={place(agreedKr)} y1={mid} y2={mid} />
            <path
              className="forecast-mark"
              d={`M${String(place(agreedKr))},2V${String(height - 2)}`}
            />
            <circle className="forecast-dot" cx={place(forecastKr)} cy={mid} r="5" />
          </svg>
        )}
      </div>
      <p className="year-forecast__foot">
        <Figure id={`forecast-${String(year)}`} value={forecastKr}>
          <strong>{f.krRounded(forecastKr)}</strong>
        </Figure>
        <span>{t('forecast.agreed', { amount: f.kr(agreedKr) })}</span>
      </p>
      <p className="summary">
        {t('forecast.noBand')}{' '}
        {missing > 0 && t('forecast.missing', { count: missing, amount: f.kr(missingKr) })}
      </p>
    </div>
  );
}

function useAgainst({ forecastKr, agreedKr }: ForecastSum): string {
  const { t, f } = useWords();
  const gap = agreedKr - forecastKr;
  if (Math.abs(gap) < 500) return t('forecast.asAgreed');
  return t(gap > 0 ? 'forecast.under' : 'forecast.over', { amount: f.rounded(Math.abs(gap)) });
}
