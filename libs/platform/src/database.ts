import { Client } from 'pg';
import type { LockMode } from './data-folder-lock';
import type { Database } from './database-handle';
import { openEmbedded } from './embedded-postgres';
import { StartupProblem, type Progress } from './startup-problem';

export interface DatabaseSettings {
  databaseUrl?: string | undefined;
  dataDir: string;
}

export interface OpenOptions {
  mode: LockMode;
  progress: Progress;
  durable?: boolean;
  stateDir?: string;
}

/** The database of these settings: the embedded one, or with `databaseUrl` that one, checked. */
export async function openDatabase(
  { databaseUrl, dataDir }: DatabaseSettings,
  options: OpenOptions,
): Promise<Database> {
  if (databaseUrl === undefined) return openEmbedded({ dataDir, ...options });
  const where = withoutPassword(databaseUrl);
  options.progress(`Using the database ${where}`);
  await checkServer(databaseUrl, where);
  return {
    connectionString: databaseUrl,
    where,
    embedded: false,
    serverPid: () => undefined,
    announceEnd: () => undefined,
    onLost: () => undefined,
    close: () => Promise.resolve(),
  };
}

const leastVersion = 14;

async function checkServer(databaseUrl: string, where: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; gist: boolean }>(
      `SELECT current_setting('server_version_num') AS version,
              EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist') AS gist`,
    );
    const [found] = rows;
    const major = Math.floor(Number(found?.version) / 10_000);
    if (major < leastVersion) {
      throw new StartupProblem(
        `The database ${where} is PostgreSQL ${String(major)}; ${String(leastVersion)} is the least.`,
      );
    }
    if (!found?.gist) {
      throw new StartupProblem(
        `The database ${where} lacks the extension btree_gist. ` +
          'It is part of PostgreSQL (on Debian in the server package, on others in "contrib").',
      );
    }
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    throw new StartupProblem(
      `The database ${where} (DATABASE_URL) cannot be reached: ${(error as Error).message}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.host}${url.pathname}`;
  } catch {
    return 'of DATABASE_URL';
  }
}
