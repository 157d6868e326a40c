import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { Measure, Milestone } from '../api';
import { today } from '../format';
import { Field } from '../parts/Field';
import { useCommand } from '../parts/useCommand';
import { part } from '../queries';
import { useWords } from '../texts';

/** The acts on a milestone: one small form each, opened where the milestone stands. */

interface ForMilestone {
  milestone: Milestone;
  onClose: () => void;
}

export function CompleteForm({ milestone, onClose }: ForMilestone) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [completedOn, setCompletedOn] = useState(today());
  const [note, setNote] = useState('');
  return (
    <ActForm
      title={t('milestones.complete')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/milestones/${part(milestone.id)}/completions`,
          body: { completedOn, ...(note.trim() === '' ? {} : { note: note.trim() }) },
          ifMatch: milestone.version,
        });
      }}
    >
      <Field label={t('milestones.completedOn')} error={order.errorAt('completedOn')}>
        {(control) => (
          <input
            type="date"
            required
            {...control}
            value={completedOn}
            onChange={(event) => {
              setCompletedOn(event.target.value);
            }}
          />
        )}
      </Field>
      <Field
        label={t('milestones.note')}
        optional={t('form.optional')}
        error={order.errorAt('note')}
      >
        {(control) => (
          <textarea
            rows={2}
            {...control}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
        )}
      </Field>
    </ActForm>
  );
}

export function RescheduleForm({ milestone, onClose }: ForMilestone) {
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
      <Field label={t('milestones.newDay')} error={order.errorAt('dueOn')}>
        {(control) => (
          <input
            type="date"
            required
            {...control}
            value={dueOn}
            onChange={(event) => {
              setDueOn(event.target.value);
            }}
          />
        )}
      </Field>
      <Reason value={reason} onChange={setReason} error={order.errorAt('reason')} />
    </ActForm>
  );
}

export function CancelForm({ milestone, onClose }: ForMilestone) {
  const { t } = useWords();
  const order = useCommand(onClose);
  const [reason, setReason] = useState('');
  return (
    <ActForm
      title={t('milestones.cancel')}
      order={order}
      onClose={onClose}
      onSend={() => {
        order.send({
          path: `/milestones/${part(milestone.id)}/cancellations`,
          body: { reason: reason.trim() },
          ifMatch: milestone.version,
        });
      }}
    >
      <Reason value={reason} onChange={setReason} error={order.errorAt('reason')} />
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
      <Field label={t('milestones.what')} error={order.errorAt('title')}>
        {(control) => (
          <input
            type="text"
            required
            maxLength={300}
            {...control}
            value={title}
            onChange={(event) => {
              setTitle(event.target.value);
            }}
          />
        )}
      </Field>
      <Field
        label={t('milestones.dueOn')}
        optional={t('milestones.dayOpen')}
        error={order.errorAt('dueOn')}
      >
        {(control) => (
          <input
            type="date"
            {...control}
            value={dueOn}
            onChange={(event) => {
              setDueOn(event.target.value);
            }}
          />
        )}
      </Field>
      <Field
        label={t('milestones.forum')}
        optional={t('form.optional')}
        error={order.errorAt('forum')}
      >
        {(control) => (
          <input
            type="text"
            maxLength={300}
            list="fora"
            {...control}
            value={forum}
            onChange={(event) => {
              setForum(event.target.value);
            }}
          />
        )}
      </Field>
      <datalist id="fora">
        {[...new Set(measure.forums)].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </ActForm>
  );
}

function Reason({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const { t } = useWords();
  return (
    <Field label={t('form.reason')} error={error}>
      {(control) => (
        <textarea
          rows={2}
          required
          maxLength={4000}
          {...control}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

function ActForm({
  title,
  order,
  onSend,
  onClose,
  children,
}: {
  title: string;
  order: ReturnType<typeof useCommand>;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useWords();
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="act-form" onSubmit={send} aria-label={title}>
      {children}
      {order.message !== undefined && (
        <p className="form-error-message" role="alert">
          {order.problem?.status === 412 ? t('form.stale') : order.message}
        </p>
      )}
      <p className="act-form__buttons">
        <button
          type="submit"
          className="button button-primary button-small"
          disabled={order.pending}
        >
          {title}
        </button>
        <button type="button" className="button button-secondary button-small" onClick={onClose}>
          {t('form.dismiss')}
        </button>
      </p>
    </form>
  );
}
