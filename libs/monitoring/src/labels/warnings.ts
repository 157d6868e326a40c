import type { Language } from '@kursholder/platform';
import { z } from 'zod';
import { formats, type Format } from './format';

/** All that a measure, its path and its milestones are warned of; nothing of it blocks anything. */
export interface WarningFacts {
  'milestones.before-its-turn': { readonly duty: string; readonly after: string };
}

type WarningCode = keyof WarningFacts;

export type Warning<Code extends WarningCode = WarningCode> = {
  readonly [Each in Code]: { readonly code: Each; readonly facts: WarningFacts[Each] };
}[Code];

type Words = {
  readonly [Code in WarningCode]: (facts: WarningFacts[Code], format: Format) => string;
};

export const warningWords: Readonly<Record<Language, Words>> = {
  da: {
    'milestones.before-its-turn': ({ duty, after }) =>
      `${duty} er nået, før ${after} var det. Aftalen sætter ${after} først.`,
  },
  en: {
    'milestones.before-its-turn': ({ duty, after }) =>
      `${duty} was reached before ${after} was. The agreement puts ${after} first.`,
  },
};

export const warningReply = z
  .object({
    code: z.string(),
    message: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Warning' });

/** A warning with its sentence in the reader's language. */
export function wordedWarning(language: Language, { code, facts }: Warning) {
  // The type of a warning ties its facts to its code; a union of codes loses the tie.
  const sentence = warningWords[language][code] as (facts: unknown, format: Format) => string;
  return { code, message: sentence(facts, formats[language]), facts: { ...facts } };
}
