import type { Client } from 'pg';
import {
  applyPage,
  checkpointOf,
  Fenced,
  inTransaction,
  recordFailure,
  type Member,
} from './checkpoints';
import { isAlive, isPassing, pause } from './postgres';
import type { Projection } from './projection';
import { asideTable, constrainTable, createTable, fingerprint, liveTable } from './read-table';
import type { EventStore } from './store';

/*
 * Builds a read model anew, side by side with the one that serves.
 *
 *   1. A table aside (read.<table>__<build>) is filled from position 1 in every log, page by page, each
 *      with its checkpoint, without the costly constraint.
 *   2. Constraint and indexes are made, and what came meanwhile is added.
 *   3. One transaction: the live build's checkpoints are locked, which stops its lane; the build passes
 *      them; the old table goes; the new one takes its name and its place as the live build.
 *
 * Until 3 commits, the old table serves and its lane keeps it up. One process builds at a time (an
 * advisory lock of its connection).
 *
 * After a crash: the build's row and checkpoints say how far it came, and whoever takes the lock next
 * goes on from there, or drops it when its definition is another one by then.
 */

export interface BuildProgress {
  readonly projection: string;
  readonly done: number;
  readonly total: number;
  /** Events per second since the last report. */
  readonly perSecond: number;
  /** Null while the rate is not known. */
  readonly remainingSeconds: number | null;
}

export interface RebuildOptions {
  readonly definition: Projection;
  readonly store: EventStore;
  readonly pageSize: number;
  /** Also when the live build is of this very definition. */
  readonly force: boolean;
  /** Whether to give up between two pages. */
  stopping(): boolean;
  progress(progress: BuildProgress): void;
}

/** `busy`: another process is at it. */
export type RebuildOutcome = 'built' | 'not needed' | 'superseded' | 'busy' | 'stopped';

export async function rebuild(client: Client, options: RebuildOptions): Promise<RebuildOutcome> {
  const { table } = options.definition;
  if (!(await tryLock(client, table))) return 'busy';
  try {
    return await rebuildAlone(client, options);
  } finally {
    await client
      .query(`select pg_advisory_unlock(${lockKey})`, ['build', table])
      .catch(() => undefined);
  }
}

const lockKey = `hashtextextended(concat_ws(' ', $1::text, $2::text), 0)`;

async function tryLock(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: string }>(
    `select pg_try_advisory_lock(${lockKey}) as locked`,
    ['build', table],
  );
  return rows[0]?.locked === 't';
}

async function rebuildAlone(client: Client, options: RebuildOptions): Promise<RebuildOutcome> {
  const { definition, force } = options;
  const builds = await buildsOf(client, definition.table);
  const live = builds.find(({ state }) => state === 'live');
  if (live && live.version > definition.version) return 'superseded';
  if (live?.fingerprint === fingerprint(definition) && !force) return 'not needed';

  const build = await beginBuild(client, definition, builds);
  const aside = asideTable(definition, build);
  const members = new Map<string, Member>();
  if (!(await fill(client, options, build, members))) return 'stopped';
  await client.query(constrainTable(definition, aside, build));
  await client.query(`analyze ${aside}`);
  for (;;) {
    if (!(await fill(client, options, build, members))) return 'stopped';
    try {
      await takeOver(client, options, build, members);
      return 'built';
    } catch (error) {
      // A reader held the old table for longer than we make others wait.
      if (!isPassing(error) || !(await isAlive(client))) throw error;
      await pause(200);
    }
  }
}

interface Build {
  readonly build: number;
  readonly state: string;
  readonly version: number;
  readonly fingerprint: string;
}

async function buildsOf(client: Client, table: string): Promise<Build[]> {
  const { rows } = await client.query<Record<keyof Build, string>>(
    'select build, state, version, fingerprint from log.builds where projection = $1',
    [table],
  );
  return rows.map((row) => ({ ...row, build: Number(row.build), version: Number(row.version) }));
}

/** The build to go on with: one that was interrupted, or a new one. */
async function beginBuild(
  client: Client,
  definition: Projection,
  builds: readonly Build[],
): Promise<number> {
  const { table, version } = definition;
  const begun = builds.find(({ state }) => state === 'building');
  if (begun?.fingerprint === fingerprint(definition)) return begun.build;
  const build = Math.max(0, ...builds.map((one) => one.build)) + 1;
  await inTransaction(client, async () => {
    if (begun) {
      await client.query(`drop table if exists ${asideTable(definition, begun.build)}`);
      await client.query('delete from log.builds where projection = $1 and build = $2', [
        table,
        begun.build,
      ]);
    }
    await client.query(createTable(definition, asideTable(definition, build), build));
    await client.query(
      `insert into log.builds (projection, build, state, version, fingerprint)
       values ($1, $2, 'building', $3, $4)`,
      [table, build, version, fingerprint(definition)],
    );
  });
  return build;
}

/** Brings the build up to the heads as they are now; false when it was told to stop. */
async function fill(
  client: Client,
  options: RebuildOptions,
  build: number,
  members: Map<string, Member>,
): Promise<boolean> {
  const { definition, store, pageSize } = options;
  const heads = new Map<string, number>();
  for (const log of await store.logs()) {
    heads.set(log, (await store.head(log)).position);
    if (!members.has(log)) members.set(log, await join(client, definition, build, log));
  }
  const total = [...heads.values()].reduce((sum, position) => sum + position, 0);
  const report = reporter(definition.table, total, (told) => {
    options.progress(told);
  });
  const done = () => [...members.values()].reduce((sum, { position }) => sum + position, 0);
  report(done());
  for (const [log, member] of members) {
    const head = heads.get(log) ?? 0;
    // One page is read ahead while the one before is written.
    let ahead = store.read(log, member.position, pageSize);
    ahead.catch(() => undefined);
    while (member.position < head) {
      if (options.stopping()) return false;
      const events = await ahead;
      ahead = store.read(log, events.at(-1)?.position ?? head, pageSize);
      ahead.catch(() => undefined);
      await applyOrWait(client, log, member, events, options);
      report(done());
    }
  }
  return !options.stopping();
}

async function join(
  client: Client,
  definition: Projection,
  build: number,
  log: string,
): Promise<Member> {
  const checkpoint = await checkpointOf(client, log, definition.table, build);
  if (!checkpoint) throw new Error(`the build ${String(build)} of ${definition.table} is gone`);
  const { position } = checkpoint;
  return { definition, build, table: asideTable(definition, build), position };
}

/** A page that cannot be applied stops the build, with error and position kept, until it is retried. */
async function applyOrWait(
  client: Client,
  log: string,
  member: Member,
  events: Awaited<ReturnType<EventStore['read']>>,
  options: RebuildOptions,
): Promise<void> {
  try {
    await applyPage(client, log, [member], events);
  } catch (error) {
    const ours = error instanceof Fenced || isPassing(error);
    if (ours || !(await isAlive(client))) throw error;
    if (events.length > 1) {
      const half = events.length >> 1;
      await applyOrWait(client, log, member, events.slice(0, half), options);
      await applyOrWait(client, log, member, events.slice(half), options);
      return;
    }
    await recordFailure(client, log, member, events[0]?.position ?? 0, error);
    for (;;) {
      await pause(250);
      if (options.stopping()) throw error;
      const now = await checkpointOf(client, log, member.definition.table, member.build);
      if (now?.error === null) break;
    }
    await applyOrWait(client, log, member, events, options);
  }
}

async function takeOver(
  client: Client,
  options: RebuildOptions,
  build: number,
  members: Map<string, Member>,
): Promise<void> {
  const { definition } = options;
  const { table } = definition;
  const before = new Map([...members].map(([log, { position }]) => [log, position]));
  try {
    await inTransaction(client, async () => {
      await client.query(`set local lock_timeout = '2s'`);
      await client.query('select 1 from log.builds where projection = $1 for update', [table]);
      await client.query(
        `select 1 from log.checkpoints c join log.builds b using (projection, build)
         where projection = $1 and state = 'live' for update of c`,
        [table],
      );
      if (!(await fill(client, options, build, members))) throw new Error('told to stop');
      await client.query(`drop table if exists ${liveTable(definition)}`);
      await client.query(
        `alter table ${asideTable(definition, build)} rename to ${liveTable(definition).slice('read.'.length)}`,
      );
      await client.query(`delete from log.builds where projection = $1 and state = 'live'`, [
        table,
      ]);
      await client.query(
        `update log.builds set state = 'live' where projection = $1 and build = $2`,
        [table, build],
      );
    });
  } catch (error) {
    for (const [log, member] of members) member.position = before.get(log) ?? 0;
    throw error;
  }
}

function reporter(projection: string, total: number, tell: (progress: BuildProgress) => void) {
  let last: { readonly at: number; readonly done: number } | undefined;
  return (done: number) => {
    const at = performance.now();
    if (last && at - last.at < 200 && done < total) return;
    const perSecond = last && at > last.at ? ((done - last.done) / (at - last.at)) * 1_000 : 0;
    last = { at, done };
    const remainingSeconds = perSecond > 0 ? (total - done) / perSecond : null;
    tell({ projection, done, total, perSecond, remainingSeconds });
  };
}
