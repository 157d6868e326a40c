import { usePlace } from '../place';
import { ClockIcon } from '../parts/icons';
import { useWords } from '../texts';
import { KnownAtField } from './KnownAtField';

/** The way into the past; the banner is the way back. */
export function KnownAtMenu() {
  const { t } = useWords();
  const { past } = usePlace();
  if (past) return null;
  return (
    <details className="menu">
      <summary className="button button-secondary">
        <ClockIcon />
        {t('shell.knownAt')} …
      </summary>
      <div className="menu__body">
        <KnownAtField />
      </div>
    </details>
  );
}
