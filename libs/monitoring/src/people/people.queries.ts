import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Actor } from '@kursholder/platform';

/** The tables of the schema `app` (`db/migrations`), as far as these queries touch them. */
export interface PeopleDb {
  'app.municipalities': { id: string; name: string; demonstration: boolean };
  'app.accounts': {
    id: string;
    municipality: string;
    email: string;
    name: string;
    post: string | null;
    roles: string[];
    password_hash: string;
  };
  'app.sessions': { token_hash: Buffer; account: string; csrf_token: string; expires_at: string };
  'app.sign_in_failures': { email: string; address: string; failed_at: string };
  'app.audit': {
    municipality: string | null;
    account: string | null;
    what: string;
    address: string | null;
  };
}

export type People = Kysely<PeopleDb>;

/** How long a session lasts, in hours. */
const sessionHours = 12;
/** Failed attempts of one account and address that are let through in the window. */
export const failuresAllowed = 10;
export const failureWindowMinutes = 15;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

export interface Municipality {
  readonly id: string;
  readonly name: string;
  /** Everything in its log is invented. */
  readonly demonstration: boolean;
}

export interface Session {
  readonly actor: Actor;
  readonly municipality: Municipality;
  readonly csrfToken: string;
}

export async function addMunicipality(db: People, municipality: Municipality): Promise<void> {
  await db
    .insertInto('app.municipalities')
    .values(municipality)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Whether this installation shows invented figures. */
export async function holdsDemonstration(db: People): Promise<boolean> {
  const found = await db
    .selectFrom('app.municipalities')
    .where('demonstration', '=', true)
    .select('id')
    .limit(1)
    .execute();
  return found.length > 0;
}

/** Adds accounts whose address is not taken; gives how many were new. */
export async function addAccounts(
  db: People,
  accounts: readonly Omit<PeopleDb['app.accounts'], 'id'>[],
): Promise<number> {
  if (accounts.length === 0) return 0;
  const added = await db
    .insertInto('app.accounts')
    .values(accounts.map((account) => ({ id: randomUUID(), ...account })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return added.length;
}

/** How many accounts a municipality has. */
export const accountCount = (db: People, municipality: string) =>
  db
    .selectFrom('app.accounts')
    .where('municipality', '=', municipality)
    .select(({ fn }) => fn.countAll<number>().as('count'));

export const accountByEmail = (db: People, email: string) =>
  db
    .selectFrom('app.accounts')
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .select(['id', 'municipality', 'password_hash']);

/** Opens a session and gives the token for the cookie; only its hash is kept. */
export async function openSession(db: People, account: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('app.sessions')
    .values({
      token_hash: hashOf(token),
      account,
      csrf_token: randomBytes(32).toString('base64url'),
      expires_at: sql<string>`now() + make_interval(hours => ${sessionHours})`,
    })
    .execute();
  return token;
}

/** The living session of a cookie's token. */
export async function findSession(db: People, token: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('app.sessions as s')
    .innerJoin('app.accounts as a', 'a.id', 's.account')
    .innerJoin('app.municipalities as m', 'm.id', 'a.municipality')
    .where('s.token_hash', '=', hashOf(token))
    .where('s.expires_at', '>', sql<string>`now()`)
    .select(['a.id', 'a.name', 'a.email', 'a.roles', 'a.post', 'a.municipality', 's.csrf_token'])
    .select(['m.name as municipality_name', 'm.demonstration'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { csrf_token: csrfToken, municipality_name: name, demonstration, ...actor } = row;
  return { actor, municipality: { id: actor.municipality, name, demonstration }, csrfToken };
}

export const endSession = (db: People, token: string) =>
  db.deleteFrom('app.sessions').where('token_hash', '=', hashOf(token));

/** How many seconds until the account and address may try again; 0 when they may now. */
export async function secondsUntilNextAttempt(
  db: People,
  email: string,
  address: string,
): Promise<number> {
  const oldest = await db
    .selectFrom('app.sign_in_failures')
    .where('email', '=', email.toLowerCase())
    .where('address', '=', address)
    .where('failed_at', '>', sql<string>`now() - make_interval(mins => ${failureWindowMinutes})`)
    .orderBy('failed_at', 'desc')
    .offset(failuresAllowed - 1)
    .limit(1)
    .select(
      sql<number>`ceil(extract(epoch from failed_at - now()) + ${failureWindowMinutes * 60})::int`.as(
        'seconds',
      ),
    )
    .executeTakeFirst();
  return Math.max(0, oldest?.seconds ?? 0);
}

export async function recordFailure(db: People, email: string, address: string): Promise<void> {
  await db
    .insertInto('app.sign_in_failures')
    .values({ email: email.toLowerCase(), address, failed_at: sql<string>`now()` })
    .execute();
}

export async function audit(db: People, entry: PeopleDb['app.audit']): Promise<void> {
  await db.insertInto('app.audit').values(entry).execute();
}

/** The names that actors are shown by. */
export const accountNames = (db: People, municipality: string, ids: readonly string[]) =>
  db
    .selectFrom('app.accounts')
    .where('municipality', '=', municipality)
    .where('id', 'in', ids.length === 0 ? [randomUUID()] : [...ids])
    .select(['id', 'name']);

/** Deletes what has expired; gives how many rows went. */
export async function deleteExpired(db: People): Promise<number> {
  const sessions = await db
    .deleteFrom('app.sessions')
    .where('expires_at', '<', sql<string>`now()`)
    .executeTakeFirst();
  const failures = await db
    .deleteFrom('app.sign_in_failures')
    .where('failed_at', '<', sql<string>`now() - make_interval(mins => ${failureWindowMinutes})`)
    .executeTakeFirst();
  return Number(sessions.numDeletedRows + failures.numDeletedRows);
}
