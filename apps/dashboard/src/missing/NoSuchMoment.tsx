import { Link } from '@tanstack/react-router';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';

/** `pr` names no moment of the past. */
export function NoSuchMoment() {
  const { t } = useWords();
  useTitle(t('problem.refused.title'));
  return (
    <div className="problem">
      <h1>{t('problem.refused.title')}</h1>
      <p>{t('problem.noMoment')}</p>
      <p className="problem__acts">
        <Link
          to="."
          search={(now) => ({ ...now, pr: undefined })}
          className="button button-primary"
          activeProps={{}}
        >
          {t('shell.toToday')}
        </Link>
      </p>
    </div>
  );
}
