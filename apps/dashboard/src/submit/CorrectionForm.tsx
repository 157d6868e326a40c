import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import type { Indicator, Reading } from '../api';
import { Field } from '../parts/Field';
import { useCommand } from '../parts/useCommand';
import { part } from '../queries';
import { useWords } from '../texts';
import { emptyEntry, fieldsOf, readEntry, type Entry } from './entries';
import { readingsPath } from './useLines';

/** A recorded reading put right, or taken back, with its reason; what it was stays in the log. */
export function CorrectionForm({
  indicator,
  reading,
  name,
  entry,
}: {
  indicator: Indicator;
  reading: Reading;
  name: string;
  /** What was typed when the key turned out to be taken. */
  entry: Entry | undefined;
}) {
  const { t, f } = useWords();
  const navigate = useNavigate({ from: '/indberet' });
  const close = () =>
    void navigate({
      search: (now) => ({ ...now, maaling: undefined }),
      replace: true,
      resetScroll: false,
    });
  const order = useCommand(close);
  const [typed, setTyped] = useState<Entry>(() => startOf(reading, entry, f.count, f.points));
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const period = indicator.periods.find(({ periodStart }) => periodStart === reading.periodStart);
  const read = readEntry(typed, indicator.method);
  const path = `${readingsPath(indicator)}/${part(reading.id)}`;
  const correct = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (read.kind === 'whole')
      order.send({ path: `${path}/corrections`, body: { ...read.figures, reason: reason.trim() } });
  };
  const withdraw = () => {
    if (form.current?.reportValidity() === true)
      order.send({ path: `${path}/withdrawals`, body: { reason: reason.trim() } });
  };
  return (
    <section className="correction" aria-labelledby="ret-titel">
      <h2 id="ret-titel">
        {t('submit.correctTitle', {
          unit: name,
          period:
            period === undefined
              ? reading.periodStart
              : f.period(period.year, period.index, indicator.cadence),
        })}
      </h2>
      <p className="secondary">
        {t('submit.recordedBy', {
          who: reading.recordedByName,
          when: f.instant(reading.recordedAt),
        })}
        {reading.note !== null && reading.note !== '' && ` »${reading.note}«`}
      </p>
      <Earlier reading={reading} />
      <form ref={form} onSubmit={correct} className="correction__form">
        {fieldsOf(indicator.method).map((field) => (
          <Field
            key={field}
            label={t(`submit.${field}`)}
            error={
              (read.kind === 'faulty' && read.field === field
                ? t(`submit.fault.${read.fault}`)
                : undefined) ?? order.errorAt(field)
            }
          >
            {(control) => (
              <input
                type="text"
                inputMode={field === 'percent' ? 'decimal' : 'numeric'}
                className="entry"
                required
                {...control}
                value={typed[field]}
                onChange={(event) => {
                  setTyped({ ...typed, [field]: event.target.value });
                }}
              />
            )}
          </Field>
        ))}
        {indicator.method === 'pooled' && (
          <p className="correction__percent">
            <span className="label">{t('submit.percent')}</span>
            <strong>{read.kind === 'whole' ? f.points(read.percent) : '–'}</strong>
          </p>
        )}
        <div className="correction__reason">
          <Field label={t('form.reason')} error={order.errorAt('reason')}>
            {(control) => (
              <input
                type="text"
                required
                maxLength={4000}
                {...control}
                value={reason}
                onChange={(event) => {
                  setReason(event.target.value);
                }}
              />
            )}
          </Field>
        </div>
        <p className="correction__acts">
          <button
            type="submit"
            className="button button-secondary button-small"
            disabled={order.pending || read.kind !== 'whole'}
          >
            {t('submit.correctSend')}
          </button>
          <button
            type="button"
            className="button button-secondary button-small"
            disabled={order.pending}
            onClick={withdraw}
          >
            {t('submit.withdraw')}
          </button>
          <button type="button" className="link" onClick={close}>
            {t('form.dismiss')}
          </button>
        </p>
      </form>
      {order.message !== undefined && (
        <p className="entry__error" role="alert">
          {order.message}
        </p>
      )}
    </section>
  );
}

/** What it was before, newest first. */
function Earlier({ reading }: { reading: Reading }) {
  const { t, f } = useWords();
  if (reading.previous.length === 0) return null;
  return (
    <ul className="correction__earlier secondary">
      {[...reading.previous]
        .sort((a, b) => b.position - a.position)
        .map((one) => (
          <li key={one.position}>
            {t('submit.earlier', {
              value:
                one.absentDays !== null && one.possibleDays !== null
                  ? `${f.count(one.absentDays)} / ${f.count(one.possibleDays)}`
                  : one.percent === null
                    ? '–'
                    : f.percent(one.percent),
              when: f.instant(one.recordedAt),
            })}
            {one.reason !== null && ` »${one.reason}«`}
          </li>
        ))}
    </ul>
  );
}

function startOf(
  reading: Reading,
  entry: Entry | undefined,
  count: (value: number) => string,
  points: (value: string) => string,
): Entry {
  if (entry !== undefined && (entry.absentDays !== '' || entry.percent !== '')) return entry;
  return {
    ...emptyEntry,
    absentDays: reading.absentDays === null ? '' : count(reading.absentDays),
    possibleDays: reading.possibleDays === null ? '' : count(reading.possibleDays),
    percent: reading.percent === null ? '' : points(reading.percent),
  };
}
