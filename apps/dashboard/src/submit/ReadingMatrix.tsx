import { useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Indicator, IndicatorPeriod, Reading } from '../api';
import { useNarrow } from '../parts/useNarrow';
import { useWords } from '../texts';
import { CorrectionForm } from './CorrectionForm';
import { fieldsOf, isActive, standing, type Entry } from './entries';
import { EntryCells } from './EntryCells';
import { HistoryCell } from './HistoryCell';
import { moveByKey, pasteTable } from './matrixKeys';
import { MatrixTotals } from './MatrixTotals';
import { QuestionRow } from './QuestionRow';
import { takenEntry, type LineNow } from './useLines';

const historyLength = { monthly: 6, quarterly: 6, halfyearly: 4, yearly: 3 } as const;

/** The period's lines between their history and what comes next. */
export function ReadingMatrix({
  indicator,
  period,
  readings,
  lines,
  open,
  may,
  onChange,
}: {
  indicator: Indicator;
  period: IndicatorPeriod;
  readings: Reading[];
  lines: LineNow[];
  open: boolean;
  may: boolean;
  onChange: (key: string, part: Partial<Entry>) => void;
}) {
  const { t, f } = useWords();
  const { maaling } = useSearch({ from: '/shell/indberet' });
  const small = useNarrow('small');
  const past = pastOf(indicator, period, small ? 2 : historyLength[indicator.cadence]);
  const lastYear = past.find((one) => one.year === period.year - 1 && one.index === period.index);
  const fields = fieldsOf(indicator.method);
  const next = small ? undefined : indicator.periods[indicator.periods.indexOf(period) + 1];
  const columns = 1 + past.length + fields.length + 3 + (next === undefined ? 0 : 1);
  const correcting = readings.find(({ id }) => id === maaling);
  return (
    <div className="matrix-frame">
      <table
        className="matrix"
        onKeyDown={moveByKey}
        onPaste={(event) => {
          pasteTable(event, lines, fields, onChange);
        }}
      >
        <caption className="sr-only">
          {t('submit.caption', {
            name: indicator.name,
            period: f.period(period.year, period.index, indicator.cadence),
          })}
        </caption>
        <thead>
          <tr className="matrix__years">
            <td />
            {groupsOf(past).map(({ year, count }) => (
              <th key={year} scope="colgroup" colSpan={count} className="matrix__year">
                <span>{t('submit.yearPercent', { year })}</span>
              </th>
            ))}
            <th
              scope="colgroup"
              colSpan={fields.length + 3}
              className="matrix__now matrix__now--top"
            >
              {f.period(period.year, period.index, indicator.cadence)},{' '}
              {f.months(period.periodStart, period.periodEnd)}
            </th>
            {next !== undefined && (
              <th scope="col" className="matrix__next">
                <span>{f.periodInYear(next.index, indicator.cadence)}</span>
              </th>
            )}
          </tr>
          <tr>
            <th scope="col">{t('submit.unit')}</th>
            {past.map((one) => (
              <th
                key={one.periodStart}
                scope="col"
                className={`num ${one === lastYear ? 'matrix__compared' : ''}`}
              >
                {one === lastYear && <span className="matrix__hint">{t('submit.lastYear')}</span>}
                <span className="sr-only">{f.period(one.year, one.index, indicator.cadence)}</span>
                <span aria-hidden="true" className={one === lastYear ? 'strong' : undefined}>
                  {f.periodTick(one.index, indicator.cadence) || one.year}
                </span>
              </th>
            ))}
            {fields.map((field) => (
              <th key={field} scope="col" className="num matrix__now matrix__field">
                {t(`submit.${field}`)}
              </th>
            ))}
            <th scope="col" className="num matrix__now matrix__percent-head">
              {indicator.method === 'pooled' ? t('submit.percent') : ''}
            </th>
            <th scope="col" className="num matrix__now">
              {t('submit.against', {
                period: f.period(period.year - 1, period.index, indicator.cadence),
              })}
            </th>
            <th scope="col" className="matrix__now matrix__state">
              {t('submit.state')}
            </th>
            {next !== undefined && (
              <td className="matrix__next">
                {t('submit.opens', { day: f.dayShort(next.opensOn) })}
                <br />
                {t('submit.due', { day: f.dayShort(next.dueOn) })}
              </td>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((now) => (
            <Fragment key={now.line.key}>
              <tr className={`matrix__line matrix__line--${now.state}`}>
                <th scope="row">{now.line.name}</th>
                {past.map((one) => (
                  <HistoryCell
                    key={one.periodStart}
                    indicator={indicator}
                    period={one}
                    line={now.line}
                    reading={standing(readings, now.line, one.periodStart)}
                    active={now.line.unit === null || isActive(now.line.unit, one)}
                    compared={one === lastYear}
                    may={may}
                  />
                ))}
                <EntryCells
                  indicator={indicator}
                  now={now}
                  fields={fields}
                  open={open}
                  may={may}
                  onChange={onChange}
                />
                {next !== undefined && <td className="matrix__next" />}
              </tr>
              {now.state === 'asked' && (
                <QuestionRow
                  now={now}
                  before={1 + past.length}
                  span={fields.length + 3}
                  after={next === undefined ? 0 : 1}
                  onChange={onChange}
                />
              )}
              {correcting !== undefined && (correcting.unitId ?? '') === now.line.key && may && (
                <tr className="matrix__correction">
                  <td colSpan={columns}>
                    <CorrectionForm
                      key={correcting.id}
                      indicator={indicator}
                      reading={correcting}
                      name={now.line.name}
                      entry={takenEntry(now, correcting, period)}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
        <MatrixTotals
          indicator={indicator}
          past={past}
          lastYear={lastYear}
          lines={lines}
          fields={fields}
          hasNext={next !== undefined}
        />
      </table>
    </div>
  );
}

/** The last periods before this one; the same period last year is always among them. */
function pastOf(
  { periods }: Indicator,
  period: IndicatorPeriod,
  length: number,
): IndicatorPeriod[] {
  const before = periods.slice(0, periods.indexOf(period));
  const shown = before.slice(-length);
  const lastYear = before.find((one) => one.year === period.year - 1 && one.index === period.index);
  return lastYear === undefined || shown.includes(lastYear) ? shown : [lastYear, ...shown.slice(1)];
}

function groupsOf(past: IndicatorPeriod[]): { year: number; count: number }[] {
  return [...new Set(past.map(({ year }) => year))].map((year) => ({
    year,
    count: past.filter((one) => one.year === year).length,
  }));
}
