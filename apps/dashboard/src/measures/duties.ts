import type { Milestone } from '../api';

/** The milestones of one duty of the agreement; one that a person planned stands by itself. */
export interface Duty {
  key: string;
  first: Milestone;
  /** By their day, undated ones last. */
  all: Milestone[];
  /** The newest of those whose day has passed, and the next one. */
  telling: Milestone[];
  done: number;
  overdue: number;
}

export function dutiesOf(milestones: readonly Milestone[]): Duty[] {
  const byKey = new Map<string, [Milestone, ...Milestone[]]>();
  for (const milestone of [...milestones].sort(byDay)) {
    const { measure, obligation, id } = milestone;
    const key = obligation === null ? id : `${measure} ${obligation.code}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [milestone]);
    else known.push(milestone);
  }
  const duties = [...byKey].map(([key, all]): Duty => {
    const overdue = all.filter(({ status }) => status === 'overdue');
    const next = all.find(isComing);
    return {
      key,
      first: all[0],
      all,
      telling: [
        ...overdue.slice(-1),
        ...(next === undefined ? (overdue.length === 0 ? all.slice(-1) : []) : [next]),
      ],
      done: all.filter(({ status }) => status === 'completed').length,
      overdue: overdue.length,
    };
  });
  const opens = (duty: Duty) => dayOf(foremost(duty) ?? duty.first);
  return duties.sort((a, b) => opens(a).localeCompare(opens(b)));
}

/** What one reads first of a duty that is still open: the newest that is overdue, else the next. */
export function foremost({ telling }: Duty): Milestone | undefined {
  return telling.findLast(({ status }) => status === 'overdue') ?? telling.find(isComing);
}

/** What comes next of all: the first day to come, else what was overdue last, else what has no day. */
export function nextOf(milestones: readonly Milestone[]): Milestone | undefined {
  const sorted = [...milestones].sort(byDay);
  return (
    sorted.find((one) => isComing(one) && one.dueOn !== null) ??
    sorted.findLast(({ status }) => status === 'overdue') ??
    sorted.find(isComing)
  );
}

const isComing = ({ status }: Milestone) => status === 'planned' || status === 'due';

const dayOf = ({ completedOn, dueOn }: Milestone) => completedOn ?? dueOn ?? '9999';
const byDay = (a: Milestone, b: Milestone) => dayOf(a).localeCompare(dayOf(b));
