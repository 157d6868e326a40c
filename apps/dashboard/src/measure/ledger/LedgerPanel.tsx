import type { DatedFigure, HistoryItem, Measure } from '../../api';
import { Panel } from '../../parts/Panel';
import { StatusShape } from '../../parts/StatusMark';
import { useWords } from '../../texts';
import { AccountLines } from './AccountLines';
import { EventLink } from '../EventLink';
import { assessment, ledgerSnapshot } from '../fromHistory';
import { ledgerBeside, type LedgerBeside } from './ledgerFinding';

/** What the ledger says beside what the indicator says; the two are never added or averaged. */
export function LedgerPanel({
  measure,
  figure,
  history,
}: {
  measure: Measure;
  figure: DatedFigure;
  history: HistoryItem[];
}) {
  const { t } = useWords();
  const beside = ledgerBeside(figure);
  const direct = measure.effect === 'direct';
  return (
    <Panel
      title={t(direct ? 'ledger.titleDirect' : 'ledger.title')}
      note={figure.year}
      className="ledger"
    >
      {beside === null ? (
        <p className="empty">{t('ledger.empty', { year: figure.year })}</p>
      ) : (
        <Compared beside={beside} figure={figure} direct={direct} history={history} />
      )}
      <p className="secondary">{t('ledger.never')}</p>
      <Assessed figure={figure} history={history} />
      <AccountLines history={history} />
    </Panel>
  );
}

function Compared({
  beside,
  figure,
  direct,
  history,
}: {
  beside: LedgerBeside;
  figure: DatedFigure;
  direct: boolean;
  history: HistoryItem[];
}) {
  const { t, f } = useWords();
  const snapshot = ledgerSnapshot(history, figure.year, beside.asOf);
  return (
    <>
      <table className="table table--tight">
        <thead>
          <tr>
            <th scope="col">{t('ledger.asOf', { day: f.day(beside.asOf) })}</th>
            <th scope="col" className="num">
              {t('table.kr')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t(direct ? 'ledger.reduced' : 'ledger.documented')}</th>
            <td className="num">{f.amount(beside.documentedKr)}</td>
          </tr>
          <tr>
            <th scope="row">{t('ledger.confirmed')}</th>
            <td className="num">{f.amount(beside.confirmedKr)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('ledger.difference')}</th>
            <td className="num">{f.change(beside.differenceKr)}</td>
          </tr>
        </tfoot>
      </table>
      <Finding beside={beside} />
      {snapshot !== undefined && (
        <p className="secondary">
          {t('ledger.source', { source: snapshot.data.source })}{' '}
          <EventLink position={snapshot.position} />
        </p>
      )}
    </>
  );
}

function Finding({ beside }: { beside: LedgerBeside }) {
  const { t, f } = useWords();
  const limit = f.kr(beside.limitKr);
  if (beside.finding === 'within') return <p>{t('ledger.within', { limit })}</p>;
  if (!beside.judged) return <p>{t('ledger.between', { limit })}</p>;
  return (
    <p className="ledger__finding">
      <StatusShape status="at_risk" />
      <span>
        <strong>{t(`ledger.${beside.finding}.word`)}</strong>{' '}
        {t(`ledger.${beside.finding}.text`, { limit })}
      </span>
    </p>
  );
}

/** What a controller holds to be realised: it stands beside, and changes no part. */
function Assessed({ figure, history }: { figure: DatedFigure; history: HistoryItem[] }) {
  const { t, f } = useWords();
  const told = assessment(history, figure.year);
  if (figure.assessedSavingKr === null || told === undefined) return null;
  return (
    <>
      <h3>{t('ledger.assessment')}</h3>
      <p>
        <strong>{f.kr(told.data.realisedSavingKr)}</strong>
      </p>
      <p className="secondary">
        {t('outlook.told', { who: told.who, when: f.dayShortYear(told.recordedAt) })}
        {told.why !== null && ` »${told.why}«`} <EventLink position={told.position} />
      </p>
    </>
  );
}
