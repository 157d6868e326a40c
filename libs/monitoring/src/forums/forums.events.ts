import type { NewEvent } from '@kursholder/kernel';

export const decisionOutcomes = ['adopted', 'deferred', 'rejected', 'noted'] as const;
export type Outcome = (typeof decisionOutcomes)[number];

/** The path of decisions of a measure: planned steps, decisions, hearings, prioritisations. */
export type PathEvent =
  | NewEvent<
      'PathStepPlanned',
      { readonly forum: string; readonly step: number; readonly plannedOn: string }
    >
  | NewEvent<
      'DecisionRecorded',
      {
        readonly forum: string;
        readonly step: number;
        readonly decidedOn: string;
        readonly outcome: Outcome;
        readonly journalRef: string | null;
      }
    >
  | NewEvent<
      'EffortPrioritised',
      { readonly forum: string; readonly decidedOn: string; readonly journalRef: string | null }
    >
  | NewEvent<
      'ConsultationOpened',
      { readonly opensOn: string; readonly closesOn: string; readonly parties: readonly string[] }
    >;

export type ForumEvent = NewEvent<
  'ForumMeetingHeld',
  { readonly forum: string; readonly heldOn: string }
>;

export const forumStream = (forum: string) => `forum-${encodeURIComponent(forum)}`;
