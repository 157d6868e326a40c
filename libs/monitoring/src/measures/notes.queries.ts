import type { EventStore, RecordedEvent } from '@kursholder/eventstore';
import type { AsKnown } from '@kursholder/platform';

/** What a person typed with an event: it stands in the log alone, where it can be erased. */
export interface NoteOf extends Pick<RecordedEvent, 'stream' | 'type' | 'data'> {
  readonly text: string | null;
  readonly erased: boolean;
}

const most = 10_000;

/** The notes of some streams' events of some types, by the position of the event. */
export async function notesAt(
  store: EventStore,
  { log, position }: AsKnown,
  streams: readonly string[],
  types: readonly string[],
): Promise<ReadonlyMap<number, NoteOf>> {
  if (streams.length === 0) return new Map();
  const found = await Promise.all(
    types.map((type) => store.find(log, { streams, type, upTo: position, limit: most })),
  );
  return new Map(
    found.flat().map(({ position: at, stream, type, data, notes, notesErased: erased }) => {
      const text = notes?.['note'] ?? notes?.['text'] ?? notes?.['outcome'] ?? notes?.['reason'];
      return [at, { stream, type, data, text: text ?? null, erased }];
    }),
  );
}

/** One of them as it is answered. */
export function noteAt(notes: ReadonlyMap<number, NoteOf>, position: number) {
  const { text = null, erased = false } = notes.get(position) ?? {};
  return { note: text, noteErased: erased };
}
