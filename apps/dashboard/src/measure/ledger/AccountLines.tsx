import type { HistoryItem } from '../../api';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { accountMappings } from '../fromHistory';

/** Which accounts count to the measure, and from when to when. */
export function AccountLines({ history }: { history: HistoryItem[] }) {
  const { t, f } = useWords();
  const mapped = accountMappings(history);
  return (
    <>
      <h3>{t('ledger.accounts')}</h3>
      {mapped.length === 0 ? (
        <p className="secondary">{t('ledger.noAccounts')}</p>
      ) : (
        <ul className="account-lines">
          {mapped.map(({ position, data: { account, validFrom, validTo } }) => (
            <li key={position}>
              <span>{account}</span>
              <span className="secondary">
                {validTo === null
                  ? t('ledger.from', { from: f.dayShortYear(validFrom) })
                  : t('ledger.fromTo', {
                      from: f.dayShortYear(validFrom),
                      to: f.dayShortYear(validTo),
                    })}{' '}
                <EventLink position={position} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
