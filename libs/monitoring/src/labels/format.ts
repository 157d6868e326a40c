import { Fraction } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import type { Language } from '@kursholder/platform';

/** The only place of the server where figures, days and periods become text. */
export interface Format {
  /** 1.050.000 */
  readonly amount: (kr: number) => string;
  /** 1.050.000 kr. */
  readonly kr: (kr: number) => string;
  /** To the nearest thousand, as a forecast is written: 372.000 kr. */
  readonly roundedKr: (kr: number) => string;
  /** +12.000 kr., −88.092 kr., 0 kr. */
  readonly changeKr: (kr: number) => string;
  /** 1,050 mio. kr. */
  readonly mioKr: (kr: number) => string;
  /** With no more decimals than it needs: 11,4 mio. kr. */
  readonly shortMioKr: (kr: number) => string;
  /** 8,53 */
  readonly decimal: (exact: Fraction, places: number) => string;
  /** Two decimals where they say it all, else four: 9,00 and 8,5335 */
  readonly level: (exact: Fraction) => string;
  /** 24 and 0,25: with no more decimals than it needs */
  readonly shortest: (exact: Fraction) => string;
  /** 8,53 % */
  readonly percent: (exact: Fraction, places?: number) => string;
  /** 0.3508 as 35,1 % */
  readonly share: (ratio: Fraction, places?: number) => string;
  /** Never rounded up, so that only what is complete reads 100 %. */
  readonly coverage: (share: Fraction) => string;
  /** 0,47 procentpoint */
  readonly points: (exact: Fraction) => string;
  /** 2. september 2026 */
  readonly day: (on: string) => string;
  /** 2/9, and with its year when that is another than the one spoken of: 2/9 2027 */
  readonly shortDay: (on: string, inYear: number) => string;
  /** november 2024, of a month as 2024-11 */
  readonly month: (of: string) => string;
  /** 1. kvartal 2026 */
  readonly period: (cadence: Cadence, year: number, index: number) => string;
  /** a, b og c */
  readonly list: (items: readonly string[]) => string;
}

export const formats: Readonly<Record<Language, Format>> = {
  da: format('da'),
  en: format('en'),
};

const minus = '\u2212';
const nbsp = '\u00a0';

function format(language: Language): Format {
  const danish = language === 'da';
  const locale = danish ? 'da-DK' : 'en-GB';
  const inPlaces = Array.from(
    { length: 5 },
    (_, places) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: places,
        maximumFractionDigits: places,
      }),
  );
  /** Rounded here, exactly; Intl only sets the marks. */
  const decimal = (exact: Fraction, places: number) => {
    const text = exact.toDecimal(places) as `${number}`;
    return (inPlaces[places]?.format(text) ?? text).replace('-', minus);
  };
  const amount = (kr: number) => decimal(Fraction.of(kr), 0);
  const inKroner = (text: string) => (danish ? `${text}${nbsp}kr.` : `DKK${nbsp}${text}`);
  const inMillions = (text: string) =>
    danish ? `${text}${nbsp}mio.${nbsp}kr.` : `DKK${nbsp}${text}m`;
  const inPercent = (text: string) => (danish ? `${text}${nbsp}%` : `${text}%`);
  const long = dates(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const short = dates(locale, { day: 'numeric', month: 'short' });
  const shortWithYear = dates(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const month = dates(locale, { month: 'long' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

  return {
    amount,
    kr: (kr) => inKroner(amount(kr)),
    roundedKr: (kr) => inKroner(amount(Number(Fraction.of(kr, 1000).round()) * 1000)),
    changeKr: (kr) => inKroner(kr > 0 ? `+${amount(kr)}` : amount(kr)),
    mioKr: (kr) => inMillions(decimal(Fraction.of(kr, million), 3)),
    shortMioKr: (kr) => {
      const exact = Fraction.of(kr, million);
      return inMillions(decimal(exact, placesNeeded(exact, 3)));
    },
    decimal,
    level: (exact) => decimal(exact, placesNeeded(exact, 4) <= 2 ? 2 : 4),
    shortest: (exact) => decimal(exact, placesNeeded(exact, 4)),
    percent: (exact, places = 2) => inPercent(decimal(exact, places)),
    share: (ratio, places = 1) => inPercent(decimal(ratio.times(hundred), places)),
    coverage: (share) => {
      const tenths = Fraction.of(share.times(Fraction.of(1000)).floor(), 10);
      return inPercent(decimal(tenths, placesNeeded(tenths, 1)));
    },
    points: (exact) =>
      `${decimal(exact, placesNeeded(exact, 4) <= 2 ? 2 : 4)} ${danish ? 'procentpoint' : 'percentage points'}`,
    day: long,
    shortDay: (on, inYear) => {
      const sameYear = on.startsWith(String(inYear));
      if (!danish) return sameYear ? short(on) : shortWithYear(on);
      const [year = '', monthOf = '', date = ''] = on.split('-');
      return `${String(Number(date))}/${String(Number(monthOf))}${sameYear ? '' : ` ${year}`}`;
    },
    month: (of) => `${month(`${of}-01`)} ${of.slice(0, 4)}`,
    period: (cadence, year, index) => {
      const of = String(year);
      const nth = String(index);
      switch (cadence) {
        case 'monthly':
          return `${month(`${of}-${nth.padStart(2, '0')}-01`)} ${of}`;
        case 'quarterly':
          return danish ? `${nth}. kvartal ${of}` : `Q${nth} ${of}`;
        case 'halfyearly':
          return danish ? `${nth}. halvår ${of}` : `half ${nth} of ${of}`;
        case 'yearly':
          return of;
      }
    },
    list: (items) => lists.format(items),
  };
}

const million = 1_000_000;
const hundred = Fraction.of(100);

/** The fewest places, up to so many, that show it as exactly as the most do. */
function placesNeeded(exact: Fraction, most: number): number {
  const shown = exact.toDecimal(most).replace(/0+$/, '');
  return shown.includes('.') ? shown.length - shown.indexOf('.') - 1 : 0;
}

/** A day is a day everywhere: it is read and written in the same time zone. */
function dates(locale: string, options: Intl.DateTimeFormatOptions): (on: string) => string {
  const intl = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (on) => intl.format(new Date(`${on}T00:00:00Z`));
}
