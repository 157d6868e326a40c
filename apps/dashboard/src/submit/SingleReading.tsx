import { useNavigate, useSearch } from '@tanstack/react-router';
import { useId } from 'react';
import type { Indicator, IndicatorPeriod, Reading } from '../api';
import { useWords } from '../texts';
import { CorrectionForm } from './CorrectionForm';
import { fieldsOf, standing, type Entry } from './entries';
import { EntryInput, StateMark } from './EntryCells';
import { Question } from './QuestionRow';
import { takenEntry, type LineNow } from './useLines';

/** One unit at a time, for a phone: the last value in sight, the same questions as in the matrix. */
export function SingleReading({
  indicator,
  period,
  readings,
  lines,
  chosen,
  onChange,
}: {
  indicator: Indicator;
  period: IndicatorPeriod;
  readings: Reading[];
  lines: LineNow[];
  chosen: string | undefined;
  onChange: (key: string, part: Partial<Entry>) => void;
}) {
  const { t, f } = useWords();
  const { maaling } = useSearch({ from: '/shell/indberet' });
  const navigate = useNavigate({ from: '/indberet' });
  const unitId = useId();
  const now =
    lines.find(({ line }) => line.key === chosen) ??
    lines.find(({ state }) => state !== 'sent') ??
    lines[0];
  if (now === undefined) return <p className="empty">{t('submit.noUnits')}</p>;
  const before = indicator.periods
    .slice(0, indicator.periods.indexOf(period))
    .findLast((one) => standing(readings, now.line, one.periodStart) !== undefined);
  const last = before && standing(readings, now.line, before.periodStart);
  const correcting = readings.find(({ id }) => id === maaling);
  return (
    <div className="single">
      {indicator.method !== 'published' && (
        <div className="field">
          <label htmlFor={unitId}>{t('submit.unit')}</label>
          <select
            id={unitId}
            value={now.line.key}
            onChange={(event) =>
              void navigate({
                search: (place) => ({ ...place, enhed: event.target.value, maaling: undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          >
            {lines.map(({ line, state }) => (
              <option key={line.key} value={line.key}>
                {line.name} – {t(`submit.stateWord.${state}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      <dl className="single__known">
        {before !== undefined && last !== undefined && (
          <div>
            <dt>
              {t('submit.lastValue', {
                period: f.period(before.year, before.index, indicator.cadence),
              })}
            </dt>
            <dd>{f.percent(last.shownPercent)}</dd>
          </div>
        )}
        {now.lastYear !== undefined && (
          <div>
            <dt>
              {t('submit.lastYearValue', {
                period: f.period(period.year - 1, period.index, indicator.cadence),
              })}
            </dt>
            <dd>{f.percent(now.lastYear.shownPercent)}</dd>
          </div>
        )}
      </dl>
      {now.reading === undefined ? (
        <div className="single__fields">
          {fieldsOf(indicator.method).map((field) => (
            <div className="field" key={`${now.line.key}-${field}`}>
              <label htmlFor={`felt-${now.line.key}-${field}`}>{t(`submit.${field}`)}</label>
              <EntryInput
                now={now}
                field={field}
                onChange={onChange}
                id={`felt-${now.line.key}-${field}`}
              />
            </div>
          ))}
          {now.percent !== undefined && (
            <p className="single__percent">
              <span className="label">{t('submit.percent')}</span>
              <strong>{f.percent(now.percent)}</strong>
              {now.lastYear !== undefined && (
                <span className="secondary">
                  {t('submit.againstShort', {
                    change: f.pointChange(Number(now.percent) - Number(now.lastYear.shownPercent)),
                  })}
                </span>
              )}
            </p>
          )}
        </div>
      ) : (
        <p className="single__sent">
          {now.reading.absentDays !== null &&
            now.reading.possibleDays !== null &&
            `${f.count(now.reading.absentDays)} / ${f.count(now.reading.possibleDays)} = `}
          <strong>{f.percent(now.reading.shownPercent)}</strong>
        </p>
      )}
      <p className="single__state">
        <StateMark now={now} open may />
      </p>
      {now.state === 'asked' && (
        <div className="question">
          <Question now={now} onChange={onChange} />
        </div>
      )}
      {correcting !== undefined && (correcting.unitId ?? '') === now.line.key && (
        <CorrectionForm
          key={correcting.id}
          indicator={indicator}
          reading={correcting}
          name={now.line.name}
          entry={takenEntry(now, correcting, period)}
        />
      )}
    </div>
  );
}
