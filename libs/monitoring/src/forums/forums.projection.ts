import {
  bigint,
  date,
  integer,
  jsonb,
  nullable,
  projection,
  put,
  text,
  textOf,
} from '@kursholder/eventstore';
import type { ForumEvent, Outcome, PathEvent } from './forums.events';

type PathEventOf<Type extends PathEvent['type']> = Extract<PathEvent, { type: Type }>;

const refOf = ({ stream }: { readonly stream: string }) => stream.slice('measure-'.length);

/** The days that steps of a path are planned for. */
export const pathSteps = projection<PathEventOf<'PathStepPlanned'>>()({
  table: 'path_steps',
  version: 1,
  columns: { ref: text, step: integer, forum: text, planned_on: date },
  key: ['ref', 'step', 'forum'],
  on: {
    PathStepPlanned: (event) =>
      put({
        ref: refOf(event),
        step: event.data.step,
        forum: event.data.forum,
        planned_on: event.data.plannedOn,
      }),
  },
});

/** What bodies decided at the steps of a path; each decision stays beside the later ones. */
export const decisions = projection<PathEventOf<'DecisionRecorded'>>()({
  table: 'decisions',
  version: 1,
  columns: {
    ref: text,
    decided_at_position: bigint,
    step: integer,
    forum: text,
    decided_on: date,
    outcome: textOf<Outcome>(),
    journal_ref: nullable(text),
  },
  key: ['ref', 'decided_at_position'],
  on: {
    DecisionRecorded: (event) =>
      put({
        ref: refOf(event),
        decided_at_position: event.position,
        step: event.data.step,
        forum: event.data.forum,
        decided_on: event.data.decidedOn,
        outcome: event.data.outcome,
        journal_ref: event.data.journalRef,
      }),
  },
});

/** Efforts that bodies prioritised. */
export const prioritisations = projection<PathEventOf<'EffortPrioritised'>>()({
  table: 'prioritisations',
  version: 1,
  columns: {
    ref: text,
    prioritised_at_position: bigint,
    forum: text,
    decided_on: date,
    journal_ref: nullable(text),
  },
  key: ['ref', 'prioritised_at_position'],
  on: {
    EffortPrioritised: (event) =>
      put({
        ref: refOf(event),
        prioritised_at_position: event.position,
        forum: event.data.forum,
        decided_on: event.data.decidedOn,
        journal_ref: event.data.journalRef,
      }),
  },
});

/** Hearings with their first and last day. */
export const consultations = projection<PathEventOf<'ConsultationOpened'>>()({
  table: 'consultations',
  version: 1,
  columns: {
    ref: text,
    opened_at_position: bigint,
    opens_on: date,
    closes_on: date,
    parties: jsonb<readonly string[]>(),
  },
  key: ['ref', 'opened_at_position'],
  on: {
    ConsultationOpened: (event) =>
      put({
        ref: refOf(event),
        opened_at_position: event.position,
        opens_on: event.data.opensOn,
        closes_on: event.data.closesOn,
        parties: event.data.parties,
      }),
  },
});

/** The days that bodies met. */
export const meetings = projection<ForumEvent>()({
  table: 'meetings',
  version: 1,
  columns: { forum: text, held_on: date },
  key: ['forum', 'held_on'],
  on: {
    ForumMeetingHeld: ({ data }) => put({ forum: data.forum, held_on: data.heldOn }),
  },
});
