import { sql, type Kysely } from 'kysely';
import { useDatabase } from '../../../test/support/database';
import { createPool, kysely } from './postgres';
import { Question } from './question';

type Given = { readonly most: number; readonly among: readonly number[] };

describe('a question', () => {
  const database = useDatabase({ empty: true });
  let db: Kysely<unknown>;
  beforeAll(() => {
    db = kysely(createPool(database.connectionString));
  });
  afterAll(() => db.destroy());

  it('is put together once, and answered for what it is given each time', async () => {
    let built = 0;
    const numbers = new Question<unknown, Given, { n: number }>((on, { most, among }) => {
      built += 1;
      return on
        .selectFrom(sql<{ n: number }>`generate_series(1, ${most}::int)`.as<'g'>(sql`g(n)`))
        .where(sql<boolean>`n = any(${among}::int[])`)
        .where(sql<boolean>`n <> ${3}`)
        .select(sql<number>`n`.as('n'));
    });
    expect(await numbers.ask(db, { most: 5, among: [1, 3, 5, 7] })).toEqual([{ n: 1 }, { n: 5 }]);
    expect(await numbers.ask(db, { most: 2, among: [2] })).toEqual([{ n: 2 }]);
    expect(await numbers.ask(db, { most: 9, among: [] })).toEqual([]);
    expect(built).toBe(1);
  });
});
