import { useDatabase } from '../../../test/support/database';
import { createPool } from './postgres';

describe('a value from the database', () => {
  const database = useDatabase({ empty: true });

  async function value(expression: string, session = ''): Promise<unknown> {
    const pool = createPool(database.connectionString, { max: 1 });
    try {
      if (session !== '') await pool.query(session);
      const { rows } = await pool.query<{ value: unknown }>(`SELECT ${expression} AS value`);
      return rows[0]?.value;
    } finally {
      await pool.end();
    }
  }

  it.each([
    ['bigint', '9007199254740991::bigint', 9007199254740991],
    ['negative bigint', '-1050000::bigint', -1050000],
    ['count', '(SELECT count(*) FROM generate_series(1, 3))', 3],
    ['array of bigint', "'{1,NULL,3}'::bigint[]", [1, null, 3]],
    ['date', "DATE '2026-02-28'", '2026-02-28'],
    ['array of dates', "'{2026-01-01}'::date[]", ['2026-01-01']],
    ['instant', "TIMESTAMPTZ '2026-09-02 10:00:00.123456+02'", '2026-09-02T08:00:00.123Z'],
    ['instant on the second', "TIMESTAMPTZ '2026-09-02 10:00:00Z'", '2026-09-02T10:00:00.000Z'],
    ['endless instant', "'infinity'::timestamptz", 'infinity'],
    ['sum of bigint', '(SELECT sum(x::bigint) FROM generate_series(1, 3) x)', '6'],
    ['nothing', 'NULL::bigint', null],
  ])('is plain JSON: %s', async (_, expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it('is the same instant in a session of another zone', async () => {
    const zone = "SET timezone = 'Asia/Kolkata'";
    const expression = "TIMESTAMPTZ '2026-09-02 10:00:00Z'";
    expect(await value(expression, zone)).toBe('2026-09-02T10:00:00.000Z');
  });

  it('is refused when a number cannot hold it', async () => {
    await expect(value('9007199254740993::bigint')).rejects.toThrow('does not fit');
  });

  it('leaves the types of other pools alone', async () => {
    const { Pool } = await import('pg');
    const other = new Pool({ connectionString: database.connectionString });
    await value('1::bigint');
    const { rows } = await other.query<{ value: unknown }>('SELECT 1::bigint AS value');
    await other.end();
    expect(rows[0]?.value).toBe('1');
  });
});
