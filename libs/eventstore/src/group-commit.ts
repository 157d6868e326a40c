import { DatabaseError, type Pool, type PoolClient } from 'pg';
import type { AppendOutcome, PreparedAppend, PreparedEvent } from './append';
import {
  arrayLiteral,
  DatabaseUnavailable,
  isConnectionTrouble,
  isLostRace,
  pause,
} from './postgres';
import type { RecordedEvent } from './recorded-event';

/*
 * The append.
 *
 * Terms. A command is one PreparedAppend. A flush is the commands that go to PostgreSQL in one
 * statement, which is one commit (db/migrations/0001_event_log.sql: log.append, and log.append_one for
 * one command with one event). The queue is what waits for the next flush.
 *
 * Invariants:
 *   1. One flush per log is in flight in a process. What arrives meanwhile goes together in the next.
 *   2. A flush holds at most one command per stream and one per command id; commands on one stream
 *      keep their order.
 *   3. Each command is answered once, and on its own: appended, duplicate, conflict, or an error.
 *   4. Appended is said only after PostgreSQL has said that the commit is durable.
 *   5. The queue holds at most `queueLimit` commands and `queueBytes`; past that QueueFull, at once.
 *   6. A command that PostgreSQL refuses fails alone: its flush is sent again command by command.
 *   7. A lost connection loses nothing and doubles nothing. The flush is sent again; the expected
 *      versions keep what was committed from being committed twice, and the event id in the place
 *      tells our own earlier commit from somebody else's. Only when the database stays away for
 *      `patienceMs` is the outcome unknown, and then the caller is told so.
 *
 * After a crash of this process: a flush was committed whole or not at all. Nothing needs repair.
 */

/** More commands wait than may: try again later. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

/** The connection was lost after sending: it may be stored or not. A command id makes a retry safe. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export interface GroupCommitOptions {
  readonly log: string;
  readonly writers: Pool;
  readonly queueLimit: number;
  readonly queueBytes: number;
  readonly patienceMs: number;
  eventAt(position: number): Promise<RecordedEvent>;
  committed(position: number): void;
}

const mostCommands = 512;
const mostBytes = 8 * 2 ** 20;
const mostTries = 3;

interface Waiting {
  readonly append: PreparedAppend;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

type Refusal =
  | readonly [command: number, why: 'duplicate', position: number]
  | readonly [command: number, why: 'conflict', stream: string, version: number];

interface Flushed {
  /** The head before it. */
  readonly before: number;
  readonly refusals: readonly Refusal[];
}

export class GroupCommit {
  private queue: Waiting[] = [];
  private queuedBytes = 0;
  private flushing = false;
  private idle: () => void = () => undefined;

  constructor(private readonly options: GroupCommitOptions) {}

  append(append: PreparedAppend): Promise<AppendOutcome> {
    const { queueLimit, queueBytes } = this.options;
    if (this.queue.length >= queueLimit || this.queuedBytes + append.size > queueBytes) {
      // A command too large for any queue still has its turn when nobody waits.
      if (this.queue.length > 0) {
        return Promise.reject(new QueueFull(`${String(this.queue.length)} commands wait already`));
      }
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
      this.queuedBytes += append.size;
      if (this.flushing) return;
      this.flushing = true;
      void this.flushAll();
    });
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async drained(): Promise<void> {
    if (!this.flushing) return;
    await new Promise<void>((resolve) => {
      this.idle = resolve;
    });
  }

  private async flushAll(): Promise<void> {
    while (this.queue.length > 0) {
      // One turn of the event loop, so that what arrives together, and the next commands of those
      // just answered, share a flush.
      await new Promise(setImmediate);
      await this.flush(this.take());
    }
    this.flushing = false;
    this.idle();
  }

  /** The next flush; what it may not hold stays in the queue in order. */
  private take(): Waiting[] {
    const flush: Waiting[] = [];
    const left: Waiting[] = [];
    const taken = new Set<string>();
    let bytes = 0;
    for (const waiting of this.queue) {
      const { streams, commandId, size } = waiting.append;
      const claims = streams.map(({ stream }) => `s${stream}`);
      if (commandId !== null) claims.push(`c${commandId}`);
      const full = flush.length >= mostCommands || (flush.length > 0 && bytes + size > mostBytes);
      if (full || claims.some((claim) => taken.has(claim))) left.push(waiting);
      else {
        flush.push(waiting);
        bytes += size;
      }
      // TRICKY: also of what is left, or a later command on its stream would overtake it.
      for (const claim of claims) taken.add(claim);
    }
    this.queue = left;
    this.queuedBytes = left.reduce((sum, { append }) => sum + append.size, 0);
    return flush;
  }

  /** `resent`: an earlier try may have been committed without our hearing of it. */
  private async flush(flush: readonly Waiting[], resent = false): Promise<void> {
    const commands = flush.map(({ append }) => append);
    const giveUpAt = Date.now() + this.options.patienceMs;
    for (let tries = 1; ;) {
      let sent = false;
      try {
        const flushed = await this.send(commands, () => {
          sent = true;
        });
        await this.answer(flush, flushed, resent);
        return;
      } catch (error) {
        resent ||= sent && isConnectionTrouble(error);
        if (isConnectionTrouble(error)) {
          if (Date.now() > giveUpAt) {
            for (const waiting of flush) waiting.reject(away(error, resent));
            return;
          }
          await pause(50);
        } else if (isLostRace(error) && tries < mostTries) {
          tries += 1;
        } else if (flush.length > 1) {
          for (const waiting of flush) await this.flush([waiting], resent);
          return;
        } else {
          flush[0]?.reject(error);
          return;
        }
      }
    }
  }

  private async send(commands: readonly PreparedAppend[], sending: () => void): Promise<Flushed> {
    const client = await this.options.writers.connect();
    let broken = false;
    try {
      sending();
      const [only] = commands;
      const result =
        commands.length === 1 && only?.events.length === 1 && only.streams.length === 1
          ? await appendOne(client, only)
          : await appendMany(client, this.options.log, commands);
      const [before, refusals] = result.rows[0] as [string, string | null];
      return {
        before: Number(before),
        refusals: refusals === null ? [] : (JSON.parse(refusals) as Refusal[]),
      };
    } catch (error) {
      broken = !(error instanceof DatabaseError) || isConnectionTrouble(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async answer(
    flush: readonly Waiting[],
    { before, refusals }: Flushed,
    resent: boolean,
  ): Promise<void> {
    const refusalOf = new Map(refusals.map((refusal) => [refusal[0], refusal]));
    let position = before;
    const refused: [Waiting, Refusal][] = [];
    for (const [at, waiting] of flush.entries()) {
      const refusal = refusalOf.get(at + 1);
      if (refusal) {
        refused.push([waiting, refusal]);
        continue;
      }
      const { events, version } = waiting.append;
      position += events.length;
      waiting.resolve({ kind: 'appended', position, version });
    }
    if (position > before) this.options.committed(position);
    for (const [waiting, refusal] of refused) {
      try {
        waiting.resolve(await this.refusal(waiting.append, refusal, resent));
      } catch (error) {
        waiting.reject(isConnectionTrouble(error) ? away(error, resent) : error);
      }
    }
  }

  private async refusal(
    append: PreparedAppend,
    refusal: Refusal,
    resent: boolean,
  ): Promise<AppendOutcome> {
    const own = resent ? await this.ownCommit(append) : undefined;
    if (own !== undefined) {
      const position = own + append.events.length - 1;
      this.options.committed(position);
      return { kind: 'appended', position, version: append.version };
    }
    if (refusal[1] === 'duplicate') {
      return { kind: 'duplicate', first: await this.options.eventAt(refusal[2]) };
    }
    return { kind: 'conflict', stream: refusal[2], actualVersion: refusal[3] };
  }

  /** Where our first event stands, when an earlier try of the same flush was committed after all. */
  private async ownCommit({ events }: PreparedAppend): Promise<number | undefined> {
    const [first] = events;
    if (!first) return undefined;
    const { rows } = await this.options.writers.query<[string]>({
      name: 'own-commit',
      text: `select position from log.events
        where log = $1 and stream = $2 and version = $3 and event_id = $4`,
      values: [this.options.log, first.stream, first.version, first.eventId],
      rowMode: 'array',
    });
    return rows[0] === undefined ? undefined : Number(rows[0][0]);
  }
}

const away = (error: unknown, sent: boolean) =>
  sent
    ? new OutcomeUnknown('the connection was lost while appending', { cause: error })
    : new DatabaseUnavailable('the database is away', { cause: error });

function appendOne(client: PoolClient, { log, commandId, streams, events }: PreparedAppend) {
  const event = events[0] as PreparedEvent;
  return client.query<[string, string | null]>({
    name: 'append-one',
    text: `select before_position, refusals
      from log.append_one($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
    values: [
      log,
      event.stream,
      streams[0]?.expected,
      commandId,
      event.type,
      event.schemaVersion,
      event.eventId,
      event.correlationId,
      event.causationId,
      event.actor,
      event.occurredAt,
      event.effectiveOn,
      event.data,
      event.metadata,
      event.notes,
    ],
    rowMode: 'array',
  });
}

function appendMany(client: PoolClient, log: string, commands: readonly PreparedAppend[]) {
  const named = commands.flatMap(({ streams }, at) =>
    streams.map((stream) => ({ ...stream, command: at + 1 })),
  );
  const events = commands.flatMap((command) => command.events);
  const commandOf = commands.flatMap((command, at) => command.events.map(() => at + 1));
  const commandIds = commands.flatMap(({ commandId, events: own }) =>
    own.map((_, at) => (at === 0 ? commandId : null)),
  );
  const column = (key: keyof PreparedEvent) => arrayLiteral(events.map((event) => event[key]));
  // Whole documents go as one JSON array: an array of texts would have every quote escaped.
  const documents = (key: 'data' | 'metadata' | 'notes') =>
    `[${events.map((event) => event[key] ?? 'null').join(',')}]`;
  return client.query<[string, string | null]>({
    name: 'append',
    text: `select before_position, refusals
      from log.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)`,
    values: [
      log,
      arrayLiteral(named.map(({ command }) => command)),
      arrayLiteral(named.map(({ stream }) => stream)),
      arrayLiteral(named.map(({ expected }) => expected)),
      arrayLiteral(commandOf),
      arrayLiteral(commandIds),
      column('stream'),
      column('version'),
      column('type'),
      column('schemaVersion'),
      column('eventId'),
      column('correlationId'),
      column('causationId'),
      column('actor'),
      column('occurredAt'),
      column('effectiveOn'),
      documents('data'),
      documents('metadata'),
      documents('notes'),
    ],
    rowMode: 'array',
  });
}
