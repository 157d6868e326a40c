import { CsvError, parse } from 'csv-parse/sync';
import { type Finding, finding } from './import-findings.rules';
import type { SheetRow } from './parsed-agreement.rules';

export interface SheetLimits {
  readonly rows: number;
  readonly columns: number;
}

/** A file's bytes as text: UTF-8, else Windows-1252, in which every byte is something. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

// What Windows-1252 has where Latin-1 has control characters; five places are free and stay so.
const above7f = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

// TRICKY: Node 20 decodes `windows-1252` as Latin-1, so a dash becomes a control character.
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/gu, (control) => above7f[control.charCodeAt(0) - 0x80] ?? control);

/** The headings are looked for in so many rows, and so much text, to tell the separator. */
const searchedRows = 60;
const searchedText = 1_000_000;

/**
 * The rows of a CSV text. The separator is the one that makes the headings appear: counting
 * semicolons and commas fails on tables of prose and Danish numbers.
 */
export function readCsv(
  text: string,
  isHeading: (cells: readonly string[]) => boolean,
  limits: SheetLimits,
): { readonly rows: readonly SheetRow[] } | { readonly errors: readonly Finding[] } {
  // One kind of line break, because a file put together from two has both.
  const lines = text.replace(/\r\n?/gu, '\n');
  if (hasEndlessLine(lines)) {
    const facts = { limit: limits.columns };
    return { errors: [finding('file', 'imports.too-many-columns', facts)] };
  }
  const separator = [';', ','].find((each) => firstRows(lines, each).some(isHeading)) ?? ';';
  const rows: SheetRow[] = [];
  let tooMuch: Finding | undefined;
  const keep = (cells: string[], row: number) => {
    // A blank line counts as a row, as it does in a spreadsheet, and is not kept.
    if (row > limits.rows) {
      tooMuch = finding('file', 'imports.too-many-rows', { limit: limits.rows });
    } else if (cells.length > limits.columns && cells.slice(limits.columns).some(Boolean)) {
      const facts = { limit: limits.columns };
      tooMuch = finding(`row ${String(row)}`, 'imports.too-many-columns', facts);
    } else if (cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
    if (tooMuch) throw new TableTooLarge();
  };
  try {
    records(lines, { delimiter: separator }, keep);
  } catch (error) {
    if (error instanceof TableTooLarge && tooMuch) return { errors: [tooMuch] };
    if (error instanceof CsvError) return { errors: [quoteError(error)] };
    throw error;
  }
  return { rows };
}

class TableTooLarge extends Error {}

/** More separators than any line of prose has; ten million cells would take a gigabyte to refuse. */
const mostSeparators = 100_000;

function hasEndlessLine(text: string): boolean {
  let separators = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') separators = 0;
    else if (character === ';' || character === ',') separators += 1;
    if (separators > mostSeparators) return true;
  }
  return false;
}

function records(
  text: string,
  options: { delimiter: string; relax_quotes?: boolean; to?: number },
  keep: (cells: string[], row: number) => void,
): void {
  let row = 0;
  parse(text, {
    ...options,
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
    on_record: (cells: string[]) => {
      row += 1;
      keep(cells, row);
      return null;
    },
  });
}

function firstRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  try {
    const beginning = text.slice(0, searchedText);
    records(beginning, { delimiter, relax_quotes: true, to: searchedRows }, (cells) =>
      rows.push(cells),
    );
  } catch {
    // Read with the wrong separator quotes seem misplaced; what came before them is enough here.
  }
  return rows;
}

function quoteError(error: CsvError): Finding {
  const records: unknown = error['records'];
  const path = typeof records === 'number' ? `row ${String(records + 1)}` : 'file';
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? finding(path, 'imports.quote-not-closed', {})
    : finding(path, 'imports.quote-misplaced', {});
}
