import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Indicator } from '../api';
import { parseDays } from '../format';
import { CheckIcon, MissingIcon, QuestionIcon } from '../parts/icons';
import { useWords } from '../texts';
import type { Entry, EntryField } from './entries';
import type { LineNow, LineState } from './useLines';

/** The cells of the period being handed in: typed, live percentage, against last year, and where the line stands. */
export function EntryCells({
  indicator,
  now,
  fields,
  open,
  may,
  onChange,
}: {
  indicator: Indicator;
  now: LineNow;
  fields: EntryField[];
  open: boolean;
  may: boolean;
  onChange: (key: string, part: Partial<Entry>) => void;
}) {
  const { f } = useWords();
  const { reading, percent, lastYear } = now;
  const against =
    percent !== undefined && lastYear !== undefined
      ? Number(percent) - Number(lastYear.shownPercent)
      : undefined;
  return (
    <>
      {fields.map((field) => (
        <td key={field} className="num matrix__now">
          {reading !== undefined || !open ? (
            <SentValue reading={reading} field={field} />
          ) : (
            <EntryInput now={now} field={field} onChange={onChange} />
          )}
        </td>
      ))}
      <td className="num matrix__now matrix__percent">
        {indicator.method === 'pooled' && percent !== undefined ? f.points(percent) : ''}
      </td>
      <td className="num matrix__now matrix__against">
        {against === undefined ? '' : f.pointChange(against)}
      </td>
      <td className="matrix__now">
        <StateMark now={now} open={open} may={may} />
      </td>
    </>
  );
}

function SentValue({ reading, field }: { reading: LineNow['reading']; field: EntryField }) {
  const { f } = useWords();
  if (reading === undefined) return null;
  if (field === 'percent') return f.points(reading.percent ?? reading.shownPercent);
  const days = reading[field];
  return days === null ? null : f.count(days);
}

export function EntryInput({
  now,
  field,
  onChange,
  id,
}: {
  now: LineNow;
  field: EntryField;
  onChange: (key: string, part: Partial<Entry>) => void;
  id?: string;
}) {
  const { t, f } = useWords();
  const atFocus = useRef('');
  const { line, entry } = now;
  const error = useFieldError(now, field);
  const errorId = `fejl-${line.key}-${field}`;
  const put = (text: string) => {
    onChange(line.key, { [field]: text, confirmed: false });
  };
  return (
    <>
      <input
        id={id ?? `felt-${line.key}-${field}`}
        type="text"
        inputMode={field === 'percent' ? 'decimal' : 'numeric'}
        autoComplete="off"
        className={`entry ${now.state === 'asked' ? 'entry--asked' : ''}`}
        data-column={field}
        data-line={line.key}
        aria-label={id === undefined ? `${line.name}, ${t(`submit.${field}`)}` : undefined}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : errorId}
        value={entry[field]}
        onFocus={() => {
          atFocus.current = entry[field];
        }}
        onChange={(event) => {
          put(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') put(atFocus.current);
        }}
        onBlur={() => {
          const days = field === 'percent' ? undefined : parseDays(entry[field]);
          if (days !== undefined && f.count(days) !== entry[field])
            onChange(line.key, { [field]: f.count(days) });
        }}
      />
      {error !== undefined && (
        <span className="entry__error" id={errorId}>
          {error}
        </span>
      )}
    </>
  );
}

function useFieldError({ read, problem, state }: LineNow, field: EntryField): string | undefined {
  const { t } = useWords();
  if (read.kind === 'faulty' && read.field === field) return t(`submit.fault.${read.fault}`);
  if (state !== 'refused') return undefined;
  return problem?.errors?.find(({ path }) => path === field)?.message;
}

const stateWord: Readonly<
  Record<
    LineState,
    'missing' | 'typing' | 'faulty' | 'checking' | 'asked' | 'ready' | 'refused' | 'sent'
  >
> = {
  missing: 'missing',
  typing: 'typing',
  faulty: 'faulty',
  checking: 'checking',
  asked: 'asked',
  ready: 'ready',
  refused: 'refused',
  sent: 'sent',
};

export function StateMark({ now, open, may }: { now: LineNow; open: boolean; may: boolean }) {
  const { t, f } = useWords();
  const { state, reading, problem } = now;
  if (state === 'sent' && reading !== undefined)
    return (
      <span className="state state--sent">
        <span className="state__word">
          <CheckIcon /> {t('submit.sent', { day: f.dayShort(reading.recordedAt) })}
        </span>
        {may && (
          <Link
            to="."
            search={(place) => ({ ...place, maaling: reading.id })}
            resetScroll={false}
            className="link"
            activeProps={{}}
            aria-label={t('submit.correctLine', { unit: now.line.name })}
          >
            {t('submit.correct')}
          </Link>
        )}
      </span>
    );
  if (!open && state === 'missing')
    return (
      <span className="state state--missing">
        <span className="state__word">
          <MissingIcon /> {t('submit.stateWord.missing')}
        </span>
      </span>
    );
  const taken = typeof problem?.facts?.readingId === 'string' ? problem.facts.readingId : undefined;
  return (
    <span className={`state state--${state}`} role={state === 'refused' ? 'alert' : undefined}>
      <span className="state__word">
        {state === 'ready' ? <CheckIcon /> : state === 'asked' ? <QuestionIcon /> : <MissingIcon />}{' '}
        {t(`submit.stateWord.${stateWord[state]}`)}
      </span>
      {state === 'refused' && (
        <span className="state__why">
          {(problem?.errors
            ?.filter(({ path }) => !['absentDays', 'possibleDays', 'percent'].includes(path))
            .map(({ message }) => message)
            .join(' ') ||
            undefined) ??
            (problem?.errors === undefined || problem.errors.length === 0
              ? (problem?.detail ?? problem?.title)
              : undefined)}{' '}
          {taken !== undefined && (
            <Link
              to="."
              search={(place) => ({ ...place, maaling: taken })}
              resetScroll={false}
              className="link"
              activeProps={{}}
            >
              {t('submit.correctTaken')}
            </Link>
          )}
        </span>
      )}
    </span>
  );
}
