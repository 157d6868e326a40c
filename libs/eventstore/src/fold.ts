import type { Columns } from './columns';
import type { Change, Projection } from './projection';
import type { ProjectedEvent } from './recorded-event';

/*
 * A page of events as a set of row versions, without a database.
 *
 * A version is a row and the positions [from, to) in which it was so. Every event that touches a row
 * makes a version; several changes of a row by one event make one. So the versions depend on the
 * events alone, not on where pages are cut, and a rebuild gives the same rows.
 */

type AnyRow = Record<string, unknown>;

export interface RowVersion {
  readonly row: Readonly<AnyRow>;
  readonly from: number;
  /** Null while it holds. */
  readonly to: number | null;
}

interface Current {
  readonly row: AnyRow;
  readonly from: number;
  /** Where the table has it; undefined when it was made by this page. */
  readonly place: string | undefined;
}

export class Fold {
  /** Rows that hold now, by key. Of those in the table, only the ones a page asks for. */
  private readonly current = new Map<string, Current>();
  private ended: RowVersion[] = [];
  private closed: { place: string; at: number }[] = [];

  constructor(private readonly definition: Projection) {}

  /** Versions that ended, each given once. */
  takeEnded(): RowVersion[] {
    const { ended } = this;
    this.ended = [];
    return ended;
  }

  /** Rows of the table that held until `at`, each given once. */
  takeEnds(): readonly { readonly place: string; readonly at: number }[] {
    const { closed } = this;
    this.closed = [];
    return closed;
  }

  /** How many rows are known to hold. */
  get size(): number {
    return this.current.size;
  }

  knows(key: string): boolean {
    return this.current.has(key);
  }

  /** Forgets the rows longest unchanged until so many are left; those that the table lacks are given. */
  forget(left: number, forgotten: (key: string) => void = () => undefined): RowVersion[] {
    const versions: RowVersion[] = [];
    for (const [key, { row, from, place }] of this.current) {
      if (this.current.size <= left) break;
      this.current.delete(key);
      forgotten(key);
      if (place === undefined) versions.push({ row, from, to: null });
    }
    return versions;
  }

  /** Makes a row of the table known, before the events. */
  load(row: AnyRow, from: number, place: string): void {
    this.current.set(this.keyOf(row), { row, from, place });
  }

  apply(changes: readonly Change<AnyRow>[], position: number): void {
    for (const change of changes) {
      if (change.kind === 'put') {
        this.put(change.row, position);
        continue;
      }
      const keys = this.matching(change.key);
      if (keys.length === 0 && change.kind === 'patch' && change.otherwise) {
        this.put(change.otherwise, position);
      }
      for (const key of keys) {
        const row = this.current.get(key)?.row;
        this.end(key, position);
        if (change.kind === 'remove' || !row) continue;
        const changed = typeof change.change === 'function' ? change.change(row) : change.change;
        const next = this.checked({ ...row, ...changed });
        if (this.keyOf(next) !== key) throw new TypeError('a patch cannot change the key');
        this.current.set(key, { row: next, from: position, place: undefined });
      }
    }
  }

  private put(given: AnyRow, position: number): void {
    const row = this.checked(given);
    const key = this.keyOf(row);
    this.end(key, position);
    this.current.set(key, { row, from: position, place: undefined });
  }

  private end(key: string, at: number): void {
    const ending = this.current.get(key);
    if (!ending) return;
    const { row, from, place } = ending;
    if (place !== undefined) this.closed.push({ place, at });
    else if (from < at) this.ended.push({ row, from, to: at });
    this.current.delete(key);
  }

  private matching(part: AnyRow): string[] {
    const { key, table } = this.definition;
    const given = Object.keys(part).length;
    const named = key.slice(0, given);
    if (given === 0 || named.some((name) => !(name in part))) {
      throw new TypeError(
        `${table}: rows are named by the key (${key.join(', ')}) or its first columns`,
      );
    }
    if (given === key.length) {
      const whole = this.keyOf(part);
      return this.current.has(whole) ? [whole] : [];
    }
    const opening = `${this.keyOf(part, given).slice(0, -1)},`;
    return [...this.current.keys()].filter((one) => one.startsWith(opening));
  }

  keyOf(row: AnyRow, length = this.definition.key.length): string {
    const { key, columns } = this.definition;
    return JSON.stringify(
      key.slice(0, length).map((name) => columns[name]?.check(row[name]) as unknown),
    );
  }

  private checked(row: AnyRow): AnyRow {
    const { table, columns } = this.definition;
    const checked: AnyRow = {};
    for (const name of Object.keys(columns)) {
      const column = columns[name];
      const value = row[name];
      try {
        if (value === null && !column?.nullable) throw new TypeError('it is never null');
        checked[name] = column?.check(value);
      } catch (error) {
        throw new TypeError(`${table}.${name}: ${(error as Error).message}`, { cause: error });
      }
    }
    const unknown = Object.keys(row).find((name) => !(name in columns));
    if (unknown !== undefined) throw new TypeError(`${table} has no column ${unknown}`);
    return checked;
  }
}

/** The versions of every row that a log gives, from its first event on. */
export function foldAll(
  definition: Projection<Columns>,
  events: readonly ProjectedEvent[],
): RowVersion[] {
  const fold = new Fold(definition);
  for (const event of events) fold.apply(definition.changes(event), event.position);
  return [...fold.takeEnded(), ...fold.forget(0)];
}
