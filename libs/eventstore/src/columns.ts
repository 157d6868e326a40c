import type { Json } from '@kursholder/kernel';
import { isoInstant } from './postgres';

/**
 * A column of a read model. Its values are the same in JavaScript whether they were just put or read
 * back, so that a page of events gives the same rows however it is cut.
 */
export interface Column<Value> {
  readonly type: 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'jsonb';
  readonly nullable: boolean;
  /** The value in its one form; throws when it is none. */
  check(value: Value): Value;
  /** As PostgreSQL reads it. */
  write(value: NonNullable<Value>): string;
  read(printed: string): NonNullable<Value>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a column of whatever type
export type Columns = Readonly<Record<string, Column<any>>>;

export type ValueOf<C> = C extends Column<infer Value> ? Value : never;

const wrong = (what: string, value: unknown): never => {
  throw new TypeError(`${JSON.stringify(value)} is no ${what}`);
};

/** A text that is one of a few, for example `textOf<'operating' | 'capital'>()`. */
export const textOf = <Value extends string>(): Column<Value> => ({
  type: 'text',
  nullable: false,
  check: (value) => (typeof value === 'string' ? value : wrong('text', value)),
  write: (value) => value,
  read: (printed) => printed as NonNullable<Value>,
});

export const text = textOf<string>();

const whole = (type: 'integer' | 'bigint', most: number): Column<number> => ({
  type,
  nullable: false,
  check: (value) =>
    Number.isSafeInteger(value) && Math.abs(value) <= most ? value + 0 : wrong(type, value),
  write: String,
  read: Number,
});

export const integer = whole('integer', 2 ** 31 - 1);

/** A whole number that JavaScript holds exactly. */
export const bigint = whole('bigint', Number.MAX_SAFE_INTEGER);

export const boolean: Column<boolean> = {
  type: 'boolean',
  nullable: false,
  check: (value) => (typeof value === 'boolean' ? value : wrong('boolean', value)),
  write: String,
  read: (printed) => printed === 't',
};

/** A day, `YYYY-MM-DD`. */
export const date: Column<string> = {
  type: 'date',
  nullable: false,
  check: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : wrong('day', value)),
  write: (value) => value,
  read: (printed) => printed,
};

/** An instant, ISO in UTC with milliseconds. */
export const instant: Column<string> = {
  type: 'timestamptz',
  nullable: false,
  check: (value) => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? wrong('instant', value) : at.toISOString();
  },
  write: (value) => value,
  read: isoInstant,
};

/** Any JSON. Null in it is SQL's null when the column is nullable. */
export const jsonb = <Value = Json>(): Column<Value> => ({
  type: 'jsonb',
  nullable: false,
  check: (value) => {
    const written = JSON.stringify(value) as string | undefined;
    return written === undefined ? wrong('JSON', value) : (asJsonb(JSON.parse(written)) as Value);
  },
  write: (value) => JSON.stringify(value),
  read: (printed) => JSON.parse(printed) as NonNullable<Value>,
});

export const nullable = <Value>(column: Column<Value>): Column<Value | null> => ({
  ...column,
  nullable: true,
  check: (value) => (value === null ? null : column.check(value)),
});

/** With keys in jsonb's order (by length, then by bytes), in which they will be read back. */
function asJsonb(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonb);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [Buffer.from(key), key, asJsonb(inner)] as const,
  );
  entries.sort(([a], [b]) => a.length - b.length || a.compare(b));
  return Object.fromEntries(entries.map(([, key, inner]) => [key, inner]));
}
