import type { MilestoneEvent } from '../milestones/milestones.events';
import {
  obligedCount,
  obligedId,
  obligedKey,
  obligedMilestones,
  type ObligedMilestone,
} from '../milestones/obligations.rules';
import { finding, type Finding } from './import-findings.rules';
import { uniqueSlug } from './import-plan.rules';
import type { FileMeasure } from './parsed-agreement.rules';

/** A milestone that an earlier import planned, as it stands now. */
export interface ObligedBefore {
  readonly id: string;
  readonly measure: string;
  readonly obligation: { readonly code: string };
  readonly period: string | null;
  readonly dueOn: string | null;
  readonly completedOn: string | null;
  readonly cancelled: boolean;
}

export interface MilestoneAppend {
  readonly id: string;
  readonly isNew: boolean;
  readonly events: readonly MilestoneEvent[];
}

export interface StatedDuties {
  readonly ref: string;
  /** As imported last; null where the measure is new. */
  readonly before: FileMeasure | null;
  readonly after: FileMeasure;
}

/**
 * What measures that a file makes or changes do to milestones. As with all of an import, the file
 * is compared with the file before: what it newly states is planned, what it states otherwise is
 * restated, what it states no longer is cancelled. What was reached or cancelled stays as it is.
 */
export function importMilestones(
  measures: readonly StatedDuties[],
  around: {
    readonly years: readonly number[];
    readonly existing: readonly ObligedBefore[];
    readonly fileName: string;
  },
): MilestoneAppend[] {
  const { years, existing, fileName } = around;
  const taken = new Set(existing.map(({ id }) => id));
  const ofMeasure = new Map<string, ObligedBefore[]>();
  for (const milestone of existing) {
    const others = ofMeasure.get(milestone.measure);
    if (others === undefined) ofMeasure.set(milestone.measure, [milestone]);
    else others.push(milestone);
  }
  const appends: MilestoneAppend[] = [];
  for (const { ref, before, after } of measures) {
    const known = newestByKey(ofMeasure.get(ref) ?? []);
    const last = byKey(before === null ? [] : obligedMilestones(ref, before, years));
    const wanted = byKey(obligedMilestones(ref, after, years));
    for (const [key, milestone] of wanted) {
      const stands = known.get(key);
      if (stands === undefined || (stands.cancelled && !last.has(key))) {
        const id = uniqueSlug(obligedId(milestone), (each) => taken.has(each));
        taken.add(id);
        appends.push({ id, isNew: true, events: [planned(id, milestone)] });
      } else {
        appends.push(...restated(stands, milestone, last.get(key)));
      }
    }
    for (const [key, stands] of known) {
      if (wanted.has(key) || hasEnded(stands)) continue;
      const reason = `Pligten står ikke længere i ${fileName}.`;
      const data = { id: stands.id };
      const cancelled = { type: 'MilestoneCancelled', data, notes: { reason } } as const;
      appends.push({ id: stands.id, isNew: false, events: [cancelled] });
    }
  }
  return appends;
}

const byKey = (milestones: readonly ObligedMilestone[]) =>
  new Map(milestones.map((milestone) => [obligedKey(milestone), milestone]));

const mostMilestones = 20_000;

/** A file may state more duties in more years than anybody could follow. */
export function tooManyMilestones(
  plan: readonly { readonly imported: FileMeasure | null }[],
  years: readonly number[],
): Finding[] {
  const count = plan.reduce(
    (sum, { imported }) => sum + obligedCount(imported?.obligations ?? [], years),
    0,
  );
  if (count <= mostMilestones) return [];
  return [finding('file', 'imports.too-many-milestones', { limit: mostMilestones })];
}

/** One that was cancelled and came back stands beside what it was before. */
const newestByKey = (milestones: readonly ObligedBefore[]) =>
  new Map(
    [...milestones]
      .sort((a, b) => Number(b.cancelled) - Number(a.cancelled))
      .map((milestone) => [obligedKey(milestone), milestone]),
  );

const planned = (id: string, milestone: ObligedMilestone): MilestoneEvent => ({
  type: 'MilestonePlanned',
  data: { id, ...milestone },
});

/** A day that somebody moved since then stays, unless it is the day that the file changed. */
function restated(
  stands: ObligedBefore,
  milestone: ObligedMilestone,
  last: ObligedMilestone | undefined,
): MilestoneAppend[] {
  const isSame = JSON.stringify(milestone) === JSON.stringify(last);
  if (isSame || hasEnded(stands)) return [];
  const dueOn = milestone.dueOn === last?.dueOn ? stands.dueOn : milestone.dueOn;
  const { id } = stands;
  const data = { id, ...milestone, dueOn };
  return [{ id, isNew: false, events: [{ type: 'MilestoneRestated', data }] }];
}

const hasEnded = ({ cancelled, completedOn }: ObligedBefore) => cancelled || completedOn !== null;
