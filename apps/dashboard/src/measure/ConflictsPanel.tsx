import type { Measure, Warning } from '../api';
import { Panel } from '../parts/Panel';
import { StatusShape } from '../parts/StatusMark';
import { useWords } from '../texts';

/** Where the agreement contradicts itself or leaves something open, each with where it stands; it blocks nothing. */
export function ConflictsPanel({ measure }: { measure: Measure }) {
  const { t } = useWords();
  if (measure.warnings.length === 0) return null;
  return (
    <Panel title={t('conflicts.title')} className="conflicts">
      <ul className="remarks">
        {measure.warnings.map((warning) => (
          <Conflict key={`${warning.code} ${warning.message}`} warning={warning} />
        ))}
      </ul>
    </Panel>
  );
}

function Conflict({ warning: { code, message, facts } }: { warning: Warning }) {
  const { t } = useWords();
  const duty = typeof facts.duty === 'string' ? facts.duty : '';
  return (
    <li className="remark">
      <StatusShape status="at_risk" />
      <span>
        {message}
        <span className="remark__source">
          {t('conflicts.source', { where: t(`conflicts.${placeOf(code)}`, { duty }) })}
        </span>
      </span>
    </li>
  );
}

/** The column of the agreement that it is read from. */
function placeOf(code: string) {
  switch (code) {
    case 'measures.closed-with-open-condition':
      return 'closed';
    case 'measures.sign-unclear':
      return 'amounts';
    case 'measures.owner-not-one':
      return 'owner';
    case 'measures.forum-not-named':
      return 'forum';
    case 'measures.duty-times-disagree':
      return 'duty';
    default:
      return 'agreement';
  }
}
