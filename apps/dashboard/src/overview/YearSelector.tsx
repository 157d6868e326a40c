import { Link } from '@tanstack/react-router';
import { useWords } from '../texts';

export function YearSelector({ years, year }: { years: number[]; year: number }) {
  const { t } = useWords();
  return (
    <nav className="segments" aria-label={t('overview.year')}>
      {years.map((one) => (
        <Link
          key={one}
          to="."
          search={(now) => ({ ...now, aar: one })}
          resetScroll={false}
          activeProps={{}}
          aria-current={one === year ? 'true' : undefined}
        >
          {one}
        </Link>
      ))}
    </nav>
  );
}
