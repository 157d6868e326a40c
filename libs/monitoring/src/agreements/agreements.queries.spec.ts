import {
  agreementRegistered,
  measureRegistered,
  operatingTable,
  tableImported,
} from '../../../../test/support/events';
import { compiler, inLines } from '../../../../test/support/compiled-sql';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import { agreementsAt, importedRowsAt, sectionsAt } from './agreements.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const stream = 'agreement-2025-2028';
const capital = { ...operatingTable, kind: 'capital' } as const;

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    { ...agreementRegistered(), stream },
    {
      ...tableImported({ rows: [{ key: 'R307', ref: 'R307', stated: { title: 'Før' } }] }),
      stream,
    },
    { ...tableImported({ table: capital }), stream },
    {
      ...tableImported({ rows: [{ key: 'R307', ref: 'R307', stated: { title: 'Efter' } }] }),
      stream,
    },
    { ...agreementRegistered('2021-2024', [2021]), stream: 'agreement-2021-2024' },
    ...['B', 'A', 'C'].map((ref) => ({
      ...measureRegistered({ ref, section: ref === 'C' ? 'Økonomiudvalget' : 'AU' }),
      stream: `measure-${ref}`,
    })),
    {
      ...measureRegistered({ ref: 'D', section: 'AU', kind: 'capital' }),
      stream: 'measure-D',
    },
    {
      ...measureRegistered({ ref: 'E', section: 'AU', agreement: '2021-2024' }),
      stream: 'measure-E',
    },
  );
  await logs.append(
    'syddjurs',
    { ...agreementRegistered('2025-2028', [2025]), stream },
    {
      ...tableImported({ rows: [{ key: 'R307', ref: 'X', stated: { title: 'En andens' } }] }),
      stream,
    },
    { ...measureRegistered({ ref: 'B', section: 'En andens' }), stream: 'measure-B' },
  );
});

describe('the agreements', () => {
  it('come in order, with the tables of each', async () => {
    const rows = await agreementsAt(logs.db, logs.known('norddjurs')).execute();
    expect(rows).toEqual([
      { id: '2021-2024', title: 'Budgetaftale 2021-2024', years: [2021], tables: [] },
      {
        id: '2025-2028',
        title: 'Budgetaftale 2025-2028',
        years: [2025, 2026, 2027, 2028],
        tables: [capital, operatingTable],
      },
    ]);
  });

  it('are there as they were known then', async () => {
    const at = (position: number) =>
      agreementsAt(logs.db, logs.known('norddjurs', position)).execute();
    expect(await at(0)).toEqual([]);
    expect(await at(1)).toMatchObject([{ id: '2025-2028', tables: [] }]);
    expect(await at(2)).toMatchObject([{ tables: [{ kind: 'operating' }] }]);
  });

  it('are never those of another municipality', async () => {
    const rows = await agreementsAt(logs.db, logs.known('syddjurs')).execute();
    expect(rows).toMatchObject([{ id: '2025-2028', years: [2025] }]);
  });
});

describe('the sections', () => {
  it('stand in the order of the agreement, per table, with their measures counted', async () => {
    const rows = await sectionsAt(logs.db, logs.known('norddjurs')).execute();
    expect(rows).toEqual([
      { agreement: '2025-2028', kind: 'operating', title: 'AU', measures: 2 },
      { agreement: '2025-2028', kind: 'operating', title: 'Økonomiudvalget', measures: 1 },
      { agreement: '2025-2028', kind: 'capital', title: 'AU', measures: 1 },
      { agreement: '2021-2024', kind: 'operating', title: 'AU', measures: 1 },
    ]);
  });

  it('count what was known then, and of one municipality', async () => {
    const then = await sectionsAt(logs.db, logs.known('norddjurs', 6)).execute();
    expect(then).toMatchObject([{ title: 'AU', measures: 1 }]);
    const others = await sectionsAt(logs.db, logs.known('syddjurs')).execute();
    expect(others).toMatchObject([{ title: 'En andens', measures: 1 }]);
  });
});

describe('the imported rows', () => {
  const rows = (log: string, position?: number, agreement = '2025-2028') =>
    importedRowsAt(logs.db, logs.known(log, position), agreement).execute();

  it('are those imported last, as known then, of one agreement and municipality', async () => {
    expect(await rows('norddjurs')).toEqual([
      { row_key: 'R307', ref: 'R307', stated: { title: 'Efter' } },
    ]);
    expect(await rows('norddjurs', 3)).toMatchObject([{ stated: { title: 'Før' } }]);
    expect(await rows('norddjurs', undefined, '2021-2024')).toEqual([]);
    expect(await rows('syddjurs')).toMatchObject([{ ref: 'X' }]);
  });
});

describe('the SQL', () => {
  const { db } = compiler<ReadDb>();
  const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
  it('of the agreements', () => {
    expect(inLines(agreementsAt(db, known).compile().sql)).toMatchInlineSnapshot(`
     "select "a"."agreement" as "id", "a"."title", "a"."years", "a"."tables"
     from "read"."agreements" as "a"
     where "a"."log_id" = $1
     and "a"."known" @> $2::bigint
     order by "a"."agreement""
    `);
  });
  it('of the sections', () => {
    expect(inLines(sectionsAt(db, known).compile().sql)).toMatchInlineSnapshot(`
     "select "m"."agreement", "m"."kind", "m"."section" as "title", count(*) as "measures"
     from "read"."measures" as "m"
     where "m"."log_id" = $1
     and "m"."known" @> $2::bigint
     group by "m"."agreement", "m"."kind", "m"."section"
     order by min(m.registered_at_position)"
    `);
  });
  it('of the imported rows', () => {
    expect(inLines(importedRowsAt(db, known, '2025-2028').compile().sql)).toMatchInlineSnapshot(`
     "select "r"."row_key", "r"."ref", "r"."stated"
     from "read"."imported_rows" as "r"
     where "r"."log_id" = $1
     and "r"."agreement" = $2
     and "r"."known" @> $3::bigint"
    `);
  });
});
