import { isSeveralPosts } from '../measures/conflicts.rules';
import type { Effect, ExpenditureType } from '../measures/measures.events';
import { type Column, type Columns, headings } from './agreement-columns.rules';
import {
  forumsIn,
  longestText,
  longestTitle,
  onOneLine,
  referenceIn,
  shown,
  slugOf,
  textError,
  tidy,
  yearsIn,
} from './cells.rules';
import { danishAmount } from './danish-amount.rules';
import { obligationsIn } from './duties.rules';
import {
  type Finding,
  type FindingCode,
  type FindingFacts,
  finding,
} from './import-findings.rules';
import { ownersIn } from './owners.rules';
import type {
  ErrorRow,
  FileMeasure,
  FileMeasureField,
  MeasureRow,
  SheetRow,
} from './parsed-agreement.rules';

const effectWords: Readonly<Record<string, Effect>> = {
  betinget: 'conditional',
  direkte: 'direct',
  udgift: 'spend',
  sats: 'rate',
  proces: 'process',
};
const expenditureWords: Readonly<Record<string, ExpenditureType>> = {
  service: 'service',
  overførsel: 'transfer',
  andet: 'other',
};
const crossCuttingWords: Readonly<Record<string, FileMeasure['crossCutting']>> = {
  ja: { value: 'yes', provenance: 'inferred' },
  nej: { value: 'no', provenance: 'inferred' },
  uvis: { value: 'unknown', provenance: 'inferred' },
  'ja (angivet)': { value: 'yes', provenance: 'stated' },
  'nej (angivet)': { value: 'no', provenance: 'stated' },
};
const yesNoWords: Readonly<Record<string, boolean>> = { ja: true, nej: false };

/** Columns that may hold more than a title's worth. */
const longColumns: ReadonlySet<Column> = new Set(['course', 'process', 'duties']);

interface Place {
  readonly section: string | null;
  readonly group: string | null;
}

/** Reads the cells of one measure; every wrong cell is named, not only the first. */
export function measureIn(row: SheetRow, columns: Columns, place: Place): MeasureRow | ErrorRow {
  const cells = new Cells(row, columns);
  cells.checkTexts();
  const heading = titleIn(cells);
  const { section, group } = placeIn(cells, place);
  const { amountsKr, amountTexts } = amountsIn(cells);
  const effect = effectIn(cells, Object.values(amountsKr));
  const owners = ownersIn(cells.text('owners'));
  for (const owner of owners.filter(isSeveralPosts)) {
    cells.assume('owners', 'imports.owner-unresolved', { owner });
  }
  const duties = obligationsIn(tidy(cells.text('duties')), cells.path('duties'));
  cells.errors.push(...duties.errors);
  const measure: FileMeasure = {
    reference: heading.reference,
    referenceSuffix: heading.suffix,
    title: heading.title,
    section,
    group,
    kind: columns.kind,
    effect: effect.value,
    owners,
    courseText: tidy(cells.text('course')) || null,
    processText: tidy(cells.text('process')) || null,
    forums: forumsIn(cells.text('forums')),
    consultation: markIn(cells, 'consultation'),
    closed: markIn(cells, 'closed'),
    expenditureType: wordIn(cells, 'expenditureType', expenditureWords) ?? 'other',
    scopeYears: scopeIn(cells, effect.value),
    amountsKr,
    incorporatedYears: incorporatedIn(cells),
    crossCutting: wordIn(cells, 'crossCutting', crossCuttingWords) ?? {
      value: 'unknown',
      provenance: 'inferred',
    },
    signUnclear: wordIn(cells, 'signUnclear', yesNoWords) ?? false,
    obligations: duties.obligations,
  };
  const { reference, referenceSuffix } = measure;
  const { errors, assumptions } = cells;
  if (errors.length > 0) {
    return { row: row.row, outcome: 'error', reference, errors, assumptions };
  }
  return {
    row: row.row,
    outcome: 'measure',
    key: reference ?? `${keyText(section)}\n${keyText(heading.title)}`,
    section,
    group,
    reference,
    referenceSuffix,
    slug: slugOf(heading.title),
    number: columns.kind === 'capital' ? onOneLine(cells.text('number')) || null : null,
    measure,
    amountTexts,
    notGiven: notGivenIn(cells),
    errors: [],
    assumptions,
  };
}

/** A row's cells by column, and what was found in them. */
class Cells {
  private readonly unfit = new Set<Column>();
  readonly errors: Finding[] = [];
  readonly assumptions: Finding[] = [];

  constructor(
    private readonly row: SheetRow,
    readonly columns: Columns,
  ) {}

  has(column: Column): boolean {
    return this.columns.at.has(column);
  }

  /** The cell, empty where it is unfit: what is too long to keep is too long to interpret. */
  text(column: Column): string {
    return this.unfit.has(column) ? '' : this.at(this.columns.at.get(column));
  }

  isUnfit(column: Column): boolean {
    return this.unfit.has(column);
  }

  /** The cell under each year, years ascending. */
  years(): (readonly [year: number, text: string])[] {
    return [...this.columns.years].map(([year, at]) => [year, this.at(at)]);
  }

  path(column: Column | number): string {
    const name = typeof column === 'number' ? String(column) : headings[column];
    return `row ${String(this.row.row)}, ${name}`;
  }

  refuse<Code extends FindingCode>(
    column: Column | number,
    code: Code,
    facts: FindingFacts[Code],
  ): void {
    this.errors.push(finding(this.path(column), code, facts));
  }

  assume<Code extends FindingCode>(
    column: Column | number,
    code: Code,
    facts: FindingFacts[Code],
  ): void {
    this.assumptions.push(finding(this.path(column), code, facts));
  }

  /** What holds for every cell: fit to be kept, and under a heading. */
  checkTexts(): void {
    for (const column of this.columns.at.keys()) {
      const limit = longColumns.has(column) ? longestText : longestTitle;
      const error = textError(this.text(column), this.path(column), limit);
      if (!error) continue;
      this.unfit.add(column);
      this.errors.push(error);
    }
    // One a row says it; a sheet of figures without headings would say it a million times.
    const loose = this.row.cells.findIndex(
      (value, index) => (this.columns.written[index] ?? '') === '' && value.trim() !== '',
    );
    if (loose < 0) return;
    const path = `row ${String(this.row.row)}, column ${String(loose + 1)}`;
    const value = shown(this.row.cells[loose] ?? '');
    this.errors.push(finding(path, 'imports.cell-without-heading', { value }));
  }

  private at(index: number | undefined): string {
    return (index === undefined ? undefined : this.row.cells[index]) ?? '';
  }
}

function titleIn(cells: Cells) {
  const { title, references } = referenceIn(onOneLine(cells.text('title')));
  // The capital table numbers its rows; an R-number there is the measure's as well.
  const numbered = cells.has('number')
    ? referenceIn(onOneLine(cells.text('number'))).references
    : [];
  const all = [...references, ...numbered];
  const distinct = [...new Set(all.map(({ reference }) => reference))];
  if (distinct.length > 1) {
    cells.refuse('title', 'imports.references-several', { references: distinct });
  }
  if (cells.isUnfit('title')) return { title, reference: null, suffix: null };
  if (title === '') cells.refuse('title', 'imports.title-missing', {});
  else if (slugOf(title) === '') {
    cells.refuse('title', 'imports.title-without-letters', { title: shown(title) });
  }
  const [first] = all;
  return { title, reference: first?.reference ?? null, suffix: first?.suffix ?? null };
}

/** Sektion and Gruppe in the row itself win over the headings above it. */
function placeIn(cells: Cells, place: Place): { section: string; group: string | null } {
  const ownSection = onOneLine(cells.text('section'));
  const ownGroup = onOneLine(cells.text('group'));
  const section = ownSection || place.section;
  if (section === null) cells.refuse('section', 'imports.section-missing', {});
  const inherited = ownSection === '' || ownSection === place.section ? place.group : null;
  return { section: section ?? '', group: ownGroup || inherited };
}

function amountsIn(cells: Cells) {
  const amountsKr: Record<string, number | null> = {};
  const amountTexts: Record<string, string> = {};
  const { unit } = cells.columns;
  for (const [year, cell] of cells.years()) {
    const text = onOneLine(cell);
    amountsKr[year] = null;
    if (text === '') continue;
    const amount = danishAmount(text, unit);
    if ('wrong' in amount) {
      if (amount.wrong === 'not-whole-kroner') {
        cells.refuse(year, 'imports.not-whole-kroner', { value: shown(text), unit });
      } else if (amount.wrong === 'too-large') {
        cells.refuse(year, 'imports.amount-too-large', { value: shown(text) });
      } else cells.refuse(year, 'imports.not-a-number', { value: shown(text) });
      continue;
    }
    amountsKr[year] = amount.kr;
    amountTexts[year] = text;
    if (amount.thousandsOnly && unit === 'mio. kr.') {
      const facts = { value: text, amountKr: amount.kr };
      cells.assume(year, 'imports.thousands-point', facts);
    }
  }
  return { amountsKr, amountTexts };
}

/** Where the file does not say it: no amounts is process, only positive is spend, negative is direct. */
function effectIn(cells: Cells, amounts: readonly (number | null)[]): { value: Effect } {
  const said = wordIn(cells, 'effect', effectWords);
  if (said !== undefined) return { value: said };
  const value = amounts.some((amount) => (amount ?? 0) < 0)
    ? 'direct'
    : amounts.some((amount) => (amount ?? 0) > 0)
      ? 'spend'
      : 'process';
  cells.assume('effect', 'imports.effect-inferred', { effect: value });
  return { value };
}

function wordIn<Value>(
  cells: Cells,
  column: Column,
  words: Readonly<Record<string, Value>>,
): Value | undefined {
  const word = onOneLine(cells.text(column)).toLowerCase();
  if (word === '') return undefined;
  const value = Object.hasOwn(words, word) ? words[word] : undefined;
  if (value === undefined) {
    const facts = { value: shown(word), allowed: Object.keys(words) };
    cells.refuse(column, 'imports.word-unknown', facts);
  }
  return value;
}

function markIn(cells: Cells, column: Column): boolean {
  const mark = onOneLine(cells.text(column));
  if (mark !== '' && !/^[x×]$/iu.test(mark)) {
    cells.refuse(column, 'imports.not-an-x', { value: shown(mark) });
  }
  return mark !== '';
}

function yearsOf(cells: Cells, column: Column): number[] {
  const text = onOneLine(cells.text(column));
  const years = yearsIn(text);
  if (years === undefined) cells.refuse(column, 'imports.not-years', { value: shown(text) });
  for (const year of years ?? []) {
    if (!cells.columns.years.has(year)) cells.refuse(column, 'imports.year-not-in-file', { year });
  }
  return years ?? [];
}

function scopeIn(cells: Cells, effect: Effect): number[] | null {
  const years = yearsOf(cells, 'scope');
  if (years.length === 0) return null;
  if (effect !== 'conditional')
    cells.refuse('scope', 'imports.scope-without-condition', { effect });
  return years;
}

/** An amount that cannot be read is refused as such, and not said to be missing too. */
function incorporatedIn(cells: Cells): number[] {
  const years = yearsOf(cells, 'incorporated');
  const blank = cells.years().flatMap(([year, cell]) => (onOneLine(cell) === '' ? [year] : []));
  for (const year of years.filter((year) => blank.includes(year))) {
    cells.refuse('incorporated', 'imports.incorporated-without-amount', { year });
  }
  return years;
}

/** A column that is missing says nothing of its field; of some, an empty cell says nothing either. */
function notGivenIn(cells: Cells): FileMeasureField[] {
  const missing = (column: Column) => !cells.has(column);
  const empty = (column: Column) => cells.text(column).trim() === '';
  const unsaid: readonly (readonly [FileMeasureField, boolean])[] = [
    ['effect', empty('effect')],
    ['expenditureType', empty('expenditureType')],
    ['crossCutting', empty('crossCutting')],
    ['scopeYears', missing('scope')],
    ['incorporatedYears', missing('incorporated')],
    ['signUnclear', missing('signUnclear')],
    ['obligations', missing('duties')],
  ];
  return unsaid.filter(([, not]) => not).map(([field]) => field);
}

const keyText = (text: string): string => text.toLocaleLowerCase('da');
