import type { DatedFigure, HistoryItem, Indicator, Outlook } from '../../api';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { manualForecast } from '../fromHistory';
import { StatusLine } from './StatusLine';

/** The outlook beside the status, never instead of it: the forecast, its band, and a person's own. */
export function OutlookLines({
  figure,
  indicator,
  history,
}: {
  figure: DatedFigure;
  indicator: Indicator | undefined;
  history: HistoryItem[];
}) {
  const { t, f } = useWords();
  const closed = figure.yearStatus === 'closed';
  const hasOutlook = !closed && figure.expectedSavingKr > 0;
  return (
    <>
      {hasOutlook && (
        <StatusLine name={t('outlook.title')}>
          <OutlookMark outlook={figure.outlook} />
          <ForecastText figure={figure} />
        </StatusLine>
      )}
      {hasOutlook && figure.forecastPercent !== null && (
        <StatusLine name={t('outlook.band')}>
          <BandText figure={figure} indicator={indicator} />
        </StatusLine>
      )}
      {figure.openingStatus !== null && (
        <StatusLine name={t('outlook.opening')}>
          <p>{t('outlook.openingText', { value: f.percent(figure.openingStatus) })}</p>
        </StatusLine>
      )}
      {figure.manualForecastKr !== null && <ManualLine figure={figure} history={history} />}
    </>
  );
}

function ForecastText({ figure }: { figure: DatedFigure }) {
  const { t, f } = useWords();
  const { forecastSavingKr, forecastLowKr, forecastHighKr, probabilityOfTarget } = figure;
  if (forecastSavingKr === null)
    return <p>{t(figure.effect === 'rate' ? 'outlook.noRate' : 'outlook.noneYet')}</p>;
  const amounts = {
    amount: f.krRounded(forecastSavingKr),
    expected: f.kr(figure.expectedSavingKr),
  };
  if (figure.forecastPercent === null) return <p>{t('outlook.direct', amounts)}</p>;
  return (
    <>
      <p>
        {t('outlook.forecast', {
          ...amounts,
          low: f.rounded(forecastLowKr ?? forecastSavingKr),
          high: f.rounded(forecastHighKr ?? forecastSavingKr),
        })}
      </p>
      {probabilityOfTarget !== null && (
        <p>{t('outlook.probability', { share: f.probability(probabilityOfTarget) })}</p>
      )}
      {figure.forecastLow50Kr !== null && figure.forecastHigh50Kr !== null && (
        <p className="secondary">
          {t('outlook.inner', {
            low: f.rounded(figure.forecastLow50Kr),
            high: f.krRounded(figure.forecastHigh50Kr),
          })}
        </p>
      )}
    </>
  );
}

/** What the band covers and what it does not; where its width is an estimate, and what is not adjusted. */
function BandText({
  figure,
  indicator,
}: {
  figure: DatedFigure;
  indicator: Indicator | undefined;
}) {
  const { t } = useWords();
  const cadence = indicator?.cadence ?? 'quarterly';
  return (
    <>
      <p>{t('outlook.covers', { periods: t(`periods.${cadence}`) })}</p>
      {figure.notes.includes('default_spread') && (
        <p className="secondary">{t('outlook.estimate', { periods: t(`periods.${cadence}`) })}</p>
      )}
      {figure.notes.includes('not_seasonally_adjusted') && (
        <p className="secondary">{t('outlook.notSeasonal')}</p>
      )}
    </>
  );
}

function ManualLine({ figure, history }: { figure: DatedFigure; history: HistoryItem[] }) {
  const { t, f } = useWords();
  const told = manualForecast(history, figure.year);
  return (
    <StatusLine name={t('outlook.manual')}>
      <p>
        <strong>{f.kr(figure.manualForecastKr ?? 0)}</strong>
      </p>
      {told !== undefined && (
        <p className="secondary">
          {t('outlook.told', { who: told.who, when: f.dayShortYear(told.recordedAt) })}
          {told.why !== null && ` »${told.why}«`} <EventLink position={told.position} />
        </p>
      )}
      <p className="secondary">{t('outlook.manualBeside')}</p>
    </StatusLine>
  );
}

/** An arrow in ink, never a status shape. */
function OutlookMark({ outlook }: { outlook: Outlook }) {
  const { t } = useWords();
  return (
    <span className="outlook">
      <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={arrows[outlook]} />
      </svg>
      {t(`outlook.${outlook}`)}
    </span>
  );
}

const arrows: Readonly<Record<Outlook, string>> = {
  good: 'M3 13 13 3M5.5 3H13v7.5',
  uncertain: 'M2 8h12M9 3l5 5-5 5',
  poor: 'M3 3l10 10M13 5.5V13H5.5',
  unknown: 'M3 8h2.5M7 8h2.5M11 8h2.5',
};
