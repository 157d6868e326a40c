import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Column, Columns } from './columns';
import { copyIn, copyText } from './copy-in';
import { Fold, type RowVersion } from './fold';
import { arrayLiteral, identifier } from './postgres';
import type { Change, Projection } from './projection';

/*
 * The table of a projection, and sets of changes written to it.
 *
 *   log_id, <columns>, known int8range       one row per version of a row
 *   unique (log_id, key) where upper_inf(known)      the version that holds now
 *   unique (log_id, key, lower(known))               versions by key and time
 *   exclude (hash of log_id and key =, known &&)     two versions never overlap
 *
 * The exclusion costs more than all else together. So a rebuild fills its table without it, looks at all
 * versions once, in order, for overlaps, and then seals them: a check lets nothing be written any more
 * that ended, or began and goes on, at or before the position it had reached, and the exclusion covers
 * what that check lets through. The hash stands for the key because GiST compares numbers quickly and
 * texts slowly; two keys of one 64-bit hash would be refused, not confused.
 */

type AnyRow = Readonly<Record<string, unknown>>;

/** Changes with the definition; what differs is built anew. */
export function fingerprint({ table, version, columns, key, indexes }: Projection): string {
  const shape = Object.entries<Column<unknown>>(columns).map(([name, { type, nullable }]) => [
    name,
    type,
    nullable,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([table, version, shape, key, indexes]))
    .digest('hex');
}

export const liveTable = ({ table }: Projection): string => `read.${identifier(table)}`;

/** Where a build is filled before it takes the live table's name. */
export const asideTable = ({ table }: Projection, build: number): string =>
  `read.${identifier(`${table}__${String(build)}`)}`;

export function createTable(definition: Projection, table: string): string {
  const columns = Object.entries<Column<unknown>>(definition.columns).map(
    ([name, { type, nullable }]) => `${identifier(name)} ${type}${nullable ? '' : ' not null'}`,
  );
  return `create table ${table} (log_id text not null, ${columns.join(', ')},
    known int8range not null check (not isempty(known)))`;
}

/** So that the version of a key that holds now is found. */
export const indexCurrent = (definition: Projection, table: string, build: number): string =>
  `create unique index if not exists ${indexName(definition, build, 'current')}
   on ${table} (${keyColumns(definition).join(', ')}) where upper_inf(known)`;

/** The other indexes, and the keys that keep versions apart, once what is there is found to be so. */
export function constrainTable(
  definition: Projection,
  table: string,
  build: number,
  sealedAt: ReadonlyMap<string, number>,
): string {
  const name = (what: string) => indexName(definition, build, what);
  const key = keyColumns(definition).join(', ');
  const ofLogs = [...sealedAt].filter(([, position]) => position > 0);
  const sealed = `(case log_id ${ofLogs
    .map(([log, position]) => `when '${log.replaceAll("'", "''")}' then ${String(position)}`)
    .join(' ')} else 0 end)`;
  const open = `lower(known) > ${sealed} or coalesce(upper(known), 0) > ${sealed}`;
  const indexes = definition.indexes.map(
    (columns, at) =>
      `create index ${name(`by_${String(at)}`)} on ${table}
       (${['log_id', ...columns.map(identifier)].join(', ')});`,
  );
  return `${indexCurrent(definition, table, build)};
    create unique index ${name('versions')} on ${table} (${key}, lower(known));
    do $$ begin
      -- Where nothing has ended yet, the index above has seen to it.
      if exists (select from ${table} where not upper_inf(known)) then
        if exists (
          select from (
            select known, lead(lower(known)) over (partition by ${key} order by lower(known)) as next
            from ${table}
          ) versions where upper_inf(known) and next is not null or upper(known) > next
        ) then raise 'versions of ${definition.table} overlap'; end if;
      end if;
    end $$;
    alter table ${table}
      ${ofLogs.length === 0 ? '' : `add constraint ${name('sealed')} check (${open}) not valid,`}
      add constraint ${name('known')} exclude using gist
        (hash_record_extended(row(${key}), 0) with =, known with &&)
        ${ofLogs.length === 0 ? '' : `where (${open})`};
    ${indexes.join('\n')}`;
}

const keyColumns = ({ key }: Projection) => ['log_id', ...key.map(identifier)];

const indexName = ({ table }: Projection, build: number, what: string) =>
  identifier(`${table}__${String(build)}_${what}`);

/** What the events at these positions change. */
export type Changes = readonly {
  readonly position: number;
  readonly changes: readonly Change<AnyRow>[];
}[];

/** Writes a page of changes to a table that serves, in the transaction of the caller. */
export async function writeChanges(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  changes: Changes,
): Promise<void> {
  const fold = new Fold(definition);
  await loadRows(client, definition, table, log, fold, keysIn(definition, fold, changes));
  for (const { position, changes: ofEvent } of changes) fold.apply(ofEvent, position);
  await endRows(client, table, fold.takeEnds());
  await insertRows(client, definition, table, log, [...fold.takeEnded(), ...fold.forget(0)]);
}

/** A key, or its first columns. */
export interface Key {
  readonly row: AnyRow;
  readonly length: number;
}

/** The keys that changes are about, each once. */
export function keysIn(definition: Projection, fold: Fold, changes: Changes): Map<string, Key> {
  const keys = new Map<string, Key>();
  for (const { changes: ofEvent } of changes) {
    for (const change of ofEvent) {
      const row = change.kind === 'put' ? change.row : change.key;
      const length = change.kind === 'put' ? definition.key.length : Object.keys(row).length;
      keys.set(fold.keyOf(row, length), { row, length });
    }
  }
  return keys;
}

/** Makes known to the fold the rows with these keys, as the table has them now. */
export async function loadRows(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  fold: Fold,
  keys: ReadonlyMap<string, Key>,
): Promise<void> {
  const columns = Object.keys(definition.columns);
  for (let length = 1; length <= definition.key.length; length += 1) {
    const ofLength = [...keys.values()].filter((key) => key.length === length);
    if (ofLength.length === 0) continue;
    const names = definition.key.slice(0, length);
    const { rows } = await client.query<(string | null)[]>({
      // TRICKY: a look-up for each key whatever the planner thinks of a table that it has no statistics
      // of; joined freely, it would compare each key with each row.
      text: `select c.* from ${unnest(definition, names)} cross join lateral (
          select ${columns.map(identifier).join(', ')}, lower(t.known), t.ctid
          from ${table} t where t.log_id = $1 and upper_inf(t.known)
          and ${names.map((name) => `t.${identifier(name)} = k.${identifier(name)}`).join(' and ')}
          offset 0) c`,
      values: [
        log,
        ...names.map((name) =>
          arrayLiteral(ofLength.map(({ row }) => written(definition, name, row))),
        ),
      ],
      rowMode: 'array',
    });
    for (const row of rows) {
      const read = columns.map((name, at) => [name, readValue(definition, name, row[at] ?? null)]);
      const [from, place] = row.slice(-2);
      const known = Object.fromEntries(read) as Record<string, unknown>;
      if (!fold.knows(fold.keyOf(known))) fold.load(known, Number(from), place ?? '');
    }
  }
}

/** By their place in the table, which they keep as long as this transaction has looked at it. */
export async function endRows(
  client: ClientBase,
  table: string,
  ends: ReturnType<Fold['takeEnds']>,
): Promise<void> {
  if (ends.length === 0) return;
  await client.query(
    `update ${table} t set known = int8range(lower(t.known), k.ends_at)
     from unnest($1::tid[], $2::bigint[]) as k(place, ends_at) where t.ctid = k.place`,
    [arrayLiteral(ends.map(({ place }) => place)), arrayLiteral(ends.map(({ at }) => at))],
  );
}

async function insertRows(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  versions: readonly RowVersion[],
): Promise<void> {
  if (versions.length === 0) return;
  const names = Object.keys(definition.columns);
  const listed = names.map(identifier).join(', ');
  const known = `$${String(names.length + 2)}`;
  await client.query(
    `insert into ${table} (log_id, ${listed}, known)
     select $1, k.* from ${unnest(definition, names, `${known}::int8range[]`)}`,
    [
      log,
      ...names.map((name) =>
        arrayLiteral(versions.map(({ row }) => written(definition, name, row))),
      ),
      arrayLiteral(versions.map(rangeOf)),
    ],
  );
}

/** Many at a time, for a table that does not serve yet. */
export async function copyRows(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  versions: readonly RowVersion[],
): Promise<void> {
  if (versions.length === 0) return;
  const names = Object.keys(definition.columns);
  const ofLog = copyText(log);
  let lines = '';
  for (const version of versions) {
    lines += ofLog;
    for (const name of names) lines += `\t${copyText(written(definition, name, version.row))}`;
    lines += `\t${rangeOf(version)}\n`;
  }
  const listed = names.map(identifier).join(', ');
  await copyIn(client, `copy ${table} (log_id, ${listed}, known) from stdin`, lines);
}

const rangeOf = ({ from, to }: RowVersion): string =>
  `[${String(from)},${to === null ? '' : String(to)})`;

/** `unnest($2::text[], $3::bigint[]) as k(ref, year)`; `$1` is the log. */
function unnest(definition: Projection, names: readonly string[], ...more: readonly string[]) {
  const parameters = names.map((name, at) => {
    const { type } = columnOf(definition, name);
    return `$${String(at + 2)}::${type}[]`;
  });
  const listed = [...names, ...more.map((_, at) => `more_${String(at)}`)].map(identifier);
  return `unnest(${[...parameters, ...more].join(', ')}) as k(${listed.join(', ')})`;
}

function written(definition: Projection, name: string, row: AnyRow): string | null {
  const value = row[name];
  return value === null || value === undefined ? null : columnOf(definition, name).write(value);
}

const readValue = (definition: Projection, name: string, printed: string | null): unknown =>
  printed === null ? null : columnOf(definition, name).read(printed);

function columnOf({ table, columns }: Projection, name: string): Column<unknown> {
  const column = (columns as Columns)[name] as Column<unknown> | undefined;
  if (!column) throw new TypeError(`${table} has no column ${name}`);
  return column;
}
