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
}

export type MilestoneEvent =
  | NewEvent<'MilestonePlanned', MilestonePlanned>
  | NewEvent<
      'MilestoneRescheduled',
      { readonly id: string; readonly dueOn: string; readonly previousDueOn: string | null }
    >
  | NewEvent<'MilestoneCompleted', { readonly id: string; readonly completedOn: string }>
  | NewEvent<'MilestoneCancelled', { readonly id: string }>;

export const milestoneStream = (id: string) => `milestone-${id}`;
