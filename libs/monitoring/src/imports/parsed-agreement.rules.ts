import type { Kind, MeasureFactsStated } from '../measures/measures.events';
import type { Obligation } from './duties.rules';
import type { Finding } from './import-findings.rules';

/** One row of a table: its number as a spreadsheet counts it, its cells as text. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export type Unit = 'mio. kr.' | '1.000 kr.' | 'kr.';

/** What a row says about its measure: what may be stated of one, as far as the columns carry it. */
export interface FileMeasure extends Omit<
  MeasureFactsStated,
  'priceLevel' | 'gross' | 'oneOff' | 'obligations' | 'crossCutting'
> {
  readonly reference: string | null;
  /** Kept verbatim, `(B)`. */
  readonly referenceSuffix: string | null;
  /** The years that the file says are in the budget already. */
  readonly incorporatedYears: readonly number[];
  readonly crossCutting: {
    readonly value: 'yes' | 'no' | 'unknown';
    readonly provenance: 'inferred' | 'stated';
  };
  readonly obligations: readonly Obligation[];
}

export type FileMeasureField = keyof FileMeasure;

export interface HeadingRow {
  readonly row: number;
  readonly outcome: 'heading';
  readonly section: string;
  /** Null where the row opens a section, else the group that it opens inside it. */
  readonly group: string | null;
  readonly errors: readonly [];
  readonly assumptions: readonly [];
}

export interface MeasureRow {
  readonly row: number;
  readonly outcome: 'measure';
  /** The same row in the next file: the R-number, else section and heading. */
  readonly key: string;
  readonly section: string;
  readonly group: string | null;
  readonly reference: string | null;
  readonly referenceSuffix: string | null;
  readonly slug: string;
  /** The capital table's `Nr.`, verbatim; null in the operating table. */
  readonly number: string | null;
  readonly measure: FileMeasure;
  /** The amounts as they stand in the file, with their decimals. */
  readonly amountTexts: Readonly<Record<string, string>>;
  /** Fields with a default or a guess for a new measure; the file does not say them. */
  readonly notGiven: readonly FileMeasureField[];
  readonly errors: readonly [];
  readonly assumptions: readonly Finding[];
}

export interface ErrorRow {
  readonly row: number;
  readonly outcome: 'error';
  readonly reference: string | null;
  readonly errors: readonly Finding[];
  readonly assumptions: readonly Finding[];
}

export type ParsedRow = HeadingRow | MeasureRow | ErrorRow;

export interface ParsedAgreement {
  /** Null when the headings could not be read; then `errors` says why. */
  readonly table: {
    readonly kind: Kind;
    readonly title: string | null;
    readonly columns: readonly string[];
    readonly years: readonly number[];
    readonly unit: Unit;
  } | null;
  readonly rows: readonly ParsedRow[];
  /** Of the file and its headings; a row's own errors stand in the row. */
  readonly errors: readonly Finding[];
  readonly assumptions: readonly Finding[];
}
