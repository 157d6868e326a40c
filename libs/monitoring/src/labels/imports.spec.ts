import {
  type Finding,
  type FindingCode,
  type FindingFacts,
  sentenceOf,
} from '../imports/import-findings.rules';
import { importsDa } from './imports.da';
import { importsEn } from './imports.en';

const samples: FindingFacts = {
  'imports.file-empty': {},
  'imports.file-too-large': { limitMiB: 10 },
  'imports.file-not-csv-or-xlsx': {},
  'imports.file-old-excel': {},
  'imports.file-encoding': {},
  'imports.xlsx-unreadable': {},
  'imports.xlsx-unpacks-too-large': { limitMiB: 64 },
  'imports.several-tables': { sheets: ['Drift', 'Anlæg'] },
  'imports.quote-not-closed': {},
  'imports.quote-misplaced': {},
  'imports.too-many-rows': { limit: 50_000 },
  'imports.too-many-columns': { limit: 100 },
  'imports.headings-not-found': { headings: ['Overskrift'] },
  'imports.heading-missing': { heading: 'Slut' },
  'imports.heading-twice': { heading: 'Slut' },
  'imports.heading-unknown': { heading: 'Farve' },
  'imports.years-missing': {},
  'imports.year-out-of-range': { heading: '1999' },
  'imports.table-mixed': {},
  'imports.unit-unknown': { unit: 'mia. kr.' },
  'imports.units-differ': { units: ['mio. kr.', 'kr.'] },
  'imports.cell-without-heading': { value: 'løs' },
  'imports.title-missing': {},
  'imports.title-without-letters': { title: '§' },
  'imports.section-missing': {},
  'imports.references-several': { references: ['R7', 'R8'] },
  'imports.reference-twice': { reference: 'R307', row: 4 },
  'imports.title-twice': { title: 'Pulje', row: 4 },
  'imports.text-too-long': { length: 301, limit: 300 },
  'imports.text-control-character': { codePoint: 'U+0007' },
  'imports.formula-without-result': { value: '#REF!' },
  'imports.not-a-number': { value: 'ca. 3' },
  'imports.not-whole-kroner': { value: '0,0000001', unit: 'mio. kr.' },
  'imports.amount-too-large': { value: '99999999999' },
  'imports.not-an-x': { value: 'måske' },
  'imports.word-unknown': { value: 'effekt', allowed: ['betinget', 'direkte'] },
  'imports.not-years': { value: 'altid' },
  'imports.year-not-in-file': { year: 2029 },
  'imports.incorporated-without-amount': { year: 2026 },
  'imports.scope-without-condition': { effect: 'direct' },
  'imports.duty-fields': { line: 'M1 | Sag' },
  'imports.duty-code': { code: 'M 1' },
  'imports.duty-twice': { code: 'M1' },
  'imports.duty-reading': { code: 'M1', reading: 'snart' },
  'imports.duty-reference': { code: 'M1', refersTo: 'M9' },
  'imports.amount-removed': { year: 2026, amountKr: -1_050_000 },
  'imports.reference-taken': { reference: 'R307' },
  'imports.too-many-milestones': { limit: 20_000 },
  'imports.agreement-unknown': { agreement: '2030' },
  'imports.agreement-ambiguous': { years: [2025], agreements: ['a', 'b'] },
  'imports.unit-assumed': { unit: 'mio. kr.' },
  'imports.table-without-rows': {},
  'imports.effect-inferred': { effect: 'direct' },
  'imports.owner-unresolved': { owner: 'Relevante chefer' },
  'imports.thousands-point': { value: '-1.313', amountKr: -1_313_000_000 },
};
const codes = Object.keys(samples) as FindingCode[];
const sample = (code: FindingCode): Finding => ({
  path: 'row 4',
  code,
  facts: samples[code],
});

describe('the sentence of a finding', () => {
  it.each(codes)('%s is whole in both languages', (code) => {
    const [danish, english] = [importsDa, importsEn].map((words) =>
      sentenceOf(words, sample(code)),
    );
    for (const sentence of [danish, english]) {
      expect(sentence).toMatch(/^[\p{Lu}\d»“].*\.$/su);
      expect(sentence).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(danish).not.toBe(english);
  });

  it('shows kroner as a Dane writes them, with a real minus', () => {
    expect(sentenceOf(importsDa, sample('imports.amount-removed'))).toBe(
      'Beløbet for 2026 er blankt, men var −1.050.000 kr. ved sidste indlæsning. Skriv 0,000, hvis det er bortfaldet.',
    );
    expect(sentenceOf(importsEn, sample('imports.amount-removed'))).toBe(
      'The amount of 2026 is blank, but was DKK −1,050,000 at the last import. Write 0,000 if it is gone.',
    );
  });

  it('names the MED column with its other half, by which the tables are told apart', () => {
    const med = { ...sample('imports.heading-missing'), facts: { heading: 'MED/Høring m.v.' } };
    expect(sentenceOf(importsDa, med)).toContain('»Nr.«');
  });
});
