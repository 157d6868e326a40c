import { useState } from 'react';
import type { Dialogue, Measure } from '../../api';
import { today } from '../../format';
import { ActForm } from '../../parts/ActForm';
import { DayField, NoteField, TextField } from '../../parts/fields';
import { useCommand } from '../../parts/useCommand';
import { part } from '../../queries';
import { useWords } from '../../texts';

/** Coordination between chiefs, and dialogue between committees: recorded as they come. */

export function CoordinationForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [heldOn, setHeldOn] = useState(today());
  const [other, setOther] = useState('');
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={t('dialogue.coordinate')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/measures/${part(measure.ref)}/coordinations`,
          body: { heldOn, with: other.trim(), note: note.trim() },
        });
      }}
    >
      <DayField
        label={t('dialogue.heldOn')}
        value={heldOn}
        onChange={setHeldOn}
        error={order.errorAt('heldOn')}
      />
      <TextField
        label={t('dialogue.with')}
        value={other}
        onChange={setOther}
        error={order.errorAt('with')}
      />
      <NoteField
        label={t('dialogue.agreed')}
        value={note}
        onChange={setNote}
        error={order.errorAt('note')}
      />
    </ActForm>
  );
}

export function RequestForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [between, setBetween] = useState([...new Set(measure.forums)].slice(0, 2).join(', '));
  const [requestedOn, setRequestedOn] = useState(today());
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={t('dialogue.request')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/measures/${part(measure.ref)}/dialogues`,
          body: {
            between: between
              .split(',')
              .map((forum) => forum.trim())
              .filter(Boolean),
            requestedOn,
            note: note.trim(),
          },
        });
      }}
    >
      <TextField
        label={t('dialogue.between')}
        help={t('dialogue.betweenHelp')}
        value={between}
        onChange={setBetween}
        error={order.errorAt('between')}
      />
      <DayField
        label={t('dialogue.requestedOn')}
        value={requestedOn}
        onChange={setRequestedOn}
        error={order.errorAt('requestedOn')}
      />
      <NoteField
        label={t('dialogue.about')}
        value={note}
        onChange={setNote}
        error={order.errorAt('note')}
      />
    </ActForm>
  );
}

export function MeetingForm({ dialogue, onClose }: { dialogue: Dialogue; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [heldOn, setHeldOn] = useState(today());
  const [outcome, setOutcome] = useState('');
  return (
    <ActForm
      title={t('dialogue.hold')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/dialogues/${part(dialogue.id)}/meetings`,
          body: { heldOn, outcome: outcome.trim() },
          ifMatch: dialogue.version,
        });
      }}
    >
      <DayField
        label={t('dialogue.heldOn')}
        value={heldOn}
        onChange={setHeldOn}
        error={order.errorAt('heldOn')}
      />
      <NoteField
        label={t('dialogue.outcome')}
        value={outcome}
        onChange={setOutcome}
        error={order.errorAt('outcome')}
      />
    </ActForm>
  );
}
