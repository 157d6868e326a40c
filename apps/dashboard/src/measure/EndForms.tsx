import { useState } from 'react';
import { today } from '../format';
import { ActForm } from '../parts/ActForm';
import { DayField, NoteField } from '../parts/fields';
import { useCommand } from '../parts/useCommand';
import { useWords } from '../texts';

/** The two ways in which what was planned ends, a milestone or a remedy: done, or not to be done. */

interface Ending {
  title: string;
  /** The address of what ends, such as `/milestones/42`. */
  path: string;
  version: number;
  onClose: () => void;
}

export function CompletionForm({
  title,
  path,
  version,
  dayLabel,
  onClose,
}: Ending & { dayLabel: string }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [completedOn, setCompletedOn] = useState(today());
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={title}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `${path}/completions`,
          body: { completedOn, ...(note.trim() === '' ? {} : { note: note.trim() }) },
          ifMatch: version,
        });
      }}
    >
      <DayField
        label={dayLabel}
        value={completedOn}
        onChange={setCompletedOn}
        error={order.errorAt('completedOn')}
      />
      <NoteField
        label={t('milestones.note')}
        optional={t('form.optional')}
        value={note}
        onChange={setNote}
        error={order.errorAt('note')}
      />
    </ActForm>
  );
}

export function CancellationForm({ title, path, version, onClose }: Ending) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [reason, setReason] = useState('');
  return (
    <ActForm
      title={title}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `${path}/cancellations`,
          body: { reason: reason.trim() },
          ifMatch: version,
        });
      }}
    >
      <NoteField
        label={t('form.reason')}
        value={reason}
        onChange={setReason}
        error={order.errorAt('reason')}
      />
    </ActForm>
  );
}
