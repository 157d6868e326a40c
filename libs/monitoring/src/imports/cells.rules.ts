import { type Finding, finding } from './import-findings.rules';

export const longestTitle = 300;
export const longestText = 20_000;

/** A text with line feeds alone, without the spaces around it. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\r\n?/gu, '\n').trim();

/** A text on one line: spaces and line breaks as one space. */
export const onOneLine = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').trim();

// Half a character, or a control character other than tab and line feed (api.md, "text").
const forbidden = /[\p{Cs}]|(?![\t\n])\p{Cc}/u;
// What a spreadsheet shows for a formula that has no value.
const formulaError = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FORMULA!)$/u;

/** Why a text cannot be taken, or undefined when it can. */
export function textError(text: string, path: string, limit: number): Finding | undefined {
  const tidied = tidy(text);
  if (formulaError.test(tidied)) {
    return finding(path, 'imports.formula-without-result', { value: tidied });
  }
  if (tidied.length > limit) {
    return finding(path, 'imports.text-too-long', { length: tidied.length, limit });
  }
  const [character] = forbidden.exec(tidied) ?? [];
  if (character === undefined) return undefined;
  const codePoint = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return finding(path, 'imports.text-control-character', { codePoint });
}

/** Enough of a cell to recognise it by in a message. */
export const shown = (text: string): string => {
  const line = onOneLine(text).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
  return line.length > 60 ? `${Array.from(line).slice(0, 59).join('')}…` : line;
};

/** The years of `2026, 2027`, `2025-2028` or both; undefined when it is something else. */
export function yearsIn(text: string): number[] | undefined {
  const years = new Set<number>();
  const ranges = text.replace(/\s*[-\u2010-\u2015]\s*/gu, '-');
  for (const part of ranges.split(/[,;\s]+(?:og\s+)?/u).filter((word) => word !== '')) {
    const [, from, to] = /^(\d{4})(?:-(\d{4}))?$/u.exec(part) ?? [];
    if (from === undefined) return undefined;
    const last = Number(to ?? from);
    if (last < Number(from) || last - Number(from) > 100) return undefined;
    for (let year = Number(from); year <= last; year += 1) years.add(year);
  }
  return [...years].sort((a, b) => a - b);
}

/** The bodies of a path in order: `FUDV, Høring, FUDV`, `BUU → AU`. */
export const forumsIn = (text: string): string[] =>
  text
    .split(/[,;]|[-=\u2013]?>|[\u2192\u21d2\u2794\u279c]/u)
    .map((forum) => forum.replace(/\s+/gu, ' ').trim())
    .filter((forum) => forum !== '');

const referencePattern = /(?<![\p{L}\d])(R\d{1,6})(?![\p{L}\d])(?:\s*(\([^()\s]{1,10}\)))?/gu;

/** The heading without its R-number, and the R-number with what stands behind it in brackets. */
export function referenceIn(heading: string): {
  readonly title: string;
  readonly references: readonly { readonly reference: string; readonly suffix: string | null }[];
} {
  const found = [...heading.matchAll(referencePattern)].map(([, reference = '', suffix]) => ({
    reference,
    suffix: suffix ?? null,
  }));
  if (found.length === 0) return { title: heading, references: [] };
  // `Pulje (R7)` leaves its brackets behind, `R7: Pulje` its colon.
  const title = heading
    .replace(referencePattern, ' ')
    .replace(/\(\s*\)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s:;,\u2013-]+|[\s:;,\u2013-]+$/gu, '');
  return { title, references: found };
}

const spelledOut: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa', ß: 'ss' };

/** @example slugOf('Ændring på §5') // 'aendring-paa-5' */
export const slugOf = (title: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøåß]/gu, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
