import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { packPlain, unpack } from './archive.reader';
import type { SheetLimits } from './csv.reader';
import { type Finding, finding } from './import-findings.rules';
import type { SheetRow } from './parsed-agreement.rules';
import { isPart, tamedParts } from './xlsx-parts.reader';

/** What a workbook of 10 MiB may unpack to; the largest honest one tried stays below half. */
const unpackedMiB = 64;

type Sheet = { readonly name: string; readonly rows: readonly SheetRow[] };
type Outcome<Value> = Value | { readonly errors: readonly Finding[] };

/**
 * The rows of the one sheet that has the headings. exceljs reads row by row, so that a row is
 * forgotten when the next one comes; its other reader keeps every cell of every sheet, and spreads
 * merged cells and validations over their whole range, which a file can make a billion cells.
 */
export async function readXlsx(
  bytes: Buffer,
  isHeading: (cells: readonly string[]) => boolean,
  limits: SheetLimits,
): Promise<Outcome<{ readonly rows: readonly SheetRow[] }>> {
  const unpacked = await unpack(bytes, isPart, unpackedMiB * 1024 * 1024);
  if ('wrong' in unpacked) {
    return unpacked.wrong === 'too-large'
      ? { errors: [finding('file', 'imports.xlsx-unpacks-too-large', { limitMiB: unpackedMiB })] }
      : unreadable;
  }
  let read: Outcome<{ readonly sheets: readonly Sheet[] }>;
  try {
    read = await sheetsIn(packPlain(tamedParts(unpacked.files)), limits);
  } catch {
    // exceljs throws many things at a file that is not a workbook; they all mean that.
    return unreadable;
  }
  if ('errors' in read) return read;
  const tables = read.sheets.filter(({ rows }) => rows.some(({ cells }) => isHeading(cells)));
  if (tables.length > 1) {
    const facts = { sheets: tables.map(({ name }) => name) };
    return { errors: [finding('file', 'imports.several-tables', facts)] };
  }
  return { rows: (tables[0] ?? read.sheets[0])?.rows ?? [] };
}

const unreadable = { errors: [finding('file', 'imports.xlsx-unreadable', {})] };

async function sheetsIn(
  workbook: Buffer,
  limits: SheetLimits,
): Promise<Outcome<{ readonly sheets: readonly Sheet[] }>> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(chunksOf(workbook)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const sheets: Sheet[] = [];
  for await (const sheet of reader) {
    const { name, state } = sheet as unknown as { name: string; state?: string };
    const rows: SheetRow[] = [];
    for await (const row of sheet) {
      const read = cellsOf(row, limits);
      if ('errors' in read) return read;
      if (read.cells.every((cell) => cell.trim() === '')) continue;
      if (row.number > limits.rows) {
        return { errors: [finding('file', 'imports.too-many-rows', { limit: limits.rows })] };
      }
      rows.push({ row: row.number, cells: read.cells });
    }
    if (rows.length > 0 && (state === undefined || state === 'visible'))
      sheets.push({ name, rows });
  }
  return { sheets };
}

/** Small pieces, because exceljs holds the cells of a whole piece at once. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function cellsOf(
  row: ExcelJS.Row,
  limits: SheetLimits,
): Outcome<{ readonly cells: readonly string[] }> {
  const cells: string[] = [];
  let widest = 0;
  row.eachCell((cell) => {
    const text = textOf(cell.value, cell.numFmt);
    const column = Number(cell.col);
    if (column <= limits.columns) cells[column - 1] = text;
    if (text !== '') widest = column;
  });
  if (widest > limits.columns) {
    const path = `row ${String(row.number)}`;
    return { errors: [finding(path, 'imports.too-many-columns', { limit: limits.columns })] };
  }
  return { cells: Array.from(cells, (text: string | undefined) => text ?? '') };
}

/** A cell as a person who types it in Danish would write it. */
function textOf(value: ExcelJS.CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return unescaped(value);
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'boolean') return value ? 'SAND' : 'FALSK';
  if (value instanceof Date) return dayOf(value);
  if ('error' in value) return value.error;
  if ('richText' in value) return value.richText.map(({ text }) => unescaped(text)).join('');
  // Formulas and links were taken out of the file; anything else is a surprise to be seen.
  return '#VALUE!';
}

/** Characters that XML cannot hold stand as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

const dayOf = (date: Date): string =>
  Number.isNaN(date.valueOf()) ? '#NUM!' : date.toISOString().slice(0, 10);

/**
 * A number cell as text with decimal comma and without grouping. It has the 15 digits that a
 * spreadsheet shows: its file holds -0.51800000000000002. The percent sign of its format, and the
 * commas that show kroner as millions, are applied, so that the text is what people see.
 */
function numberText(value: number, format = 'General'): string {
  // A formula that no program has calculated has no value, which is not the same as an empty cell.
  if (!Number.isFinite(value)) return '#VALUE!';
  const [shownAs = ''] = format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./gu, '').split(';');
  const percent = shownAs.includes('%');
  const thousands = /[0#?](,+)(?![0#?,])/u.exec(shownAs)?.[1]?.length ?? 0;
  const [mantissa = '', exponent = ''] = value.toExponential(14).split('e');
  const shift = Number(exponent) + (percent ? 2 : 0) - 3 * thousands;
  return decimalText(mantissa, shift) + (percent ? ' %' : '');
}

/** `-5.18` with its point moved, as `-0,518`. */
function decimalText(mantissa: string, shift: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/gu, '');
  const point = 1 + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const decimals = padded.slice(at).replace(/0+$/u, '');
  return `${sign}${padded.slice(0, at)}${decimals === '' ? '' : `,${decimals}`}`;
}
