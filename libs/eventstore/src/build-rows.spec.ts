import type { Client } from 'pg';
import { connect } from '../../../test/support/counters';
import { useDatabase } from '../../../test/support/database';
import { BuildRows } from './build-rows';
import { bigint, projection, put, remove, text, type Change } from './index';
import { createTable } from './read-table';
import { SeenKeys } from './seen-keys';

const database = useDatabase();
let admin: Client;

beforeAll(async () => {
  admin = await connect(database.connectionString);
});

afterAll(async () => {
  await admin.end();
});

const definition = projection()({
  table: 'numbers',
  version: 1,
  columns: { part: text, number: bigint, note: text },
  key: ['part', 'number'],
  on: {},
});

const row = (number: number, note = '') =>
  put({ part: number % 2 === 0 ? 'even' : 'odd', number, note });

async function build(changes: readonly (readonly Change<Record<string, unknown>>[])[]) {
  await admin.query('drop table if exists read.numbers__1');
  await admin.query(createTable(definition, 'read.numbers__1'));
  const rows = new BuildRows(definition, 'norddjurs', 'read.numbers__1', 1);
  for (const [at, ofEvent] of changes.entries()) {
    await rows.apply(admin, [{ position: at + 1, changes: ofEvent }]);
  }
  await rows.finish(admin);
  return async (condition: string) =>
    (
      await admin.query<{ note: string; known: string }>(
        `select note, known from read.numbers__1 where ${condition} order by lower(known)`,
      )
    ).rows;
}

describe('the rows of a build', () => {
  it('past what memory holds are written, and found again when they change', async () => {
    const many = Array.from({ length: 11_000 }, (_, number) => row(number));
    const found = await build([
      many,
      [row(0, 'changed'), row(10_999, 'changed')],
      [row(1_000_000)],
      [row(0, 'again')],
      [remove({ part: 'odd' })],
    ]);
    expect(await found('number = 0')).toEqual([
      { note: '', known: '[1,2)' },
      { note: 'changed', known: '[2,4)' },
      { note: 'again', known: '[4,)' },
    ]);
    expect(await found('number = 10999')).toEqual([
      { note: '', known: '[1,2)' },
      { note: 'changed', known: '[2,5)' },
    ]);
    expect(await found(`part = 'odd' and upper_inf(known)`)).toEqual([]);
    expect(await found(`upper(known) = 5`)).toHaveLength(5_500);
    expect(await found('upper_inf(known)')).toHaveLength(5_501);
  }, 30_000);

  it('take any text', async () => {
    const note = 'a\tb\nc\\N\r"\\.æ🌷';
    const found = await build([[row(1, note)], [row(2, '\\N')]]);
    expect(await found('true')).toMatchObject([{ note }, { note: '\\N' }]);
  });
});

describe('seen keys', () => {
  it('never miss one that was added, and hardly ever claim one that was not', () => {
    const seen = new SeenKeys();
    const key = (number: number) => JSON.stringify(['R307', `V${String(number).padStart(9, '0')}`]);
    for (let number = 0; number < 200_000; number += 1) seen.add(key(number));
    let missed = 0;
    let claimed = 0;
    for (let number = 0; number < 200_000; number += 1) {
      if (!seen.has(key(number))) missed += 1;
      if (seen.has(key(200_000 + number))) claimed += 1;
    }
    expect(missed).toBe(0);
    expect(claimed).toBeLessThan(5);
  });
});
