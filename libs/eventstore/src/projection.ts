import type { NewEvent } from '@kursholder/kernel';
import type { Column, Columns, ValueOf } from './columns';
import type { ProjectedEvent } from './recorded-event';

/** A row of a read model, without the columns that the runner keeps. */
export type Row<C extends Columns> = { -readonly [Name in keyof C]: ValueOf<C[Name]> };

export type RowOf<P> = P extends Projection<infer C> ? Row<C> : never;

/** The table `read.<table>` as a query sees it. */
export type ReadTable<P> = RowOf<P> & {
  readonly log_id: string;
  /** The positions in which the row held, `[from,to)`; `known @> position` is "as known then". */
  readonly known: string;
};

/** The row with this key is so from now on, whether it was there or not. */
export interface Put<R> {
  readonly kind: 'put';
  readonly row: R;
}

/** Some columns of the row with this key are different from now on; where there is none, `otherwise` is put. */
export interface Patch<R> {
  readonly kind: 'patch';
  readonly key: Partial<R>;
  readonly change: Partial<R> | ((row: R) => Partial<R>);
  readonly otherwise: R | undefined;
}

/** The row with this key is no more; where there is none, nothing happens. */
export interface Remove<R> {
  readonly kind: 'remove';
  readonly key: Partial<R>;
}

export type Change<R> = Put<R> | Patch<R> | Remove<R>;

export const put = <R>(row: R): Put<R> => ({ kind: 'put', row });

/**
 * @param key all of the key's columns, or the first few: then every row that has them is changed.
 * @param otherwise the row that is put where there is none.
 * @example patch({ ref: 'R307' }, (row) => ({ owners: [...row.owners, owner] }))
 */
export const patch = <R>(
  key: Partial<NoInfer<R>>,
  change: Partial<NoInfer<R>> | ((row: NoInfer<R>) => Partial<NoInfer<R>>),
  otherwise?: NoInfer<R>,
): Patch<R> => ({ kind: 'patch', key, change, otherwise });

/** @param key all of the key's columns, or the first few: then every row that has them is removed. */
export const remove = <R>(key: Partial<NoInfer<R>>): Remove<R> => ({ kind: 'remove', key });

/** The event changes nothing here, on purpose. */
export const ignore = Symbol('ignore');

type Answer<E extends NewEvent, R> =
  typeof ignore | ((event: ProjectedEvent<E>) => Change<R> | readonly Change<R>[]);

/** What each event of a union changes in one table. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever its columns are
export interface Projection<C extends Columns = any> {
  /** `read.<table>` */
  readonly table: string;
  /** Raised whenever the columns or the answers change: the table is then built anew. */
  readonly version: number;
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  /** Columns that queries look rows up by, each list an index. */
  readonly indexes: readonly (readonly (keyof C & string)[])[];
  /** The event types that may change something here. */
  readonly types: readonly string[];
  /** What an event changes; events of other types change nothing. */
  changes(event: ProjectedEvent): readonly Change<Row<C>>[];
}

/**
 * Defines a read model. `on` has an answer for every event type of the union, or does not compile.
 *
 * A handler sees no notes (`ProjectedEvent`): what a person typed stays in the log, where it can be
 * erased.
 *
 * @example
 * const counters = projection<Counted | Closed>()({
 *   table: 'counters', version: 1,
 *   columns: { counter: text, sum: bigint },
 *   key: ['counter'],
 *   on: {
 *     Opened: ({ stream }) => put({ counter: stream, sum: 0 }),
 *     Counted: ({ stream, data }) => patch({ counter: stream }, (row) => ({ sum: row.sum + data.by })),
 *     Closed: ignore,
 *   },
 * });
 */
export const projection =
  <E extends NewEvent>() =>
  <C extends Columns>(definition: {
    readonly table: string;
    readonly version: number;
    readonly columns: C;
    readonly key: readonly (keyof C & string)[];
    readonly indexes?: readonly (readonly (keyof C & string)[])[];
    readonly on: {
      readonly [Type in E['type']]: Answer<Extract<E, { readonly type: Type }>, Row<C>>;
    };
  }): Projection<C> => {
    const { table, version, columns, key, indexes = [] } = definition;
    const names = [table, ...Object.keys(columns)];
    const wrong = names.find((name) => !/^[a-z][a-z0-9_]{0,39}$/.test(name) || name === 'known');
    if (wrong !== undefined)
      throw new TypeError(`${table}: ${wrong} is no name for a column or table`);
    const inKey: readonly (Column<unknown> | undefined)[] = key.map((name) => columns[name]);
    const unfit = inKey.some((column) => !column || column.nullable || column.type === 'jsonb');
    if (key.length === 0 || unfit) {
      throw new TypeError(`${table}: a key needs columns that are never null, and not JSON`);
    }
    const answers = new Map<string, Answer<NewEvent, Row<C>>>(
      Object.entries(definition.on as unknown as Record<string, Answer<NewEvent, Row<C>>>),
    );
    return {
      table,
      version,
      columns,
      key,
      indexes,
      types: [...answers.keys()].filter((type) => answers.get(type) !== ignore),
      changes: (event) => {
        const answer = answers.get(event.type);
        if (answer === undefined || answer === ignore) return [];
        const changes = answer(event);
        return 'kind' in changes ? [changes] : changes;
      },
    };
  };
