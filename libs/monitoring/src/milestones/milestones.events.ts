import type { NewEvent } from '@kursholder/kernel';

/** What is planned: `dueOn` null is an undated activity. */
export interface MilestonePlanned {
  readonly id: string;
  readonly measure: string;
  readonly title: string;
  readonly dueOn: string | null;
  /** The body that treats it, where there is one. */
  readonly forum: string | null;
  readonly kind: string | null;
  /** The duty of the agreement that it comes from; null where a person planned it. */
  readonly obligation: PlannedObligation | null;
  /** Which time of a duty that comes again: `2026`, `2026-K3`. */
  readonly period: string | null;
}

export interface PlannedObligation {
  readonly code: string;
  readonly who: string;
  /** When, in the agreement's words. */
  readonly when: string;
  /** How that is read, as the column `Pligter` writes it. */
  readonly reading: string;
  /** The figures of the reading are defaults, not facts of the agreement. */
  readonly assumed: boolean;
  /** What else the agreement says of the same day. */
  readonly disagreement: string | null;
  readonly after: readonly string[];
  readonly before: readonly string[];
}

export type MilestoneEvent =
  | NewEvent<'MilestonePlanned', MilestonePlanned>
  /** The agreement was imported again and states the duty otherwise. */
  | NewEvent<'MilestoneRestated', MilestonePlanned>
  | NewEvent<
      'MilestoneRescheduled',
      { readonly id: string; readonly dueOn: string; readonly previousDueOn: string | null }
    >
  | NewEvent<'MilestoneCompleted', { readonly id: string; readonly completedOn: string }>
  | NewEvent<'MilestoneCancelled', { readonly id: string }>;

/** As it was written before milestones came from the duties of the agreement. */
export type MilestonePlannedV1 = Omit<MilestonePlanned, 'obligation' | 'period'>;

export const milestoneStream = (id: string) => `milestone-${id}`;
