import { addDays, addMonthsToMonthEnd } from '@kursholder/kernel';
import type { Due, DueReading, Obligation } from '../measures/obligations.events';
import type { MilestonePlanned } from './milestones.events';

/** How a duty is read, as a milestone says it. */
export const obligationKinds = [
  'month',
  'window',
  'duration',
  'order',
  'yearly',
  'recurring',
  'conditional',
  'precondition',
  'undated',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** What a duty gives; its id depends on which ids are taken. */
export type ObligedMilestone = Omit<MilestonePlanned, 'id' | 'obligation'> & {
  readonly kind: ObligationKind;
  readonly obligation: NonNullable<MilestonePlanned['obligation']>;
};

/** What a measure states of its duties. */
export interface Duties {
  readonly obligations: readonly Obligation[];
  /** The path of decisions, for the body that a duty lies with. */
  readonly forums: readonly string[];
}

interface Occurrence {
  readonly dueOn: string | null;
  /** Null where the duty comes once. */
  readonly period: string | null;
  /** Which time it is, in words for its title. */
  readonly inWords: string;
}

/**
 * The milestones of a measure's duties, in the years of its agreement. What has a month is due on
 * that month's last day; what has no day in the agreement has none here.
 */
export const obligedMilestones = (
  measure: string,
  { obligations, forums }: Duties,
  years: readonly number[],
): ObligedMilestone[] =>
  obligations.flatMap((duty) => {
    const { due, code, who, when, disagreement = null } = duty;
    if (due === undefined) return [];
    const { assumed, after, before } = due;
    const reading = readingIn(due);
    const obligation = { code, who, when, reading, assumed, disagreement, after, before };
    const forum = bodyIn(who, forums);
    return occurrencesOf(due, years).map(({ dueOn, period, inWords }) => ({
      measure,
      title: titled(duty.text, inWords),
      dueOn,
      forum,
      kind: kindOf(due),
      obligation,
      period,
    }));
  });

/** How many milestones the duties give, without making them. */
export const obligedCount = (
  obligations: readonly Obligation[],
  years: readonly number[],
): number =>
  obligations.reduce((sum, { due }) => {
    if (due === undefined) return sum;
    const everyYear = due.kind === 'yearly' || (due.kind === 'window' && due.everyYear);
    if (everyYear) return sum + years.length;
    if (due.kind !== 'recurring') return sum + 1;
    return sum + due.timesPerYear * (due.year === null ? years.length : 1);
  }, 0);

/** Readable, and the same for the same duty and time: `R307-M17-2026-K3`. */
export const obligedId = ({ measure, obligation, period }: ObligedMilestone): string =>
  [measure.slice(0, longestRef), obligation.code, period].filter((part) => part !== null).join('-');

/** What makes it the same milestone in the next file. */
export const obligedKey = (milestone: {
  readonly measure: string;
  readonly obligation: { readonly code: string };
  readonly period: string | null;
}): string => [milestone.measure, milestone.obligation.code, milestone.period ?? ''].join('\n');

// An id is part of an address, which takes 300 characters.
const longestRef = 200;
const longestTitle = 300;

function titled(text: string, inWords: string): string {
  if (inWords === '') return text;
  const room = longestTitle - inWords.length - 2;
  const what =
    text.length > room
      ? `${Array.from(text)
          .slice(0, room - 1)
          .join('')}…`
      : text;
  return `${what}, ${inWords}`;
}

function kindOf(due: DueReading): ObligationKind {
  return due.kind === 'window' && due.from === due.to ? 'month' : due.kind;
}

function occurrencesOf(due: DueReading, years: readonly number[]): Occurrence[] {
  const [first] = years;
  const last = years.at(-1);
  if (first === undefined || last === undefined) return [];
  switch (due.kind) {
    case 'window':
      return due.everyYear
        ? everyYear(due.to, years)
        : [{ dueOn: endOfMonth(due.to), period: null, inWords: '' }];
    case 'yearly':
      return years.map((year) => {
        const period = String(year);
        return { dueOn: `${period}-${due.by}`, period, inWords: period };
      });
    case 'recurring': {
      const { timesPerYear, daysAfterPeriod } = due;
      const within = due.year === null ? years : [due.year];
      return within.flatMap((year) =>
        Array.from({ length: timesPerYear }, (_, at) => ({
          ...periodOf(year, at + 1, timesPerYear),
          dueOn: addDays(periodEnd(year, at + 1, timesPerYear), daysAfterPeriod ?? 0),
        })),
      );
    }
    case 'duration':
    case 'order':
    case 'conditional':
    case 'precondition':
    case 'undated':
      return [{ dueOn: null, period: null, inWords: '' }];
  }
}

/** A window that ends before the agreement's first year is of the year it prepares. */
function everyYear(to: string, years: readonly number[]): Occurrence[] {
  const [year, month] = [to.slice(0, 4), to.slice(5)];
  const firstOf = Math.max(Number(year), years[0] ?? 0);
  return years
    .filter((ofYear) => ofYear >= firstOf)
    .map((ofYear) => {
      const at = String(Number(year) + ofYear - firstOf);
      const period = String(ofYear);
      return { dueOn: endOfMonth(`${at}-${month}`), period, inWords: `budgetår ${period}` };
    });
}

const endOfMonth = (month: string): string =>
  periodEnd(Number(month.slice(0, 4)), Number(month.slice(5)), 12);

const periodEnd = (year: number, index: number, timesPerYear: number): string =>
  addMonthsToMonthEnd(`${String(year - 1)}-12-31`, (index * 12) / timesPerYear);

const months =
  'januar februar marts april maj juni juli august september oktober november december'.split(' ');

/** A period as it is addressed and as it is said: `2026-K3` and `3. kvartal 2026`. */
function periodOf(year: number, index: number, timesPerYear: number): Omit<Occurrence, 'dueOn'> {
  const [of, nth] = [String(year), String(index)];
  switch (timesPerYear) {
    case 1:
      return { period: of, inWords: of };
    case 2:
      return { period: `${of}-H${nth}`, inWords: `${nth}. halvår ${of}` };
    case 3:
      return { period: `${of}-T${nth}`, inWords: `${nth}. tertial ${of}` };
    case 4:
      return { period: `${of}-K${nth}`, inWords: `${nth}. kvartal ${of}` };
    case 6: {
      const pair = months.slice(index * 2 - 2, index * 2).join('–');
      return { period: `${of}-D${nth}`, inWords: `${pair} ${of}` };
    }
    default:
      return {
        period: `${of}-${nth.padStart(2, '0')}`,
        inWords: `${months[index - 1] ?? nth} ${of}`,
      };
  }
}

/**
 * The one body that a duty lies with: its abbreviation in brackets, or a body of the path, also in
 * its definite form (`Fagudvalgene` of `Fagudvalg`). Several bodies are none.
 */
export function bodyIn(who: string, forums: readonly string[]): string | null {
  const named = [...who.matchAll(/\(([\p{Lu}]{2,6})\)/gu)].map(([, body = '']) => body);
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  const endings = ['', 'et', 'en', 'ne', 'ene', 'erne'];
  return forums.find((forum) => endings.some((ending) => `${forum}${ending}` === who)) ?? null;
}

/** A reading in the words of the column `Pligter`, without its order. */
function readingIn(due: Due): string {
  switch (due.kind) {
    case 'window': {
      const span = due.from === due.to ? `måned ${due.from}` : `vindue ${due.from}..${due.to}`;
      return due.everyYear ? `${span} årligt` : span;
    }
    case 'duration':
      return `varighed ${String(due.days)} dage`;
    case 'yearly':
      return `årligt ${due.by}`;
    case 'recurring': {
      const days = due.daysAfterPeriod === null ? '' : ` +${String(due.daysAfterPeriod)} dage`;
      const year = due.year === null ? '' : ` i ${String(due.year)}`;
      return `løbende ${String(due.timesPerYear)} om året${days}${year}`;
    }
    case 'conditional':
      return `hvis ${due.condition}`;
    case 'precondition':
      return 'forudsætning';
    case 'order':
      return 'rækkefølge';
    case 'undated':
      return 'udateret';
  }
}
