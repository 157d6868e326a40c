import type { ClientBase } from 'pg';
import { Fold } from './fold';
import type { Projection } from './projection';
import {
  copyRows,
  endRows,
  indexCurrent,
  keysIn,
  loadRows,
  type Changes,
  type Key,
} from './read-table';
import { SeenKeys } from './seen-keys';

/*
 * The rows of one log in a build that is being filled.
 *
 * A version is written when it has ended; a row that holds stays in memory, for the next event may well
 * end it. Past `mostHeld` rows the longest unchanged are written as they are, and forgotten but for
 * their keys. Only when such a key comes again has the table to be asked, and only then does it get the
 * index for it: a table of rows that never change (a row for each event) is filled without a look-up.
 *
 * What is in memory is lost in a crash, and the build begins again.
 */

/** TRICKY: few enough to be young still when they go; collecting old rows costs more than all else. */
const mostHeld = 10_000;

export class BuildRows {
  private readonly fold: Fold;
  private readonly written = new SeenKeys();
  private hasWritten = false;

  constructor(
    private readonly definition: Projection,
    private readonly log: string,
    private readonly table: string,
    private readonly build: number,
  ) {
    this.fold = new Fold(definition);
  }

  async apply(client: ClientBase, changes: Changes): Promise<void> {
    const { definition, fold, log, table } = this;
    if (this.hasWritten) await this.askTable(client, changes);
    for (const { position, changes: ofEvent } of changes) {
      try {
        fold.apply(ofEvent, position);
      } catch (error) {
        throw new EventNotApplied(position, error);
      }
    }
    await endRows(client, table, fold.takeEnds());
    const ended = fold.takeEnded();
    const forgotten = fold.size > mostHeld ? this.forget(mostHeld / 2) : [];
    await copyRows(client, definition, table, log, [...ended, ...forgotten]);
  }

  /** Writes the rows that hold. */
  async finish(client: ClientBase): Promise<void> {
    await copyRows(client, this.definition, this.table, this.log, this.forget(0));
  }

  private forget(left: number) {
    this.hasWritten = true;
    return this.fold.forget(left, (key) => {
      this.written.add(key);
    });
  }

  private async askTable(client: ClientBase, changes: Changes): Promise<void> {
    const { definition, fold, log, table } = this;
    const wanted = new Map<string, Key>();
    for (const [key, one] of keysIn(definition, fold, changes)) {
      const whole = one.length === definition.key.length;
      if (!whole || (!fold.knows(key) && this.written.has(key))) wanted.set(key, one);
    }
    if (wanted.size === 0) return;
    await client.query(indexCurrent(definition, table, this.build));
    await loadRows(client, definition, table, log, fold, wanted);
  }
}

/** The projection, not the machinery, could not take this event. */
export class EventNotApplied extends Error {
  constructor(
    readonly position: number,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}
