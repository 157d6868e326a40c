import { useQuery } from '@tanstack/react-query';
import type { Measure, RealisationGroup } from '../api';
import { Panel } from '../parts/Panel';
import { PartSwatch } from '../parts/FourPartBar';
import { partKeys, partsOf } from '../parts/fourParts';
import { Loaded } from '../missing/Loaded';
import { usePlace } from '../place';
import { historyQuery, realisationQuery } from '../queries';
import { useWords } from '../texts';

/** What has moved between the moment shown and today. */
export function SinceThen({ measure, figure }: { measure: Measure; figure: RealisationGroup }) {
  const { t, f, lang } = useWords();
  const { view, knownAt = '' } = usePlace();
  const now = { lang, knownAt: undefined };
  const today = useQuery(realisationQuery(now));
  const then = useQuery(realisationQuery(view));
  const history = useQuery(historyQuery(now, measure.ref, figure.year));
  const thenPosition = then.data?.position ?? Number.POSITIVE_INFINITY;
  const moves = (history.data ?? []).filter(
    ({ position, movedKr }) => position > thenPosition && movedKr !== null && movedKr !== 0,
  );
  const day = Number.isNaN(Date.parse(knownAt)) ? knownAt : f.dayShort(knownAt);
  return (
    <Panel title={t('since.title', { day })} className="since">
      <Loaded query={today} kind="rows">
        {({ groups }) => {
          const present = groups.find((one) => one.key === measure.ref && one.year === figure.year);
          if (present === undefined) return null;
          const before = partsOf(figure);
          const after = partsOf(present);
          return (
            <table className="table table--tight">
              <thead>
                <tr>
                  <th scope="col">{t('since.unit', { year: figure.year })}</th>
                  <th scope="col" className="num">
                    {day}
                  </th>
                  <th scope="col" className="num">
                    {t('since.today')}
                  </th>
                  <th scope="col" className="num">
                    {t('since.moved')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {partKeys.map((key) => (
                  <tr key={key}>
                    <th scope="row">
                      <PartSwatch part={key} />
                      {t(`parts.${key}`)}
                    </th>
                    <td className="num">{f.amount(before[key])}</td>
                    <td className="num">{f.amount(after[key])}</td>
                    <td className="num strong">{f.change(after[key] - before[key])}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t('measures.expected')}</th>
                  <td className="num">{f.amount(figure.expectedSavingKr)}</td>
                  <td className="num">{f.amount(present.expectedSavingKr)}</td>
                  <td className="num">
                    {f.change(present.expectedSavingKr - figure.expectedSavingKr)}
                  </td>
                </tr>
              </tfoot>
            </table>
          );
        }}
      </Loaded>
      {moves.length > 0 && (
        <ul className="since__moves">
          {moves.map((item) => (
            <li key={item.position}>
              <strong>{f.dayShort(item.recordedAt)}</strong> {item.what}{' '}
              <span className="secondary">
                {t('since.realisedMoved', { amount: f.change(item.movedKr ?? 0) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
