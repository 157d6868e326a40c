import { useQueries, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import '../styles/overview.css';
import type { Measure, Realisation } from '../api';
import { Problem } from '../missing/Problem';
import { Loaded } from '../missing/Loaded';
import { Panel } from '../parts/Panel';
import { useNarrow } from '../parts/useNarrow';
import { Waiting } from '../parts/Waiting';
import { MeasureList } from '../measures/MeasureList';
import { driverOf, useMeasureRows } from '../measures/measureRows';
import { usePlace, yearShown } from '../place';
import {
  agreementsQuery,
  indicatorQuery,
  measuresQuery,
  milestonesQuery,
  realisationQuery,
} from '../queries';
import { KnownAtMenu } from '../shell/KnownAtMenu';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';
import { NextUp } from './NextUp';
import { SumExplained } from './SumExplained';
import { YearFigure } from './YearFigure';
import { YearSelector } from './YearSelector';
import { YearsChart } from './YearsChart';

/** Are we on course? One sentence, one bar, and the rows behind them. */
export function OverviewPage() {
  const { view } = usePlace();
  const realisation = useQuery(realisationQuery(view));
  const measures = useQuery(measuresQuery(view));
  const failed = [realisation, measures].find((query) => query.isError && query.data === undefined);

  if (failed?.error) return <Problem failure={failed.error} again={() => void failed.refetch()} />;
  if (realisation.data === undefined || measures.data === undefined) return <LoadingOverview />;
  if (measures.data.length === 0) return <NothingYet />;
  return <Overview realisation={realisation.data} measures={measures.data} />;
}

function Overview({ realisation, measures }: { realisation: Realisation; measures: Measure[] }) {
  const { t } = useWords();
  const { view, askedYear } = usePlace();
  const { forklar } = useSearch({ from: '/shell/' });
  // On a phone what is missing comes first.
  const phone = useNarrow();
  const years = realisation.totals.map(({ year }) => year);
  const year = yearShown(askedYear, years, realisation.onDate);
  const total = realisation.totals.find((one) => one.year === year);
  const milestones = useQuery(milestonesQuery(view, undefined));
  const drivers = measures.flatMap((measure) => driverOf(measure) ?? []);
  const indicators = useQueries({ queries: drivers.map((id) => indicatorQuery(view, id)) });
  const known = indicators.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const closedYears = years.filter((each) =>
    realisation.groups.some((group) => group.year === each && group.yearStatus === 'closed'),
  );
  const rows = useMeasureRows(measures, realisation, year, milestones.data ?? [], known);
  useTitle(total?.headline ?? t('shell.overview'));

  return (
    <>
      <div className="page-head">
        <div>
          <AgreementLine realisation={realisation} />
          <h1>{total?.headline ?? t('overview.empty')}</h1>
        </div>
        <div className="page-head__tools">
          <YearSelector years={years} year={year} />
          <KnownAtMenu />
        </div>
      </div>
      {total !== undefined && (
        <div className="overview-top">
          <YearFigure total={total} rows={rows} year={year} />
          {!phone && <YearsChart totals={realisation.totals} year={year} />}
          <Loaded query={milestones} kind="rows">
            {(items) => (
              <NextUp
                milestones={items}
                indicators={known}
                measures={measures}
                closedYears={closedYears}
                onDate={realisation.onDate}
              />
            )}
          </Loaded>
          {phone && <YearsChart totals={realisation.totals} year={year} />}
        </div>
      )}
      {forklar !== undefined && total !== undefined && <SumExplained total={total} rows={rows} />}
      <Panel
        className="measures-panel"
        title={t('shell.measures')}
        note={t('overview.measuresNote', {
          count: measures.length,
          saving: rows.filter((row) => row.figure.expectedSavingKr > 0).length,
          year,
        })}
      >
        <MeasureList rows={rows} total={total} year={year} />
      </Panel>
    </>
  );
}

/** Which agreement, and the moment its figures are of. */
function AgreementLine({ realisation }: { realisation: Realisation }) {
  const { t, f } = useWords();
  const { view, past } = usePlace();
  const agreements = useQuery(agreementsQuery(view));
  const names = agreements.data?.map(({ title }) => title).join(', ') ?? t('overview.agreement');
  return (
    <p className="eyebrow">
      {names} ·{' '}
      {t(past ? 'overview.knownThen' : 'overview.knownToday', { when: f.day(realisation.onDate) })}
    </p>
  );
}

/** No agreement is loaded, or none was at the moment shown. */
function NothingYet() {
  const { t } = useWords();
  const { past } = usePlace();
  const title = t(past ? 'overview.emptyThen' : 'overview.empty');
  useTitle(title);
  return (
    <div className="problem">
      <h1>{title}</h1>
      {!past && <p>{t('overview.emptyText')}</p>}
    </div>
  );
}

function LoadingOverview() {
  const { t } = useWords();
  useTitle(t('shell.overview'));
  return (
    <>
      <h1 className="sr-only">{t('shell.overview')}</h1>
      <Waiting kind="page" />
    </>
  );
}
