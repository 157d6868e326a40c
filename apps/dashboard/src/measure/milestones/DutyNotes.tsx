import type { Measure, Milestone } from '../../api';
import { useWords } from '../../texts';

/** Whose duty it is and when, what goes before it, and where the agreement leaves room for doubt. */
export function DutyNotes({ milestone, measure }: { milestone: Milestone; measure: Measure }) {
  const { t } = useWords();
  const { obligation } = milestone;
  if (obligation === null) return null;
  const titles = (codes: readonly string[]) => [
    ...new Set(
      codes.map((code) => {
        const found = measure.obligations.find((one) => one.code === code);
        return found === undefined ? code : `»${found.text}«`;
      }),
    ),
  ];
  const after = titles(obligation.after);
  const before = titles(obligation.before);
  return (
    <>
      <p className="secondary">{[obligation.who, obligation.when].filter(Boolean).join(' · ')}</p>
      {after.length > 0 && (
        <p className="secondary">{t('milestones.after', { list: after.join(', ') })}</p>
      )}
      {before.length > 0 && (
        <p className="secondary">{t('milestones.before', { list: before.join(', ') })}</p>
      )}
      {obligation.assumed && (
        <p className="secondary">{t('milestones.assumed', { reading: obligation.reading })}</p>
      )}
      {obligation.disagreement !== null && (
        <p className="secondary">
          {t('milestones.disagreement', { text: obligation.disagreement })}
        </p>
      )}
    </>
  );
}
