import type { ReactNode } from 'react';
import type { Coordination, Dialogue, HistoryItem } from '../../api';
import { CheckIcon, ClockIcon } from '../../parts/icons';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';

export function CoordinationItem({ coordination }: { coordination: Coordination }) {
  const { t, f } = useWords();
  const { heldOn, note, noteErased, recordedByName, position } = coordination;
  return (
    <>
      <CheckIcon />
      <strong>{f.dayShortYear(heldOn)}</strong>
      <div>
        <p>{t('dialogue.coordinated', { with: coordination.with })}</p>
        <p className="secondary">
          {recordedByName}: {noteErased ? t('path.erased') : note} <EventLink position={position} />
        </p>
      </div>
    </>
  );
}

/** Requested until it is held; what was asked for and what came of it, as they were written. */
export function DialogueItem({
  dialogue,
  history,
  may,
  onAct,
  children,
}: {
  dialogue: Dialogue;
  history: HistoryItem[];
  may: boolean;
  onAct: () => void;
  children: ReactNode;
}) {
  const { t, f } = useWords();
  const { heldOn, requestedOn } = dialogue;
  const between = f.list(dialogue.between);
  const said = history.filter(({ stream }) => stream === `dialogue-${dialogue.id}`);
  return (
    <>
      {heldOn === null ? <ClockIcon /> : <CheckIcon />}
      <strong>{f.dayShortYear(heldOn ?? requestedOn)}</strong>
      <div>
        <p>{t(heldOn === null ? 'dialogue.requested' : 'dialogue.held', { between })}</p>
        {heldOn !== null && (
          <p className="secondary">
            {t('dialogue.requestedThen', { day: f.dayShortYear(requestedOn) })}
          </p>
        )}
        {said.map(({ position, why, notesErased }) => (
          <p key={position} className="secondary">
            {notesErased ? t('path.erased') : why} <EventLink position={position} />
          </p>
        ))}
        {may && heldOn === null && (
          <p className="milestone__acts">
            <button
              type="button"
              className="link"
              aria-label={t('dialogue.holdNamed', { between })}
              onClick={onAct}
            >
              {t('dialogue.hold')}
            </button>
          </p>
        )}
        {children}
      </div>
    </>
  );
}
