import { DatabaseError, type ClientBase, type ClientConfig, type CustomTypesConfig } from 'pg';

/** The database cannot be reached, and nothing was sent to it: the call may be made again. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Values as PostgreSQL wrote them; who reads them knows the columns. */
export const asText: CustomTypesConfig = {
  getTypeParser: (() => (value: string) => value) as CustomTypesConfig['getTypeParser'],
};

/**
 * Settings of every connection of the library. A generic plan, because the arrays' lengths would
 * otherwise have each append planned anew; no jit, which costs more than these statements do; UTC,
 * because instants are read as text.
 */
export const connection = (connectionString: string): ClientConfig => ({
  connectionString,
  keepAlive: true,
  connectionTimeoutMillis: 5_000,
  types: asText,
  options:
    '-c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan -c jit=off ' +
    '-c default_transaction_isolation=read\\ committed -c lock_timeout=10s',
});

/** SQLSTATEs that say the server goes away, has no room or no lock, not that a statement is wrong. */
const passing = /^(08|53|55P03|57P0|58)/;
/** Lost races: the same statement again may well succeed. */
const races = new Set(['23505', '40001', '40P01']);

/**
 * Whether the connection, not the statement, was at fault. TRICKY: what was under way may then have
 * been committed or not.
 */
export const isConnectionTrouble = (error: unknown): boolean =>
  error instanceof DatabaseError ? passing.test(error.code ?? '') : true;

export const isLostRace = (error: unknown): boolean =>
  error instanceof DatabaseError && races.has(error.code ?? '');

/** The machinery, not the work, was at fault: the same again may well succeed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof DatabaseUnavailable ||
  (error instanceof DatabaseError &&
    error.code !== '23505' &&
    (isConnectionTrouble(error) || isLostRace(error)));

/** Whether a connection still answers. */
export const isAlive = (client: ClientBase): Promise<boolean> =>
  client.query('select 1').then(
    () => true,
    () => false,
  );

/** An array as PostgreSQL reads it: `{"a","b",NULL}`. */
export function arrayLiteral(values: readonly (string | number | null)[]): string {
  const elements = values.map((value) =>
    value === null
      ? 'NULL'
      : typeof value === 'number'
        ? String(value)
        : `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`,
  );
  return `{${elements.join(',')}}`;
}

/** `2026-09-02 08:00:00.5+00`, as a session in UTC prints it, as ISO with milliseconds. */
export function isoInstant(printed: string): string {
  const milliseconds = printed.slice(20, -3).padEnd(3, '0').slice(0, 3);
  return `${printed.slice(0, 10)}T${printed.slice(11, 19)}.${milliseconds}Z`;
}

/** Quoted, so that any name of ours is safe in SQL. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
