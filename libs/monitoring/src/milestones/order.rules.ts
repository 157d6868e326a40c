import type { PlannedObligation } from './milestones.events';

/** A milestone that comes from a duty, as far as its order among the others of its measure goes. */
export interface OrderedMilestone {
  readonly measure: string;
  readonly obligation: PlannedObligation;
  readonly completedOn: string | null;
  readonly cancelled: boolean;
}

export interface OrderWarning {
  readonly code: 'milestones.before-its-turn';
  readonly facts: { readonly duty: string; readonly after: string };
}

/**
 * The duties that should have been done before this one was. The order is shown, not enforced; of
 * a duty that comes again, once is enough, and what was cancelled is not waited for.
 */
export function orderWarnings(
  { measure, obligation, completedOn }: OrderedMilestone,
  all: readonly OrderedMilestone[],
): OrderWarning[] {
  if (completedOn === null) return [];
  const others = all.filter((other) => other.measure === measure && !other.cancelled);
  const earlier = new Set([
    ...obligation.after,
    ...others.flatMap(({ obligation: { code, before } }) =>
      before.includes(obligation.code) ? [code] : [],
    ),
  ]);
  return [...earlier]
    .filter((code) => {
      const ofDuty = others.filter((other) => other.obligation.code === code);
      return ofDuty.length > 0 && !ofDuty.some((other) => isDoneBy(completedOn, other));
    })
    .sort()
    .map((after) => ({
      code: 'milestones.before-its-turn',
      facts: { duty: obligation.code, after },
    }));
}

const isDoneBy = (day: string, { completedOn }: OrderedMilestone) =>
  completedOn !== null && completedOn <= day;
