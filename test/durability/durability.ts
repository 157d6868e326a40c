import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStore, foldAll, Projector, verify, type Projection } from '@kursholder/eventstore';
import { catalogue, connect, counts, eventually, log } from '../support/counters';
import { rootDir, startDurableServer } from '../support/database';
import { tallies } from './tallies';

/*
 * Two writers and two projectors, killed with SIGKILL again and again, and PostgreSQL with them. In the
 * end: every acknowledged command is in the log, once, where it was said to be; the log is dense, in
 * order and proves itself; the read models are what a fresh rebuild, and a fold in memory, give.
 */

export interface DurabilityOptions {
  readonly seconds: number;
  /** Clients, in two processes together. */
  readonly clients: number;
  readonly betweenKillsMs: number;
  /** How often PostgreSQL is killed. */
  readonly databaseKills: number;
  say(line: string): void;
}

export interface DurabilityReport {
  readonly seconds: number;
  readonly kills: {
    readonly writers: number;
    readonly projectors: number;
    readonly database: number;
  };
  readonly acknowledged: number;
  readonly events: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly chain: boolean;
  readonly readModelsEqual: boolean;
}

interface Acknowledgement {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
}

const projections = [tallies, counts] as unknown as Projection[];

export async function measureDurability(options: DurabilityOptions): Promise<DurabilityReport> {
  const server = await startDurableServer();
  const { connectionString } = server;
  const acknowledged = new Map<string, Acknowledgement>();
  const kills = { writers: 0, projectors: 0, database: 0 };
  const running = new Map<string, ChildProcess>();
  let incarnation = 0;

  const startWriter = (slot: string) => {
    incarnation += 1;
    const name = `${slot}.${String(incarnation)}`;
    const child = start('writer-process.ts', connectionString, name, String(options.clients / 2));
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        // A line cut off by the kill is none.
        const [, id, stream, version, position] = /^(\S+) (\S+) (\d+) (\d+)$/.exec(line) ?? [];
        if (id === undefined || stream === undefined) return;
        acknowledged.set(id, { stream, version: Number(version), position: Number(position) });
      });
    }
    running.set(slot, child);
  };
  const startProjector = (slot: string) => {
    running.set(slot, start('projector-process.ts', connectionString));
  };

  try {
    const store = await EventStore.open({ connectionString, catalogue });
    await store.createLog(log);
    for (const slot of ['writer-1', 'writer-2']) startWriter(slot);
    for (const slot of ['projector-1', 'projector-2']) startProjector(slot);
    await eventually(
      () => acknowledged.size,
      (size) => size > 0,
      60_000,
    );

    const begun = Date.now();
    const end = begun + options.seconds * 1_000;
    let databaseKilledAt = begun;
    while (Date.now() < end) {
      await pause(options.betweenKillsMs * (0.5 + Math.random()));
      if (
        kills.database < options.databaseKills &&
        Date.now() - databaseKilledAt > (options.seconds * 1_000) / (options.databaseKills + 1)
      ) {
        databaseKilledAt = Date.now();
        if (killServer(server.pid)) kills.database += 1;
        continue;
      }
      const slot =
        ['writer-1', 'writer-2', 'projector-1', 'projector-2'][Math.floor(Math.random() * 4)] ?? '';
      await ended(running.get(slot), 'SIGKILL');
      if (slot.startsWith('writer')) {
        kills.writers += 1;
        startWriter(slot);
      } else {
        kills.projectors += 1;
        startProjector(slot);
      }
    }
    await Promise.all([...running.values()].map((child) => ended(child, 'SIGTERM')));
    const seconds = (Date.now() - begun) / 1_000;
    options.say(`${String(acknowledged.size)} acknowledged in ${seconds.toFixed(0)} s; checking`);
    const found = await check(store, connectionString, acknowledged);
    await store.close();
    return { seconds, kills, acknowledged: acknowledged.size, ...found };
  } finally {
    for (const child of running.values()) child.kill('SIGKILL');
    await server.close();
  }
}

async function check(
  store: EventStore,
  connectionString: string,
  acknowledged: ReadonlyMap<string, Acknowledgement>,
) {
  const { position: head } = await eventually(
    () => store.head(log).catch(() => ({ position: -1 })),
    ({ position }) => position >= 0,
    60_000,
  );
  const events = await store.read(log, 0, head);
  const byCommand = new Map<string, number>();
  let outOfOrder = events.length === head ? 0 : 1;
  const versions = new Map<string, number>();
  for (const [at, { stream, version, recordedAt, correlationId, position }] of events.entries()) {
    byCommand.set(correlationId, (byCommand.get(correlationId) ?? 0) + 1);
    const dense = position === at + 1 && version === (versions.get(stream) ?? 0) + 1;
    if (!dense || recordedAt < (events[at - 1]?.recordedAt ?? '')) outOfOrder += 1;
    versions.set(stream, version);
  }
  let lost = 0;
  for (const [id, { stream, version, position }] of acknowledged) {
    const event = events[position - 1];
    if (event?.commandId !== id || event.stream !== stream || event.version !== version) lost += 1;
  }
  const twice = [...byCommand.values()].filter((times) => times > 1).length;
  const { ok: chain } = await verify({ connectionString, log });

  const projector = new Projector({ store, connectionString, projections });
  await projector.start();
  if (!(await projector.waitFor(log, head, 120_000)))
    throw new Error('the projections do not catch up');
  const client = await connect(connectionString);
  const rowsOf = async (table: string) =>
    JSON.stringify(
      (await client.query(`select * from read.${table} order by lower(known), 2, 3`)).rows,
    );
  let readModelsEqual = true;
  for (const definition of projections) {
    const { table } = definition;
    const live = await rowsOf(table);
    await projector.rebuild(table, () => undefined);
    const versionsFolded = foldAll(definition, events).length;
    const same =
      live === (await rowsOf(table)) && (JSON.parse(live) as unknown[]).length === versionsFolded;
    readModelsEqual &&= same;
  }
  await client.end();
  await projector.stop();
  return { events: head, lost, twice, outOfOrder, chain, readModelsEqual };
}

function start(script: string, ...args: readonly string[]): ChildProcess {
  return spawn(
    process.execPath,
    ['-r', join(rootDir, 'test', 'support', 'typescript.js'), join(__dirname, script), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function ended(
  child: ChildProcess | undefined,
  signal: 'SIGKILL' | 'SIGTERM',
): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  // Once its output has been read to the end too.
  const closing = new Promise((resolve) => child.once('close', resolve));
  child.kill(signal);
  await closing;
}

/** Whether it was running to be killed. */
function killServer(pid: () => number): boolean {
  try {
    process.kill(pid(), 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
