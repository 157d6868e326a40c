import {
  bigint,
  boolean,
  date,
  jsonb,
  nullable,
  patch,
  projection,
  put,
  text,
} from '@kursholder/eventstore';
import type { CoordinationEvent, DialogueEvent, RemedyEvent } from './dialogue.events';

/** Coordinations between chiefs, one row each. */
export const coordinations = projection<CoordinationEvent>()({
  table: 'coordinations',
  version: 1,
  columns: {
    ref: text,
    recorded_at_position: bigint,
    held_on: date,
    held_with: text,
    recorded_by: text,
  },
  key: ['ref', 'recorded_at_position'],
  on: {
    CoordinationHeld: ({ stream, position, actor, data }) =>
      put({
        ref: stream.slice('measure-'.length),
        recorded_at_position: position,
        held_on: data.heldOn,
        held_with: data.with,
        recorded_by: actor,
      }),
  },
});

export const dialogues = projection<DialogueEvent>()({
  table: 'dialogues',
  version: 1,
  columns: {
    dialogue: text,
    measure: text,
    between: jsonb<readonly string[]>(),
    requested_on: date,
    held_on: nullable(date),
    version: bigint,
  },
  key: ['dialogue'],
  indexes: [['measure']],
  on: {
    DialogueRequested: ({ data, version }) =>
      put({
        dialogue: data.id,
        measure: data.measure,
        between: data.between,
        requested_on: data.requestedOn,
        held_on: null,
        version,
      }),
    DialogueHeld: ({ data, version }) =>
      patch({ dialogue: data.id }, { held_on: data.heldOn, version }),
  },
});

export const remedies = projection<RemedyEvent>()({
  table: 'remedies',
  version: 1,
  columns: {
    remedy: text,
    measure: text,
    title: text,
    owner: text,
    expected_effect_kr: nullable(bigint),
    due_on: nullable(date),
    progressed_on: nullable(date),
    completed_on: nullable(date),
    cancelled: boolean,
    version: bigint,
  },
  key: ['remedy'],
  indexes: [['measure']],
  on: {
    RemedyPlanned: ({ data, version }) =>
      put({
        remedy: data.id,
        measure: data.measure,
        title: data.title,
        owner: data.owner,
        expected_effect_kr: data.expectedEffectKr,
        due_on: data.dueOn,
        progressed_on: null,
        completed_on: null,
        cancelled: false,
        version,
      }),
    RemedyProgressed: ({ data, version }) =>
      patch({ remedy: data.id }, { progressed_on: data.progressedOn, version }),
    RemedyCompleted: ({ data, version }) =>
      patch({ remedy: data.id }, { completed_on: data.completedOn, version }),
    RemedyCancelled: ({ data, version }) =>
      patch({ remedy: data.id }, { cancelled: true, version }),
  },
});
