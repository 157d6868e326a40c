import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { createPool, kysely } from './postgres';
import { StartupProblem, type Progress } from './startup-problem';

/*
 * Forward only: db/migrations/NNNN_name.sql, in the order of their numbers, all that are new in one
 * transaction under Kysely's advisory lock, so that processes that start at once take turns.
 *
 * Kysely keeps the names of what was applied and refuses when one of them has no file. Ours carry
 * the file's SHA-256 in the name, so that the same check catches a file that was changed.
 */

interface Applied {
  name: string;
}
const schema = 'migrations';
const table = 'applied';

/** Brings the database up to date and answers the names of the migrations applied now. */
export async function migrate(
  connectionString: string,
  rootDir: string,
  progress: Progress = () => undefined,
): Promise<string[]> {
  const files = migrationFiles(join(rootDir, 'db', 'migrations'));
  const db = kysely<Record<string, Applied>>(createPool(connectionString, { max: 2 }));
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(provided(files)) },
      migrationTableSchema: schema,
      migrationTableName: table,
      migrationLockTableName: 'lock',
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed = results.find((result) => result.status === 'Error');
      throw (await refusal(db, files)) ?? failure(error, failed?.migrationName);
    }
    const names = results.map((result) => baseName(result.migrationName));
    for (const name of names) progress(`Migrated the database: ${name}`);
    return names;
  } finally {
    await db.destroy();
  }
}

interface MigrationFile {
  name: string;
  sha256: string;
  text: string;
}

function migrationFiles(folder: string): MigrationFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const numbers = new Set<string>();
  return names.sort().map((name) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined || numbers.has(number)) {
      throw new StartupProblem(
        `The migration ${name} is not named NNNN_name.sql with a number of its own.`,
      );
    }
    numbers.add(number);
    // A checkout may turn line ends round; that is no change.
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { name: name.slice(0, -'.sql'.length), sha256, text };
  });
}

const recordedName = ({ name, sha256 }: MigrationFile) => `${name} sha256:${sha256}`;
const baseName = (recorded: string) => recorded.split(' ')[0] ?? recorded;

const provided = (files: MigrationFile[]): Record<string, Migration> =>
  Object.fromEntries(
    files.map((file) => [
      recordedName(file),
      {
        up: async (db: Kysely<unknown>) => {
          await sql.raw(file.text).execute(db);
        },
      },
    ]),
  );

/** In plain words what Kysely calls "corrupted migrations". */
async function refusal(
  db: Kysely<Record<string, Applied>>,
  files: MigrationFile[],
): Promise<StartupProblem | undefined> {
  const applied = await appliedNames(db);
  const present = new Set(files.map(recordedName));
  const lost = applied.find((name) => !present.has(name));
  if (lost !== undefined) {
    const name = baseName(lost);
    const changed = files.some((file) => file.name === name);
    return new StartupProblem(
      changed
        ? `The migration ${name}.sql was changed after this database was migrated with it. ` +
            'Put the file back as it was, and make the change in a new migration.'
        : `This database was migrated with ${name}.sql, which this release does not know. ` +
            'Start the release that made it, or a newer one.',
    );
  }
  const last = applied.map(baseName).sort().at(-1) ?? '';
  const late = files.find((file) => file.name < last && !applied.includes(recordedName(file)));
  if (late === undefined) return undefined;
  return new StartupProblem(
    `The migration ${late.name}.sql comes before ${last}.sql, which this database has already. ` +
      'Give it the next free number.',
  );
}

async function appliedNames(db: Kysely<Record<string, Applied>>): Promise<string[]> {
  try {
    const query = sql<Applied>`select name from ${sql.table(`${schema}.${table}`)}`;
    return (await query.execute(db)).rows.map(({ name }) => name);
  } catch {
    return []; // the table was never made
  }
}

const failure = (error: unknown, recorded: string | undefined) =>
  new StartupProblem(
    `The migration ${recorded === undefined ? '' : `${baseName(recorded)}.sql `}failed and ` +
      `nothing of it was kept: ${(error as Error).message}`,
  );
