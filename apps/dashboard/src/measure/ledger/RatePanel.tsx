import type { DatedFigure, HistoryItem } from '../../api';
import { Panel } from '../../parts/Panel';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { rateBaseOf, rateOf, unitShares, type UnitShare } from '../fromHistory';

/** A percentage of a base: who was given it to find, and what has been delivered. */
export function RatePanel({ figure, history }: { figure: DatedFigure; history: HistoryItem[] }) {
  const { t, f } = useWords();
  const { year, expectedSavingKr } = figure;
  const rate = rateOf(history, year);
  const base = rateBaseOf(history, year);
  const shares = unitShares(history, year, figure.onDate);
  const unallocatedKr = expectedSavingKr - (figure.allocatedKr ?? 0);
  return (
    <Panel title={t('rate.title')} note={year} className="rate">
      {rate === undefined || base === undefined ? (
        <p className="empty">{t(rate === undefined ? 'rate.noRate' : 'rate.noBase', { year })}</p>
      ) : (
        <p>
          {t('rate.formula', {
            percent: f.percent(rate.data.percent),
            base: f.kr(base.data.baseKr),
          })}{' '}
          <strong>{f.kr(expectedSavingKr)}</strong> <EventLink position={rate.position} />{' '}
          <EventLink position={base.position} />
        </p>
      )}
      {shares.length === 0 ? (
        <p className="empty">{t('rate.noUnits')}</p>
      ) : (
        <Shares shares={shares} figure={figure} />
      )}
      {expectedSavingKr > 0 && (
        <p className="secondary">
          {unallocatedKr >= 0
            ? t('rate.unallocated', { amount: f.kr(unallocatedKr) })
            : t('rate.overAllocated', { amount: f.kr(-unallocatedKr) })}
        </p>
      )}
    </Panel>
  );
}

function Shares({ shares, figure }: { shares: UnitShare[]; figure: DatedFigure }) {
  const { t, f } = useWords();
  const sum = (key: 'administrativeKr' | 'politicalKr') =>
    shares.reduce((so, one) => so + one[key], 0);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('rate.caption')}>
      <table className="table table--tight">
        <caption className="sr-only">{t('rate.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rate.unit')}</th>
            <th scope="col" className="num">
              {t('rate.administrative')}
            </th>
            <th scope="col" className="num">
              {t('rate.political')}
            </th>
            <th scope="col" className="num">
              {t('rate.delivered')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map((one) => (
            <tr key={one.unit}>
              <th scope="row">{one.unit}</th>
              <td className="num">{f.amount(one.administrativeKr)}</td>
              <td className="num">{f.amount(one.politicalKr)}</td>
              <td className="num">{f.amount(one.deliveredKr)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('rate.sum')}</th>
            <td className="num">{f.amount(sum('administrativeKr'))}</td>
            <td className="num">{f.amount(sum('politicalKr'))}</td>
            <td className="num">{f.amount(figure.deliveredKr ?? 0)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
