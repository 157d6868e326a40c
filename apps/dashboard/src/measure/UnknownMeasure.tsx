import { Link } from '@tanstack/react-router';
import { usePlace } from '../place';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';

/** No such measure, or none yet at the moment shown. */
export function UnknownMeasure({ name }: { name: string }) {
  const { t } = useWords();
  const { past } = usePlace();
  useTitle(t('measure.unknown'));
  return (
    <div className="problem">
      <h1>{t('measure.unknown')}</h1>
      <p>{t(past ? 'measure.unknownThen' : 'measure.unknownText', { name })}</p>
      <p className="problem__acts">
        <Link to="/tiltag" className="button button-primary" activeProps={{}}>
          {t('problem.allMeasures')}
        </Link>
        {past && (
          <Link
            to="."
            search={(now) => ({ ...now, pr: undefined })}
            className="button button-secondary"
            activeProps={{}}
          >
            {t('shell.toToday')}
          </Link>
        )}
      </p>
    </div>
  );
}
