import { decoded, readCsv, type SheetLimits } from './csv.reader';
import {
  type Finding,
  type FindingCode,
  type FindingFacts,
  finding,
} from './import-findings.rules';
import type { SheetRow } from './parsed-agreement.rules';
import { readXlsx } from './xlsx.reader';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type SheetRead =
  { readonly rows: readonly SheetRow[] } | { readonly errors: readonly Finding[] };

export const largestFileMiB = 10;
const limits: SheetLimits = { rows: 50_000, columns: 100 };

/**
 * Reads a table from an uploaded file, CSV or XLSX by its content and not by its name. A file that
 * is neither, or too large, or broken, comes back as findings; nothing a file holds makes it throw.
 *
 * @param isHeading tells the headings, which decide the separator of a CSV and the sheet of an XLSX
 */
export async function readSheet(
  { name, bytes }: UploadedFile,
  isHeading: (cells: readonly string[]) => boolean,
): Promise<SheetRead> {
  const refused = <Code extends FindingCode>(code: Code, facts: FindingFacts[Code]): SheetRead => ({
    errors: [finding('file', code, facts)],
  });
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.length > largestFileMiB * 1024 * 1024) {
    return refused('imports.file-too-large', { limitMiB: largestFileMiB });
  }
  if (content.length === 0) return refused('imports.file-empty', {});
  if (begins(content, 'PK\u0003\u0004'))
    return notEmpty(await readXlsx(content, isHeading, limits));
  // The container of .xls, and of an .xlsx with a password.
  if (begins(content, '\u00d0\u00cf\u0011\u00e0')) return refused('imports.file-old-excel', {});
  if (begins(content, '\u00ff\u00fe') || begins(content, '\u00fe\u00ff')) {
    return refused('imports.file-encoding', {});
  }
  // No text holds a NUL, and nearly every other kind of file does.
  const isText = !content.includes(0) && !begins(content, '%PDF') && !/\.xlsx$/iu.test(name);
  if (!isText) return refused('imports.file-not-csv-or-xlsx', {});
  return notEmpty(readCsv(decoded(content), isHeading, limits));
}

const begins = (content: Buffer, bytes: string): boolean =>
  content.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'));

const notEmpty = (read: SheetRead): SheetRead =>
  'rows' in read && read.rows.length === 0
    ? { errors: [finding('file', 'imports.file-empty', {})] }
    : read;
