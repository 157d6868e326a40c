import { Link } from '@tanstack/react-router';
import { ProblemError, Unreachable } from '../client';
import { usePlace } from '../place';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';

/** A page that cannot be shown says why, and what to do, in the page's own place. */
export function Problem({ failure, again }: { failure: Error; again: () => void }) {
  const { t } = useWords();
  const { past } = usePlace();
  const kind = kindOf(failure);
  const title = t(`problem.${kind}.title`);
  useTitle(title);
  return (
    <div className="problem" role="alert">
      <h1>{title}</h1>
      <p>{detailOf(failure) ?? t(`problem.${kind}.text`)}</p>
      <p className="problem__acts">
        {kind !== 'missing' && kind !== 'forbidden' && (
          <button type="button" className="button button-primary" onClick={again}>
            {t('problem.again')}
          </button>
        )}
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
        <Link to="/" className="button button-secondary" activeProps={{}}>
          {t('problem.home')}
        </Link>
      </p>
      {failure instanceof ProblemError && failure.problem.traceId !== undefined && (
        <p className="problem__trace">{t('problem.trace', { trace: failure.problem.traceId })}</p>
      )}
    </div>
  );
}

function kindOf(failure: Error) {
  if (failure instanceof Unreachable) return 'unreachable';
  if (!(failure instanceof ProblemError)) return 'broken';
  if (failure.status === 404) return 'missing';
  if (failure.status === 403) return 'forbidden';
  if (failure.status === 400) return 'refused';
  if (failure.status === 429 || failure.status === 503) return 'busy';
  return 'broken';
}

function detailOf(failure: Error): string | undefined {
  if (!(failure instanceof ProblemError) || failure.status >= 500) return undefined;
  return failure.problem.errors?.[0]?.message ?? failure.problem.detail;
}
