import type { Measure } from '../api';
import { Panel } from '../parts/Panel';
import { useWords } from '../texts';

/** What the agreement says, and the duties that follow from it. */
export function AgreementText({ measure }: { measure: Measure }) {
  const { t } = useWords();
  return (
    <Panel title={t('agreement.title')} className="agreement">
      <h3>{t('agreement.course')}</h3>
      <Text text={measure.courseText} />
      <h3>{t('agreement.process')}</h3>
      <Text text={measure.processText} />
      {measure.obligations.length > 0 && (
        <>
          <h3>{t('agreement.duties')}</h3>
          <ul className="duties">
            {measure.obligations.map(({ code, text, who, when }) => (
              <li key={code}>
                <p>{text}</p>
                <p className="secondary">{[who, when].filter(Boolean).join(' · ')}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Text({ text }: { text: string | null }) {
  const { t } = useWords();
  if (text === null || text.trim() === '')
    return <p className="secondary">{t('agreement.none')}</p>;
  return text.split(/\n+/).map((paragraph) => <p key={paragraph}>{paragraph}</p>);
}
