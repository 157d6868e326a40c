import type { DatedFigure } from '../../api';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';

/** What must be said beside a year's figure: lowered, closed and restated, beyond, the wrong way. */
export function YearNotes({ figure }: { figure: DatedFigure }) {
  const { t, f } = useWords();
  const { restated } = figure;
  const notes = [
    ...(figure.notes.includes('target_lowered')
      ? [
          t('yearNote.lowered', {
            from: f.amount(Math.max(0, -(figure.originalAmountKr ?? 0))),
            to: f.kr(figure.expectedSavingKr),
          }),
        ]
      : []),
    ...(figure.potentialSurplusKr > 0
      ? [t('yearNote.surplus', { amount: f.kr(figure.potentialSurplusKr) })]
      : []),
    ...(figure.surplusSavingKr > 0
      ? [t('yearNote.recognised', { amount: f.kr(figure.surplusSavingKr) })]
      : []),
    ...(figure.adverseSavingKr < 0
      ? [t('yearNote.adverse', { amount: f.kr(figure.adverseSavingKr) })]
      : []),
  ];
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="strip__note">
          {note}
        </p>
      ))}
      {figure.yearStatus === 'closed' && <p className="strip__note">{t('yearNote.closed')}</p>}
      {restated !== null && (
        <p className="strip__note strip__restated">
          {t('yearNote.restated', {
            amount: f.kr(restated.realisedSavingKr),
            expected: f.kr(restated.expectedSavingKr),
          })}{' '}
          <strong>{f.change(restated.deltaKr)}</strong> <EventLink position={restated.position} />
        </p>
      )}
    </>
  );
}
