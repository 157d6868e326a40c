import type { Unit } from './parsed-agreement.rules';

/** Kroner in one of each unit. */
const kronerPer: Readonly<Record<Unit, bigint>> = {
  'mio. kr.': 1_000_000n,
  '1.000 kr.': 1_000n,
  'kr.': 1n,
};

export type Amount =
  | {
      readonly kr: number;
      /** Points and no comma, `1.313`: read as thousands, though an English hand means 1,313. */
      readonly thousandsOnly: boolean;
    }
  | { readonly wrong: 'not-a-number' | 'not-whole-kroner' | 'too-large' };

// Hyphen, the two Unicode hyphens, figure dash, en dash, em dash and the minus sign: what word
// processors make of the hyphen in front of a number.
const sign = String.raw`[-\u2010\u2011\u2012\u2013\u2014\u2212+]?\s*`;
// A first group of 0 is no thousands: `0.518` is an English number, and a thousandfold of it a lie.
const whole = String.raw`[1-9]\d{0,2}(?:\.\d{3})+|\d+`;
const danishNumber = new RegExp(String.raw`^(${sign})(${whole})(?:,(\d+))?$`, 'u');
const longestNumber = 40;

/**
 * A Danish number in a unit as whole kroner, exactly: digits are shifted, never multiplied as
 * binary fractions.
 *
 * @example danishAmount('-0,518', 'mio. kr.') // { kr: -518000, thousandsOnly: false }
 */
export function danishAmount(text: string, unit: Unit): Amount {
  const match = text.length > longestNumber ? null : danishNumber.exec(text);
  if (!match) return { wrong: 'not-a-number' };
  const [, signs = '', grouped = '', decimals = ''] = match;
  const digits = BigInt(grouped.replaceAll('.', '') + decimals) * kronerPer[unit];
  const scale = 10n ** BigInt(decimals.length);
  if (digits % scale !== 0n) return { wrong: 'not-whole-kroner' };
  const magnitude = Number(digits / scale);
  if (!Number.isSafeInteger(magnitude)) return { wrong: 'too-large' };
  const negative = signs.trim() !== '' && signs.trim() !== '+' && magnitude !== 0;
  return {
    kr: negative ? -magnitude : magnitude,
    thousandsOnly: grouped.includes('.') && decimals === '',
  };
}

// "kr." or DKK with the word or figure in front of it that makes it a unit. A figure other than 1.000 is
// an amount in prose, not a unit.
const unitPhrase =
  /(?<![\p{L}\d.,])(?:(mio|mill|million(?:er)?|mia|milliard(?:er)?|t|tusinde?|1[. ]?000|\d[\d.,]*|hele)?\.?\s*)(?:kr(?:oner)?|dkk)(?![\p{L}\d])\.?/giu;

/** The units that a line names, in order; a unit that we cannot count in comes back as its text. */
export function unitsNamed(line: string): { readonly units: Unit[]; readonly unknown: string[] } {
  const units: Unit[] = [];
  const unknown: string[] = [];
  for (const [phrase, word = ''] of line.matchAll(unitPhrase)) {
    const scale = word.toLowerCase().replace(/[. ]/g, '');
    if (/^(mio|mill|million|millioner)$/.test(scale)) units.push('mio. kr.');
    else if (/^(t|tusind|tusinde|1000)$/.test(scale)) units.push('1.000 kr.');
    else if (/^(hele)?$/.test(scale)) units.push('kr.');
    else if (!/^\d/.test(scale)) unknown.push(phrase.trim());
  }
  return { units, unknown };
}

/** The line without its units, for a heading such as `2026 mio. kr.`. */
export const withoutUnits = (line: string): string => line.replace(unitPhrase, ' ');
