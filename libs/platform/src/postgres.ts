import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, types, type CustomTypesConfig } from 'pg';

export interface PoolOptions {
  /** Connections at most. */
  max?: number;
  /** A connection in the pool broke; the pool has dropped it already. */
  onError?: (error: Error) => void;
}

/**
 * A pool whose values fit JSON as they come: bigint is a number, a date its text, an instant ISO
 * text in UTC with milliseconds. Its sessions are in UTC whatever the server's own zone is.
 */
export function createPool(connectionString: string, options: PoolOptions = {}): Pool {
  const pool = new Pool({
    connectionString,
    max: options.max ?? 10,
    types: ownTypes,
    // No jit: it costs more than these statements do.
    options: '-c timezone=UTC -c datestyle=ISO -c jit=off',
  });
  // Without listeners a connection that breaks would end the process, idle (the pool's listener) or
  // lent out (the client's; what it was lent for fails with the error anyway).
  pool.on('error', options.onError ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Its `destroy()` ends the pool. */
export const kysely = <DB>(pool: Pool): Kysely<DB> =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });

/**
 * Long questions are prepared, once on each connection: one that asks for all the facts of a measure
 * takes several times as long to plan as to answer.
 */
const preparing = (pool: Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect();
    const query = (text: string, values: unknown[]) =>
      text.length > longText && text.startsWith('select')
        ? client.query({ name: hash(text), text, values })
        : client.query(text, values);
    return {
      // Cursors, the other thing that may be asked for, are not used.
      query: query as unknown as PostgresPoolClient['query'],
      release: () => {
        client.release();
      },
    };
  },
  end: () => pool.end(),
});

const longText = 1_000;
const hash = (text: string) => createHash('sha1').update(text).digest('hex');

type Parser = (text: string) => unknown;

const oid = { int8: 20, date: 1082, timestamp: 1114, timestamptz: 1184 };
const arrayOid = { text: 1009, int8: 1016, date: 1182, timestamp: 1115, timestamptz: 1185 };

const text: Parser = (value) => value;
/** Its own typings know the built-in types by an enumeration only. */
const { getTypeParser } = types as unknown as {
  getTypeParser: (of: number, format: Format) => Parser;
};
type Format = 'text' | 'binary';
const builtin = (of: number): Parser => getTypeParser(of, 'text');

function safeInteger(value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`${value} does not fit a JavaScript number`);
}

function instant(value: string): unknown {
  const parsed = builtin(oid.timestamptz)(value);
  return parsed instanceof Date ? parsed.toISOString() : value; // 'infinity' stays what it is
}

const arrayOf =
  (parse: Parser): Parser =>
  (value) => {
    const deep = (item: unknown): unknown =>
      Array.isArray(item) ? item.map(deep) : typeof item === 'string' ? parse(item) : item;
    return deep(builtin(arrayOid.text)(value));
  };

const parsers = new Map<number, Parser>([
  [oid.int8, safeInteger],
  [oid.date, text],
  [oid.timestamp, text],
  [oid.timestamptz, instant],
  [arrayOid.int8, arrayOf(safeInteger)],
  [arrayOid.date, arrayOf(text)],
  [arrayOid.timestamp, arrayOf(text)],
  [arrayOid.timestamptz, arrayOf(instant)],
]);

const ownTypes: CustomTypesConfig = {
  getTypeParser: ((of: number, format: Format = 'text') =>
    (format === 'text' ? parsers.get(of) : undefined) ??
    getTypeParser(of, format)) as CustomTypesConfig['getTypeParser'],
};
