import type { Client } from 'pg';
import { BuildRows, EventNotApplied } from './build-rows';
import { applyPage, checkpointOf, inTransaction, recordFailure, type Member } from './checkpoints';
import { identifier, isAlive, isPassing, pause } from './postgres';
import type { Projection } from './projection';
import { asideTable, constrainTable, createTable, fingerprint, liveTable } from './read-table';
import type { ProjectedEvent } from './recorded-event';
import type { EventStore } from './store';

/*
 * Builds a read model anew, side by side with the one that serves.
 *
 *   1. A table aside (read.<table>__<build>) is filled from position 1 of every log (build-rows.ts).
 *   2. Its indexes and keys are made.
 *   3. One transaction: the live build's checkpoints are locked, which stops its lane; what came meanwhile
 *      is applied, until the build has passed them; the old table goes; the new one takes its name and its
 *      place as the live build.
 *
 * Until 3 commits, the old table serves and its lane keeps it up. One process builds at a time: it holds
 * an advisory lock on the connection that it writes with, so that it cannot lose the one and go on with
 * the other.
 *
 * After a crash: the table aside is left over; whoever builds next drops it and begins again.
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
  readonly stopping: () => boolean;
  readonly progress: (progress: BuildProgress) => void;
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
  for (;;) {
    const builds = await buildsOf(client, definition.table);
    const live = builds.find(({ state }) => state === 'live');
    if (live && live.version > definition.version) return 'superseded';
    if (live?.fingerprint === fingerprint(definition) && !force) return 'not needed';
    const build = await beginBuild(client, definition, builds);
    try {
      return (await fillAndTakeOver(client, options, build)) ? 'built' : 'stopped';
    } catch (error) {
      if (!(error instanceof EventNotApplied)) throw error;
      // Kept where `status` finds it; once it is retried, the build begins again.
      if (!(await isRetried(client, options, build))) return 'stopped';
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

async function beginBuild(
  client: Client,
  definition: Projection,
  builds: readonly Build[],
): Promise<number> {
  const { table, version } = definition;
  const build = Math.max(0, ...builds.map((one) => one.build)) + 1;
  await inTransaction(client, async () => {
    const leftOver = builds.find(({ state }) => state === 'building');
    if (leftOver) {
      await client.query(`drop table if exists ${asideTable(definition, leftOver.build)}`);
      await client.query('delete from log.builds where projection = $1 and build = $2', [
        table,
        leftOver.build,
      ]);
    }
    await client.query(createTable(definition, asideTable(definition, build)));
    await client.query(
      `insert into log.builds (projection, build, state, version, fingerprint)
       values ($1, $2, 'building', $3, $4)`,
      [table, build, version, fingerprint(definition)],
    );
  });
  return build;
}

/** False when it was told to stop. */
async function fillAndTakeOver(
  client: Client,
  options: RebuildOptions,
  build: number,
): Promise<boolean> {
  const { definition } = options;
  const aside = asideTable(definition, build);
  const members = await fill(client, options, build);
  if (!members) return false;
  const sealedAt = new Map([...members].map(([log, { position }]) => [log, position]));
  // Whole tables are gone through here, which the look-ups elsewhere must never do.
  await client.query(
    `set enable_seqscan = on; set maintenance_work_mem = '128MB'; set work_mem = '64MB'`,
  );
  await client.query(constrainTable(definition, aside, build, sealedAt));
  await client.query(`analyze ${aside}; reset enable_seqscan; reset work_mem`);
  for (;;) {
    if (!(await catchUp(client, options, build, members))) return false;
    try {
      await takeOver(client, options, build, members);
      return true;
    } catch (error) {
      // A reader held the old table for longer than we make others wait.
      if (!isPassing(error) || !(await isAlive(client))) throw error;
      await pause(200);
    }
  }
}

/** Fills the table aside up to the heads as they are now; undefined when it was told to stop. */
async function fill(
  client: Client,
  options: RebuildOptions,
  build: number,
): Promise<Map<string, Member> | undefined> {
  const { definition, store } = options;
  const members = new Map<string, Member>();
  const heads = new Map<string, number>();
  for (const log of await store.logs()) {
    heads.set(log, (await store.head(log)).position);
    members.set(log, await join(client, definition, build, log));
  }
  const done = () => [...members.values()].reduce((sum, { position }) => sum + position, 0);
  const total = [...heads.values()].reduce((sum, position) => sum + position, 0);
  const report = reporter(definition.table, total, options.progress);
  report(0);
  for (const [log, member] of members) {
    const head = heads.get(log) ?? 0;
    if (!(await store.isWholeTo(log, head))) throw new Error(`${log} lacks events up to its head`);
    const rows = new BuildRows(definition, log, member.table, build);
    const reportOf = async () => {
      if (report(done())) await noteCheckpoint(client, log, member);
    };
    try {
      for await (const { events, upTo } of pagesTo(options, log, head)) {
        if (options.stopping()) return undefined;
        await rows.apply(client, changesIn(definition, events));
        member.position = upTo;
        await reportOf();
      }
      await rows.finish(client);
      await noteCheckpoint(client, log, member);
    } catch (error) {
      const failed = await asNotApplied(client, member, error);
      await noteCheckpoint(client, log, member);
      await recordFailure(client, log, member, failed.position, failed.cause);
      throw failed;
    }
  }
  return members;
}

interface Page {
  readonly events: readonly ProjectedEvent[];
  /** No event that the definition has an answer for was left out up to here. */
  readonly upTo: number;
}

/** Of the events that the definition has an answer for; a page is read ahead while one is written. */
async function* pagesTo(
  { store, pageSize: limit, definition: { types } }: RebuildOptions,
  log: string,
  head: number,
): AsyncGenerator<Page> {
  const read = (after: number) => {
    const page = store.readOfTypes(log, { after, upTo: head, types, limit });
    page.catch(() => undefined); // told when it is awaited
    return page;
  };
  let position = 0;
  let ahead = read(position);
  while (position < head) {
    const events = await ahead;
    position = events.length < limit ? head : (events.at(-1)?.position ?? head);
    ahead = position < head ? read(position) : Promise.resolve([]);
    yield { events, upTo: position };
  }
}

function changesIn(definition: Projection, events: readonly ProjectedEvent[]) {
  return events.flatMap((event) => {
    try {
      const changes = definition.changes(event);
      return changes.length === 0 ? [] : [{ position: event.position, changes }];
    } catch (error) {
      throw new EventNotApplied(event.position, error);
    }
  });
}

/** What PostgreSQL refused is one of the page's events; which one, COPY does not say by position. */
async function asNotApplied(
  client: Client,
  { position }: Member,
  error: unknown,
): Promise<EventNotApplied> {
  if (error instanceof EventNotApplied) return error;
  if (isPassing(error) || !(await isAlive(client))) throw error;
  return new EventNotApplied(position + 1, error);
}

/** Nobody else moves it, and until the take-over it only shows how far the build is. */
async function noteCheckpoint(client: Client, log: string, member: Member): Promise<void> {
  await client.query(
    `update log.checkpoints set position = $4, updated_at = now()
     where log = $1 and projection = $2 and build = $3`,
    [log, member.definition.table, member.build, member.position],
  );
}

async function isRetried(
  client: Client,
  { definition, stopping }: RebuildOptions,
  build: number,
): Promise<boolean> {
  while (!stopping()) {
    const { rows } = await client.query(
      `select 1 from log.checkpoints
       where projection = $1 and build = $2 and error is not null`,
      [definition.table, build],
    );
    if (rows.length === 0) return true;
    await pause(250);
  }
  return false;
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

/** What came since, in every log; false when it was told to stop. */
async function catchUp(
  client: Client,
  { definition, store, pageSize, stopping }: RebuildOptions,
  build: number,
  members: Map<string, Member>,
): Promise<boolean> {
  for (const log of await store.logs()) {
    const member = members.get(log) ?? (await join(client, definition, build, log));
    members.set(log, member);
    const { position: head } = await store.head(log);
    while (member.position < head) {
      if (stopping()) return false;
      await applyPage(
        client,
        log,
        [member],
        await store.readProjected(log, member.position, pageSize),
      );
    }
  }
  return !stopping();
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
      if (!(await catchUp(client, options, build, members))) throw new Error('told to stop');
      await client.query(`drop table if exists ${liveTable(definition)}`);
      await client.query(
        `alter table ${asideTable(definition, build)} rename to ${identifier(table)}`,
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

/** Reports now and then, and at the end; says whether it did. */
function reporter(projection: string, total: number, tell: RebuildOptions['progress']) {
  let last: { readonly at: number; readonly done: number } | undefined;
  return (done: number): boolean => {
    const at = performance.now();
    if (last && at - last.at < 200 && done < total) return false;
    const perSecond = last && at > last.at ? ((done - last.done) / (at - last.at)) * 1_000 : 0;
    last = { at, done };
    const remainingSeconds = perSecond > 0 ? (total - done) / perSecond : null;
    tell({ projection, done, total, perSecond, remainingSeconds });
    return true;
  };
}
