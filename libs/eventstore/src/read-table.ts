import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Column, Columns } from './columns';
import { Fold } from './fold';
import { arrayLiteral, identifier } from './postgres';
import type { Change, Projection } from './projection';

/*
 * The table of a projection, and a page of changes written to it as sets.
 *
 *   log_id, <columns>, known int8range      one row per version of a row
 *   unique (log_id, key) where upper_inf(known)     the version that holds now
 *   exclude (log_id, key, known &&)                 two versions never overlap
 */

/** Changes with the definition; what differs is built anew. */
export function fingerprint({ table, version, columns, key, indexes }: Projection): string {
  const shape = Object.entries<Columns[string]>(columns).map(([name, { type, nullable }]) => [
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

export function createTable(definition: Projection, table: string, build: number): string {
  const columns = Object.entries<Columns[string]>(definition.columns).map(
    ([name, { type, nullable }]) => `${identifier(name)} ${type}${nullable ? '' : ' not null'}`,
  );
  return `create table ${table} (log_id text not null, ${columns.join(', ')},
      known int8range not null check (not isempty(known)));
    create unique index ${indexName(definition, build, 'current')}
      on ${table} (${keyColumns(definition).join(', ')}) where upper_inf(known);`;
}

/** What a build makes once it is filled: as a whole this is quicker than row by row. */
export function constrainTable(definition: Projection, table: string, build: number): string {
  const name = indexName(definition, build, 'known');
  const key = keyColumns(definition).map((column) => `${column} with =`);
  const indexes = definition.indexes.map((columns, at) => {
    const names = ['log_id', ...columns.map(identifier)].join(', ');
    return `create index if not exists ${indexName(definition, build, `by_${String(at)}`)} on ${table} (${names});`;
  });
  return `alter table ${table} drop constraint if exists ${name};
    alter table ${table} add constraint ${name}
      exclude using gist (${key.join(', ')}, known with &&);
    ${indexes.join('\n')}`;
}

const keyColumns = ({ key }: Projection) => ['log_id', ...key.map(identifier)];

const indexName = ({ table }: Projection, build: number, what: string) =>
  identifier(`${table}__${String(build)}_${what}`);

/** Writes what the events at these positions change. In the transaction of the caller. */
export async function writeChanges(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  changes: readonly { readonly position: number; readonly changes: readonly Change<AnyRow>[] }[],
): Promise<void> {
  const fold = new Fold(definition);
  await loadRows(
    client,
    definition,
    table,
    log,
    fold,
    changes.flatMap((one) => one.changes),
  );
  for (const { position, changes: ofEvent } of changes) fold.apply(ofEvent, position);
  await endRows(client, table, fold);
  await addRows(client, definition, table, log, fold);
}

type AnyRow = Readonly<Record<string, unknown>>;

/** Makes known to the fold the rows that the changes are about, as they are now. */
async function loadRows(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  fold: Fold,
  changes: readonly Change<AnyRow>[],
): Promise<void> {
  const all = definition.key.length;
  const wanted = new Map<string, { key: AnyRow; length: number }>();
  for (const change of changes) {
    const key = change.kind === 'put' ? change.row : change.key;
    const length = change.kind === 'put' ? all : Object.keys(key).length;
    wanted.set(fold.keyOf(key, length), { key, length });
  }
  for (let length = 1; length <= all; length += 1) {
    const keys = [...wanted.values()].filter((one) => one.length === length).map(({ key }) => key);
    if (keys.length === 0) continue;
    const names = definition.key.slice(0, length);
    const columns = Object.keys(definition.columns);
    const { rows } = await client.query<(string | null)[]>({
      // TRICKY: a look-up for each key whatever the planner thinks of a table that it has no statistics
      // of; joined freely, it would compare each key with each row.
      text: `select c.* from ${unnest(definition, names, 2)} cross join lateral (
          select ${columns.map(identifier).join(', ')}, lower(t.known), t.ctid
          from ${table} t where t.log_id = $1 and upper_inf(t.known)
          and ${names.map((name) => `t.${identifier(name)} = k.${identifier(name)}`).join(' and ')}
          offset 0) c`,
      values: [log, ...arrays(definition, names, keys)],
      rowMode: 'array',
    });
    for (const row of rows) {
      const read = columns.map((name, at) => [name, readValue(definition, name, row[at] ?? null)]);
      const [from, place] = row.slice(-2);
      fold.load(Object.fromEntries(read) as Record<string, unknown>, Number(from), place ?? '');
    }
  }
}

/** By their place in the table, which they keep as long as this transaction has looked at it. */
async function endRows(client: ClientBase, table: string, fold: Fold): Promise<void> {
  const ends = fold.ends();
  if (ends.length === 0) return;
  await client.query(
    `update ${table} t set known = int8range(lower(t.known), k.ends_at)
     from unnest($1::tid[], $2::bigint[]) as k(place, ends_at) where t.ctid = k.place`,
    [arrayLiteral(ends.map(({ place }) => place)), arrayLiteral(ends.map(({ at }) => at))],
  );
}

async function addRows(
  client: ClientBase,
  definition: Projection,
  table: string,
  log: string,
  fold: Fold,
): Promise<void> {
  const added = fold.added();
  if (added.length === 0) return;
  const names = Object.keys(definition.columns);
  const listed = names.map(identifier).join(', ');
  const from = { name: 'known_from', type: 'bigint' };
  const to = { name: 'known_to', type: 'bigint' };
  await client.query(
    `insert into ${table} (log_id, ${listed}, known)
      select $1, ${listed}, int8range(known_from, known_to)
      from ${unnest(definition, names, 2, from, to)}`,
    [
      log,
      ...arrays(
        definition,
        names,
        added.map(({ row }) => row),
      ),
      arrayLiteral(added.map((version) => version.from)),
      arrayLiteral(added.map((version) => version.to)),
    ],
  );
}

/** `unnest($2::text[], $3::bigint[]) as k(ref, year)`, its parameters counted from `first`. */
function unnest(
  definition: Projection,
  names: readonly string[],
  first: number,
  ...more: readonly { readonly name: string; readonly type: string }[]
): string {
  const all = [...names.map((name) => ({ name, type: columnOf(definition, name).type })), ...more];
  const parameters = all.map(({ type }, at) => `$${String(first + at)}::${type}[]`);
  return `unnest(${parameters.join(', ')}) as k(${all.map(({ name }) => identifier(name)).join(', ')})`;
}

const arrays = (definition: Projection, names: readonly string[], rows: readonly AnyRow[]) =>
  names.map((name) => {
    const column = columnOf(definition, name);
    return arrayLiteral(
      rows.map((row) => {
        const value = row[name];
        return value === null || value === undefined ? null : column.write(value);
      }),
    );
  });

const readValue = (definition: Projection, name: string, printed: string | null): unknown =>
  printed === null ? null : columnOf(definition, name).read(printed);

function columnOf({ table, columns }: Projection, name: string): Column<unknown> {
  const column = (columns as Columns)[name] as Column<unknown> | undefined;
  if (!column) throw new TypeError(`${table} has no column ${name}`);
  return column;
}
