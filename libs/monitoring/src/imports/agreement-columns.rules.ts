import type { Kind } from '../measures/measures.events';
import { onOneLine } from './cells.rules';
import { unitsNamed, withoutUnits } from './danish-amount.rules';
import { type Finding, finding } from './import-findings.rules';
import type { SheetRow, Unit } from './parsed-agreement.rules';

/**
 * The columns of the document and Kursholder's own after them, each with the heading we call it by.
 * What stands in brackets in a heading may be left out.
 */
export const headings = {
  number: 'Nr.',
  title: 'Overskrift',
  owners: 'Tovholder',
  course: 'Budgetaftale',
  process: 'Proces/Tværgående aspekter og Direktionens rolle',
  forums: 'Beslutningsforum',
  consultation: 'MED/Høring m.v.',
  closed: 'Slut',
  section: 'Sektion',
  group: 'Gruppe',
  effect: 'Virkning',
  expenditureType: 'Udgiftstype',
  incorporated: 'Indarbejdet',
  scope: 'Betingede år',
  crossCutting: 'Tværgående',
  signUnclear: 'Uklart fortegn',
  duties: 'Pligter',
} as const;

export type Column = keyof typeof headings;

/** What people shorten them to. */
const alsoCalled: Readonly<Record<string, Column>> = {
  Kurs: 'course',
  Proces: 'process',
  'MED/Høring': 'consultation',
};

const inBothTables = ['title', 'owners', 'course', 'process', 'forums', 'closed'] as const;

export interface Columns {
  readonly row: number;
  readonly kind: Kind;
  readonly title: string | null;
  /** The headings as they stand, each on one line. */
  readonly written: readonly string[];
  /** Where each column stands; an absent one is missing. */
  readonly at: ReadonlyMap<Column, number>;
  /** Where each year stands, years ascending. */
  readonly years: ReadonlyMap<number, number>;
  readonly unit: Unit;
  readonly unitAssumed: boolean;
}

/** The headings are looked for in so many rows; above them stand titles and legends. */
const searchedRows = 50;
/** So many known headings make a row the headings, also when others are misspelt. */
const enoughHeadings = 3;
const earliestYear = 2000;
const latestYear = 2100;

/** Whether a row of cells is the headings of an agreement. */
export const isAgreementHeading = (cells: readonly string[]): boolean =>
  cells.filter((cell) => columnOf(cell) !== undefined || yearOf(cell) !== undefined).length >=
  enoughHeadings;

/** Reads the headings, wherever they stand and in whatever order. */
export function columnsOf(
  rows: readonly SheetRow[],
): { readonly columns: Columns } | { readonly errors: readonly Finding[] } {
  const searched = rows.slice(0, searchedRows);
  const heading = searched.find(({ cells }) => isAgreementHeading(cells));
  if (!heading) {
    const expected = inBothTables.map((column) => headings[column]);
    return { errors: [finding('file', 'imports.headings-not-found', { headings: expected })] };
  }
  const { at, years, errors } = placesOf(heading);
  const kind: Kind = at.has('number') && !at.has('consultation') ? 'capital' : 'operating';
  errors.push(...missingFrom(at, years, heading.row));

  const above = searched.filter(({ row }) => row < heading.row);
  const unit = unitOf([...above, heading]);
  if ('error' in unit) errors.push(unit.error);
  if (errors.length > 0 || 'error' in unit) return { errors };
  const title = above.flatMap(({ cells }) => cells.map(onOneLine)).find((text) => text !== '');
  return {
    columns: {
      row: heading.row,
      kind,
      title: title ?? null,
      written: heading.cells.map(onOneLine),
      at,
      years: new Map([...years].sort(([a], [b]) => a - b)),
      unit: unit.unit ?? 'mio. kr.',
      unitAssumed: unit.unit === undefined,
    },
  };
}

function placesOf({ row, cells }: SheetRow) {
  const at = new Map<Column, number>();
  const years = new Map<number, number>();
  const errors: Finding[] = [];
  for (const [index, cell] of cells.entries()) {
    const heading = onOneLine(cell);
    if (heading === '') continue;
    const path = `row ${String(row)}, ${heading.slice(0, 100)}`;
    const column = columnOf(cell);
    const year = yearOf(cell);
    if (year !== undefined && (year < earliestYear || year > latestYear)) {
      errors.push(finding(path, 'imports.year-out-of-range', { heading }));
    } else if (column !== undefined ? at.has(column) : year !== undefined && years.has(year)) {
      errors.push(finding(path, 'imports.heading-twice', { heading }));
    } else if (column !== undefined) at.set(column, index);
    else if (year !== undefined) years.set(year, index);
    else errors.push(finding(path, 'imports.heading-unknown', { heading: heading.slice(0, 100) }));
  }
  return { at, years, errors };
}

/** The tables differ in their columns: capital has `Nr.` and no MED, operating MED and no `Nr.`. */
function missingFrom(
  at: ReadonlyMap<Column, number>,
  years: ReadonlyMap<number, number>,
  row: number,
): Finding[] {
  const path = `row ${String(row)}`;
  const missing: Column[] = inBothTables.filter((column) => !at.has(column));
  if (!at.has('number') && !at.has('consultation')) missing.push('consultation');
  const errors = missing.map((column) =>
    finding(path, 'imports.heading-missing', { heading: headings[column] }),
  );
  if (at.has('number') && at.has('consultation')) {
    errors.push(finding(path, 'imports.table-mixed', {}));
  }
  if (years.size === 0) errors.push(finding(path, 'imports.years-missing', {}));
  return errors;
}

function unitOf(
  rows: readonly SheetRow[],
): { readonly unit: Unit | undefined } | { readonly error: Finding } {
  const named = rows.flatMap(({ cells }) => cells.map((cell) => unitsNamed(onOneLine(cell))));
  const units = [...new Set(named.flatMap(({ units }) => units))];
  const [unknown] = named.flatMap((line) => line.unknown);
  if (unknown !== undefined) {
    return { error: finding('file', 'imports.unit-unknown', { unit: unknown }) };
  }
  if (units.length > 1) return { error: finding('file', 'imports.units-differ', { units }) };
  return { unit: units[0] };
}

/** Letters and digits alone: no case, spaces, line breaks, hyphenation, or part in brackets. */
const headingKey = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\([^()]*\)/gu, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const columnByKey: ReadonlyMap<string, Column> = new Map([
  ...Object.entries(headings).map(
    ([column, text]) => [headingKey(text), column as Column] as const,
  ),
  ...Object.entries(alsoCalled).map(([text, column]) => [headingKey(text), column] as const),
]);

/** No heading is longer; a text cell is not worth the search. */
const longestHeading = 300;

const columnOf = (cell: string): Column | undefined =>
  cell.length > longestHeading ? undefined : columnByKey.get(headingKey(cell));

function yearOf(cell: string): number | undefined {
  if (cell.length > longestHeading) return undefined;
  const key = headingKey(withoutUnits(onOneLine(cell)));
  return /^\d{4}$/.test(key) ? Number(key) : undefined;
}
