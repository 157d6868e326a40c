import { Link } from '@tanstack/react-router';
import { isPast, usePlace } from '../place';
import { useWords } from '../texts';
import { ClockIcon } from '../parts/icons';
import { KnownAtField } from './KnownAtField';

/** In the past every page says so, in black, and offers the way back to today. */
export function KnownAtBanner() {
  const { knownAt } = usePlace();
  const { t, f } = useWords();
  if (knownAt === undefined || !isPast(knownAt)) return null;
  const when = knownAt.length === 10 ? f.day(knownAt) : f.instantLong(knownAt);
  return (
    <aside className="known" aria-label={t('shell.knownAt')}>
      <div className="known__inner">
        <ClockIcon />
        <p>
          <strong>{t('shell.knownBanner', { when })}</strong> {t('shell.knownNothing')}
        </p>
        <KnownAtField />
        <Link
          to="."
          search={(now) => ({ ...now, pr: undefined })}
          className="known__today"
          resetScroll={false}
          activeProps={{}}
        >
          {t('shell.toToday')}
        </Link>
      </div>
    </aside>
  );
}
