import type { ReactNode, SyntheticEvent } from 'react';
import { useWords } from '../texts';
import type { useCommand } from './useCommand';

/** One small act: its fields, what was refused, and the two buttons. */
export function ActForm({
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
