import type { Effect } from './measures.events';
import type { Obligation } from './obligations.events';

/** Where the agreement contradicts itself or leaves open who and what, as far as it concerns one measure. */
export type MeasureWarning =
  | {
      readonly code: 'measures.closed-with-open-condition';
      readonly facts: { readonly years: readonly number[] };
    }
  | { readonly code: 'measures.sign-unclear'; readonly facts: Readonly<Record<string, never>> }
  | { readonly code: 'measures.owner-not-one'; readonly facts: { readonly owner: string | null } }
  | { readonly code: 'measures.forum-not-named'; readonly facts: { readonly forum: string | null } }
  | {
      readonly code: 'measures.duty-times-disagree';
      readonly facts: {
        readonly duty: string;
        readonly text: string;
        readonly when: string;
        readonly disagreement: string;
      };
    };

interface Stated {
  readonly effect: Effect;
  readonly closed: boolean;
  readonly signUnclear: boolean;
  readonly owners: readonly string[];
  readonly forums: readonly string[];
  /** The years of its condition, or those that it is said to cover. */
  readonly scopeYears: readonly number[];
  readonly obligations: readonly Obligation[];
}

/** The conflicts of a measure, from its facts alone. They are shown and block nothing. */
export function conflictsOf(measure: Stated): MeasureWarning[] {
  const warnings: MeasureWarning[] = [];
  const { scopeYears: years } = measure;
  if (measure.closed && measure.effect === 'conditional' && years.length > 0) {
    warnings.push({ code: 'measures.closed-with-open-condition', facts: { years } });
  }
  if (measure.signUnclear) warnings.push({ code: 'measures.sign-unclear', facts: {} });
  const unresolved = measure.owners.find(isSeveralPosts);
  if (unresolved !== undefined || measure.owners.length === 0) {
    warnings.push({ code: 'measures.owner-not-one', facts: { owner: unresolved ?? null } });
  }
  const unnamed = measure.forums.find(isSomeBody);
  if (unnamed !== undefined || (measure.forums.length === 0 && !measure.closed)) {
    warnings.push({ code: 'measures.forum-not-named', facts: { forum: unnamed ?? null } });
  }
  for (const { code: duty, text, when, disagreement } of measure.obligations) {
    if (disagreement === undefined) continue;
    const facts = { duty, text, when, disagreement };
    warnings.push({ code: 'measures.duty-times-disagree', facts });
  }
  return warnings;
}

// Posts that the document does not name one by one: somebody has to say who.
const severalPosts = /^(?:relevante|alle|flere|øvrige|de)\s|(?:chefer|direktører|ledere)(?:ne)?$/iu;

/** Whether an owner is a set of posts rather than one, such as `Relevante chefer`. */
export const isSeveralPosts = (owner: string): boolean => severalPosts.test(owner);

/** `Fagudvalg` and `Relevante fagudvalg` leave open which; `FUDV` is all of them on a set path. */
const isSomeBody = (forum: string): boolean =>
  /^(?:(?:relevante|berørte|alle)\s+)?(?:fag)?udvalg(?:ene)?$/iu.test(forum);
