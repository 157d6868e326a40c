import { useState } from 'react';
import type { Measure, Remedy } from '../../api';
import { parseDays, today } from '../../format';
import { ActForm } from '../../parts/ActForm';
import { DayField, NoteField, TextField } from '../../parts/fields';
import { useCommand } from '../../parts/useCommand';
import { part } from '../../queries';
import { useWords } from '../../texts';

/** Remedies: planned with an owner, a value and a day, and followed. */

export function PlanRemedyForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [title, setTitle] = useState('');
  const [owner, setOwner] = useState(measure.owners[0] ?? '');
  const [effect, setEffect] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [note, setNote] = useState('');
  const [faulty, setFaulty] = useState(false);
  const send = () => {
    const kroner = parseDays(effect);
    const given = effect.trim() !== '';
    setFaulty(given && kroner === undefined);
    if (given && kroner === undefined) return;
    order.send({
      path: `/measures/${part(measure.ref)}/remedies`,
      body: {
        title: title.trim(),
        owner: owner.trim(),
        ...(kroner === undefined ? {} : { expectedEffectKr: kroner }),
        ...(dueOn === '' ? {} : { dueOn }),
        note: note.trim(),
      },
    });
  };
  return (
    <ActForm title={t('remedy.plan')} order={order} onClose={onClose} onSend={send}>
      <TextField
        label={t('remedy.what')}
        value={title}
        onChange={setTitle}
        error={order.errorAt('title')}
      />
      <TextField
        label={t('remedy.owner')}
        choices={measure.owners}
        value={owner}
        onChange={setOwner}
        error={order.errorAt('owner')}
      />
      <TextField
        label={t('remedy.effect')}
        optional={t('form.optional')}
        value={effect}
        onChange={setEffect}
        error={faulty ? t('remedy.notKroner') : order.errorAt('expectedEffectKr')}
      />
      <DayField
        label={t('remedy.dueOn')}
        optional={t('milestones.dayOpen')}
        value={dueOn}
        onChange={setDueOn}
        error={order.errorAt('dueOn')}
      />
      <NoteField
        label={t('remedy.why')}
        value={note}
        onChange={setNote}
        error={order.errorAt('note')}
      />
    </ActForm>
  );
}

export function ProgressForm({ remedy, onClose }: { remedy: Remedy; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [progressedOn, setProgressedOn] = useState(today());
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={t('remedy.progress')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/remedies/${part(remedy.id)}/progress`,
          body: { progressedOn, note: note.trim() },
          ifMatch: remedy.version,
        });
      }}
    >
      <DayField
        label={t('remedy.progressedOn')}
        value={progressedOn}
        onChange={setProgressedOn}
        error={order.errorAt('progressedOn')}
      />
      <NoteField
        label={t('remedy.progressNote')}
        value={note}
        onChange={setNote}
        error={order.errorAt('note')}
      />
    </ActForm>
  );
}
