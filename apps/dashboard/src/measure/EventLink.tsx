import { Link } from '@tanstack/react-router';
import { useWords } from '../texts';

/** The way from a figure to the event behind it; the history opens on it. */
export function EventLink({ position }: { position: number }) {
  const { t } = useWords();
  return (
    <Link
      to="."
      search={(now) => ({ ...now, haendelse: String(position) })}
      resetScroll={false}
      className="event-link"
      activeProps={{}}
      aria-label={t('history.event', { position })}
    >
      #{position}
    </Link>
  );
}
