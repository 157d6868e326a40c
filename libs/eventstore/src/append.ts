import { randomUUID } from 'node:crypto';
import type { Json, NewEvent } from '@kursholder/kernel';
import type { Catalogue } from './catalogue';
import type { RecordedEvent } from './recorded-event';

/*
 * What may be appended, checked and written out before it is queued: the commands of a flush go to
 * PostgreSQL in one statement, so a value that PostgreSQL refuses would fail its neighbours.
 */

/** Events for one stream, which must be at the expected version; 0 means that it must not exist. */
export interface StreamAppend<E extends NewEvent = NewEvent> {
  readonly stream: string;
  readonly expectedVersion: number;
  /** None: the version is only asserted. */
  readonly events: readonly E[];
}

/** What one command appends: all of it or nothing. */
export interface Append {
  readonly log: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId?: string | null;
  /** A second append with the same id is answered with the first one's event. */
  readonly commandId?: string | null;
  /** ISO, UTC; default: when it is recorded. */
  readonly occurredAt?: string;
  /** Kept on the first event, with `events` and `inStream`: how many were written, how many there. */
  readonly metadata?: Readonly<Record<string, Json>>;
  readonly streams: readonly StreamAppend[];
}

export type AppendOutcome =
  /** `position` of the last event; `version` of the first stream afterwards. */
  | { readonly kind: 'appended'; readonly position: number; readonly version: number }
  /** The command id is known: its first event. */
  | { readonly kind: 'duplicate'; readonly first: RecordedEvent }
  | { readonly kind: 'conflict'; readonly stream: string; readonly actualVersion: number };

/** Our own mistake: such an append can never be stored. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}

/** A checked append, with its events as the statement takes them. */
export interface PreparedAppend {
  readonly log: string;
  readonly commandId: string | null;
  readonly streams: readonly { readonly stream: string; readonly expected: number }[];
  readonly events: readonly PreparedEvent[];
  /** The version of the first stream afterwards. */
  readonly version: number;
  /** About how much memory it takes. */
  readonly size: number;
}

export interface PreparedEvent {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly eventId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: string;
  readonly occurredAt: string | null;
  readonly effectiveOn: string | null;
  readonly data: string;
  readonly metadata: string;
  readonly notes: string | null;
}

/** @throws InvalidAppend naming the first thing that is wrong. */
export function prepare(append: Append, catalogue: Catalogue): PreparedAppend {
  const { log, actor, correlationId, causationId = null, commandId = null } = append;
  name('log', log);
  name('actor', actor);
  name('correlationId', correlationId);
  if (causationId !== null) name('causationId', causationId);
  if (commandId !== null) name('commandId', commandId);
  const occurredAt = append.occurredAt === undefined ? null : instant(append.occurredAt);
  const [first] = append.streams;
  const count = append.streams.reduce((sum, { events }) => sum + events.length, 0);
  const opening = append.streams.find(({ events }) => events.length > 0);
  if (!first || !opening) throw new InvalidAppend('an append needs an event');

  const names = new Set<string>();
  const events: PreparedEvent[] = [];
  let size = 0;
  for (const { stream, expectedVersion, events: ofStream } of append.streams) {
    name('stream', stream);
    if (names.has(stream)) throw new InvalidAppend(`the stream ${stream} is named twice`);
    names.add(stream);
    if (!Number.isInteger(expectedVersion) || expectedVersion < 0 || expectedVersion > 2 ** 30) {
      throw new InvalidAppend(`${String(expectedVersion)} is no version of ${stream}`);
    }
    for (const [at, event] of ofStream.entries()) {
      const kind = Object.hasOwn(catalogue, event.type) ? catalogue[event.type] : undefined;
      if (kind === undefined) throw new InvalidAppend(`the catalogue has no ${event.type}`);
      const ofCommand = { ...append.metadata, events: count, inStream: opening.events.length };
      const prepared = {
        stream,
        version: expectedVersion + at + 1,
        type: event.type,
        schemaVersion: kind.schemaVersion,
        eventId: randomUUID(),
        correlationId,
        causationId,
        actor,
        occurredAt,
        effectiveOn: event.effectiveOn == null ? null : day(event.effectiveOn),
        data: json(`data of ${event.type}`, event.data),
        metadata: events.length === 0 ? json('metadata', ofCommand) : '{}',
        notes: event.notes == null ? null : json(`notes of ${event.type}`, event.notes),
      };
      events.push(prepared);
      size += 300 + prepared.data.length + prepared.metadata.length + (prepared.notes?.length ?? 0);
    }
  }
  return {
    log,
    commandId,
    streams: append.streams.map(({ stream, expectedVersion: expected }) => ({ stream, expected })),
    events,
    version: first.expectedVersion + first.events.length,
    size,
  };
}

/** A text that PostgreSQL stores and a B-tree indexes: well-formed, without NUL, not too long. */
function name(what: string, value: string): void {
  if (typeof value !== 'string' || value === '' || value.length > 500) {
    throw new InvalidAppend(`${what} must be a text of 1 to 500 characters`);
  }
  if (!isStorable(JSON.stringify(value))) {
    throw new InvalidAppend(`${what} has a character that cannot be stored`);
  }
}

function json(what: string, value: unknown): string {
  const written = JSON.stringify(value) as string | undefined;
  if (written === undefined) throw new InvalidAppend(`${what} is no JSON`);
  if (!isStorable(written)) {
    throw new InvalidAppend(`${what} has a character that cannot be stored`);
  }
  return written;
}

/** JSON.stringify escapes exactly what PostgreSQL refuses: NUL and lone halves of surrogate pairs. */
const isStorable = (written: string) =>
  !/\\u(?:0000|d[89a-f])/.test(written) || !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(written);

function day(value: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  const isDay = at !== undefined && !Number.isNaN(at.getTime()) && value > '0001';
  if (isDay && at.toISOString().startsWith(value)) return value;
  throw new InvalidAppend(`${value} is no day`);
}

function instant(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value)) {
    throw new InvalidAppend(`${value} is no instant`);
  }
  return at.toISOString();
}
