import type { NewEvent } from '@kursholder/kernel';

/** Coordination between chiefs, recorded on the measure itself (close reading, S 277–278). */
export type CoordinationEvent = NewEvent<
  'CoordinationHeld',
  { readonly heldOn: string; readonly with: string }
>;

/** A dialogue between committees: requested, then held (close reading, S 274–277). */
export type DialogueEvent =
  | NewEvent<
      'DialogueRequested',
      {
        readonly id: string;
        readonly measure: string;
        readonly between: readonly string[];
        readonly requestedOn: string;
      }
    >
  | NewEvent<'DialogueHeld', { readonly id: string; readonly heldOn: string }>;

/** A remedy (muligt tiltag) with its owner, expected value, day and progress. */
export type RemedyEvent =
  | NewEvent<
      'RemedyPlanned',
      {
        readonly id: string;
        readonly measure: string;
        readonly title: string;
        readonly owner: string;
        readonly expectedEffectKr: number | null;
        readonly dueOn: string | null;
      }
    >
  | NewEvent<'RemedyProgressed', { readonly id: string; readonly progressedOn: string }>
  | NewEvent<'RemedyCompleted', { readonly id: string; readonly completedOn: string }>
  | NewEvent<'RemedyCancelled', { readonly id: string }>;

export const dialogueStream = (id: string) => `dialogue-${id}`;
export const remedyStream = (id: string) => `remedy-${id}`;
