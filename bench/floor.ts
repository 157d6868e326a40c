import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { booking, metadata } from './sample';

/*
 * The floor: how often a row of the same size can be inserted durably, one row a transaction, with
 * nothing but a primary key. By pgbench where it is found, else by pg with a prepared statement.
 */

export interface Floor {
  readonly how: string;
  measure(connectionString: string, clients: number, seconds: number): Promise<number>;
}

const columns = `log, commit_no, stream, version, type, schema_version, event_id, command_id,
  correlation_id, actor, recorded_at, occurred_at, data, metadata`;

export async function makeFloorTable(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`create table public.floor (like log.events);
    alter table public.floor alter position add generated always as identity;
    alter table public.floor add primary key (log, position)`);
  await client.end();
}

export function findFloor(): Floor {
  const pgbench = findPgbench();
  return pgbench === undefined
    ? { how: 'pg, prepared statement (pgbench was not found)', measure: byPg }
    : {
        how: 'pgbench -M prepared',
        measure: (...of) => Promise.resolve(byPgbench(pgbench, ...of)),
      };
}

function findPgbench(): string | undefined {
  const found = spawnSync('sh', [
    '-c',
    'command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench',
  ]);
  return found.stdout.toString().trim().split('\n').at(-1) || undefined;
}

const row = (number: string, data: string) =>
  `'bench', 1, 'counter-' || ${number}, 1, 'BookingRecorded', 1, gen_random_uuid(),
   'command-' || ${number}, 'request-1', 'somebody', now(), now(), ${data}`;

function byPgbench(
  pgbench: string,
  connectionString: string,
  clients: number,
  seconds: number,
): number {
  const folder = mkdtempSync(join(tmpdir(), 'kursholder-floor-'));
  try {
    const script = join(folder, 'floor.sql');
    const data = `'${JSON.stringify(booking(1).data)}', '${stored}'`;
    writeFileSync(
      script,
      `\\set n random(1, 1000000000)
insert into public.floor (${columns.replace(/\s+/g, ' ')}) values (${row(':n::text', data).replace(/\s+/g, ' ')});`,
    );
    const { environment, database } = fromUrl(connectionString);
    const printed = execFileSync(
      pgbench,
      [
        '-n',
        '-M',
        'prepared',
        '-c',
        String(clients),
        '-T',
        String(seconds),
        '-f',
        script,
        database,
      ],
      { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'ignore'] },
    ).toString();
    const rate = /tps = ([\d.]+)/.exec(printed)?.[1];
    if (rate === undefined) throw new Error(`pgbench said ${printed}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const stored = JSON.stringify({ ...metadata, events: 1, inStream: 1 });

async function byPg(connectionString: string, clients: number, seconds: number): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client({ connectionString });
      await client.connect();
      return client;
    }),
  );
  const data = JSON.stringify(booking(1).data);
  const text = `insert into public.floor (${columns}) values (${row('$1::text', '$2, $3')})`;
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(
    connections.map(async (client) => {
      while (performance.now() < until) {
        await client.query({ name: 'floor', text, values: [String(done), data, stored] });
        done += 1;
      }
    }),
  );
  await Promise.all(connections.map((client) => client.end()));
  return done / seconds;
}

/** psql and pgbench take a socket's folder from the environment rather than from an address. */
export function fromUrl(connectionString: string): {
  environment: Record<string, string>;
  database: string;
} {
  const url = new URL(connectionString.replace('@/', '@localhost/'));
  const host = url.searchParams.get('host') ?? url.hostname;
  return {
    database: url.pathname.slice(1),
    environment: {
      PGHOST: decodeURIComponent(host),
      PGPORT: (url.searchParams.get('port') ?? url.port) || '5432',
      PGUSER: decodeURIComponent(url.username) || 'postgres',
      PGPASSWORD: decodeURIComponent(url.password),
    },
  };
}
