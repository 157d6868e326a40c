import type { Json } from '@kursholder/kernel';

type None = Readonly<Record<string, never>>;

/**
 * All that an agreement file can be told about itself: what is wrong with it, and what was assumed
 * where it says nothing. Each code carries the figures that its sentence needs; the sentences are
 * in `labels/imports.da.ts` and `labels/imports.en.ts`, which do not compile while one is missing.
 */
export interface FindingFacts {
  // the file
  'imports.file-empty': None;
  'imports.file-too-large': { readonly limitMiB: number };
  'imports.file-not-csv-or-xlsx': None;
  'imports.file-old-excel': None;
  'imports.file-encoding': None;
  'imports.xlsx-unreadable': None;
  'imports.xlsx-unpacks-too-large': { readonly limitMiB: number };
  'imports.several-tables': { readonly sheets: readonly string[] };
  'imports.quote-not-closed': None;
  'imports.quote-misplaced': None;
  'imports.too-many-rows': { readonly limit: number };
  'imports.too-many-columns': { readonly limit: number };

  // its headings
  'imports.headings-not-found': { readonly headings: readonly string[] };
  'imports.heading-missing': { readonly heading: string };
  'imports.heading-twice': { readonly heading: string };
  'imports.heading-unknown': { readonly heading: string };
  'imports.years-missing': None;
  'imports.year-out-of-range': { readonly heading: string };
  'imports.table-mixed': None;
  'imports.unit-unknown': { readonly unit: string };
  'imports.units-differ': { readonly units: readonly string[] };

  // a row
  'imports.cell-without-heading': { readonly value: string };
  'imports.title-missing': None;
  'imports.title-without-letters': { readonly title: string };
  'imports.section-missing': None;
  'imports.references-several': { readonly references: readonly string[] };
  'imports.reference-twice': { readonly reference: string; readonly row: number };
  'imports.title-twice': { readonly title: string; readonly row: number };

  // a cell
  'imports.text-too-long': { readonly length: number; readonly limit: number };
  'imports.text-control-character': { readonly codePoint: string };
  'imports.formula-without-result': { readonly value: string };
  'imports.not-a-number': { readonly value: string };
  'imports.not-whole-kroner': { readonly value: string; readonly unit: string };
  'imports.amount-too-large': { readonly value: string };
  'imports.not-an-x': { readonly value: string };
  'imports.word-unknown': { readonly value: string; readonly allowed: readonly string[] };
  'imports.not-years': { readonly value: string };
  'imports.year-not-in-file': { readonly year: number };
  'imports.incorporated-without-amount': { readonly year: number };
  'imports.scope-without-condition': { readonly effect: string };
  'imports.duty-fields': { readonly line: string };
  'imports.duty-code': { readonly code: string };
  'imports.duty-twice': { readonly code: string };
  'imports.duty-reading': { readonly code: string; readonly reading: string };
  'imports.duty-reference': { readonly code: string; readonly refersTo: string };

  // against what was imported before
  'imports.amount-removed': { readonly year: number; readonly amountKr: number };
  'imports.reference-taken': { readonly reference: string };
  'imports.too-many-milestones': { readonly limit: number };
  'imports.agreement-unknown': { readonly agreement: string };
  'imports.agreement-ambiguous': {
    readonly years: readonly number[];
    readonly agreements: readonly string[];
  };

  // assumed, not wrong
  'imports.unit-assumed': { readonly unit: string };
  'imports.table-without-rows': None;
  'imports.effect-inferred': { readonly effect: string };
  'imports.owner-unresolved': { readonly owner: string };
  'imports.thousands-point': { readonly value: string; readonly amountKr: number };
}

export type FindingCode = keyof FindingFacts;

/** `path` is `file`, `row 4`, or `row 4, 2026`: the row as a spreadsheet counts it, then the column. */
export interface Finding<Code extends FindingCode = FindingCode> {
  readonly path: string;
  readonly code: Code;
  readonly facts: FindingFacts[Code] & Readonly<Record<string, Json>>;
}

/** A sentence for every code; `words[code]` knows the facts of exactly that code. */
export type FindingWords = {
  readonly [Code in FindingCode]: (facts: FindingFacts[Code]) => string;
};

export function finding<Code extends FindingCode>(
  path: string,
  code: Code,
  facts: FindingFacts[Code],
): Finding {
  return { path, code, facts };
}

/** The sentence of a finding in the language of the words. */
export function sentenceOf(words: FindingWords, { code, facts }: Finding): string {
  // The type of a finding ties its facts to its code; a union of codes loses the tie.
  const sentence = words[code] as (facts: unknown) => string;
  return sentence(facts);
}
