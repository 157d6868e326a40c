import { useState } from 'react';
import type { Measure, Milestone } from '../../api';
import { ActForm } from '../../parts/ActForm';
import { DayField, NoteField, TextField } from '../../parts/fields';
import { useCommand } from '../../parts/useCommand';
import { part } from '../../queries';
import { useWords } from '../../texts';

/** The acts on a milestone that are its own: one small form each, opened where the milestone stands. */

export function RescheduleForm({
  milestone,
  onClose,
}: {
  milestone: Milestone;
  onClose: () => void;
}) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [dueOn, setDueOn] = useState(milestone.dueOn ?? '');
  const [reason, setReason] = useState('');
  return (
    <ActForm
      title={t('milestones.reschedule')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/milestones/${part(milestone.id)}/reschedulings`,
          body: { dueOn, reason: reason.trim() },
          ifMatch: milestone.version,
        });
      }}
    >
      <DayField
        label={t('milestones.newDay')}
        value={dueOn}
        onChange={setDueOn}
        error={order.errorAt('dueOn')}
      />
      <NoteField
        label={t('form.reason')}
        value={reason}
        onChange={setReason}
        error={order.errorAt('reason')}
      />
    </ActForm>
  );
}

export function PlanForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [forum, setForum] = useState('');
  return (
    <ActForm
      title={t('milestones.plan')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/measures/${part(measure.ref)}/milestones`,
          body: {
            title: title.trim(),
            dueOn: dueOn === '' ? null : dueOn,
            ...(forum.trim() === '' ? {} : { forum: forum.trim() }),
          },
        });
      }}
    >
      <TextField
        label={t('milestones.what')}
        value={title}
        onChange={setTitle}
        error={order.errorAt('title')}
      />
      <DayField
        label={t('milestones.dueOn')}
        optional={t('milestones.dayOpen')}
        value={dueOn}
        onChange={setDueOn}
        error={order.errorAt('dueOn')}
      />
      <TextField
        label={t('milestones.forum')}
        optional={t('form.optional')}
        choices={measure.forums}
        value={forum}
        onChange={setForum}
        error={order.errorAt('forum')}
      />
    </ActForm>
  );
}
