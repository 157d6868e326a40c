import { Link } from '@tanstack/react-router';
import { useWords } from '../texts';

/** On a phone the places stand at the bottom, where the thumb is. */
export function BottomNavigation() {
  const { t } = useWords();
  return (
    <nav className="bottom" aria-label={t('shell.navigationPhone')}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 11 12 4l8 7v9H4z" />
        </svg>
        {t('shell.overview')}
      </Link>
      <Link to="/tiltag" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 6h16M4 12h16M4 18h16" />
        </svg>
        {t('shell.measures')}
      </Link>
      <Link to="/indberet" activeOptions={{ includeSearch: false }}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 4v16M4 12h16" />
        </svg>
        {t('shell.submit')}
      </Link>
    </nav>
  );
}
