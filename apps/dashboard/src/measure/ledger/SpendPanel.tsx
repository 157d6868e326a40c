import type { DatedFigure, HistoryItem } from '../../api';
import { Panel } from '../../parts/Panel';
import { useWidth } from '../../parts/useWidth';
import { useWords } from '../../texts';
import { AccountLines } from './AccountLines';
import { yearPassed } from './ledgerFinding';

const height = 18;

/** How much of a grant is used, beside what an even use would be; a grant is not a saving. */
export function SpendPanel({ figure, history }: { figure: DatedFigure; history: HistoryItem[] }) {
  const { t, f } = useWords();
  const grantKr = figure.investmentKr;
  const consumedKr = figure.consumedKr ?? 0;
  const even = yearPassed(figure.year, figure.onDate);
  const evenKr = Math.round(grantKr * even);
  return (
    <Panel title={t('spend.title')} note={figure.year} className="spend">
      {grantKr === 0 ? (
        <p className="empty">{t('spend.noGrant', { year: figure.year })}</p>
      ) : (
        <>
          <GrantBar consumedKr={consumedKr} grantKr={grantKr} even={even} />
          <table className="table table--tight">
            <tbody>
              <tr>
                <th scope="row">{t('spend.consumed')}</th>
                <td className="num">{share(figure.consumedShare, f.share)}</td>
                <td className="num">{f.amount(consumedKr)}</td>
              </tr>
              <tr>
                <th scope="row">{t('spend.even', { day: f.dayShort(figure.onDate) })}</th>
                <td className="num">{f.share(String(even))}</td>
                <td className="num">{f.amount(evenKr)}</td>
              </tr>
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('spend.grant')}</th>
                <td />
                <td className="num">{f.amount(grantKr)}</td>
              </tr>
            </tfoot>
          </table>
          {consumedKr === 0 && <p className="secondary">{t('spend.noBookings')}</p>}
        </>
      )}
      <p className="secondary">{t('spend.note')}</p>
      <AccountLines history={history} />
    </Panel>
  );
}

const share = (ratio: string | null, shown: (ratio: string) => string) =>
  ratio === null ? '' : shown(ratio);

function GrantBar({
  consumedKr,
  grantKr,
  even,
}: {
  consumedKr: number;
  grantKr: number;
  even: number;
}) {
  const { t, f } = useWords();
  const [watch, width] = useWidth();
  const used = Math.min(Math.max(consumedKr / grantKr, 0), 1) * width;
  return (
    <div className="grant-bar" ref={watch}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={t('spend.label', {
            consumed: f.kr(consumedKr),
            grant: f.kr(grantKr),
            even: f.share(String(even)),
          })}
        >
          <rect className="grant-bar__all" x="0.5" y="3.5" width={width - 1} height={height - 7} />
          <rect className="grant-bar__used" x="0" y="3" width={used} height={height - 6} />
          <path
            className="forecast-mark"
            d={`M${String(even * (width - 2) + 1)},0V${String(height)}`}
          />
        </svg>
      )}
    </div>
  );
}
