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
import type { MilestoneEvent, MilestonePlanned, PlannedObligation } from './milestones.events';

/** Milestones with where they stand; whether one is due depends on the day of the question. */
export const milestones = projection<MilestoneEvent>()({
  table: 'milestones',
  version: 2,
  columns: {
    milestone: text,
    measure: text,
    title: text,
    due_on: nullable(date),
    forum: nullable(text),
    kind: nullable(text),
    obligation: nullable(jsonb<PlannedObligation>()),
    period: nullable(text),
    completed_on: nullable(date),
    cancelled: boolean,
    version: bigint,
  },
  key: ['milestone'],
  on: {
    MilestonePlanned: ({ data, version }) =>
      put({
        milestone: data.id,
        ...plannedColumns(data),
        completed_on: null,
        cancelled: false,
        version,
      }),
    MilestoneRestated: ({ data, version }) =>
      patch({ milestone: data.id }, { ...plannedColumns(data), version }),
    MilestoneRescheduled: ({ data, version }) =>
      patch({ milestone: data.id }, { due_on: data.dueOn, version }),
    MilestoneCompleted: ({ data, version }) =>
      patch({ milestone: data.id }, { completed_on: data.completedOn, version }),
    MilestoneCancelled: ({ data, version }) =>
      patch({ milestone: data.id }, { cancelled: true, version }),
  },
});

const plannedColumns = (planned: MilestonePlanned) => ({
  measure: planned.measure,
  title: planned.title,
  due_on: planned.dueOn,
  forum: planned.forum,
  kind: planned.kind,
  obligation: planned.obligation,
  period: planned.period,
});
