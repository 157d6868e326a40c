import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Indicator } from '../../api';
import { Loaded } from '../../missing/Loaded';
import { Panel } from '../../parts/Panel';
import { TableTools } from '../../parts/TableTools';
import { useWidth } from '../../parts/useWidth';
import { usePlace } from '../../place';
import { readingsQuery } from '../../queries';
import { useWords } from '../../texts';
import { AbsenceChart } from './AbsenceChart';
import type { ChartForecast } from './chartForecast';
import { axisOf, missingRuns } from './chartScale';
import { SeriesTable } from './SeriesTable';
import { UnitsTable } from './UnitsTable';

/** The indicator's series with baseline, targets and what is missing; its table; the units behind it. */
export function AbsenceSeries({
  indicator,
  year,
  forecast,
  onDate,
}: {
  indicator: Indicator;
  year: number;
  forecast: ChartForecast | undefined;
  onDate: string;
}) {
  const { t, f } = useWords();
  const { view } = usePlace();
  const [shown, setShown] = useState<'table' | 'units'>();
  const [watch, width] = useWidth();
  const place = useId();
  const headline = indicator.years.find((one) => one.year === year)?.headline ?? indicator.name;
  const readings = useQuery({ ...readingsQuery(view, indicator.id), enabled: shown === 'units' });
  const toggle = (what: 'table' | 'units') => {
    setShown(shown === what ? undefined : what);
  };
  const sheet = {
    name: t('series.file', { name: indicator.name }),
    head: [
      t('series.period'),
      t('submit.percent'),
      t('submit.absentDays'),
      t('submit.possibleDays'),
      t('series.coverage'),
      t('series.target'),
      t('series.dueOn'),
    ],
    rows: indicator.periods.map((period) => [
      f.period(period.year, period.index, indicator.cadence),
      period.percent === null ? null : Number(period.percent),
      period.absentDays,
      period.possibleDays,
      period.coverage === null || !period.elapsed ? null : Number(period.coverage),
      indicator.targets[String(period.year)] === undefined
        ? null
        : Number(indicator.targets[String(period.year)]),
      period.dueOn,
    ]),
  };
  return (
    <Panel
      title={headline}
      className="series"
      tools={
        <>
          {indicator.method !== 'published' && (
            <button
              type="button"
              className="link"
              aria-expanded={shown === 'units'}
              aria-controls={place}
              onClick={() => {
                toggle('units');
              }}
            >
              {t('series.perUnit')}
            </button>
          )}
          <TableTools
            sheet={sheet}
            open={shown === 'table'}
            onToggle={() => {
              toggle('table');
            }}
            controls={place}
          />
        </>
      }
    >
      <p className="panel__sub">
        {t('series.unit', {
          name: indicator.name,
          cadence: t(`cadence.${indicator.cadence}`),
          method: t(`method.${indicator.method}`, { count: indicator.units.length }),
        })}{' '}
        {t('series.axis', { from: f.axis(axisOf(indicator, forecast).low) })} {t('series.streak')}
      </p>
      <div className="series__chart" ref={watch}>
        {width > 0 && (
          <AbsenceChart indicator={indicator} year={year} forecast={forecast} width={width} />
        )}
      </div>
      <Missing indicator={indicator} onDate={onDate} />
      <div id={place}>
        {shown === 'table' && <SeriesTable indicator={indicator} forecast={forecast} />}
        {shown === 'units' && (
          <Loaded query={readings} kind="rows">
            {(items) => <UnitsTable indicator={indicator} readings={items} year={year} />}
          </Loaded>
        )}
      </div>
    </Panel>
  );
}

/** Periods that are over and not measured, by name: who reads the drawing in words needs them too. */
function Missing({ indicator, onDate }: { indicator: Indicator; onDate: string }) {
  const { t, f } = useWords();
  const missing = indicator.periods.filter((period) => period.elapsed && !period.measured);
  if (indicator.periods.every((period) => !period.measured)) {
    const next =
      indicator.periods.find((period) => period.periodEnd >= onDate) ?? indicator.periods[0];
    const suppliers = [
      ...new Set(indicator.units.flatMap(({ supplier }) => (supplier === null ? [] : [supplier]))),
    ];
    return (
      <p className="summary">
        {t('series.empty', {
          who: suppliers.join(', ') || t('series.reporter'),
          due: next === undefined ? '' : f.day(next.dueOn),
        })}
      </p>
    );
  }
  if (missing.length === 0) return null;
  const name = (at: number) => {
    const period = indicator.periods[at];
    return period === undefined ? '' : f.period(period.year, period.index, indicator.cadence);
  };
  const names = missingRuns(indicator.periods).map(({ from, to }) =>
    from === to ? name(from) : t('series.fromTo', { from: name(from), to: name(to) }),
  );
  return (
    <p className="summary">
      {t('series.missing', { count: missing.length, list: names.join(', ') })}
    </p>
  );
}
