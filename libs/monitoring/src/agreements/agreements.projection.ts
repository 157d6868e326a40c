import { ignore, jsonb, patch, projection, put, text } from '@kursholder/eventstore';
import type { AgreementEvent, AgreementTable } from './agreements.events';

const idOf = ({ stream }: { readonly stream: string }) => stream.slice('agreement-'.length);

/** Budget agreements with the tables that were imported into them. */
export const agreements = projection<AgreementEvent>()({
  table: 'agreements',
  version: 1,
  columns: {
    agreement: text,
    title: text,
    years: jsonb<readonly number[]>(),
    tables: jsonb<readonly AgreementTable[]>(),
  },
  key: ['agreement'],
  on: {
    AgreementRegistered: ({ data }) =>
      put({ agreement: data.id, title: data.title, years: data.years, tables: [] }),
    AgreementTableImported: (event) =>
      patch({ agreement: idOf(event) }, (row) => ({
        tables: [
          ...row.tables.filter(({ kind }) => kind !== event.data.table.kind),
          event.data.table,
        ],
      })),
  },
});

/** Each row of the document as it was imported last, which a new import is compared with. */
export const importedRows = projection<AgreementEvent>()({
  table: 'imported_rows',
  version: 1,
  columns: { agreement: text, row_key: text, ref: text, stated: jsonb() },
  key: ['agreement', 'row_key'],
  on: {
    AgreementRegistered: ignore,
    AgreementTableImported: (event) =>
      event.data.rows.map(({ key, ref, stated }) =>
        put({ agreement: idOf(event), row_key: key, ref, stated }),
      ),
  },
});
