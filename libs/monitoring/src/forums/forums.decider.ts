import { accept, nothingNew, type Decider } from '@kursholder/kernel';
import type { ForumEvent } from './forums.events';

export interface HoldForumMeeting {
  readonly forum: string;
  readonly heldOn: string;
}

/** The meetings of one body: a day it met, each once. */
export const forum: Decider<HoldForumMeeting, ForumEvent, ReadonlySet<string>> = {
  initial: new Set(),
  decide: (data, held) =>
    held.has(data.heldOn) ? nothingNew : accept({ type: 'ForumMeetingHeld', data }),
  evolve: (held, { data }) => new Set([...held, data.heldOn]),
};
