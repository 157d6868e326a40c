/** Calendar periods of a cadence. Days are `YYYY-MM-DD` texts, which sort as they follow. */
export const cadences = ['monthly', 'quarterly', 'halfyearly', 'yearly'] as const;
export type Cadence = (typeof cadences)[number];

/** How many periods a year has. */
export const periodsPerYear: Readonly<Record<Cadence, number>> = {
  monthly: 12,
  quarterly: 4,
  halfyearly: 2,
  yearly: 1,
};

export interface Period {
  readonly year: number;
  /** The place in the year, from 1. */
  readonly index: number;
  readonly start: string;
  /** The last day, inclusive. */
  readonly end: string;
}

/** The periods of a calendar year in order. */
export function periodsOf(year: number, cadence: Cadence): Period[] {
  const count = periodsPerYear[cadence];
  return Array.from({ length: count }, (_, at) => {
    const months = 12 / count;
    return {
      year,
      index: at + 1,
      start: day(year, at * months + 1, 1),
      end: lastDayOfMonth(year, (at + 1) * months),
    };
  });
}

/** The period of that cadence with exactly these days, or undefined when there is none. */
export function periodOf(start: string, end: string, cadence: Cadence): Period | undefined {
  return periodsOf(Number(start.slice(0, 4)), cadence).find(
    (period) => period.start === start && period.end === end,
  );
}

/** The day with so many days added. */
export function addDays(on: string, days: number): string {
  const at = new Date(`${on}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** From the last day of a month to the last day of the month so many later. */
export function addMonthsToMonthEnd(monthEnd: string, months: number): string {
  const [year = 0, month = 0] = monthEnd.split('-').map(Number);
  const at = year * 12 + (month - 1) + months;
  return lastDayOfMonth(Math.floor(at / 12), (at % 12) + 1);
}

function lastDayOfMonth(year: number, month: number): string {
  return day(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function day(year: number, month: number, date: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}
