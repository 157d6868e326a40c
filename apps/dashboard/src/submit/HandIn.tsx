import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Indicator, IndicatorPeriod, Reading } from '../api';
import { today } from '../format';
import { useMe } from '../shell/Shell';
import { useWords } from '../texts';
import { CoverageBar } from './CoverageBar';
import { Deadline } from './Deadline';
import { linesOf } from './entries';
import { ReadingMatrix } from './ReadingMatrix';
import { SingleReading } from './SingleReading';
import { useEntries } from './useEntries';
import { useHandIn } from './useHandIn';
import { useLines } from './useLines';

/** One period of one indicator: how far it has come, the lines to fill, and what is sent. */
export function HandIn({
  indicator,
  period,
  readings,
  may,
  single,
}: {
  indicator: Indicator;
  period: IndicatorPeriod;
  readings: Reading[];
  may: boolean;
  single: boolean;
}) {
  const { t, f } = useWords();
  const me = useMe();
  const { enhed } = useSearch({ from: '/shell/indberet' });
  const navigate = useNavigate({ from: '/indberet' });
  const [receivedOn, setReceivedOn] = useState(today());
  const { entries, savedAt, change, drop } = useEntries(
    `kursholder.kladde.${me.municipality.id}.${me.user.id}.${indicator.id}.${period.periodStart}`,
  );
  const handIn = useHandIn(indicator, period, receivedOn, (keys) => {
    drop(keys);
    if (single && keys.length > 0)
      void navigate({
        search: (now) => ({ ...now, enhed: undefined }),
        replace: true,
        resetScroll: false,
      });
  });
  const lines = useLines(
    indicator,
    period,
    linesOf(indicator, period, me.municipality.name),
    readings,
    entries,
    handIn.refused,
  );
  const ready = lines.filter(({ state }) => state === 'ready');
  const open = may && period.elapsed;
  const edit: typeof change = (key, part) => {
    handIn.forget(key);
    change(key, part);
  };
  const message =
    handIn.sent > 0 || handIn.failed > 0
      ? [
          ...(handIn.sent > 0 ? [t('submit.sentCount', { count: handIn.sent })] : []),
          ...(handIn.failed > 0 ? [t('submit.refusedCount', { count: handIn.failed })] : []),
        ].join(' ')
      : undefined;
  return (
    <div className="hand-in">
      <div className="hand-in__state">
        <Deadline period={period} may={may} />
        <div>
          <p className="label">{t('submit.filled')}</p>
          <p className="value">
            {t('submit.receivedOf', {
              received: lines.filter(({ state }) => state === 'sent').length,
              active: lines.length,
            })}
          </p>
          {open && (
            <p className="secondary">
              {t('submit.filledNote', {
                ready: ready.length,
                asked: lines.filter(({ state }) => state === 'asked').length,
              })}
            </p>
          )}
        </div>
        <CoverageBar lines={lines} open={open} />
        {open && (
          <label className="received">
            <span>{t('submit.received')}</span>
            <input
              type="date"
              value={receivedOn}
              max={today()}
              onChange={(event) => {
                setReceivedOn(event.target.value);
              }}
            />
          </label>
        )}
      </div>
      {single && open ? (
        <SingleReading
          indicator={indicator}
          period={period}
          readings={readings}
          lines={lines}
          chosen={enhed}
          onChange={edit}
        />
      ) : (
        <ReadingMatrix
          indicator={indicator}
          period={period}
          readings={readings}
          lines={lines}
          open={open}
          may={may}
          onChange={edit}
        />
      )}
      <div className="hand-in__foot">
        {open && (
          <button
            type="button"
            className="button button-primary"
            disabled={ready.length === 0 || handIn.pending}
            onClick={() => {
              handIn.send(ready);
            }}
          >
            {t(handIn.pending ? 'submit.sending' : 'submit.send', { count: ready.length })}
          </button>
        )}
        {open && savedAt !== null && (
          <button
            type="button"
            className="button button-secondary"
            onClick={() => {
              drop(Object.keys(entries));
            }}
          >
            {t('submit.clear')}
          </button>
        )}
        <p className="hand-in__message" role="status">
          {message !== undefined ? (
            <>
              <strong>{message}</strong>{' '}
              <Link
                to="/tiltag/$ref"
                params={{ ref: indicator.measure }}
                search={{ aar: period.year }}
                className="link"
                activeProps={{}}
              >
                {t('submit.seeMeasure', { measure: indicator.measure })}
              </Link>
            </>
          ) : (
            open && savedAt !== null && t('submit.draft', { when: f.clock(savedAt) })
          )}
        </p>
        {open && !single && <Keys />}
      </div>
    </div>
  );
}

function Keys() {
  const { t } = useWords();
  return (
    <p className="keys" aria-hidden="true">
      <kbd>Enter</kbd> {t('submit.keyEnter')} <kbd>Tab</kbd> {t('submit.keyTab')} <kbd>Ctrl V</kbd>{' '}
      {t('submit.keyPaste')} <kbd>Esc</kbd> {t('submit.keyEsc')}
    </p>
  );
}
