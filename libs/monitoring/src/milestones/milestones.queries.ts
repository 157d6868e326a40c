import type { AsKnown } from '@kursholder/platform';
import { addDays } from '@kursholder/kernel';
import { sql } from 'kysely';
import { heldAt, type Read } from '../read-models';
import type { PlannedObligation } from './milestones.events';

export const milestoneStatuses = ['planned', 'due', 'overdue', 'completed', 'cancelled'] as const;
export type MilestoneStatus = (typeof milestoneStatuses)[number];

export interface MilestoneFilter {
  readonly id?: string | undefined;
  readonly measure?: string | undefined;
  readonly status?: MilestoneStatus | undefined;
  /** Due on or after, and on or before. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A milestone is due within so many days before its day. */
const dueDays = 14;

/** Milestones by their day, undated ones last, with the status on the day of the question. */
export const milestonesAt = (
  db: Read,
  { log, position, onDate }: AsKnown,
  { id, measure, status, from, to }: MilestoneFilter,
) => {
  const statusOf = sql<MilestoneStatus>`case
    when m.cancelled then 'cancelled'
    when m.completed_on is not null then 'completed'
    when m.due_on < ${onDate}::date then 'overdue'
    when m.due_on <= ${addDays(onDate, dueDays)}::date then 'due'
    else 'planned' end`;
  return db
    .selectFrom('read.milestones as m')
    .innerJoin('read.measures as t', (join) =>
      join
        .onRef('t.log_id', '=', 'm.log_id')
        .onRef('t.ref', '=', 'm.measure')
        .on(heldAt('t', position)),
    )
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .$call((rows) => {
      let found = rows;
      if (id !== undefined) found = found.where('m.milestone', '=', id);
      if (measure !== undefined) found = found.where('m.measure', '=', measure);
      if (from !== undefined) found = found.where('m.due_on', '>=', from);
      if (to !== undefined) found = found.where('m.due_on', '<=', to);
      if (status !== undefined) found = found.where(statusOf, '=', status);
      return found;
    })
    .orderBy('m.due_on', (order) => order.asc().nullsLast())
    .orderBy('m.milestone')
    .select(['m.milestone as id', 'm.measure', 't.title as measureTitle', 'm.title', 'm.forum'])
    .select(['m.due_on as dueOn', 'm.kind', 'm.completed_on as completedOn', 'm.version'])
    .select(['m.obligation', 'm.period'])
    .select(statusOf.as('status'));
};

export type MilestoneRow = Awaited<ReturnType<ReturnType<typeof milestonesAt>['execute']>>[number];

/** The milestones that come from duties of the agreement, of some measures or of all. */
export const obligedMilestonesAt = (
  db: Read,
  { log, position }: AsKnown,
  measures?: readonly string[],
) =>
  db
    .selectFrom('read.milestones as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .where('m.obligation', 'is not', null)
    .$call((rows) => (measures === undefined ? rows : rows.where('m.measure', 'in', measures)))
    .orderBy('m.milestone')
    .select(['m.milestone as id', 'm.measure', 'm.obligation', 'm.period', 'm.due_on as dueOn'])
    .select(['m.completed_on as completedOn', 'm.cancelled'])
    .$narrowType<{ obligation: PlannedObligation }>();
