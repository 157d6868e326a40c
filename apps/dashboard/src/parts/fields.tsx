import { useId } from 'react';
import { Field } from './Field';

/** The fields that acts are made of. */

interface Typed {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** Said where the field may stay empty; without it, it must be filled in. */
  optional?: string;
  help?: string;
}

const named = ({ label, error, optional, help }: Typed) => ({
  label,
  error,
  ...(optional === undefined ? {} : { optional }),
  ...(help === undefined ? {} : { help }),
});

export function DayField(field: Typed) {
  return (
    <Field {...named(field)}>
      {(control) => (
        <input
          type="date"
          required={field.optional === undefined}
          {...control}
          value={field.value}
          onChange={(event) => {
            field.onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

/** A line of text; `choices` are proposed while one types. */
export function TextField({ choices, ...field }: Typed & { choices?: readonly string[] }) {
  const list = useId();
  return (
    <Field {...named(field)}>
      {(control) => (
        <>
          <input
            type="text"
            maxLength={300}
            required={field.optional === undefined}
            {...control}
            {...(choices === undefined ? {} : { list })}
            value={field.value}
            onChange={(event) => {
              field.onChange(event.target.value);
            }}
          />
          {choices !== undefined && (
            <datalist id={list}>
              {[...new Set(choices)].map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

export function NoteField(field: Typed) {
  return (
    <Field {...named(field)}>
      {(control) => (
        <textarea
          rows={2}
          maxLength={4000}
          required={field.optional === undefined}
          {...control}
          value={field.value}
          onChange={(event) => {
            field.onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
