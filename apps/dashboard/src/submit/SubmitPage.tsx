import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import '../styles/submit.css';
import type { Indicator, Measure, Reading } from '../api';
import { Loaded } from '../missing/Loaded';
import { Problem } from '../missing/Problem';
import { Waiting } from '../parts/Waiting';
import { usePlace } from '../place';
import { indicatorQuery, measuresQuery, readingsQuery } from '../queries';
import { useMay } from '../shell/Shell';
import { useNarrow } from '../parts/useNarrow';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';
import { HandIn } from './HandIn';
import { periodAddress, periodShown } from './periodAddress';
import { WhoHandsIn } from './WhoHandsIn';

/** Hand in a reading: choose the indicator and the period, type, answer what is asked, send. */
export function SubmitPage() {
  const { t } = useWords();
  const { view } = usePlace();
  const { indikator } = useSearch({ from: '/shell/indberet' });
  const measures = useQuery(measuresQuery(view));
  const known =
    measures.data?.flatMap((measure) => measure.indicators.map((one) => ({ ...one, measure }))) ??
    [];
  const chosen = known.find(({ id }) => id === indikator) ?? known[0];
  const indicator = useQuery({
    ...indicatorQuery(view, chosen?.id ?? ''),
    enabled: chosen !== undefined,
  });
  const readings = useQuery({
    ...readingsQuery(view, chosen?.id ?? ''),
    enabled: chosen !== undefined,
  });
  useTitle(t('shell.submit'));

  const failed = [measures, indicator, readings].find(
    (query) => query.isError && query.data === undefined,
  );
  if (failed?.error) return <Problem failure={failed.error} again={() => void failed.refetch()} />;
  if (measures.data === undefined) return <LoadingSubmit />;
  if (chosen === undefined) return <NoIndicator measures={measures.data} />;
  if (indicator.data === undefined) return <LoadingSubmit />;
  return (
    <Chosen
      measure={chosen.measure}
      indicator={indicator.data}
      choices={known.map(({ id, name, measure }) => ({
        id,
        label: `${measure.reference ?? measure.title}: ${name}`,
      }))}
    >
      <Loaded query={readings} kind="rows">
        {(items) => <ForPeriod indicator={indicator.data} readings={items} />}
      </Loaded>
    </Chosen>
  );
}

function Chosen({
  measure,
  indicator,
  choices,
  children,
}: {
  measure: Measure;
  indicator: Indicator;
  choices: { id: string; label: string }[];
  children: React.ReactNode;
}) {
  const { t, f } = useWords();
  const { periode, visning } = useSearch({ from: '/shell/indberet' });
  const navigate = useNavigate({ from: '/indberet' });
  const may = useMay('readings');
  const period = periodShown(indicator, periode);
  const suppliers = [
    ...new Set(indicator.units.flatMap(({ supplier }) => (supplier === null ? [] : [supplier]))),
  ];
  const name =
    period === undefined ? indicator.name : f.period(period.year, period.index, indicator.cadence);
  return (
    <>
      <div className="page-head submit-head">
        <div>
          <p className="eyebrow">
            {[
              measure.reference ?? measure.title,
              `${indicator.name}, ${t(`submit.kind.${indicator.method}`)}`,
              ...(suppliers.length > 0
                ? [t('submit.suppliedBy', { who: suppliers.join(', ') })]
                : []),
            ].join(' · ')}
          </p>
          <h1>{t(may ? 'submit.title' : 'submit.titleRead', { period: name })}</h1>
        </div>
        <div className="page-head__tools">
          {choices.length > 1 && (
            <label className="choice">
              <span>{t('submit.indicator')}</span>
              <select
                value={indicator.id}
                onChange={(event) =>
                  void navigate({
                    search: (now) => ({
                      ...now,
                      indikator: event.target.value,
                      periode: undefined,
                      maaling: undefined,
                      enhed: undefined,
                    }),
                  })
                }
              >
                {choices.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="choice">
            <span>{t('series.period')}</span>
            <select
              value={period === undefined ? '' : periodAddress(period, indicator.cadence)}
              onChange={(event) =>
                void navigate({
                  search: (now) => ({
                    ...now,
                    periode: event.target.value,
                    maaling: undefined,
                    enhed: undefined,
                  }),
                  resetScroll: false,
                })
              }
            >
              {indicator.periods.map((one) => (
                <option key={one.periodStart} value={periodAddress(one, indicator.cadence)}>
                  {f.period(one.year, one.index, indicator.cadence)}
                  {one.elapsed
                    ? ` – ${t('submit.receivedOf', { received: one.unitsReceived, active: one.unitsActive })}`
                    : ` – ${t('submit.opens', { day: f.dayShort(one.opensOn) })}`}
                </option>
              ))}
            </select>
          </label>
          {may && <ViewSwitch view={visning} />}
        </div>
      </div>
      {children}
    </>
  );
}

/** Matrix where there is room for it, and one reading at a time for who wants it; a phone has only that. */
function ViewSwitch({ view }: { view: string | undefined }) {
  const { t } = useWords();
  const navigate = useNavigate({ from: '/indberet' });
  const single = useSingle(view);
  const narrow = useNarrow();
  const choose = (visning: string) => () =>
    void navigate({ search: (now) => ({ ...now, visning }), resetScroll: false });
  if (narrow) return null;
  return (
    <div className="segments view-switch" role="group" aria-label={t('submit.view')}>
      <button type="button" aria-pressed={!single} onClick={choose('matrix')}>
        {t('submit.matrix')}
      </button>
      <button type="button" aria-pressed={single} onClick={choose('en')}>
        {t('submit.single')}
      </button>
    </div>
  );
}

function useSingle(view: string | undefined): boolean {
  const narrow = useNarrow();
  return view === 'en' || narrow;
}

function ForPeriod({ indicator, readings }: { indicator: Indicator; readings: Reading[] }) {
  const { t } = useWords();
  const { periode, visning } = useSearch({ from: '/shell/indberet' });
  const may = useMay('readings');
  const period = periodShown(indicator, periode);
  const single = useSingle(visning) && may;
  if (period === undefined) return <p className="empty">{t('submit.noPeriods')}</p>;
  return (
    <>
      {!may && <WhoHandsIn indicator={indicator} period={period} />}
      <HandIn
        key={`${indicator.id} ${period.periodStart}`}
        indicator={indicator}
        period={period}
        readings={readings}
        may={may}
        single={single}
      />
    </>
  );
}

function NoIndicator({ measures }: { measures: Measure[] }) {
  const { t } = useWords();
  const waiting = measures.filter((measure) =>
    measure.missing.some(({ code }) => code === 'indicator'),
  );
  return (
    <>
      <div className="page-head">
        <h1>{t('shell.submit')}</h1>
      </div>
      <div className="notice">
        <p>
          <strong>{t('submit.noIndicator')}</strong>
        </p>
        {waiting.map((measure) => (
          <p key={measure.ref}>
            {measure.reference ?? measure.title}:{' '}
            {measure.missing.find(({ code }) => code === 'indicator')?.text}{' '}
            {measure.missing.find(({ code }) => code === 'indicator')?.who}
          </p>
        ))}
      </div>
    </>
  );
}

function LoadingSubmit() {
  const { t } = useWords();
  return (
    <>
      <h1 className="sr-only">{t('shell.submit')}</h1>
      <Waiting kind="page" />
    </>
  );
}
