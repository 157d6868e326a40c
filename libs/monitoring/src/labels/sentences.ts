import type { Language } from '@kursholder/platform';
import { sentenceOf, type Finding } from '../imports/import-findings.rules';
import { importsDa } from './imports.da';
import { importsEn } from './imports.en';
import { problemsDa, type Facts, type ProblemCode, type Sentence } from './problems.da';
import { problemsEn } from './problems.en';

const problems: Readonly<Record<Language, Readonly<Record<ProblemCode, Sentence>>>> = {
  da: problemsDa,
  en: problemsEn,
};

/** Whether there are words for a code. */
export const hasWords = (code: string): code is ProblemCode => Object.hasOwn(problemsDa, code);

/** The sentence of a refusal or a warning. */
export function sentenceFor(language: Language, code: string, facts: Facts): string {
  if (!hasWords(code)) {
    return code.startsWith('imports.')
      ? importSentence(language, { path: '', code, facts } as unknown as Finding)
      : code;
  }
  const sentence = problems[language][code];
  return typeof sentence === 'string' ? sentence : sentence(facts);
}

/** The sentence of a finding in an imported file. */
export const importSentence = (language: Language, found: Finding): string =>
  sentenceOf(language === 'en' ? importsEn : importsDa, found);
