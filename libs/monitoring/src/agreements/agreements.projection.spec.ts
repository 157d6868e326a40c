import { specifyProjection } from '@kursholder/eventstore';
import {
  agreementRegistered,
  operatingTable,
  tableImported,
} from '../../../../test/support/events';
import { agreements, importedRows } from './agreements.projection';

const stream = 'agreement-2025-2028';
const registered = { ...agreementRegistered(), stream };
const imported = (...args: Parameters<typeof tableImported>) => ({
  ...tableImported(...args),
  stream,
});
const capitalTable = { ...operatingTable, kind: 'capital', title: 'Anlæg' } as const;

describe('the agreements', () => {
  const given = specifyProjection(agreements);
  const row = {
    agreement: '2025-2028',
    title: 'Budgetaftale 2025-2028',
    years: [2025, 2026, 2027, 2028],
    tables: [],
  };

  it('have no tables at first', () => given(registered).thenRows(row));

  it('have one table of each kind, as it was imported last', () => {
    const wider = { ...operatingTable, columns: ['Overskrift', '2025', '2026', 'Pligter'] };
    const after = given(
      registered,
      imported(),
      imported({ table: capitalTable }),
      imported({ table: wider }),
    );
    after.thenRowsAt(2, { ...row, tables: [operatingTable] });
    after.thenRowsAt(3, { ...row, tables: [operatingTable, capitalTable] });
    after.thenRows({ ...row, tables: [capitalTable, wider] });
  });

  it('are apart', () =>
    given(
      registered,
      { ...agreementRegistered('2026-2029', [2026]), stream: 'agreement-2026-2029' },
      imported(),
    ).thenRows(
      { ...row, tables: [operatingTable] },
      { agreement: '2026-2029', title: 'Budgetaftale 2026-2029', years: [2026], tables: [] },
    ));
});

describe('the imported rows', () => {
  const given = specifyProjection(importedRows);
  const rowOf = (row_key: string, ref: string, stated: object) => ({
    agreement: '2025-2028',
    row_key,
    ref,
    stated: { ...stated },
  });

  it('are those that were imported last, row by row', () => {
    const after = given(
      registered,
      imported({
        rows: [
          { key: 'R307', ref: 'R307', stated: { title: 'Før' } },
          { key: 'R901', ref: 'R901', stated: { title: 'Pulje' } },
        ],
      }),
      imported({ rows: [{ key: 'R307', ref: 'R307', stated: { title: 'Efter' } }] }),
      imported({ rows: [] }),
    );
    after.thenRowsAt(1);
    after.thenRowsAt(
      2,
      rowOf('R307', 'R307', { title: 'Før' }),
      rowOf('R901', 'R901', { title: 'Pulje' }),
    );
    after.thenRows(
      rowOf('R307', 'R307', { title: 'Efter' }),
      rowOf('R901', 'R901', { title: 'Pulje' }),
    );
  });
});
