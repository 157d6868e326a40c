import { accept, nothingNew, reject, type Decider, type Decision } from '@kursholder/kernel';
import type { DialogueEvent, RemedyEvent } from './dialogue.events';

type DataOf<E extends { type: string; data: unknown }, Type extends E['type']> = Extract<
  E,
  { type: Type }
>['data'];

export type DialogueCommand =
  | {
      readonly type: 'RequestDialogue';
      readonly data: DataOf<DialogueEvent, 'DialogueRequested'>;
      readonly note: string;
    }
  | { readonly type: 'HoldDialogue'; readonly heldOn: string; readonly outcome: string };

type DialogueState = {
  readonly id: string;
  readonly requestedOn: string;
  readonly heldOn: string | null;
} | null;

/** Requested once, held once. */
export const dialogue: Decider<DialogueCommand, DialogueEvent, DialogueState> = {
  initial: null,
  decide: (command, state): Decision<DialogueEvent> => {
    if (command.type === 'RequestDialogue') {
      return state === null
        ? accept({ type: 'DialogueRequested', data: command.data, notes: { note: command.note } })
        : reject('conflict', 'dialogue.id-taken');
    }
    if (state === null) return reject('missing', 'dialogue.unknown');
    if (command.heldOn < state.requestedOn) {
      return reject('invalid', 'dialogue.held-before-requested', {}, 'heldOn');
    }
    if (state.heldOn === command.heldOn) return nothingNew;
    if (state.heldOn !== null) return reject('conflict', 'dialogue.held-already');
    return accept({
      type: 'DialogueHeld',
      data: { id: state.id, heldOn: command.heldOn },
      notes: { outcome: command.outcome },
    });
  },
  evolve: (state, event) => {
    if (event.type === 'DialogueRequested') {
      return { id: event.data.id, requestedOn: event.data.requestedOn, heldOn: null };
    }
    if (state === null) throw new Error('DialogueHeld before DialogueRequested');
    return { ...state, heldOn: event.data.heldOn };
  },
};

export type RemedyCommand =
  | {
      readonly type: 'PlanRemedy';
      readonly data: DataOf<RemedyEvent, 'RemedyPlanned'>;
      readonly note: string;
    }
  | { readonly type: 'ProgressRemedy'; readonly progressedOn: string; readonly note: string }
  | { readonly type: 'CompleteRemedy'; readonly completedOn: string; readonly note: string | null }
  | { readonly type: 'CancelRemedy'; readonly reason: string };

type RemedyState = {
  readonly id: string;
  readonly completedOn: string | null;
  readonly cancelled: boolean;
} | null;

export const remedy: Decider<RemedyCommand, RemedyEvent, RemedyState> = {
  initial: null,
  decide: decideRemedy,
  evolve: (state, event) => {
    if (event.type === 'RemedyPlanned') {
      return { id: event.data.id, completedOn: null, cancelled: false };
    }
    if (state === null) throw new Error(`${event.type} before RemedyPlanned`);
    switch (event.type) {
      case 'RemedyProgressed':
        return state;
      case 'RemedyCompleted':
        return { ...state, completedOn: event.data.completedOn };
      case 'RemedyCancelled':
        return { ...state, cancelled: true };
    }
  },
};

function decideRemedy(command: RemedyCommand, state: RemedyState): Decision<RemedyEvent> {
  if (command.type === 'PlanRemedy') {
    return state === null
      ? accept({ type: 'RemedyPlanned', data: command.data, notes: { note: command.note } })
      : reject('conflict', 'remedies.id-taken');
  }
  if (state === null) return reject('missing', 'remedies.unknown');
  const { id, completedOn, cancelled } = state;
  if (command.type === 'CompleteRemedy' && completedOn === command.completedOn) return nothingNew;
  if (command.type === 'CancelRemedy' && cancelled) return nothingNew;
  if (cancelled) return reject('conflict', 'remedies.cancelled');
  if (completedOn !== null) return reject('conflict', 'remedies.completed');
  switch (command.type) {
    case 'ProgressRemedy':
      return accept({
        type: 'RemedyProgressed',
        data: { id, progressedOn: command.progressedOn },
        notes: { note: command.note },
      });
    case 'CompleteRemedy':
      return accept({
        type: 'RemedyCompleted',
        data: { id, completedOn: command.completedOn },
        notes: command.note === null ? null : { note: command.note },
      });
    case 'CancelRemedy':
      return accept({ type: 'RemedyCancelled', data: { id }, notes: { reason: command.reason } });
  }
}
