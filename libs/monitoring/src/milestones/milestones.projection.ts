import {
  bigint,
  boolean,
  date,
  nullable,
  patch,
  projection,
  put,
  text,
} from '@kursholder/eventstore';
import type { MilestoneEvent } from './milestones.events';

/** Milestones with where they stand; whether one is due depends on the day of the question. */
export const milestones = projection<MilestoneEvent>()({
  table: 'milestones',
  version: 1,
  columns: {
    milestone: text,
    measure: text,
    title: text,
    due_on: nullable(date),
    forum: nullable(text),
    kind: nullable(text),
    completed_on: nullable(date),
    cancelled: boolean,
    version: bigint,
  },
  key: ['milestone'],
  on: {
    MilestonePlanned: ({ data, version }) =>
      put({
        milestone: data.id,
        measure: data.measure,
        title: data.title,
        due_on: data.dueOn,
        forum: data.forum,
        kind: data.kind,
        completed_on: null,
        cancelled: false,
        version,
      }),
    MilestoneRescheduled: ({ data, version }) =>
      patch({ milestone: data.id }, { due_on: data.dueOn, version }),
    MilestoneCompleted: ({ data, version }) =>
      patch({ milestone: data.id }, { completed_on: data.completedOn, version }),
    MilestoneCancelled: ({ data, version }) =>
      patch({ milestone: data.id }, { cancelled: true, version }),
  },
});
