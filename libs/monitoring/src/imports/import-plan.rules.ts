import { type Finding, finding } from './import-findings.rules';
import type {
  FileMeasure,
  FileMeasureField,
  MeasureRow,
  ParsedAgreement,
  ParsedRow,
} from './parsed-agreement.rules';

export type ImportOutcome = 'created' | 'changed' | 'unchanged' | 'heading' | 'error';

/** One thing that the file says otherwise than the file before it did. */
export interface FieldChange {
  readonly field: FileMeasureField;
  /** The year of an amount; null for every other field. */
  readonly year: number | null;
  readonly from: unknown;
  readonly to: unknown;
}

export interface PlannedRow {
  readonly row: number;
  readonly reference: string | null;
  readonly outcome: ImportOutcome;
  readonly errors: readonly Finding[];
  readonly assumptions: readonly Finding[];
  /** The row as read; null for headings and errors. */
  readonly measureRow: MeasureRow | null;
  readonly changes: readonly FieldChange[];
  /** The new values of the fields that changed; of the amounts only the years that did. */
  readonly changed: Partial<FileMeasure>;
  /** What counts as imported last once this is done, to be remembered under the row's key. */
  readonly imported: FileMeasure | null;
}

/**
 * Compares a file with what was *imported* last, row by row. What users changed since then is not
 * looked at, so the same file again is unchanged and their figures stay; what the file does not
 * say is no change; rows that it lacks are left alone.
 *
 * @param known what was imported last of this agreement, by row key
 */
export function importPlan(
  parsed: ParsedAgreement,
  known: ReadonlyMap<string, FileMeasure>,
): PlannedRow[] {
  return parsed.rows.map((row) => planned(row, known));
}

function planned(row: ParsedRow, known: ReadonlyMap<string, FileMeasure>): PlannedRow {
  const nothing = { measureRow: null, changes: [], changed: {}, imported: null };
  const { errors, assumptions } = row;
  if (row.outcome === 'heading') {
    return { row: row.row, reference: null, outcome: 'heading', errors, assumptions, ...nothing };
  }
  const { reference } = row;
  if (row.outcome === 'error') {
    return { row: row.row, reference, outcome: 'error', errors, assumptions, ...nothing };
  }
  const before = known.get(row.key);
  if (before === undefined) {
    const created = { row: row.row, reference, outcome: 'created', errors, assumptions } as const;
    return { ...created, ...nothing, measureRow: row, imported: row.measure };
  }
  const removed = amountsRemoved(row, before);
  if (removed.length > 0) {
    const facts = { row: row.row, reference, outcome: 'error', assumptions } as const;
    return { ...facts, ...nothing, errors: removed };
  }
  const imported = mergedImport(before, row);
  const changes = changesBetween(before, imported);
  return {
    row: row.row,
    reference,
    outcome: changes.length === 0 ? 'unchanged' : 'changed',
    errors,
    // What was guessed for a new measure is no longer asked for.
    assumptions: assumptions.filter(({ code }) => code !== 'imports.effect-inferred'),
    measureRow: row,
    changes,
    changed: changedValues(imported, changes),
    imported,
  };
}

/**
 * The plan with the amounts left alone that a user revised since they were imported, and a word about
 * each that the file would now change.
 *
 * @param amounts of each measure by its row's key, as they are now
 */
export function keepingRevised(
  plan: readonly PlannedRow[],
  amounts: ReadonlyMap<string, Readonly<Record<string, number | null>>>,
): PlannedRow[] {
  return plan.map((planned) => {
    const now = amounts.get(planned.measureRow?.key ?? '');
    const revised = planned.changes.filter(
      ({ year, from }) => now !== undefined && year !== null && (now[year] ?? null) !== from,
    );
    if (now === undefined || revised.length === 0) return planned;
    const changes = planned.changes.filter((change) => !revised.includes(change));
    return {
      ...planned,
      changes,
      changed: changedValues(planned.changed, changes),
      assumptions: [
        ...planned.assumptions,
        ...revised.map(({ year, to }) =>
          finding(`row ${String(planned.row)}, ${String(year)}`, 'imports.revised-stays', {
            year: year ?? 0,
            amountKr: now[year ?? 0] ?? 0,
            inFileKr: Number(to),
          }),
        ),
      ],
    };
  });
}

/** An amount can become another, 0 too, but a blank would say that there never was one. */
function amountsRemoved({ row, measure }: MeasureRow, before: FileMeasure): Finding[] {
  return Object.entries(measure.amountsKr).flatMap(([year, amountKr]) => {
    const last = before.amountsKr[year] ?? null;
    if (amountKr !== null || last === null) return [];
    const facts = { year: Number(year), amountKr: last };
    return [finding(`row ${String(row)}, ${year}`, 'imports.amount-removed', facts)];
  });
}

/** The earlier import with all that the row says in its place. */
function mergedImport(before: FileMeasure, { measure, notGiven }: MeasureRow): FileMeasure {
  const kept = Object.fromEntries(notGiven.map((field) => [field, before[field]]));
  return { ...measure, ...kept, amountsKr: { ...before.amountsKr, ...measure.amountsKr } };
}

const comparedFields: Readonly<Record<Exclude<FileMeasureField, 'amountsKr'>, true>> = {
  reference: true,
  referenceSuffix: true,
  title: true,
  section: true,
  group: true,
  kind: true,
  effect: true,
  owners: true,
  courseText: true,
  processText: true,
  forums: true,
  consultation: true,
  closed: true,
  expenditureType: true,
  scopeYears: true,
  incorporatedYears: true,
  crossCutting: true,
  signUnclear: true,
  obligations: true,
};

function changesBetween(before: FileMeasure, after: FileMeasure): FieldChange[] {
  const fields = Object.keys(comparedFields) as (keyof typeof comparedFields)[];
  const changes: FieldChange[] = fields
    .filter((field) => !isEqual(before[field], after[field]))
    .map((field) => ({ field, year: null, from: before[field], to: after[field] }));
  for (const [year, to] of Object.entries(after.amountsKr)) {
    const from = before.amountsKr[year] ?? null;
    if (from !== to) changes.push({ field: 'amountsKr', year: Number(year), from, to });
  }
  return changes;
}

function changedValues(
  after: Pick<Partial<FileMeasure>, 'amountsKr'>,
  changes: readonly FieldChange[],
): Partial<FileMeasure> {
  const amounts = changes.filter(({ field }) => field === 'amountsKr');
  const values = changes.map(({ field, to }) => [field, to] as const);
  const amountsKr = Object.fromEntries(
    amounts.map(({ year }) => [String(year), after.amountsKr?.[String(year)] ?? null]),
  );
  return { ...Object.fromEntries(values), ...(amounts.length === 0 ? {} : { amountsKr }) };
}

/** Deep, whatever the order of keys: what comes back from the database has its own. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (left.length !== right.length) return false;
  const values = new Map<string, unknown>(right);
  return left.every(([key, value]) => values.has(key) && isEqual(value, values.get(key)));
}

/**
 * The agreement that a file belongs to: the one that is named, else the one with exactly its
 * years, so that the excerpts of several committees land in one; else a new one is to be made.
 */
export function agreementOf(
  years: readonly number[],
  agreements: readonly { readonly id: string; readonly years: readonly number[] }[],
  named?: string,
): { readonly id: string } | { readonly make: readonly number[] } | { readonly error: Finding } {
  if (named !== undefined) {
    const agreement = agreements.find(({ id }) => id === named);
    if (agreement) return { id: agreement.id };
    return { error: finding('agreement', 'imports.agreement-unknown', { agreement: named }) };
  }
  const sameYears = agreements.filter((agreement) =>
    isEqual(
      [...agreement.years].sort((a, b) => a - b),
      years,
    ),
  );
  const [only, ...others] = sameYears;
  if (only === undefined) return { make: years };
  if (others.length === 0) return { id: only.id };
  const facts = { years, agreements: sameYears.map(({ id }) => id) };
  return { error: finding('agreement', 'imports.agreement-ambiguous', facts) };
}

/** The slug, with a number behind it where another measure has it: `tiltag`, `tiltag-2`. */
export function uniqueSlug(slug: string, taken: (slug: string) => boolean): string {
  let unique = slug;
  for (let next = 2; taken(unique); next += 1) unique = `${slug}-${String(next)}`;
  return unique;
}
