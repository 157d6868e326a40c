import { bigint, ignore, projection, put, text } from '@kursholder/eventstore';
import type { CounterEvent } from '../support/counters';

/** The last count on each stream, so that a lost, doubled or misplaced event would show. */
export const tallies = projection<CounterEvent>()({
  table: 'tallies',
  version: 1,
  columns: { stream: text, last: bigint, version: bigint },
  key: ['stream'],
  on: {
    Opened: ignore,
    Counted: ({ stream, version, data }) => put({ stream, version, last: data.by }),
    Closed: ignore,
  },
});
