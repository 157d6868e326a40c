import type { Cadence } from './api';

/** The only place where figures, days and periods become text, and where typed figures are read. */

export type Language = 'da' | 'en';

const minus = '\u2212';
const nbsp = '\u00a0';
const zone = 'Europe/Copenhagen';

export type Format = ReturnType<typeof createFormat>;

export const formats: Readonly<Record<Language, Format>> = {
  da: createFormat('da'),
  en: createFormat('en'),
};

function createFormat(language: Language) {
  const locale = language === 'da' ? 'da-DK' : 'en-GB';
  const danish = language === 'da';
  const number = (digits: number, sign: 'auto' | 'exceptZero' = 'auto') => {
    const intl = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: sign,
    });
    return (value: number) => intl.format(value).replace('-', minus);
  };
  const dated = (options: Intl.DateTimeFormatOptions) => {
    const intl = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    return (text: string) => intl.format(instantOf(text));
  };

  const whole = number(0);
  const wholeSigned = number(0, 'exceptZero');
  const thousandths = number(3);
  const hundredths = number(2);
  const hundredthsSigned = number(2, 'exceptZero');
  const tenths = number(1);
  const dayLong = dated({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayShort = dated({ day: 'numeric', month: 'short' });
  const dayShortYear = dated({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayMonth = dated({ day: 'numeric', month: 'numeric' });
  const clock = dated({ hour: '2-digit', minute: '2-digit' });
  const monthName = dated({ month: 'long' });
  const monthYear = dated({ month: 'long', year: 'numeric' });
  const monthShort = dated({ month: 'short' });

  const listed = new Intl.ListFormat(locale, { type: 'conjunction' });

  const units = (value: string) => (danish ? `${value}${nbsp}kr.` : `DKK${nbsp}${value}`);
  const millions = (value: string) =>
    danish ? `${value}${nbsp}mio.${nbsp}kr.` : `DKK${nbsp}${value}m`;
  const percents = (value: string) => (danish ? `${value}${nbsp}%` : `${value}%`);
  const monthStart = (year: number, month: number) =>
    `${String(year)}-${String(month).padStart(2, '0')}-01`;

  return {
    language,
    /** 1.050.000 */
    amount: whole,
    /** +12.000, −88.092, 0 */
    change: wholeSigned,
    /** To the nearest 1.000: forecasts, so that their precision tells them from what is measured. */
    rounded: (value: number) => whole(thousands(value)),
    changeRounded: (value: number) => wholeSigned(thousands(value)),
    krRounded: (value: number) => units(whole(thousands(value))),
    /** 1.050.000 kr. */
    kr: (value: number) => units(whole(value)),
    /** 1,050 */
    mio: (value: number) => thousandths(value / 1_000_000),
    /** 1,050 mio. kr. */
    mioKr: (value: number) => millions(thousandths(value / 1_000_000)),
    count: whole,
    /** For files: no thousands marks, the language's own decimal mark. */
    plain: (value: number) => (danish ? String(value).replace('.', ',') : String(value)),
    /** "8.9792" as 8,98 */
    points: (decimal: string) => hundredths(Number(decimal)),
    axis: tenths,
    /** "8.9792" as 8,98 % */
    percent: (decimal: string) => percents(hundredths(Number(decimal))),
    /** 8,98 that the server has written, as 8,98 % */
    asPercent: percents,
    pointChange: (value: number) => hundredthsSigned(value),
    /** "0.3508" as 35 % */
    share: (ratio: string) => percents(whole(Math.round(Number(ratio) * 100))),
    /** "0.3508" as 35 %; what is nearly impossible or certain says so. */
    probability: (ratio: string) => {
      const value = Math.round(Number(ratio) * 100);
      if (value < 1) return `${danish ? 'under' : 'less than'} ${percents('1')}`;
      return value > 99
        ? `${danish ? 'over' : 'more than'} ${percents('99')}`
        : percents(whole(value));
    },
    /** 27. oktober 2026 */
    day: dayLong,
    /** 27. okt. */
    dayShort,
    /** 27. okt., and with its year where that is another than this one */
    dayNear: (text: string) =>
      text.startsWith(today().slice(0, 4)) ? dayShort(text) : dayShortYear(text),
    /** "2025-01", "2025-02" as januar–februar 2025 */
    monthSpan: (from: string, to: string) => {
      const named = (month: string) => monthYear(`${month}-01`);
      if (from === to) return named(from);
      const first = from.slice(0, 4) === to.slice(0, 4) ? monthName(`${from}-01`) : named(from);
      return `${first}–${named(to)}`;
    },
    /** 27/10 */
    dayNumeric: (text: string) =>
      dayMonth(text)
        .replace(/[.\s]+$/, '')
        .replace(/\.\s?/, '/'),
    /** 27. okt. 2026 */
    dayShortYear,
    /** 09.12 */
    clock,
    /** 27. okt. 2026 kl. 09.12 */
    instant: (text: string) =>
      danish
        ? `${dayShortYear(text)} kl.${nbsp}${clock(text)}`
        : `${dayShortYear(text)} at ${clock(text)}`,
    /** 27. okt. 09.12, and with its year where that is another than this one */
    moment: (text: string) =>
      `${text.startsWith(today().slice(0, 4)) ? dayShort(text) : dayShortYear(text)} ${clock(text)}`,
    /** 27. oktober 2026 kl. 09.12 */
    instantLong: (text: string) =>
      danish ? `${dayLong(text)} kl.${nbsp}${clock(text)}` : `${dayLong(text)} at ${clock(text)}`,
    /** 3. kvartal 2026 */
    period: (year: number, index: number, cadence: Cadence) => {
      switch (cadence) {
        case 'monthly':
          return `${monthName(monthStart(year, index))} ${String(year)}`;
        case 'quarterly':
          return danish
            ? `${String(index)}.${nbsp}kvartal ${String(year)}`
            : `Q${String(index)} ${String(year)}`;
        case 'halfyearly':
          return danish
            ? `${String(index)}.${nbsp}halvår ${String(year)}`
            : `half ${String(index)} of ${String(year)}`;
        case 'yearly':
          return String(year);
      }
    },
    /** "2026-K3" as 3. kvartal 2026: a period as an agreement's duty names it */
    periodNamed: (named: string): string => {
      const [, year = '', kind, index = '1'] = /^(\d{4})(?:-([KH])(\d))?$/.exec(named) ?? [];
      if (year === '' || kind === undefined) return named;
      const [word, short] = kind === 'K' ? ['. kvartal', 'Q'] : ['. halvår', 'H'];
      return danish ? `${index}${word} ${year}` : `${short}${index} ${year}`;
    },
    /** 3. kvt. */
    periodInYear: (index: number, cadence: Cadence) => {
      switch (cadence) {
        case 'monthly':
          return monthName(monthStart(2026, index));
        case 'quarterly':
          return danish ? `${String(index)}.${nbsp}kvartal` : `Q${String(index)}`;
        case 'halfyearly':
          return danish ? `${String(index)}.${nbsp}halvår` : `half ${String(index)}`;
        case 'yearly':
          return danish ? 'året' : 'the year';
      }
    },
    /** 3. — a tick on an axis that says the year below */
    periodTick: (index: number, cadence: Cadence) => {
      switch (cadence) {
        case 'monthly':
          return monthShort(monthStart(2026, index)).replace('.', '').slice(0, 1);
        case 'quarterly':
        case 'halfyearly':
          return danish
            ? `${String(index)}.`
            : `${cadence === 'quarterly' ? 'Q' : 'H'}${String(index)}`;
        case 'yearly':
          return '';
      }
    },
    /** AU, BUU og ØK */
    list: (items: readonly string[]) => listed.format(items),
    /** juli–september */
    months: (start: string, end: string) =>
      start.slice(0, 7) === end.slice(0, 7)
        ? monthName(start)
        : `${monthName(start)}–${monthName(end)}`,
    /** 2026–2028, or 2025 and 2027 where they do not follow */
    years: (years: readonly number[]) => {
      const sorted = [...years].sort((a, b) => a - b);
      const [first] = sorted;
      const last = sorted.at(-1);
      if (first === undefined || last === undefined) return '';
      if (first === last) return String(first);
      if (last - first === sorted.length - 1) return `${String(first)}–${String(last)}`;
      return sorted.join(', ');
    },
  };
}

/** A day is read as its noon, so that no time zone moves it. */
function instantOf(text: string): Date {
  return new Date(text.length === 10 ? `${text}T12:00:00Z` : text);
}

/** A dash never begins a line. */
export const bound = (title: string) => title.replace(/ ([–-]) /g, `${nbsp}$1 `);

/** Today in the municipality. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
}

/** Half away from zero. */
const thousands = (value: number) =>
  Math.sign(value) * Math.round(Math.abs(value) / 1000) * 1000 || 0;

/** From one day to another, in days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((instantOf(to).getTime() - instantOf(from).getTime()) / 86_400_000);
}

/**
 * Days as people type them: `1.236`, `1 236`, `1236`. Between digits a dot, comma or space may
 * only part thousands; anything else is not a whole number.
 */
export function parseDays(text: string): number | undefined {
  const typed = text.trim();
  if (!/^(\d{1,10}|\d{1,3}([.,\s\u00a0]\d{3})+)$/.test(typed)) return undefined;
  return Number(typed.replace(/\D/g, ''));
}

/** A percentage as people type it: `8,45` or `8.45`; thousands do not exist between 0 and 100. */
export function parsePercent(text: string): string | undefined {
  const typed = text.trim().replace(/\s*%$/, '').replace(',', '.');
  return /^\d{1,3}(\.\d{1,4})?$/.test(typed) ? typed : undefined;
}

/** Absent of possible in hundredths of a percent, exact, half upwards: 735 of 8400 is "8.75". */
export function percentOf(absent: number, possible: number): string | undefined {
  if (possible <= 0) return undefined;
  const hundredths = (BigInt(absent) * 20_000n + BigInt(possible)) / (2n * BigInt(possible));
  return `${String(hundredths / 100n)}.${String(hundredths % 100n).padStart(2, '0')}`;
}
