import type { DatedFigure, HistoryItem } from '../../api';
import { Panel } from '../../parts/Panel';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { incorporations } from '../fromHistory';

/** What is taken out of the budget, and from which day. In the budget is not yet realised. */
export function IncorporationPanel({
  figure,
  history,
}: {
  figure: DatedFigure;
  history: HistoryItem[];
}) {
  const { t, f } = useWords();
  const known = incorporations(history, figure.year);
  return (
    <Panel title={t('incorporation.title')} note={figure.year} className="incorporation">
      {known.length === 0 ? (
        <p className="empty">{t('incorporation.empty', { year: figure.year })}</p>
      ) : (
        <table className="table table--tight">
          <thead>
            <tr>
              <th scope="col">{t('incorporation.from')}</th>
              <th scope="col">{t('incorporation.decidedBy')}</th>
              <th scope="col" className="num">
                {t('incorporation.saving')}
              </th>
              <th scope="col" className="num">
                {t('history.eventHead')}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ position, effectiveOn, data }) => (
              <tr key={position}>
                <th scope="row">{f.dayShortYear(effectiveOn ?? `${String(figure.year)}-01-01`)}</th>
                <td>{data.decidedBy ?? t('measures.noOwner')}</td>
                <td className="num">{f.amount(-data.amountKr)}</td>
                <td className="num">
                  <EventLink position={position} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t('incorporation.secured', { expected: f.kr(figure.expectedSavingKr) })}
              </th>
              <td className="num">{f.amount(figure.securedSavingKr ?? 0)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
      <p className="secondary">{t('incorporation.note')}</p>
    </Panel>
  );
}
