import { useId, type ReactNode } from 'react';

/** A label, its control, its help, and its error beside it. */
export function Field({
  label,
  error,
  help,
  optional,
  children,
}: {
  label: string;
  error?: string | undefined;
  help?: string;
  optional?: string;
  children: (control: {
    id: string;
    'aria-invalid': true | undefined;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const described = [
    help === undefined ? '' : `${id}-help`,
    error === undefined ? '' : `${id}-error`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={`field ${error === undefined ? '' : 'field--error'}`}>
      <label className="form-label" htmlFor={id}>
        {label} {optional !== undefined && <span className="field__optional">{optional}</span>}
      </label>
      {help !== undefined && (
        <p className="form-hint" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': described || undefined,
      })}
      {error !== undefined && (
        <p className="form-error-message" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
