import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { View } from './client';
import { today, type Language } from './format';
import { useWords } from './texts';

/** What every address may say: the year, the moment things were known, the language. */
export interface Place {
  aar?: number | undefined;
  pr?: string | undefined;
  sprog?: Language | undefined;
}

export type Typed = Record<string, unknown>;

export function placeOf(search: Typed): Place {
  const year = Number(search.aar);
  return {
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { aar: year } : {}),
    ...text(search, 'pr'),
    ...(search.sprog === 'en' || search.sprog === 'da' ? { sprog: search.sprog } : {}),
  };
}

/** A parameter that is there and says something. */
export function text<K extends string>(search: Typed, key: K): { [P in K]?: string | undefined } {
  const value = search[key];
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as {
    [P in K]?: string | undefined;
  };
}

/** Addresses are read and mailed by people: plain words, no quotation marks. */
export const readAddress = (search: string): Typed =>
  Object.fromEntries(new URLSearchParams(search));

export function writeAddress(search: Typed): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (typeof value === 'string' || typeof value === 'number') words.set(name, String(value));
  const all = words.toString();
  return all === '' ? '' : `?${all}`;
}

/** Where the reader stands: the view every request is asked with, and the year. */
export function usePlace() {
  const search: Place = useSearch({ strict: false });
  const { lang } = useWords();
  const knownAt = search.pr;
  const view: View = useMemo(() => ({ lang, knownAt }), [lang, knownAt]);
  return { view, lang, knownAt, past: knownAt !== undefined, askedYear: search.aar };
}

/** A moment of the past, as a day or an instant; what the server would refuse is not asked for. */
export function isPast(moment: string): boolean {
  const form = /^20\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
  if (!form.test(moment) || Number.isNaN(Date.parse(moment))) return false;
  return moment.length === 10 ? moment <= today() : Date.parse(moment) <= Date.now();
}

/** The year shown: the one asked for where there is such a one, else the year of the day. */
export function yearShown(
  asked: number | undefined,
  years: readonly number[],
  onDate: string,
): number {
  if (asked !== undefined && years.includes(asked)) return asked;
  const now = Number(onDate.slice(0, 4));
  const first = years[0] ?? now;
  const last = years.at(-1) ?? now;
  return Math.min(Math.max(now, first), last);
}
