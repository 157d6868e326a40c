import { useQueries, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import '../styles/measure.css';
import type { Measure, Realisation } from '../api';
import { Loaded } from '../missing/Loaded';
import { Problem } from '../missing/Problem';
import { PartsLegend } from '../parts/PartsLegend';
import { Waiting } from '../parts/Waiting';
import { usePlace, yearShown } from '../place';
import {
  figureQuery,
  historyQuery,
  indicatorQuery,
  measuresQuery,
  realisationQuery,
} from '../queries';
import { driverOf } from '../measures/measureRows';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';
import { AbsenceSeries } from './chart/AbsenceSeries';
import { AgreementText } from './AgreementText';
import { AmountsPanel } from './AmountsPanel';
import { BesideFigure } from './ledger/BesideFigure';
import { chartForecast } from './chart/chartForecast';
import { ConflictsPanel } from './ConflictsPanel';
import { DialoguePanel } from './dialogue/DialoguePanel';
import { Explain } from './explain/Explain';
import { HistoryPanel } from './HistoryPanel';
import { MeasureHead } from './MeasureHead';
import { MilestonesPanel } from './milestones/MilestonesPanel';
import { PathPanel } from './PathPanel';
import { SetupPanel } from './SetupPanel';
import { SinceThen } from './SinceThen';
import { StatusPanel } from './status/StatusPanel';
import { UnknownMeasure } from './UnknownMeasure';
import { YearStrip } from './years/YearStrip';

/** The list says which measures there are, so that an unknown one is not asked for. */
export function MeasurePage() {
  const { ref } = useParams({ from: '/shell/tiltag/$ref' });
  const { view } = usePlace();
  const measures = useQuery(measuresQuery(view));
  const realisation = useQuery(realisationQuery(view));
  const failed = [measures, realisation].find((query) => query.isError && query.data === undefined);

  if (failed?.error) return <Problem failure={failed.error} again={() => void failed.refetch()} />;
  if (measures.data === undefined || realisation.data === undefined)
    return <LoadingMeasure name={ref} />;
  const measure = measures.data.find((one) => one.ref === ref || one.slug === ref);
  if (measure === undefined) return <UnknownMeasure name={ref} />;
  return <MeasureOf key={measure.ref} measure={measure} realisation={realisation.data} />;
}

function MeasureOf({ measure, realisation }: { measure: Measure; realisation: Realisation }) {
  const { t } = useWords();
  const { view, askedYear, past } = usePlace();
  const { forklar } = useSearch({ from: '/shell/tiltag/$ref' });
  const figures = realisation.groups
    .filter(({ key }) => key === measure.ref)
    .sort((a, b) => a.year - b.year);
  const year = yearShown(
    askedYear,
    figures.map((one) => one.year),
    realisation.onDate,
  );
  const figure = figures.find((one) => one.year === year);
  const driver = driverOf(measure);
  const indicator = useQuery({
    ...indicatorQuery(view, driver ?? ''),
    enabled: driver !== undefined,
  });
  const details = useQueries({
    queries: figures.map((one) => figureQuery(view, measure.ref, one.year)),
  }).flatMap(({ data }) => (data === undefined ? [] : [data]));
  const detail = details.find((one) => one.year === year);
  const history = useQuery(historyQuery(view, measure.ref, year)).data ?? [];
  useTitle([measure.reference, measure.title].filter(Boolean).join(' '));

  const below = (
    <div key="below" className="measure-columns__wide measure-columns__wide--below">
      {driver !== undefined && <AgreementText measure={measure} />}
      <ConflictsPanel measure={measure} />
      <PathPanel measure={measure} />
      <HistoryPanel measure={measure} year={year} />
    </div>
  );
  const beside = (
    <div key="beside" className="measure-columns__narrow">
      {detail !== undefined && <BesideFigure measure={measure} figure={detail} history={history} />}
      <DialoguePanel measure={measure} history={history} />
      <MilestonesPanel measure={measure} />
      <AmountsPanel measure={measure} />
    </div>
  );

  return (
    <>
      <MeasureHead measure={measure} figure={figure} indicator={indicator.data} />
      <YearStrip
        measure={measure}
        figures={figures}
        details={details}
        year={year}
        onDate={realisation.onDate}
      />
      {figures.some(({ expectedSavingKr }) => expectedSavingKr > 0) && (
        <PartsLegend note={t('measure.oneScale')} />
      )}
      {measure.missing.length > 0 && <SetupPanel measure={measure} />}
      <div className="measure-columns">
        <div className="measure-columns__wide">
          {driver === undefined ? (
            <AgreementText measure={measure} />
          ) : (
            <Loaded query={indicator} kind="chart">
              {(data) => (
                <AbsenceSeries
                  indicator={data}
                  year={year}
                  forecast={chartForecast(detail)}
                  onDate={realisation.onDate}
                />
              )}
            </Loaded>
          )}
        </div>
        <div className="measure-columns__narrow">
          {past && figure !== undefined && <SinceThen measure={measure} figure={figure} />}
          {figure !== undefined && (
            <StatusPanel
              measure={measure}
              figure={figure}
              detail={detail}
              history={history}
              indicator={indicator.data}
            />
          )}
        </div>
        {forklar !== undefined && figure !== undefined && (
          <Explain measure={measure} figure={figure} indicator={indicator.data} />
        )}
        {driver === undefined ? [beside, below] : [below, beside]}
      </div>
    </>
  );
}

function LoadingMeasure({ name }: { name: string }) {
  useTitle(name);
  return (
    <>
      <h1 className="sr-only">{name}</h1>
      <Waiting kind="page" />
    </>
  );
}
