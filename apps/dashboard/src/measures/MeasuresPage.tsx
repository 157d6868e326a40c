import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import '../styles/overview.css';
import { Loaded } from '../missing/Loaded';
import { Problem } from '../missing/Problem';
import { CsvButton } from '../parts/TableTools';
import { partKeys, partsOf } from '../parts/fourParts';
import { statusWord } from '../parts/StatusMark';
import { Waiting } from '../parts/Waiting';
import { usePlace, yearShown } from '../place';
import { indicatorQuery, measuresQuery, milestonesQuery, realisationQuery } from '../queries';
import { KnownAtMenu } from '../shell/KnownAtMenu';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';
import { forecastOf } from '../overview/forecastSum';
import { YearSelector } from '../overview/YearSelector';
import { MeasureList } from './MeasureList';
import { driverOf, useMeasureRows, type MeasureRow } from './measureRows';

/** Every measure of the agreement; the address holds what is looked for. */
export function MeasuresPage() {
  const { t } = useWords();
  const { view, askedYear } = usePlace();
  const realisation = useQuery(realisationQuery(view));
  const measures = useQuery(measuresQuery(view));
  const milestones = useQuery(milestonesQuery(view, undefined));
  const drivers = measures.data?.flatMap((measure) => driverOf(measure) ?? []) ?? [];
  const indicators = useQueries({ queries: drivers.map((id) => indicatorQuery(view, id)) });
  const years = realisation.data?.totals.map(({ year }) => year) ?? [];
  const year = yearShown(askedYear, years, realisation.data?.onDate ?? String(askedYear ?? ''));
  const rows = useMeasureRows(
    measures.data ?? [],
    realisation.data ?? nothing,
    year,
    milestones.data ?? [],
    indicators.flatMap(({ data }) => (data === undefined ? [] : [data])),
  );
  useTitle(t('shell.measures'));

  if (measures.isError && measures.data === undefined)
    return <Problem failure={measures.error} again={() => void measures.refetch()} />;
  return (
    <>
      <div className="page-head">
        <div>
          <p className="eyebrow">{t('measures.eyebrow')}</p>
          <h1>{t('shell.measures')}</h1>
        </div>
        <div className="page-head__tools">
          <YearSelector years={years} year={year} />
          <KnownAtMenu />
        </div>
      </div>
      {measures.data === undefined ? (
        <Waiting kind="rows" />
      ) : (
        <Loaded query={realisation} kind="rows">
          {({ totals }) => (
            <Filtered rows={rows} total={totals.find((one) => one.year === year)} year={year} />
          )}
        </Loaded>
      )}
    </>
  );
}

const nothing = { onDate: '', position: 0, groups: [], totals: [] };

function Filtered({
  rows,
  total,
  year,
}: {
  rows: MeasureRow[];
  total: Parameters<typeof MeasureList>[0]['total'];
  year: number;
}) {
  const { t } = useWords();
  const { q = '', status, tovholder } = useSearch({ from: '/shell/tiltag' });
  const navigate = useNavigate({ from: '/tiltag' });
  const word = (row: MeasureRow) => statusWord(row.figure.status, row.measure.effect);
  const found = rows.filter(
    (row) =>
      (status === undefined || word(row) === status) &&
      (tovholder === undefined || row.measure.owners.includes(tovholder)) &&
      `${row.measure.ref} ${row.measure.title} ${row.measure.section}`
        .toLowerCase()
        .includes(q.trim().toLowerCase()),
  );
  const look = (change: {
    q?: string | undefined;
    status?: string | undefined;
    tovholder?: string | undefined;
  }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const sheet = {
    name: t('measures.file', { year }),
    head: [
      'ref',
      t('measures.measure'),
      t('measures.owner'),
      t('measures.status'),
      t('measures.expectedKr'),
      ...partKeys.map((key) => t(`parts.${key}`)),
      t('forecast.column'),
      t('measures.note'),
    ],
    rows: found.map((row) => [
      row.measure.ref,
      row.measure.title,
      row.measure.owners.join(', '),
      t(`status.${word(row)}`),
      row.figure.expectedSavingKr,
      ...partKeys.map((key) => partsOf(row.figure)[key]),
      forecastOf(row.figure),
      row.figure.sentence,
    ]),
  };
  return (
    <section className="panel measures-panel" aria-labelledby="tiltag-liste">
      <h2 id="tiltag-liste" className="sr-only">
        {t('measures.listed')}
      </h2>
      <div className="filters" role="search">
        <label>
          <span>{t('measures.search')}</span>
          <input
            type="search"
            value={q}
            onChange={(event) => {
              look({ q: event.target.value || undefined });
            }}
          />
        </label>
        <Choice
          label={t('measures.status')}
          value={status}
          all={t('measures.all')}
          onChange={(value) => {
            look({ status: value });
          }}
          options={[...new Set(rows.map(word))].map((value) => ({
            value,
            label: t(`status.${value}`),
          }))}
        />
        <Choice
          label={t('measures.owner')}
          value={tovholder}
          all={t('measures.all')}
          onChange={(value) => {
            look({ tovholder: value });
          }}
          options={[...new Set(rows.flatMap(({ measure }) => measure.owners))]
            .sort()
            .map((value) => ({ value, label: value }))}
        />
        <p className="filters__count" role="status">
          {t('measures.shown', { shown: found.length, all: rows.length })}{' '}
          <CsvButton sheet={sheet} />
        </p>
      </div>
      <MeasureList
        rows={found}
        total={found.length === rows.length ? total : undefined}
        year={year}
      />
    </section>
  );
}

function Choice({
  label,
  value,
  all,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  all: string;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  return (
    <label>
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={(event) => {
          onChange(event.target.value || undefined);
        }}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
