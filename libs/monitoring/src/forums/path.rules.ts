import type { Obligation } from '../measures/obligations.events';
import { bodyIn } from '../milestones/obligations.rules';
import type { Outcome } from './forums.events';

/** What is known of a measure's path of decisions. */
export interface PathFacts {
  /** The bodies in order, as the agreement states them; a hearing is a step of its own. */
  readonly forums: readonly string[];
  /** The MED/Høring mark. */
  readonly consultation: boolean;
  readonly obligations: readonly Obligation[];
  readonly planned: readonly {
    readonly step: number;
    readonly forum: string;
    readonly plannedOn: string;
  }[];
  /** By their day. */
  readonly decisions: readonly Decision[];
  /** By the day they open. */
  readonly consultations: readonly Consultation[];
}

export interface Decision {
  readonly step: number;
  readonly forum: string;
  readonly decidedOn: string;
  readonly outcome: Outcome;
  readonly journalRef: string | null;
  readonly position: number;
}

export interface Consultation {
  readonly opensOn: string;
  readonly closesOn: string;
  readonly parties: readonly string[];
  readonly position: number;
}

export const stepStatuses = ['not_scheduled', 'scheduled', 'held', 'deferred', 'rejected'] as const;
export type StepStatus = (typeof stepStatuses)[number];

export interface PathStep {
  readonly step: number;
  readonly forum: string;
  readonly kind: 'forum' | 'hearing';
  /** Whether the agreement states it; a step may also be recorded beside those. */
  readonly stated: boolean;
  readonly plannedOn: string | null;
  readonly status: StepStatus;
  readonly decisions: readonly Decision[];
  /** The day it stands for among the others: decided, opened or planned. */
  readonly on: string | null;
  /** The months that the agreement names for it. */
  readonly window: {
    readonly duty: string;
    readonly from: string;
    readonly to: string;
    readonly everyYear: boolean;
  } | null;
}

/** The steps in order, each standing as was decided last, on a day. */
export function pathSteps(facts: PathFacts, onDate: string): PathStep[] {
  const windows = windowsOf(facts);
  const stated = facts.forums.map((forum, at) => ({ step: at + 1, forum, stated: true }));
  const isStated = ({ step, forum }: { step: number; forum: string }) =>
    facts.forums[step - 1] === forum;
  const recorded = [...facts.planned, ...facts.decisions].filter((each) => !isStated(each));
  const others = new Map(
    recorded.map(({ step, forum }) => [`${String(step)} ${forum}`, { step, forum, stated: false }]),
  );
  return [...stated, ...others.values()]
    .sort((a, b) => a.step - b.step)
    .map((each) => ({
      ...each,
      ...standing(each, facts, onDate),
      window: each.stated ? (windows[each.step - 1] ?? null) : null,
    }));
}

/** Both days count: who is heard may answer on the first and on the last. */
export const hearingDays = ({ opensOn, closesOn }: Pick<Consultation, 'opensOn' | 'closesOn'>) =>
  Math.round((Date.parse(closesOn) - Date.parse(opensOn)) / dayMs) + 1;

/** The joint committee (MED) is among the parties, under its own name or as Hovedudvalget. */
export const involvesMed = ({ parties }: Pick<Consultation, 'parties'>): boolean =>
  parties.some((party) => /(?<!\p{L})MED(?!\p{L})|[Hh]ovedudvalg/u.test(party));

export const isHearing = (forum: string): boolean => /høring/iu.test(forum);

const dayMs = 86_400_000;

function standing(
  { step, forum }: { readonly step: number; readonly forum: string },
  { planned, decisions, consultations }: PathFacts,
  onDate: string,
): Pick<PathStep, 'kind' | 'plannedOn' | 'status' | 'decisions' | 'on'> {
  const isThis = (each: { step: number; forum: string }) =>
    each.step === step && each.forum === forum;
  const own = decisions.filter(isThis);
  const plannedOn = planned.find(isThis)?.plannedOn ?? null;
  const last = own.at(-1);
  const kind = isHearing(forum) ? 'hearing' : 'forum';
  const told = { kind, plannedOn, decisions: own } as const;
  if (last !== undefined) {
    // What was deferred is taken up again when it is planned for a later day.
    const again = last.outcome === 'deferred' && plannedOn !== null && plannedOn > last.decidedOn;
    if (again) return { ...told, status: 'scheduled', on: plannedOn };
    return { ...told, status: statusAfter[last.outcome], on: last.decidedOn };
  }
  const [first] = consultations;
  if (kind === 'hearing' && first !== undefined) {
    const isOver = lastClosing(consultations) < onDate;
    return { ...told, status: isOver ? 'held' : 'scheduled', on: first.opensOn };
  }
  return { ...told, status: plannedOn === null ? 'not_scheduled' : 'scheduled', on: plannedOn };
}

const statusAfter: Readonly<Record<Outcome, StepStatus>> = {
  adopted: 'held',
  noted: 'held',
  deferred: 'deferred',
  rejected: 'rejected',
};

/** The last day of all hearings; empty where there is none. */
export const lastClosing = (consultations: readonly Consultation[]): string =>
  consultations.reduce((latest, { closesOn }) => (closesOn > latest ? closesOn : latest), '');

/** The duties with months belong to the steps of their body in the order in which both stand. */
function windowsOf({ forums, obligations }: PathFacts): (PathStep['window'] | undefined)[] {
  const unused = obligations.flatMap(({ code, who, due }) =>
    due?.kind === 'window' ? [{ body: bodyIn(who, forums), duty: code, ...due }] : [],
  );
  return forums.map((forum) => {
    const at = unused.findIndex(({ body }) => body === forum);
    const [found] = at === -1 ? [] : unused.splice(at, 1);
    if (found === undefined) return undefined;
    const { duty, from, to, everyYear } = found;
    return { duty, from, to, everyYear };
  });
}
