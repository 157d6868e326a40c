import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmodSync, mkdtempSync } from 'node:fs';
import { Client } from 'pg';
import { migrate, openDatabase } from '@kursholder/platform';

export interface BenchServer {
  /** A fresh, migrated database. */
  database(): Promise<string>;
  version: string;
  close(): Promise<void>;
}

/** A PostgreSQL of the measurement's own, with durable defaults; `DATABASE_URL` names another. */
export async function startServer(say: (line: string) => void): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kursholder-bench-'));
  chmodSync(dataDir, 0o755);
  const databaseUrl = process.env['DATABASE_URL'];
  const server = await openDatabase({ databaseUrl, dataDir }, { mode: 'own', progress: say });
  const administer = async (statement: string) => {
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    try {
      return (await client.query<{ version: string }>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const made: string[] = [];
  const drop = async (name: string) => {
    await administer(`drop database if exists ${name} with (force)`);
  };
  return {
    version: (await administer('select version()'))[0]?.version ?? '',
    database: async () => {
      // The one before is done with, and its pages would be written while the next is measured.
      for (const name of made.splice(0)) await drop(name);
      const name = `bench_${Date.now().toString(36)}`;
      await administer(`create database ${name} template template0`);
      made.push(name);
      const url = withDatabase(server.connectionString, name);
      await migrate(url, join(__dirname, '..'));
      return url;
    },
    close: async () => {
      for (const name of made.splice(0)) await drop(name);
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The address with another database's name, also where it is a socket's folder. */
function withDatabase(connectionString: string, name: string): string {
  return connectionString.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}
