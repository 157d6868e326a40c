import type { Json, NewEvent } from '@kursholder/kernel';

/** One of the document's tables as it was read: its own column headings, and how many rows. */
export interface AgreementTable {
  readonly kind: 'operating' | 'capital';
  readonly title: string;
  readonly columns: readonly string[];
  readonly years: readonly number[];
}

/** What an import made of one row, kept so that the next one compares with it. */
export interface ImportedRow {
  /** The same row in another file: the R-number, else section and heading. */
  readonly key: string;
  readonly ref: string;
  /** The row's facts as the file stated them. */
  readonly stated: Json;
}

export type AgreementEvent =
  | NewEvent<
      'AgreementRegistered',
      { readonly id: string; readonly title: string; readonly years: readonly number[] }
    >
  | NewEvent<
      'AgreementTableImported',
      {
        readonly batch: string;
        readonly file: { readonly name: string; readonly sha256: string };
        readonly table: AgreementTable;
        /** Rows that are new or that changed; the others stand as they were imported before. */
        readonly rows: readonly ImportedRow[];
      }
    >;

export const agreementStream = (id: string) => `agreement-${id}`;
