import { type Columns, columnsOf } from './agreement-columns.rules';
import { measureIn } from './agreement-row.rules';
import { longestTitle, onOneLine, textError } from './cells.rules';
import { type Finding, finding } from './import-findings.rules';
import type {
  ErrorRow,
  HeadingRow,
  MeasureRow,
  ParsedAgreement,
  ParsedRow,
  SheetRow,
} from './parsed-agreement.rules';

export { isAgreementHeading } from './agreement-columns.rules';

/** A heading row that begins so opens a group inside the section, not a section. */
const groupHeading = /^råderumsforslag/iu;

/** What stands over the rows that follow. */
interface Place {
  readonly section: string | null;
  readonly group: string | null;
}

/**
 * Reads a table of the agreement: its headings, the rows that open sections and groups, and the
 * measures. It judges every cell, so that one look shows all that is wrong with a file.
 */
export function parseAgreement(rows: readonly SheetRow[]): ParsedAgreement {
  const read = columnsOf(rows);
  if ('errors' in read) return { table: null, rows: [], errors: read.errors, assumptions: [] };
  const { columns } = read;
  const { kind, title, written, years, unit } = columns;
  const parsed = rowsUnder(columns, rows);
  return {
    table: { kind, title, columns: written, years: [...years.keys()], unit },
    rows: parsed,
    errors: [],
    assumptions: [
      ...(columns.unitAssumed ? [finding('file', 'imports.unit-assumed', { unit })] : []),
      ...(parsed.length === 0 ? [finding('file', 'imports.table-without-rows', {})] : []),
    ],
  };
}

/** All that is wrong with the file, in its order. */
export const errorsOf = (parsed: ParsedAgreement): readonly Finding[] => [
  ...parsed.errors,
  ...parsed.rows.flatMap(({ errors }) => errors),
];

function rowsUnder(columns: Columns, rows: readonly SheetRow[]): ParsedRow[] {
  const headingsAgain = rowText(columns.written);
  const firstRowOf = new Map<string, number>();
  let place: Place = { section: null, group: null };
  const parsed: ParsedRow[] = [];
  for (const row of rows) {
    const text = rowText(row.cells);
    // A document that runs over several pages prints its headings on each.
    if (row.row <= columns.row || text === '' || text === headingsAgain) continue;
    const heading = headingIn(row, columns);
    const next =
      heading === undefined ? measureIn(row, columns, place) : opened(row.row, heading, place);
    parsed.push(next.outcome === 'measure' ? onlyOnce(next, firstRowOf) : next);
    if (next.outcome === 'heading') place = next;
  }
  return parsed;
}

const rowText = (cells: readonly string[]): string => cells.map(onOneLine).join('\t').trimEnd();

/** The heading of a row that holds nothing else. */
function headingIn({ cells }: SheetRow, { at }: Columns): string | undefined {
  const filled = [...cells.entries()].filter(([, cell]) => cell.trim() !== '');
  const [only] = filled;
  if (filled.length !== 1 || only === undefined) return undefined;
  const [index, text] = only;
  // Merged over the whole row a heading lands in the first column, which is `Nr.` in one table.
  const overRow = index === at.get('number') && /\p{L}{3}/u.test(text);
  return index === at.get('title') || overRow ? text : undefined;
}

function opened(row: number, cell: string, place: Place): HeadingRow | ErrorRow {
  const path = `row ${String(row)}`;
  const error = textError(cell, path, longestTitle);
  const text = onOneLine(cell);
  const wrong = (errors: readonly Finding[]): ErrorRow => ({
    row,
    outcome: 'error',
    reference: null,
    errors,
    assumptions: [],
  });
  if (error) return wrong([error]);
  const rest = { row, outcome: 'heading', errors: [], assumptions: [] } as const;
  if (!groupHeading.test(text)) return { ...rest, section: text, group: null };
  if (place.section === null) return wrong([finding(path, 'imports.section-missing', {})]);
  return { ...rest, section: place.section, group: text };
}

/** The same measure twice in one file is an error of its second row. */
function onlyOnce(measure: MeasureRow, firstRowOf: Map<string, number>): MeasureRow | ErrorRow {
  const first = firstRowOf.get(measure.key);
  if (first === undefined) {
    firstRowOf.set(measure.key, measure.row);
    return measure;
  }
  const { row, reference, assumptions } = measure;
  const path = `row ${String(row)}, Overskrift`;
  const error =
    reference === null
      ? finding(path, 'imports.title-twice', { title: measure.measure.title, row: first })
      : finding(path, 'imports.reference-twice', { reference, row: first });
  return { row, outcome: 'error', reference, errors: [error], assumptions };
}
