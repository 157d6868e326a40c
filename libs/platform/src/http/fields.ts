import { Fraction } from '@kursholder/kernel';
import { z } from 'zod';

/**
 * The fields that commands are made of. A message here is a code; the words for it are in the
 * labels, by language. Limits: design of the API, "Rules that hold everywhere".
 */

const lengthOf = (text: string) => Array.from(text).length;

/** Control characters but tab and line feed, and halves of surrogate pairs. */
const unfit = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u;

/** Text of at most so many characters that says something. */
export const text = (most: number) =>
  z
    .string()
    .refine((value) => value.trim() !== '', { error: 'input.blank' })
    .refine((value) => lengthOf(value) <= most, { error: 'input.too-long', params: { most } })
    .refine((value) => !unfit.test(value), { error: 'input.unfit-characters' })
    .meta({ minLength: 1, maxLength: most });

/** Names and titles. */
export const name = text(300);
/** Reasons, notes and texts that a person types. */
export const note = text(4_000);
/** The agreement's own two text columns. */
export const longText = text(20_000);

/** An identifier that is chosen by people and stands in addresses. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, { error: 'input.not-an-identifier' });

/** Whole kroner with a sign. −0 is 0. */
export const kroner = z.int().transform((value) => value + 0);

/** A budget year. */
export const year = z.int().min(2000).max(2100);

/** Amounts by year: `{ "2025": -518000, "2026": null }`. A blank is null, not 0. */
export const kronerByYear = z.record(
  z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' }),
  kroner.nullable(),
);

const isDay = (value: string) => {
  if (!/^(19\d\d|20\d\d|2100)-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
};

/** A day, `YYYY-MM-DD`, that the calendar has. */
export const day = z.string().refine(isDay, { error: 'input.not-a-day' }).meta({ format: 'date' });

/** A percentage as decimal text, 0–100 inclusive, at most four decimals. */
export const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, { error: 'input.not-a-percentage' })
  .refine(
    (value) =>
      !/^\d{1,3}(\.\d{1,4})?$/.test(value) || Fraction.of(100).isAtLeast(Fraction.parse(value)),
    { error: 'input.over-100-percent' },
  );

/** A positive decimal as text, at most six places. */
export const positiveDecimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, { error: 'input.not-a-decimal' })
  .refine((value) => /[1-9]/.test(value), { error: 'input.not-positive' });

/** A count of days. */
export const days = z.int().min(0).max(1_000_000_000);

/** A name in an address. What cannot be one is unknown, which is 404. */
export const pathName = z.string().regex(/^[\p{L}\p{N}._-]{1,300}$/u);

/** Whole kroner above 0. */
export const positiveKroner = z.int().min(1);

/** A budget year in an address. */
export const yearInPath = z.string().regex(/^(20\d\d|2100)$/);
