import { Client } from 'pg';
import { inTransaction } from './checkpoints';
import { Lane } from './lane';
import { connection, pause } from './postgres';
import type { Projection } from './projection';
import { constrainTable, createTable, fingerprint, liveTable } from './read-table';
import { rebuild, type BuildProgress } from './rebuild';
import type { EventStore } from './store';

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly connectionString: string;
  readonly projections: readonly Projection[];
  /** Events that are applied at a time while serving; a rebuild takes larger pages. */
  readonly pageSize?: number;
  readonly rebuildPageSize?: number;
  /** Told of lost connections and the like; a projection's own failures are in `status`. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface ProjectionStatus {
  readonly log: string;
  readonly projection: string;
  readonly version: number;
  /** `building` is a table being filled aside; `failed` waits for `retry`. */
  readonly state: 'live' | 'building' | 'failed';
  readonly position: number;
  readonly head: number;
  /** Events that are not in it yet. */
  readonly lag: number;
  readonly error: string | null;
  readonly failedPosition: number | null;
  /** Whether this process keeps it. */
  readonly owned: boolean;
  /** Of a build, since it began. */
  readonly perSecond: number | null;
  readonly remainingSeconds: number | null;
}

/**
 * Keeps read models up with their logs.
 *
 * Any number of processes may start one: each projection is kept by one of them, and by another when
 * that one goes. A process that only reads makes one without starting it, for `waitFor` and `status`.
 *
 * @example
 * const projector = new Projector({ store, connectionString, projections: [counters] });
 * await projector.start();
 * const outcome = await store.append(…);
 * await projector.waitFor('norddjurs', outcome.position, 5_000); // true: read.counters has it
 * await projector.stop();
 */
export class Projector {
  private readonly lanes = new Map<string, Lane>();
  private readonly waiting = new Set<() => void>();
  private moves = 0;
  private readonly asked = new Map<string, Promise<number>>();
  private readonly builds: Promise<void>[] = [];
  private questions: Client | undefined;
  private connecting: Promise<Client> | undefined;
  private stopping = false;
  private unsubscribe: () => void = () => undefined;

  constructor(private readonly options: ProjectorOptions) {
    const names = options.projections.map(({ table }) => table);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new TypeError(`two projections make the table ${twice}`);
  }

  /** Makes missing tables, and begins: what is there is kept up, what changed is built anew. */
  async start(): Promise<void> {
    const { store } = this.options;
    await this.makeTables();
    this.unsubscribe = store.onAppended((log) => {
      this.laneOf(log).nudge();
      this.tell();
    });
    for (const log of await store.logs()) this.laneOf(log);
    for (const definition of await this.changed()) {
      this.builds.push(this.buildUntilDone(definition));
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unsubscribe();
    this.tell();
    await Promise.all([...[...this.lanes.values()].map((lane) => lane.stop()), ...this.builds]);
    await this.questions?.end().catch(() => undefined);
  }

  /** The position that all read models have reached: what is asked as of it is whole. */
  async position(log: string): Promise<number> {
    return this.lanes.get(log)?.position() ?? this.askPosition(log);
  }

  /** Whether all read models reach the position in time. */
  async waitFor(log: string, position: number, timeoutMs: number): Promise<boolean> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const seen = this.moves;
      if ((await this.position(log)) >= position) return true;
      const left = until - Date.now();
      if (left <= 0 || this.stopping) return false;
      // Our own lanes say when they move; what other processes do has to be looked at.
      const looks = this.lanes.get(log)?.position() === undefined ? 10 : 1_000;
      if (this.moves === seen) await this.nextMove(Math.min(left, looks));
    }
  }

  /** Every read model in every log, and every build that is under way. */
  async status(): Promise<ProjectionStatus[]> {
    const client = await this.connected();
    const { rows } = await client.query<Record<string, string | null>>(
      `select h.log, b.projection, b.version, b.state, b.build, h.position as head,
         coalesce(c.position, 0) as position, c.error, c.failed_position,
         extract(epoch from now() - b.started_at) as seconds
       from log.builds b cross join log.heads h
       left join log.checkpoints c using (log, projection, build)
       where b.projection = any ($1) order by h.log, b.projection, b.build`,
      [this.options.projections.map(({ table }) => table)],
    );
    return rows.map((row) => {
      const [log, projection] = [row['log'] ?? '', row['projection'] ?? ''];
      const [position, head] = [Number(row['position']), Number(row['head'])];
      const building = row['state'] === 'building';
      const perSecond = building ? position / Math.max(0.001, Number(row['seconds'])) : null;
      return {
        log,
        projection,
        version: Number(row['version']),
        state: row['error'] === null ? (building ? 'building' : 'live') : 'failed',
        position,
        head,
        lag: head - position,
        error: row['error'] ?? null,
        failedPosition: row['failed_position'] == null ? null : Number(row['failed_position']),
        owned: !building && (this.lanes.get(log)?.owns(projection) ?? false),
        perSecond,
        remainingSeconds: perSecond ? (head - position) / perSecond : null,
      };
    });
  }

  /** Lets a projection that failed try its event again, in whichever process keeps it. */
  async retry(table: string): Promise<void> {
    const client = await this.connected();
    await client.query(
      'update log.checkpoints set error = null, failed_position = null where projection = $1',
      [table],
    );
    for (const lane of this.lanes.values()) lane.nudge({ look: true });
  }

  /** Builds a read model anew, side by side, and switches. It needs no started projector. */
  async rebuild(table: string, progress: (progress: BuildProgress) => void): Promise<void> {
    const definition = this.options.projections.find((one) => one.table === table);
    if (!definition) throw new RangeError(`there is no projection ${table}`);
    await this.makeTables();
    await this.build(definition, { force: true, progress });
  }

  private laneOf(log: string): Lane {
    const known = this.lanes.get(log);
    if (known) return known;
    const lane = new Lane({
      log,
      store: this.options.store,
      connect: () => this.connect(),
      projections: this.options.projections,
      pageSize: this.options.pageSize ?? 1_000,
      moved: () => {
        this.tell();
      },
      trouble: (error) => this.options.onTrouble?.(error),
    });
    this.lanes.set(log, lane);
    if (!this.stopping) lane.start();
    return lane;
  }

  private tell(): void {
    this.moves += 1;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const wake of waiting) wake();
  }

  private nextMove(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, atMostMs);
      this.waiting.add(wake);
    });
  }

  /** Many who wait share one question. */
  private askPosition(log: string): Promise<number> {
    const under = this.asked.get(log);
    if (under) return under;
    const asking = this.positionInDatabase(log).finally(() => this.asked.delete(log));
    this.asked.set(log, asking);
    return asking;
  }

  private async positionInDatabase(log: string): Promise<number> {
    const client = await this.connected();
    const { rows } = await client.query<{ position: string | null }>({
      name: 'position',
      text: `select min(coalesce(c.position, 0)) as position
        from unnest($2::text[], $3::text[]) as d(projection, fingerprint)
        left join log.builds b on b.projection = d.projection and b.fingerprint = d.fingerprint
          and b.state = 'live'
        left join log.checkpoints c on c.log = $1 and c.projection = b.projection
          and c.build = b.build`,
      values: [
        log,
        this.options.projections.map(({ table }) => table),
        this.options.projections.map(fingerprint),
      ],
    });
    return Number(rows[0]?.position ?? 0);
  }

  private async changed(): Promise<readonly Projection[]> {
    const client = await this.connected();
    const { rows } = await client.query<{ projection: string; fingerprint: string }>(
      `select projection, fingerprint from log.builds where state = 'live'`,
    );
    const live = new Map(rows.map((row) => [row.projection, row.fingerprint]));
    return this.options.projections.filter((one) => live.get(one.table) !== fingerprint(one));
  }

  private async buildUntilDone(definition: Projection): Promise<void> {
    while (!this.stopping) {
      try {
        const outcome = await this.build(definition, { force: false, progress: () => undefined });
        if (outcome !== 'busy') return;
        await pause(1_000);
      } catch (error) {
        if (this.stopping) return;
        this.options.onTrouble?.(error);
        await pause(500);
      }
    }
  }

  private async build(
    definition: Projection,
    { force, progress }: { force: boolean; progress: (progress: BuildProgress) => void },
  ) {
    const client = await this.connect();
    try {
      return await rebuild(client, {
        definition,
        store: this.options.store,
        pageSize: this.options.rebuildPageSize ?? 2_000,
        force,
        stopping: () => this.stopping,
        progress,
      });
    } finally {
      await client.end().catch(() => undefined);
      for (const lane of this.lanes.values()) lane.nudge({ look: true });
    }
  }

  /** An empty table for each projection that has none. In a log with events it is then built aside. */
  private async makeTables(): Promise<void> {
    const client = await this.connect();
    try {
      await inTransaction(client, async () => {
        // Processes that start at once take turns.
        await client.query(`select pg_advisory_xact_lock(hashtextextended('read models', 0))`);
        const heads = await client.query('select 1 from log.heads where position > 0 limit 1');
        const known = await client.query<{ projection: string }>(
          'select distinct projection from log.builds',
        );
        const there = new Set(known.rows.map(({ projection }) => projection));
        for (const definition of this.options.projections) {
          if (there.has(definition.table)) continue;
          const table = liveTable(definition);
          await client.query(createTable(definition, table));
          await client.query(constrainTable(definition, table, 1, new Map()));
          await client.query(
            `insert into log.builds (projection, build, state, version, fingerprint)
             values ($1, 1, 'live', $2, $3)`,
            [
              definition.table,
              definition.version,
              heads.rows.length === 0 ? fingerprint(definition) : 'empty',
            ],
          );
        }
      });
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async connect(): Promise<Client> {
    const { connectionString } = this.options;
    const ours = connection(connectionString);
    const client = new Client({
      ...ours,
      // Read models can be made again, so a commit need not wait for the disk. Rows are found by key
      // whatever the statistics of a table that is just being filled say.
      options:
        `${String(ours.options)} -c synchronous_commit=off -c enable_hashjoin=off ` +
        '-c enable_mergejoin=off -c enable_seqscan=off -c enable_bitmapscan=off',
    });
    // A lost connection shows in the next query; without a listener it would end the process.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** One connection for what is asked now and then. */
  private async connected(): Promise<Client> {
    if (this.questions) return this.questions;
    this.connecting ??= this.connect()
      .then((client) => {
        client.on('end', () => {
          this.questions = undefined;
        });
        this.questions = client;
        return client;
      })
      .finally(() => {
        this.connecting = undefined;
      });
    return this.connecting;
  }
}
