import { hearingDays, involvesMed, lastClosing, type PathFacts, type PathStep } from './path.rules';

interface Named {
  readonly forum: string;
  readonly step: number;
}

/** What is out of order on a path. It is said, and nothing is refused for it. */
export type PathWarning =
  | {
      readonly code: 'path.hearing-too-short';
      readonly facts: {
        readonly opensOn: string;
        readonly closesOn: string;
        readonly days: number;
        readonly least: number;
      };
    }
  | {
      readonly code: 'path.before-hearing-closed';
      readonly facts: Named & { readonly on: string; readonly closesOn: string };
    }
  | {
      readonly code: 'path.before-med';
      readonly facts: Named & { readonly on: string; readonly medOn: string | null };
    }
  | {
      readonly code: 'path.dates-backwards';
      readonly facts: Named & {
        readonly on: string;
        readonly before: Named & { readonly on: string };
      };
    }
  | {
      readonly code: 'path.outside-its-month';
      readonly facts: Named & {
        readonly on: string;
        readonly duty: string;
        readonly from: string;
        readonly to: string;
      };
    }
  | {
      readonly code: 'path.out-of-order';
      readonly facts: Named & { readonly missing: Named };
    };

/** Local custom in the agreement's own words, where no duty of the measure says otherwise. */
const leastHearingDays = 14;

export function pathWarnings(facts: PathFacts, steps: readonly PathStep[]): PathWarning[] {
  return [
    ...shortHearings(facts),
    ...treatedTooEarly(facts, steps),
    ...steps.flatMap((step) => outsideItsMonth(step)),
    ...backwards(steps),
    ...outOfOrder(facts, steps),
  ];
}

/** A short hearing is mended by a later one of the same parties that is long enough. */
function shortHearings({ consultations, obligations }: PathFacts): PathWarning[] {
  const stated = obligations.flatMap(({ due }) => (due?.kind === 'duration' ? [due.days] : []));
  const least = Math.max(...(stated.length > 0 ? stated : [leastHearingDays]));
  const enough = consultations.filter((each) => hearingDays(each) >= least);
  return consultations
    .filter((each) => hearingDays(each) < least)
    .filter(({ parties, opensOn }) =>
      enough.every(
        (other) =>
          other.opensOn < opensOn || !parties.every((party) => other.parties.includes(party)),
      ),
    )
    .map(({ opensOn, closesOn }) => ({
      code: 'path.hearing-too-short',
      facts: { opensOn, closesOn, days: hearingDays({ opensOn, closesOn }), least },
    }));
}

/** The treatment that follows the hearing waits for its end, and for MED where MED is marked. */
function treatedTooEarly(
  { consultation, consultations }: PathFacts,
  steps: readonly PathStep[],
): PathWarning[] {
  const hearing = steps.findIndex(({ kind }) => kind === 'hearing');
  const after = hearing === -1 ? undefined : steps.slice(hearing).find(isTreatment);
  if (after?.on == null) return [];
  const { forum, step, on } = after;
  const warnings: PathWarning[] = [];
  const closesOn = closingBefore(on, consultations);
  if (closesOn !== null && on <= closesOn) {
    warnings.push({ code: 'path.before-hearing-closed', facts: { forum, step, on, closesOn } });
  }
  const medOn = medInvolvedOn(consultations);
  if (consultation && (medOn === null || medOn >= on)) {
    warnings.push({ code: 'path.before-med', facts: { forum, step, on, medOn } });
  }
  return warnings;
}

/**
 * When the hearing that a treatment waits for ends: the last of those opened by then; where none was,
 * the first that came too late. A hearing of another year's case is not waited for.
 */
function closingBefore(on: string, consultations: PathFacts['consultations']): string | null {
  const opened = consultations.filter(({ opensOn }) => opensOn <= on);
  if (opened.length > 0) return lastClosing(opened);
  const [first] = [...consultations].sort((a, b) => (a.opensOn < b.opensOn ? -1 : 1));
  return first?.closesOn ?? null;
}

/** The first day that MED could answer. */
export const medInvolvedOn = (consultations: PathFacts['consultations']): string | null =>
  consultations.find(involvesMed)?.opensOn ?? null;

const isTreatment = ({ kind }: PathStep) => kind === 'forum';

function outsideItsMonth({ forum, step, on, window }: PathStep): PathWarning[] {
  if (on === null || window === null) return [];
  const { duty, from, to, everyYear } = window;
  const month = on.slice(0, 7);
  // A yearly window is of any year: the first that does not end before the day decides.
  const later = everyYear ? Math.max(0, yearsUntil(to, month)) : 0;
  const isWithin = month >= shifted(from, later) && month <= shifted(to, later);
  if (isWithin) return [];
  const facts = { forum, step, on, duty, from: shifted(from, later), to: shifted(to, later) };
  return [{ code: 'path.outside-its-month', facts }];
}

const yearsUntil = (to: string, month: string) => {
  const years = Number(month.slice(0, 4)) - Number(to.slice(0, 4));
  return month.slice(5) > to.slice(5) ? years + 1 : years;
};

const shifted = (month: string, years: number) =>
  `${String(Number(month.slice(0, 4)) + years)}${month.slice(4)}`;

function backwards(steps: readonly PathStep[]): PathWarning[] {
  const dated = steps.flatMap(({ forum, step, on }) => (on === null ? [] : [{ forum, step, on }]));
  return dated.flatMap((each, at) => {
    const before = dated[at - 1];
    if (before === undefined || before.on <= each.on) return [];
    return [{ code: 'path.dates-backwards', facts: { ...each, before } } as const];
  });
}

/** A hearing that was opened has had its turn; that it must be over is another warning. */
function outOfOrder({ consultations }: PathFacts, steps: readonly PathStep[]): PathWarning[] {
  const hadItsTurn = (each: PathStep) =>
    isDecided(each) || (each.kind === 'hearing' && consultations.length > 0);
  return steps
    .filter((each) => isDecided(each) && isTreatment(each))
    .flatMap(({ forum, step }) => {
      const missing = steps.find((each) => each.step < step && !hadItsTurn(each));
      if (missing === undefined) return [];
      const facts = { forum, step, missing: { forum: missing.forum, step: missing.step } };
      return [{ code: 'path.out-of-order', facts } as const];
    });
}

const isDecided = ({ status }: PathStep) => status === 'held' || status === 'rejected';
