import { accept, nothingNew, reject, type Decider, type Decision } from '@kursholder/kernel';
import type { MilestoneEvent, MilestonePlanned } from './milestones.events';

export type MilestoneCommand =
  | { readonly type: 'PlanMilestone'; readonly data: MilestonePlanned }
  | { readonly type: 'RescheduleMilestone'; readonly dueOn: string; readonly reason: string }
  | {
      readonly type: 'CompleteMilestone';
      readonly completedOn: string;
      readonly note: string | null;
      readonly today: string;
    }
  | { readonly type: 'CancelMilestone'; readonly reason: string };

export type MilestoneState = {
  readonly id: string;
  readonly dueOn: string | null;
  readonly completedOn: string | null;
  readonly cancelled: boolean;
  /** What was noted when it was completed. */
  readonly note: string | null;
} | null;

export const milestone: Decider<MilestoneCommand, MilestoneEvent, MilestoneState> = {
  initial: null,
  decide,
  evolve,
};

function decide(command: MilestoneCommand, state: MilestoneState): Decision<MilestoneEvent> {
  if (command.type === 'PlanMilestone') {
    return state === null
      ? accept({ type: 'MilestonePlanned', data: command.data })
      : reject('conflict', 'milestones.id-taken');
  }
  if (state === null) return reject('missing', 'milestones.unknown');
  const { id, dueOn, completedOn, cancelled } = state;
  const ended = completedOn !== null || cancelled;
  switch (command.type) {
    case 'RescheduleMilestone':
      if (ended) return reject('conflict', endedCode(state));
      if (command.dueOn === dueOn) return nothingNew;
      return accept({
        type: 'MilestoneRescheduled',
        data: { id, dueOn: command.dueOn, previousDueOn: dueOn },
        notes: { reason: command.reason },
      });
    case 'CompleteMilestone':
      if (command.completedOn > command.today) {
        return reject('invalid', 'input.after-today', {}, 'completedOn');
      }
      if (completedOn === command.completedOn && state.note === command.note) return nothingNew;
      if (ended) return reject('conflict', endedCode(state));
      return accept({
        type: 'MilestoneCompleted',
        data: { id, completedOn: command.completedOn },
        notes: command.note === null ? null : { note: command.note },
      });
    case 'CancelMilestone':
      if (cancelled) return nothingNew;
      if (ended) return reject('conflict', endedCode(state));
      return accept({
        type: 'MilestoneCancelled',
        data: { id },
        notes: { reason: command.reason },
      });
  }
}

const endedCode = ({ cancelled }: NonNullable<MilestoneState>) =>
  cancelled ? 'milestones.cancelled' : 'milestones.completed';

function evolve(state: MilestoneState, event: MilestoneEvent): MilestoneState {
  if (event.type === 'MilestonePlanned') {
    return {
      id: event.data.id,
      dueOn: event.data.dueOn,
      completedOn: null,
      cancelled: false,
      note: null,
    };
  }
  if (state === null) throw new Error(`${event.type} before MilestonePlanned`);
  switch (event.type) {
    case 'MilestoneRestated':
    case 'MilestoneRescheduled':
      return { ...state, dueOn: event.data.dueOn };
    case 'MilestoneCompleted':
      return {
        ...state,
        completedOn: event.data.completedOn,
        note: event.notes?.['note'] ?? null,
      };
    case 'MilestoneCancelled':
      return { ...state, cancelled: true };
  }
}
