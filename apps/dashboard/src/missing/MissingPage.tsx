import { Link } from '@tanstack/react-router';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';

export function MissingPage() {
  const { t } = useWords();
  useTitle(t('problem.noPage.title'));
  return (
    <div className="problem">
      <h1>{t('problem.noPage.title')}</h1>
      <p>{t('problem.noPage.text')}</p>
      <p className="problem__acts">
        <Link to="/" className="button button-primary" activeProps={{}}>
          {t('problem.home')}
        </Link>
        <Link to="/tiltag" className="button button-secondary" activeProps={{}}>
          {t('problem.allMeasures')}
        </Link>
      </p>
    </div>
  );
}
