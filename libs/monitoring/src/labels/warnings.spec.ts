import { wordedWarning, type Warning } from './warnings';

const at = { forum: 'KB', step: 5, on: '2025-02-04' };
const duty = { duty: 'M7', text: 'Sag', when: 'februar', disagreement: 'teksten siger foråret' };
const examples: Warning[] = [
  { code: 'milestones.before-its-turn', facts: { duty: 'M6', after: 'M5' } },
  {
    code: 'path.hearing-too-short',
    facts: { opensOn: '2024-12-01', closesOn: '2024-12-10', days: 10, least: 14 },
  },
  { code: 'path.before-hearing-closed', facts: { ...at, closesOn: '2025-02-10' } },
  { code: 'path.before-med', facts: { ...at, medOn: null } },
  { code: 'path.before-med', facts: { ...at, medOn: '2025-02-10' } },
  { code: 'path.dates-backwards', facts: { ...at, before: { ...at, on: '2025-03-01' } } },
  {
    code: 'path.outside-its-month',
    facts: { ...at, duty: 'M6', from: '2025-01', to: '2025-01' },
  },
  {
    code: 'path.outside-its-month',
    facts: { ...at, duty: 'M4', from: '2024-12', to: '2025-01' },
  },
  {
    code: 'path.out-of-order',
    facts: { forum: 'KB', step: 5, missing: { forum: 'ØK', step: 4 } },
  },
];

describe('a warning', () => {
  it.each<Warning>([
    { code: 'measures.closed-with-open-condition', facts: { years: [2026, 2027] } },
    { code: 'measures.sign-unclear', facts: {} },
    { code: 'measures.owner-not-one', facts: { owner: null } },
    { code: 'measures.owner-not-one', facts: { owner: 'Relevante chefer' } },
    { code: 'measures.forum-not-named', facts: { forum: null } },
    { code: 'measures.forum-not-named', facts: { forum: 'Fagudvalg' } },
    { code: 'measures.duty-times-disagree', facts: duty },
  ])('of a conflict, $code, is worded in both languages', (warning) => {
    const [da, en] = [wordedWarning('da', warning), wordedWarning('en', warning)];
    for (const { message } of [da, en]) {
      expect(message).toMatch(/^\S.*[.)!?]$/su);
      expect(message).not.toMatch(/undefined|null|NaN|\[object| {2}|\{|\}/u);
    }
    expect(da.message).not.toBe(en.message);
  });

  it.each(examples)('of $code is a sentence in both languages, with its facts', (warning) => {
    const [da, en] = [wordedWarning('da', warning), wordedWarning('en', warning)];
    for (const { code, message, facts } of [da, en]) {
      expect(code).toBe(warning.code);
      expect(facts).toEqual(warning.facts);
      expect(message).toMatch(/^\S.*[.)!?]$/su);
      expect(message).not.toMatch(/undefined|null|NaN|\[object| {2}|\{|\}|Invalid/u);
    }
    expect(da.message).not.toBe(en.message);
  });

  it('names days and months as they are said', () => {
    const said = examples.map((each) => wordedWarning('da', each).message);
    expect(said[1]).toContain('1. december 2024');
    expect(said[7]).toContain('december 2024–januar 2025');
  });
});
