import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { HistoryItem, Measure } from '../api';
import { Loaded } from '../missing/Loaded';
import { CsvButton } from '../parts/TableTools';
import { Panel } from '../parts/Panel';
import { usePlace } from '../place';
import { historyQuery } from '../queries';
import { useWords } from '../texts';
import { EventLink } from './EventLink';

const shownFirst = 12;

/** Everything that was recorded about the measure, newest first, with the kroner it moved. */
export function HistoryPanel({ measure, year }: { measure: Measure; year: number }) {
  const { t, f } = useWords();
  const { view } = usePlace();
  const history = useQuery(historyQuery(view, measure.ref, year));
  const sheet = {
    name: t('history.file', { ref: measure.ref }),
    head: [
      t('history.position'),
      t('history.known'),
      t('history.who'),
      t('history.what'),
      t('history.before'),
      t('history.after'),
      t('history.why'),
      t('history.moved'),
    ],
    rows: (history.data ?? []).map((item) => [
      item.position,
      f.instant(item.recordedAt),
      item.who,
      item.what,
      item.before,
      item.after,
      item.why,
      item.movedKr,
    ]),
  };
  return (
    <Panel title={t('history.title')} className="history" tools={<CsvButton sheet={sheet} />}>
      <Loaded query={history} kind="rows">
        {(items) => <HistoryTable items={items} year={year} />}
      </Loaded>
    </Panel>
  );
}

function HistoryTable({ items, year }: { items: HistoryItem[]; year: number }) {
  const { t } = useWords();
  const { haendelse } = useSearch({ from: '/shell/tiltag/$ref' });
  const asked = Number(haendelse);
  const [all, setAll] = useState(false);
  const beyond = items.findIndex(({ position }) => position === asked) >= shownFirst;
  const shown = all || beyond ? items : items.slice(0, shownFirst);
  useEffect(() => {
    document.getElementById(`haendelse-${String(asked)}`)?.scrollIntoView({ block: 'center' });
  }, [asked, shown.length]);
  if (items.length === 0) return <p className="empty">{t('history.empty')}</p>;
  return (
    <>
      <table className="table history-table">
        <thead>
          <tr>
            <th scope="col">{t('history.known')}</th>
            <th scope="col">{t('history.who')}</th>
            <th scope="col">{t('history.what')}</th>
            <th scope="col">{t('history.beforeAfter')}</th>
            <th scope="col" className="num">
              {t('history.movedYear', { year })}
            </th>
            <th scope="col" className="num">
              {t('history.eventHead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <HistoryRow key={item.position} item={item} chosen={item.position === asked} />
          ))}
        </tbody>
      </table>
      {shown.length < items.length && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('history.all', { count: items.length })}
        </button>
      )}
    </>
  );
}

function HistoryRow({ item, chosen }: { item: HistoryItem; chosen: boolean }) {
  const { t, f } = useWords();
  return (
    <tr id={`haendelse-${String(item.position)}`} className={chosen ? 'chosen-row' : undefined}>
      <td className="nowrap" title={f.instantLong(item.recordedAt)}>
        {f.moment(item.recordedAt)}
      </td>
      <td>{item.who}</td>
      <td>
        {item.what}
        {item.why !== null && <span className="quote">»{item.why}«</span>}
      </td>
      <td>{beforeAfter(item) ?? t('history.new')}</td>
      <td className="num">
        {item.movedKr === null || item.movedKr === 0 ? '' : f.change(item.movedKr)}
      </td>
      <td className="num">
        <EventLink position={item.position} />
      </td>
    </tr>
  );
}

function beforeAfter({ before, after }: HistoryItem): string | undefined {
  if (before !== null && after !== null) return `${before} → ${after}`;
  return after ?? before ?? undefined;
}
