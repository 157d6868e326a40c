import { createPool, kysely } from '@kursholder/platform';
import { sql } from 'kysely';
import { eventually } from '../../../../test/support/counters';
import { useDatabase } from '../../../../test/support/database';
import {
  accountByEmail,
  addAccounts,
  addMunicipality,
  openSession,
  type People,
  type PeopleDb,
} from './people.queries';
import { Sessions } from './sessions';

const database = useDatabase();
let db: People;
let account: string;

beforeAll(async () => {
  db = kysely<PeopleDb>(createPool(database.connectionString));
  await addMunicipality(db, { id: 'norddjurs', name: 'Norddjurs Kommune', demonstration: false });
  const email = 'reporter@norddjurs.example';
  const reporter = { municipality: 'norddjurs', email, name: 'Konto', post: null };
  await addAccounts(db, [{ ...reporter, roles: ['reporter'], password_hash: 'hash' }]);
  account = (await accountByEmail(db, email).executeTakeFirstOrThrow()).id;
});
afterAll(() => db.destroy());

const endedElsewhere = () => sql`delete from app.sessions`.execute(db);

describe('the sessions of a process', () => {
  it('are found by their tokens', async () => {
    const sessions = new Sessions(db);
    const token = await openSession(db, account);
    expect((await sessions.find(token))?.actor.id).toBe(account);
    expect(await sessions.find('something else')).toBeUndefined();
  });

  it('are refused at once when they end here, also to who was just asking', async () => {
    const sessions = new Sessions(db);
    const token = await openSession(db, account);
    const asking = sessions.find(token);
    await Promise.all([sessions.end(token), asking]);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('are refused soon when they end elsewhere', async () => {
    const sessions = new Sessions(db);
    const token = await openSession(db, account);
    await sessions.find(token);
    await endedElsewhere();
    await eventually(
      () => sessions.find(token),
      (session) => session === undefined,
    );
  });

  it('are found as soon as they are opened, also when they were asked for before', async () => {
    const sessions = new Sessions(db);
    const token = await openSession(db, account);
    const { rows } = await sql<{ row: string }>`select s::text as row from app.sessions s`.execute(
      db,
    );
    expect(rows).toHaveLength(1);
    await sql`create table kept as select * from app.sessions`.execute(db);
    await endedElsewhere();
    expect(await sessions.find(token)).toBeUndefined();
    await sql`insert into app.sessions select * from kept`.execute(db);
    expect(await sessions.find(token)).toBeDefined();
  });
});
