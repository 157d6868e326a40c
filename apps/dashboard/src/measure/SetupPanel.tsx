import type { Measure } from '../api';
import { Panel } from '../parts/Panel';
import { StatusShape } from '../parts/StatusMark';
import { useWords } from '../texts';

/** What must be decided before anything can be measured, and by whom. Nothing is guessed in the meantime. */
export function SetupPanel({ measure }: { measure: Measure }) {
  const { t } = useWords();
  return (
    <Panel title={t('missing.title')} className="setup">
      <p>{t('missing.intro')}</p>
      <ul>
        {measure.missing.map(({ code, text, who }) => (
          <li key={code}>
            <StatusShape status="not_configured" />
            <span>
              <strong>{text}</strong>
              {who !== null && <span className="secondary">{t('missing.who', { who })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
