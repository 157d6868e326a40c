import { createPool, kysely } from '@kursholder/platform';
import { sql } from 'kysely';
import { compiler } from '../../../../test/support/compiled-sql';
import { useDatabase } from '../../../../test/support/database';
import {
  accountByEmail,
  accountCount,
  accountNames,
  addAccounts,
  addMunicipality,
  audit,
  deleteExpired,
  endSession,
  failuresAllowed,
  findSession,
  holdsDemonstration,
  openSession,
  recordFailure,
  secondsUntilNextAttempt,
  type People,
  type PeopleDb,
} from './people.queries';

const database = useDatabase();
let db: People;

const norddjurs = { id: 'norddjurs', name: 'Norddjurs Kommune', demonstration: false };
const syddjurs = { id: 'syddjurs', name: 'Syddjurs Kommune', demonstration: false };
const account = (localPart: string, municipality = 'norddjurs') => ({
  municipality,
  email: `${localPart}@${municipality}.example`,
  name: `Konto ${localPart}`,
  post: null,
  roles: ['reporter'],
  password_hash: 'hash',
});

beforeAll(async () => {
  db = kysely<PeopleDb>(createPool(database.connectionString));
  await addMunicipality(db, norddjurs);
  await addMunicipality(db, syddjurs);
  await addAccounts(db, [account('reporter'), account('owner'), account('owner', 'syddjurs')]);
});
afterAll(() => db.destroy());

async function idOf(email: string): Promise<string> {
  return (await accountByEmail(db, email).executeTakeFirstOrThrow()).id;
}

describe('the municipalities', () => {
  it('are made once, under their first name', async () => {
    await addMunicipality(db, { ...norddjurs, name: 'Et andet navn' });
    const token = await openSession(db, await idOf('owner@norddjurs.example'));
    expect((await findSession(db, token))?.municipality).toEqual(norddjurs);
  });
});

describe('a demonstration', () => {
  it('is known once one of the municipalities is invented', async () => {
    expect(await holdsDemonstration(db)).toBe(false);
    await addMunicipality(db, { id: 'opdigtet', name: 'Opdigtet Kommune', demonstration: true });
    expect(await holdsDemonstration(db)).toBe(true);
  });
});

describe('the accounts', () => {
  it('are counted per municipality', async () => {
    const count = async (of: string) =>
      (await accountCount(db, of).executeTakeFirstOrThrow()).count;
    expect(await count('norddjurs')).toBe(2);
    expect(await count('syddjurs')).toBe(1);
    expect(await count('ukendt')).toBe(0);
  });

  it('take an address once, whatever its case, and say how many were new', async () => {
    const again = { ...account('owner'), email: 'OWNER@Norddjurs.Example', name: 'En anden' };
    expect(await addAccounts(db, [again])).toBe(0);
    expect(await addAccounts(db, [])).toBe(0);
    expect(await addAccounts(db, [account('auditor'), again])).toBe(1);
  });

  it('are found by their address, whatever its case', async () => {
    const found = await accountByEmail(db, 'Owner@NORDDJURS.example').executeTakeFirst();
    expect(found).toMatchObject({ municipality: 'norddjurs', password_hash: 'hash' });
    expect(await accountByEmail(db, 'owner@norddjurs').executeTakeFirst()).toBeUndefined();
    expect(await accountByEmail(db, '%').executeTakeFirst()).toBeUndefined();
  });

  it('are named to their own municipality only', async () => {
    const ids = [await idOf('owner@norddjurs.example'), await idOf('owner@syddjurs.example')];
    const names = await accountNames(db, 'norddjurs', ids).execute();
    expect(names).toEqual([{ id: ids[0], name: 'Konto owner' }]);
    expect(await accountNames(db, 'norddjurs', []).execute()).toEqual([]);
  });
});

describe('a session', () => {
  it('is found by its token, with who it is', async () => {
    const id = await idOf('owner@syddjurs.example');
    const token = await openSession(db, id);
    const session = await findSession(db, token);
    expect(session).toMatchObject({
      actor: {
        id,
        name: 'Konto owner',
        email: 'owner@syddjurs.example',
        roles: ['reporter'],
        post: null,
        municipality: 'syddjurs',
      },
      municipality: syddjurs,
    });
    expect((await findSession(db, token))?.csrfToken).toBe(session?.csrfToken);
    expect(JSON.stringify(session)).not.toContain('hash');
  });

  it('has tokens of its own, and none of them stands in the database', async () => {
    const id = await idOf('owner@norddjurs.example');
    const [one, other] = [await openSession(db, id), await openSession(db, id)];
    expect(one).not.toBe(other);
    const [first, second] = [await findSession(db, one), await findSession(db, other)];
    expect(first?.csrfToken).not.toBe(second?.csrfToken);
    const { rows } = await sql<{ found: number }>`select count(*)::int as found from app.sessions s
      where s::text like ${`%${one}%`}`.execute(db);
    expect(rows).toEqual([{ found: 0 }]);
  });

  it('ends alone', async () => {
    const id = await idOf('owner@norddjurs.example');
    const [one, other] = [await openSession(db, id), await openSession(db, id)];
    await endSession(db, one).execute();
    expect(await findSession(db, one)).toBeUndefined();
    expect(await findSession(db, other)).toBeDefined();
    expect(await findSession(db, '')).toBeUndefined();
  });

  it('is not found once it has expired, and is deleted then', async () => {
    const id = await idOf('reporter@norddjurs.example');
    const [old, living] = [await openSession(db, id), await openSession(db, id)];
    await sql`update app.sessions set expires_at = now() - interval '1 second'
      where token_hash = sha256(${old}::bytea)`.execute(db);
    expect(await findSession(db, old)).toBeUndefined();
    expect(await deleteExpired(db)).toBe(1);
    expect(await deleteExpired(db)).toBe(0);
    expect(await findSession(db, living)).toBeDefined();
  });
});

describe('failed attempts', () => {
  const wait = (email: string, address = '10.0.0.1') => secondsUntilNextAttempt(db, email, address);
  const fail = async (email: string, times: number, address = '10.0.0.1') => {
    for (let time = 0; time < times; time += 1) await recordFailure(db, email, address);
  };

  it('are let through up to the limit, then for nobody else’s account or address', async () => {
    await fail('a@norddjurs.example', failuresAllowed - 1);
    expect(await wait('a@norddjurs.example')).toBe(0);
    await fail('A@norddjurs.example', 1);
    const seconds = await wait('a@Norddjurs.example');
    expect(seconds).toBeGreaterThan(15 * 60 - 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    expect(await wait('b@norddjurs.example')).toBe(0);
    expect(await wait('a@norddjurs.example', '10.0.0.2')).toBe(0);
  });

  it('wait until the tenth newest is a quarter of an hour old', async () => {
    await fail('c@norddjurs.example', failuresAllowed);
    await sql`update app.sign_in_failures set failed_at = now() - interval '10 minutes'
      where email = 'c@norddjurs.example'`.execute(db);
    const seconds = await wait('c@norddjurs.example');
    expect(seconds).toBeGreaterThan(4 * 60);
    expect(seconds).toBeLessThanOrEqual(5 * 60);
    await fail('c@norddjurs.example', failuresAllowed - 1);
    expect(await wait('c@norddjurs.example')).toBeLessThanOrEqual(5 * 60);
    await sql`update app.sign_in_failures set failed_at = now() - interval '16 minutes'
      where email = 'c@norddjurs.example'`.execute(db);
    expect(await wait('c@norddjurs.example')).toBe(0);
    expect(await deleteExpired(db)).toBe(2 * failuresAllowed - 1);
  });
});

describe('the audit', () => {
  it('keeps what it is told, of nobody too', async () => {
    const nobody = { municipality: null, account: null, what: 'sign-in failed', address: null };
    await audit(db, nobody);
    const { rows } = await sql`select municipality, account, what, address from app.audit`.execute(
      db,
    );
    expect(rows).toEqual([nobody]);
  });
});

describe('the SQL', () => {
  it('of all that is asked about people', async () => {
    const { db: none, sqlOf } = compiler<PeopleDb>();
    const asked = await sqlOf(async () => {
      await addMunicipality(none, { id: 'x', name: 'X', demonstration: false });
      await addAccounts(none, [account('x')]);
      await accountCount(none, 'x').execute();
      await accountByEmail(none, 'x').execute();
      await openSession(none, 'x');
      await findSession(none, 'x');
      await endSession(none, 'x').execute();
      await secondsUntilNextAttempt(none, 'x', 'y');
      await recordFailure(none, 'x', 'y');
      await audit(none, { municipality: null, account: null, what: 'x', address: null });
      await accountNames(none, 'x', ['y']).execute();
    });
    expect(asked).toMatchInlineSnapshot(`
     "insert into "app"."municipalities" ("id", "name", "demonstration")
     values ($1, $2, $3)
     on conflict ("id") do nothing;
     insert into "app"."accounts" ("id", "municipality", "email", "name", "post", "roles", "password_hash")
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing
     returning "id";
     select count(*) as "count"
     from "app"."accounts"
     where "municipality" = $1;
     select "id", "municipality", "password_hash"
     from "app"."accounts"
     where lower(email) = $1;
     insert into "app"."sessions" ("token_hash", "account", "csrf_token", "expires_at")
     values ($1, $2, $3, now() + make_interval(hours => $4));
     select "a"."id", "a"."name", "a"."email", "a"."roles", "a"."post", "a"."municipality", "s"."csrf_token", "m"."name" as "municipality_name", "m"."demonstration"
     from "app"."sessions" as "s"
     inner join "app"."accounts" as "a" on "a"."id" = "s"."account"
     inner join "app"."municipalities" as "m" on "m"."id" = "a"."municipality"
     where "s"."token_hash" = $1
     and "s"."expires_at" > now();
     delete
     from "app"."sessions"
     where "token_hash" = $1;
     select ceil(extract(epoch
     from failed_at - now()) + $1)::int as "seconds"
     from "app"."sign_in_failures"
     where "email" = $2
     and "address" = $3
     and "failed_at" > now() - make_interval(mins => $4)
     order by "failed_at" desc
     limit $5
     offset $6;
     insert into "app"."sign_in_failures" ("email", "address", "failed_at")
     values ($1, $2, now());
     insert into "app"."audit" ("municipality", "account", "what", "address")
     values ($1, $2, $3, $4);
     select "id", "name"
     from "app"."accounts"
     where "municipality" = $1
     and "id" in ($2)"
    `);
  });
  it('of what has expired', async () => {
    const { db: none, sqlOf } = compiler<PeopleDb>();
    expect(await sqlOf(() => deleteExpired(none))).toMatchInlineSnapshot(`
     "delete
     from "app"."sessions"
     where "expires_at" < now();
     delete
     from "app"."sign_in_failures"
     where "failed_at" < now() - make_interval(mins => $1)"
    `);
  });
});
