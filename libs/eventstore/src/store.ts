import { Pool } from 'pg';
import { prepare, type Append, type AppendOutcome } from './append';
import type { Catalogue } from './catalogue';
import { Ears } from './ears';
import { GroupCommit } from './group-commit';
import {
  connection,
  DatabaseUnavailable,
  isConnectionTrouble,
  isoInstant,
  pause,
} from './postgres';
import {
  eventColumns,
  projectedColumns,
  projectedEvent,
  recordedEvent,
  type EventRow,
  type ProjectedEvent,
  type ProjectedRow,
  type RecordedEvent,
} from './recorded-event';

export interface EventStoreOptions {
  readonly connectionString: string;
  readonly catalogue: Catalogue;
  /** Commands that may wait in this process, per log. */
  readonly queueLimit?: number;
  /** Memory that waiting commands may take, per log. */
  readonly queueBytes?: number;
  /** How long an append waits for a database that is away before it gives up. */
  readonly patienceMs?: number;
}

export interface Head {
  /** Of the last event; 0 before the first. */
  readonly position: number;
  readonly commitNo: number;
  /** Of the last commit, as hex text. */
  readonly hash: string;
  readonly recordedAt: string;
}

export interface EventFilter {
  readonly streams?: readonly string[];
  readonly type?: string;
  /** Positions after this one. */
  readonly after?: number;
  /** Positions up to and including this one. */
  readonly upTo: number;
  readonly newestFirst?: boolean;
  readonly limit: number;
}

/** The page that a reader saw has a hole: the log was tampered with, or PostgreSQL broke a promise. */
export class GapInLog extends Error {
  override readonly name = 'GapInLog';
}

type Listener = (log: string, position: number) => void;

/**
 * Logs of events in PostgreSQL.
 *
 * @example
 * const store = await EventStore.open({ connectionString, catalogue: { Counted: { schemaVersion: 1 } } });
 * await store.createLog('norddjurs');
 * await store.append({
 *   log: 'norddjurs', actor: 'somebody', correlationId: 'request-1',
 *   streams: [{ stream: 'counter-1', expectedVersion: 0, events: [{ type: 'Counted', data: { by: 1 } }] }],
 * }); // { kind: 'appended', position: 1, version: 1 }
 * await store.load('norddjurs', 'counter-1'); // [{ position: 1, type: 'Counted', … }]
 * await store.close();
 */
export class EventStore {
  private readonly readers: Pool;
  private readonly writers: Pool;
  private readonly ears: Ears;
  private readonly queues = new Map<string, GroupCommit>();
  private readonly listeners = new Set<Listener>();
  private closed = false;

  private constructor(private readonly options: EventStoreOptions) {
    this.readers = new Pool({ ...connection(options.connectionString), max: 6 });
    this.writers = new Pool({
      ...connection(options.connectionString),
      max: 4,
      // A server that neither answers nor hangs up; past this the connection counts as lost.
      query_timeout: 15_000,
    });
    for (const pool of [this.readers, this.writers]) {
      // A broken idle connection is dropped by its pool; the next call makes another. TRICKY: one that
      // breaks between being taken and being asked has no listener of the pool's.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
    }
    this.ears = new Ears(options.connectionString, (log, position) => {
      for (const listener of this.listeners) {
        // A listener that throws is its own trouble, not the append's.
        queueMicrotask(() => {
          listener(log, position);
        });
      }
    });
  }

  static async open(options: EventStoreOptions): Promise<EventStore> {
    const store = new EventStore(options);
    try {
      await store.logs();
    } catch (error) {
      await Promise.all([store.readers.end(), store.writers.end()]);
      throw error;
    }
    store.ears.open();
    return store;
  }

  /** After what waits has been appended. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.drained()));
    await this.ears.close();
    await Promise.all([this.readers.end(), this.writers.end()]);
  }

  /** Makes an empty log; one that is there is left alone. */
  async createLog(log: string): Promise<void> {
    await this.rows('insert into log.heads (log) values ($1) on conflict do nothing', [log]);
  }

  /** The names of all logs. */
  async logs(): Promise<string[]> {
    const rows = await this.rows<[string]>('select log from log.heads order by log', []);
    return rows.map(([log]) => log);
  }

  /**
   * Appends what one command wants appended, all or none, together with what others append at the
   * moment.
   *
   * @throws InvalidAppend, QueueFull, DatabaseUnavailable (nothing was stored), OutcomeUnknown.
   */
  async append(append: Append): Promise<AppendOutcome> {
    if (this.closed) throw new DatabaseUnavailable('the event store is closed');
    const prepared = prepare(append, this.options.catalogue);
    return this.queueOf(prepared.log).append(prepared);
  }

  /** The events of a stream in order; none when it does not exist. */
  async load(log: string, stream: string, afterVersion = 0): Promise<RecordedEvent[]> {
    return this.events(
      log,
      'load',
      'log = $1 and stream = $2 and version > $3 order by log, stream, version',
      [log, stream, afterVersion],
    );
  }

  /**
   * The events after a position, in order, without a gap.
   *
   * @throws GapInLog
   */
  async read(log: string, after: number, limit: number): Promise<RecordedEvent[]> {
    const events = await this.events(
      log,
      'read',
      'log = $1 and position > $2 order by log, position limit $3',
      [log, after, limit],
    );
    assertContiguous(log, after, events);
    return events;
  }

  /** The same for projections: without what they never copy, and read only as far as they look. */
  async readProjected(log: string, after: number, limit: number): Promise<ProjectedEvent[]> {
    const rows = await this.rows<ProjectedRow>(
      `select ${projectedColumns} from log.events
       where log = $1 and position > $2 order by log, position limit $3`,
      [log, after, limit],
      'read-projected',
    );
    const events = rows.map((row) => projectedEvent(this.options.catalogue, log, row));
    assertContiguous(log, after, events);
    return events;
  }

  /** Only the events of these types, up to a position. What it leaves out it cannot assert. */
  async readOfTypes(
    log: string,
    {
      after,
      upTo,
      types,
      limit,
    }: { after: number; upTo: number; types: readonly string[]; limit: number },
  ): Promise<ProjectedEvent[]> {
    const rows = await this.rows<ProjectedRow>(
      `select ${projectedColumns} from log.events
       where log = $1 and position > $2 and position <= $3 and type = any($4)
       order by log, position limit $5`,
      [log, after, upTo, types, limit],
      'read-of-types',
    );
    return rows.map((row) => projectedEvent(this.options.catalogue, log, row));
  }

  /** Whether the log has every position up to this one. */
  async isWholeTo(log: string, position: number): Promise<boolean> {
    const [row] = await this.rows<[string]>(
      'select count(*) from log.events where log = $1 and position <= $2',
      [log, position],
    );
    return Number(row?.[0]) === position;
  }

  /** Pages of the log after a position, and on as it grows, until aborted. It outlives lost connections. */
  async *follow(
    log: string,
    after: number,
    { signal, limit = 1_000 }: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncGenerator<RecordedEvent[]> {
    let position = after;
    let wake: () => void = () => undefined;
    let news = false;
    const stop = this.onAppended((of) => {
      if (of !== log) return;
      news = true;
      wake();
    });
    const abort = () => {
      wake();
    };
    signal.addEventListener('abort', abort);
    try {
      while (!signal.aborted && !this.closed) {
        news = false;
        const page = await this.read(log, position, limit).catch(async (error: unknown) => {
          if (!isUnavailable(error)) throw error;
          await pause(200);
          news = true;
          return [];
        });
        if (signal.aborted) return;
        if (page.length > 0) {
          position += page.length;
          yield page;
        } else if (!news) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      stop();
      signal.removeEventListener('abort', abort);
    }
  }

  /**
   * The events that fit, in order or newest first. With streams it goes by their index, with a type
   * alone through the log.
   */
  async find(
    log: string,
    { streams, type, after = 0, upTo, newestFirst, limit }: EventFilter,
  ): Promise<RecordedEvent[]> {
    return this.events(
      log,
      newestFirst === true ? 'find-newest' : 'find',
      `log = $1 and position > $2 and position <= $3
       and ($4::text[] is null or stream = any ($4)) and ($5::text is null or type = $5)
       order by position ${newestFirst === true ? 'desc' : 'asc'} limit $6`,
      [log, after, upTo, streams ?? null, type ?? null, limit],
    );
  }

  /** The first event of the command with this id. */
  async findCommand(log: string, commandId: string): Promise<RecordedEvent | undefined> {
    const [event] = await this.events(log, 'find-command', 'log = $1 and command_id = $2', [
      log,
      commandId,
    ]);
    return event;
  }

  /** The events at these positions, by position. */
  async eventsAt(log: string, positions: readonly number[]): Promise<Map<number, RecordedEvent>> {
    if (positions.length === 0) return new Map();
    const events = await this.events(
      log,
      'events-at',
      'log = $1 and position = any ($2::bigint[]) order by position',
      [log, positions],
    );
    return new Map(events.map((event) => [event.position, event]));
  }

  /** The version of each stream as of a position; streams that did not exist are left out. */
  async versionsAt(
    log: string,
    streams: readonly string[],
    position: number,
  ): Promise<Map<string, number>> {
    if (streams.length === 0) return new Map();
    const rows = await this.rows<[string, string | null]>(
      `select s.stream, (
         select e.version from log.events e
         where e.log = $1 and e.stream = s.stream and e.position <= $3
         order by e.version desc limit 1)
       from unnest($2::text[]) as s(stream)`,
      [log, streams, position],
    );
    return new Map(
      rows.flatMap(([stream, version]) => (version === null ? [] : [[stream, Number(version)]])),
    );
  }

  async head(log: string): Promise<Head> {
    const [row] = await this.rows<[string, string, string, string]>(
      `select position, commit_no, encode(hash, 'hex'), recorded_at from log.heads where log = $1`,
      [log],
    );
    if (!row) throw new RangeError(`there is no log ${log}`);
    return {
      position: Number(row[0]),
      commitNo: Number(row[1]),
      hash: row[2],
      recordedAt: isoInstant(row[3]),
    };
  }

  /** The last position recorded at or before the instant; 0 when there is none. */
  async positionAt(log: string, instant: string): Promise<number> {
    const [row] = await this.rows<[string]>('select log.position_at($1, $2)', [log, instant]);
    return Number(row?.[0] ?? 0);
  }

  /**
   * Calls back with each log's position as it grows: at once for this process's commits, within
   * moments for those of others, a second at the latest. Answers how to stop.
   */
  onAppended(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /**
   * Empties the notes of one event for good and appends the event that says so (its position is
   * answered). The store's user must have the role `log_eraser`.
   */
  async eraseNotes(
    log: string,
    position: number,
    { actor, correlationId }: { readonly actor: string; readonly correlationId: string },
  ): Promise<number> {
    const [row] = await this.rows<[string]>('select log.erase_notes($1, $2, $3, $4)', [
      log,
      position,
      actor,
      correlationId,
    ]);
    const at = Number(row?.[0]);
    this.ears.own(log, at);
    return at;
  }

  private queueOf(log: string): GroupCommit {
    const known = this.queues.get(log);
    if (known) return known;
    const queue = new GroupCommit({
      log,
      writers: this.writers,
      queueLimit: this.options.queueLimit ?? 4_096,
      queueBytes: this.options.queueBytes ?? 64 * 2 ** 20,
      patienceMs: this.options.patienceMs ?? 3_000,
      eventAt: async (position) => {
        const event = (await this.eventsAt(log, [position])).get(position);
        if (!event) throw new GapInLog(`${log} has no event ${String(position)}`);
        return event;
      },
      committed: (position) => {
        this.ears.own(log, position);
      },
    });
    this.queues.set(log, queue);
    return queue;
  }

  private async events(
    log: string,
    name: string,
    condition: string,
    values: readonly unknown[],
  ): Promise<RecordedEvent[]> {
    const text = `select ${eventColumns} from log.events where ${condition}`;
    const rows = await this.rows<EventRow>(text, values, name);
    return rows.map((row) => recordedEvent(this.options.catalogue, log, row));
  }

  private async rows<Row extends readonly unknown[]>(
    text: string,
    values: readonly unknown[],
    name?: string,
  ): Promise<readonly Row[]> {
    try {
      const { rows } = await this.readers.query({
        text,
        values: [...values],
        rowMode: 'array',
        ...(name === undefined ? {} : { name }),
      });
      return rows as unknown as readonly Row[];
    } catch (error) {
      if (isConnectionTrouble(error)) {
        throw new DatabaseUnavailable('the database is away', { cause: error });
      }
      throw error;
    }
  }
}

export function assertContiguous(
  log: string,
  after: number,
  events: readonly { readonly position: number }[],
): void {
  for (const [at, { position }] of events.entries()) {
    if (position !== after + at + 1) {
      throw new GapInLog(
        `${log}: event ${String(after + at + 1)} is missing, ${String(position)} came instead`,
      );
    }
  }
}

export const isUnavailable = (error: unknown): boolean => error instanceof DatabaseUnavailable;
