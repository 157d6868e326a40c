import { DatabaseError, type ClientBase } from 'pg';
import { arrayLiteral } from './postgres';
import type { Change, Projection } from './projection';
import { writeChanges } from './read-table';
import type { ProjectedEvent } from './recorded-event';

/*
 * How a page of events gets into read models.
 *
 * Invariants:
 *   1. The rows of a page and the checkpoints that count it are written in one transaction.
 *   2. A checkpoint moves only from where the writer thinks it is (compare-and-set). A second owner
 *      finds it moved, writes nothing, and is Fenced.
 *
 * After a crash a checkpoint tells exactly which events its rows hold. The writers' connections do
 * not wait for the disk (synchronous_commit off): a crash of PostgreSQL may take back the last pages,
 * rows and checkpoint alike, and they are applied again.
 */

/** A build of a projection, as one writer sees it in one log. */
export interface Member {
  readonly definition: Projection;
  readonly build: number;
  readonly table: string;
  position: number;
}

/** Somebody else moved the checkpoint, or the build is no more. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** Applies a page to projections that all stand right before it; all or none. */
export async function applyPage(
  client: ClientBase,
  log: string,
  members: readonly Member[],
  events: readonly ProjectedEvent[],
): Promise<void> {
  const to = events.at(-1)?.position;
  if (to === undefined) return;
  const changed = members.map((member) => changesOf(member.definition, events));
  if (changed.every((changes) => changes.length === 0)) {
    await moveCheckpoints(client, log, members, to);
  } else {
    await inTransaction(client, async () => {
      await moveCheckpoints(client, log, members, to);
      for (const [at, { definition, table }] of members.entries()) {
        const changes = changed[at] ?? [];
        if (changes.length > 0) await writeChanges(client, definition, table, log, changes);
      }
    });
  }
  for (const member of members) member.position = to;
}

export function changesOf(definition: Projection, events: readonly ProjectedEvent[]) {
  const changes: { position: number; changes: readonly Change<Record<string, unknown>>[] }[] = [];
  for (const event of events) {
    const ofEvent = definition.changes(event);
    if (ofEvent.length > 0) changes.push({ position: event.position, changes: ofEvent });
  }
  return changes;
}

async function moveCheckpoints(
  client: ClientBase,
  log: string,
  members: readonly Member[],
  to: number,
): Promise<void> {
  const { rowCount } = await client.query(
    `update log.checkpoints c set position = $5, updated_at = now()
     from unnest($2::text[], $3::integer[], $4::bigint[]) as m(projection, build, position)
     where c.log = $1 and c.projection = m.projection and c.build = m.build
       and c.position = m.position and c.error is null`,
    [
      log,
      arrayLiteral(members.map(({ definition }) => definition.table)),
      arrayLiteral(members.map(({ build }) => build)),
      arrayLiteral(members.map(({ position }) => position)),
      to,
    ],
  );
  if (rowCount !== members.length) throw new Fenced('a checkpoint is not where it was left');
}

/** Runs as part of a transaction that is open already, or in one of its own. */
export async function inTransaction<Result>(
  client: ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  if (open.has(client)) return work();
  await client.query('begin');
  open.add(client);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    open.delete(client);
  }
}

const open = new WeakSet<ClientBase>();

/** Keeps why a projection stopped, and where. */
export async function recordFailure(
  client: ClientBase,
  log: string,
  { definition, build, position }: Member,
  failedPosition: number,
  error: unknown,
): Promise<void> {
  await client.query(
    `update log.checkpoints set error = $5, failed_position = $6, updated_at = now()
     where log = $1 and projection = $2 and build = $3 and position = $4`,
    [log, definition.table, build, position, describe(error), failedPosition],
  );
}

/** TRICKY: a message may quote a row, which may be long; a whole stack is of no use to a reader. */
function describe(error: unknown): string {
  const detail = error instanceof DatabaseError && error.detail ? ` (${error.detail})` : '';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${message}${detail}`.replaceAll('\0', '').slice(0, 2_000);
}

/** The checkpoint of a build in a log, made where it is missing. */
export async function checkpointOf(
  client: ClientBase,
  log: string,
  projection: string,
  build: number,
): Promise<{ position: number; error: string | null } | undefined> {
  await client.query(
    `insert into log.checkpoints (log, projection, build)
     select $1, projection, build from log.builds where projection = $2 and build = $3
     on conflict do nothing`,
    [log, projection, build],
  );
  const { rows } = await client.query<{ position: string; error: string | null }>(
    'select position, error from log.checkpoints where log = $1 and projection = $2 and build = $3',
    [log, projection, build],
  );
  return rows[0] && { position: Number(rows[0].position), error: rows[0].error };
}
