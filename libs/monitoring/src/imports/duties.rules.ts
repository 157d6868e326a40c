import type {
  Due,
  DueReading,
  Obligation as StatedObligation,
} from '../measures/obligations.events';
import { type Finding, finding } from './import-findings.rules';

/**
 * The column `Pligter`: what a row obliges someone to do, one obligation a line, five fields
 * separated by a bar:
 *
 *     code | what | who | when, in the words of the agreement | how that is read
 *
 * The last field is one reading, then, each after a comma, what comes before and after it:
 *
 *     måned 2025-01                    in that month
 *     vindue 2024-11..2024-12          in those months
 *     vindue 2024-11..2024-12 årligt   in those months, and again every year
 *     varighed 14 dage                 lasts at least so many days
 *     årligt 01-31                     every year, by that day
 *     løbende 4 om året                so often a year; `+15 dage` sets the day after the period's
 *                                      end, `i 2025` holds it to one year
 *     hvis faldet udebliver            only when that is so
 *     forudsætning                     once; without it the rest cannot be judged
 *     rækkefølge                       no date, only an order
 *     udateret                         neither date nor order
 *     , efter M1 M3                    not before those are done
 *     , før M4                         before that one
 *     , standard                       the figures are Kursholder's defaults, not the agreement's
 *     , uenighed <text>                what else the agreement says of the day; comes last
 *
 * For example: `M2 | Høring | Råd og nævn | 14 dage | varighed 14 dage, efter M1, før M4`.
 */
export interface Obligation extends StatedObligation {
  readonly due: Due;
}

const fieldCount = 5;
const longestField = 300;

/** The obligations of one cell, and what is wrong with it. */
export function obligationsIn(
  cell: string,
  path: string,
): { readonly obligations: readonly Obligation[]; readonly errors: readonly Finding[] } {
  const obligations: Obligation[] = [];
  const errors: Finding[] = [];
  for (const line of cell.split('\n').filter((text) => text.trim() !== '')) {
    const read = obligationOn(line, path);
    if ('obligation' in read) obligations.push(read.obligation);
    else errors.push(read.error);
  }
  const codes = obligations.map(({ code }) => code);
  for (const [at, code] of codes.entries()) {
    if (codes.indexOf(code) !== at) errors.push(finding(path, 'imports.duty-twice', { code }));
  }
  for (const { code, due } of obligations) {
    for (const refersTo of [...due.after, ...due.before]) {
      const known = codes.includes(refersTo) && refersTo !== code;
      if (!known) errors.push(finding(path, 'imports.duty-reference', { code, refersTo }));
    }
  }
  return { obligations, errors };
}

function obligationOn(
  line: string,
  path: string,
): { readonly obligation: Obligation } | { readonly error: Finding } {
  const fields = line.split('|').map((field) => field.trim().replace(/\s+/g, ' '));
  const [code = '', text = '', who = '', when = '', reading = ''] = fields;
  if (fields.length !== fieldCount || text === '' || who === '') {
    return { error: finding(path, 'imports.duty-fields', { line: line.slice(0, longestField) }) };
  }
  if (!/^[\p{L}\d][\p{L}\d-]{0,19}$/u.test(code)) {
    return { error: finding(path, 'imports.duty-code', { code: code.slice(0, longestField) }) };
  }
  const tooLong = [text, who, when, reading].find((field) => field.length > longestField);
  if (tooLong !== undefined) {
    const facts = { length: tooLong.length, limit: longestField };
    return { error: finding(path, 'imports.text-too-long', facts) };
  }
  const [, terms = reading, disagreement] = /^(.*?), ?uenighed (.+)$/u.exec(reading) ?? [];
  const due = dueOf(terms);
  if (!due) return { error: finding(path, 'imports.duty-reading', { code, reading }) };
  const duty = { code, text, who, when, due };
  return { obligation: disagreement === undefined ? duty : { ...duty, disagreement } };
}

function dueOf(text: string): Due | undefined {
  const [first = '', ...rest] = text.split(',').map((term) => term.trim());
  const reading = readingOf(first);
  if (!reading) return undefined;
  const after: string[] = [];
  const before: string[] = [];
  let assumed = false;
  for (const term of rest) {
    const [word = '', ...codes] = term.split(' ');
    if (word === 'efter' && codes.length > 0) after.push(...codes);
    else if (word === 'før' && codes.length > 0) before.push(...codes);
    else if (term === 'standard') assumed = true;
    else return undefined;
  }
  const ordered = after.length + before.length > 0;
  if (reading.kind === 'order' && !ordered) return undefined;
  return { ...reading, after, before, assumed };
}

const month = String.raw`(\d{4}-(?:0[1-9]|1[0-2]))`;

/** One way to read each kind of reading; the first that fits. */
const readings: readonly (readonly [RegExp, (...parts: (string | undefined)[]) => DueReading])[] = [
  [
    new RegExp(`^måned ${month}( årligt)?$`),
    (from = '', every = '') => ({ kind: 'window', from, to: from, everyYear: every !== '' }),
  ],
  [
    new RegExp(String.raw`^vindue ${month}\.\.${month}( årligt)?$`),
    (from = '', to = '', every = '') => ({ kind: 'window', from, to, everyYear: every !== '' }),
  ],
  [/^varighed ([1-9]\d{0,2}) dage?$/, (days) => ({ kind: 'duration', days: Number(days) })],
  [
    /^årligt ((?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
    (by = '') => ({ kind: 'yearly', by }),
  ],
  [
    /^løbende (1|2|3|4|6|12) om året(?: \+(\d{1,3}) dage)?(?: i (20\d\d))?$/,
    (times, days, year) => ({
      kind: 'recurring',
      timesPerYear: Number(times),
      daysAfterPeriod: days === undefined ? null : Number(days),
      year: year === undefined ? null : Number(year),
    }),
  ],
  [/^hvis (.+)$/, (condition = '') => ({ kind: 'conditional', condition })],
  [/^forudsætning$/, () => ({ kind: 'precondition' })],
  [/^rækkefølge$/, () => ({ kind: 'order' })],
  [/^udateret$/, () => ({ kind: 'undated' })],
];

function readingOf(text: string): DueReading | undefined {
  for (const [pattern, read] of readings) {
    const match = pattern.exec(text);
    if (!match) continue;
    const reading = read(...match.slice(1));
    // TRICKY: months of equal length compare as text; a window that ends before it begins is none.
    return reading.kind === 'window' && reading.to < reading.from ? undefined : reading;
  }
  return undefined;
}
