import { Client } from 'pg';
import { applyPage, checkpointOf, Fenced, recordFailure, type Member } from './checkpoints';
import { isAlive, isPassing, pause } from './postgres';
import type { Projection } from './projection';
import { fingerprint, liveTable } from './read-table';
import type { ProjectedEvent } from './recorded-event';
import type { EventStore } from './store';

/*
 * Keeps the live read models of one log up with it.
 *
 * Terms. A lane has one connection. It owns a projection while that connection holds the advisory lock
 * of its live build; another process that asks for it stands by and asks again each second. Locks only
 * spare work: what keeps two owners from applying a page twice is the checkpoint (checkpoints.ts).
 *
 * Invariants:
 *   1. Projections at the same position share a page and its transaction. Those further on go first,
 *      a page each in turn, so that one that has much to catch up holds nobody up.
 *   2. A page that fails is tried projection by projection, then by halves, so that exactly the event
 *      that cannot be applied is named, and everything before it is applied.
 *   3. A projection that failed stops alone until its error is taken away (Projector.retry).
 *   4. A lost connection loses the locks; the lane connects again and starts from the checkpoints.
 */

export interface LaneOptions {
  readonly log: string;
  readonly store: EventStore;
  readonly connect: () => Promise<Client>;
  readonly projections: readonly Projection[];
  readonly pageSize: number;
  moved(): void;
  trouble(error: unknown): void;
}

const lookMs = 1_000;

export class Lane {
  private readonly members = new Map<string, Member>();
  private readonly failed = new Set<string>();
  private stopping = false;
  private news = false;
  private lookedAt = 0;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: LaneOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** There may be events, or projections to own. */
  nudge({ look = false } = {}): void {
    this.news = true;
    if (look) this.lookedAt = 0;
    this.wake();
  }

  /** The position that all of them have reached, when this lane owns them all and none has failed. */
  position(): number | undefined {
    if (this.members.size < this.options.projections.length || this.failed.size > 0)
      return undefined;
    return Math.min(...[...this.members.values()].map(({ position }) => position));
  }

  owns(projection: string): boolean {
    return this.members.has(projection);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let client: Client | undefined;
      try {
        client = await this.options.connect();
        let lost = false;
        client.on('end', () => {
          lost = true;
          this.wake();
        });
        while (!this.stopping && !lost) {
          this.news = false;
          await this.look(client);
          if (!(await this.step(client))) await this.rest();
        }
      } catch (error) {
        // What a projection did wrong is kept with its checkpoint; this is the machinery's.
        this.options.trouble(error);
        await pause(100);
      } finally {
        this.members.clear();
        this.failed.clear();
        this.lookedAt = 0;
        await client?.end().catch(() => undefined);
      }
    }
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopping || this.news) this.wake();
    });
  }

  /** Each second: asks for what it does not own, and whether what failed may run again. */
  private async look(client: Client): Promise<void> {
    const { log, projections } = this.options;
    const unowned = projections.filter(({ table }) => !this.members.has(table));
    if (unowned.length + this.failed.size === 0 || Date.now() - this.lookedAt < lookMs) return;
    this.lookedAt = Date.now();
    for (const table of this.failed) {
      const member = this.members.get(table);
      if (member) await this.own(client, member.definition, member.build);
    }
    const { rows } = await client.query<{ projection: string; build: string; owned: string }>(
      `select b.projection, b.build, pg_try_advisory_lock(hashtextextended(
         concat_ws(' ', 'lane', $1::text, b.projection, b.build), 0)) as owned
       from unnest($2::text[], $3::text[]) as d(projection, fingerprint)
       join log.builds b using (projection, fingerprint) where b.state = 'live'`,
      [log, unowned.map(({ table }) => table), unowned.map(fingerprint)],
    );
    for (const { projection, build, owned } of rows) {
      const definition = unowned.find(({ table }) => table === projection);
      if (owned === 't' && definition) await this.own(client, definition, Number(build));
    }
  }

  private async own(client: Client, definition: Projection, build: number): Promise<void> {
    const { log } = this.options;
    const member = { definition, build, table: liveTable(definition), position: 0 };
    const checkpoint = await checkpointOf(client, log, definition.table, build);
    if (!checkpoint) return this.forget(client, [member]);
    const { position, error } = checkpoint;
    this.members.set(definition.table, { ...member, position });
    if (error === null) this.failed.delete(definition.table);
    else this.failed.add(definition.table);
    this.options.moved();
  }

  /** One page for each group; whether there was any. */
  private async step(client: Client): Promise<boolean> {
    const { log, store, pageSize } = this.options;
    const groups = new Map<number, Member[]>();
    for (const member of this.members.values()) {
      if (this.failed.has(member.definition.table)) continue;
      groups.set(member.position, [...(groups.get(member.position) ?? []), member]);
    }
    let moved = false;
    let next = Infinity;
    for (const [position, members] of [...groups].sort(([a], [b]) => b - a)) {
      // Up to where the next group stands, so that the two become one.
      const events = await store.readProjected(log, position, Math.min(pageSize, next - position));
      if (events.length > 0) {
        await this.apply(client, members, events);
        this.options.moved();
        moved = true;
      }
      next = position;
    }
    return moved;
  }

  private async apply(
    client: Client,
    members: readonly Member[],
    events: readonly ProjectedEvent[],
  ): Promise<void> {
    try {
      await applyPage(client, this.options.log, members, events);
    } catch (error) {
      if (error instanceof Fenced) return this.forget(client, members);
      if (isPassing(error) || !(await isAlive(client))) throw error;
      const [only] = members;
      if (members.length > 1) {
        for (const member of members) await this.apply(client, [member], events);
      } else if (only && events.length > 1) {
        const half = events.length >> 1;
        const before = only.position;
        await this.apply(client, members, events.slice(0, half));
        if (only.position === before + half) await this.apply(client, members, events.slice(half));
      } else if (only) {
        const { log } = this.options;
        await recordFailure(client, log, only, events[0]?.position ?? 0, error);
        this.failed.add(only.definition.table);
      }
    }
  }

  /** Lets go of projections whose checkpoints are not as we left them; the next look starts afresh. */
  private async forget(client: Client, members: readonly Member[]): Promise<void> {
    for (const { definition, build } of members) {
      this.members.delete(definition.table);
      this.failed.delete(definition.table);
      await client.query(
        `select pg_advisory_unlock(hashtextextended(
           concat_ws(' ', 'lane', $1::text, $2::text, $3::integer), 0))`,
        [this.options.log, definition.table, build],
      );
    }
    this.lookedAt = 0;
  }
}
