import type { Json, NewEvent } from '@kursholder/kernel';
import { upcast, type Catalogue } from './catalogue';
import { isoInstant } from './postgres';

/** An event as the log holds it, its data in today's shape. */
export interface RecordedEvent<E extends NewEvent = NewEvent> {
  readonly log: string;
  /** 1, 2, 3 … in the log, in the order of commits. */
  readonly position: number;
  readonly commitNo: number;
  readonly stream: string;
  /** 1, 2, 3 … in the stream. */
  readonly version: number;
  readonly type: E['type'];
  /** The version that it was written in; `data` is in the newest. */
  readonly schemaVersion: number;
  readonly eventId: string;
  /** On a command's first event only. */
  readonly commandId: string | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: string;
  /** ISO, UTC, milliseconds; never earlier than that of the event before. */
  readonly recordedAt: string;
  readonly occurredAt: string;
  readonly effectiveOn: string | null;
  readonly data: E['data'];
  /** What a person typed. Null when nothing was, and when it was erased. */
  readonly notes: Readonly<Record<string, string>> | null;
  readonly notesErased: boolean;
  readonly metadata: Readonly<Record<string, Json>>;
}

/**
 * What a projection sees of an event. No notes: what a person typed is never copied, so that it can be
 * erased in one place.
 */
export type ProjectedEvent<E extends NewEvent = NewEvent> = Pick<
  RecordedEvent<E>,
  | 'log'
  | 'position'
  | 'stream'
  | 'version'
  | 'type'
  | 'eventId'
  | 'actor'
  | 'recordedAt'
  | 'occurredAt'
  | 'effectiveOn'
  | 'data'
>;

/** The columns that `projectedEvent` reads, in its order. */
export const projectedColumns = `position, stream, version, type, schema_version, event_id, actor,
  recorded_at, occurred_at, effective_on, data`;

export type ProjectedRow = readonly [
  position: string,
  stream: string,
  version: string,
  type: string,
  schemaVersion: string,
  eventId: string,
  actor: string,
  recordedAt: string,
  occurredAt: string,
  effectiveOn: string | null,
  data: string,
];

export const projectedEvent = (catalogue: Catalogue, log: string, row: ProjectedRow) =>
  new LazilyRead(catalogue, log, row);

/** Most projections ignore most events: what costs time is read when it is asked for. */
class LazilyRead implements ProjectedEvent {
  readonly position: number;
  private parsed: unknown;

  constructor(
    private readonly catalogue: Catalogue,
    readonly log: string,
    private readonly row: ProjectedRow,
  ) {
    this.position = Number(row[0]);
  }

  get stream() {
    return this.row[1];
  }

  get version() {
    return Number(this.row[2]);
  }

  get type() {
    return this.row[3];
  }

  get eventId() {
    return this.row[5];
  }

  get actor() {
    return this.row[6];
  }

  get recordedAt() {
    return isoInstant(this.row[7]);
  }

  get occurredAt() {
    return isoInstant(this.row[8]);
  }

  get effectiveOn() {
    return this.row[9];
  }

  get data() {
    const { catalogue, row } = this;
    return (this.parsed ??= upcast(catalogue, row[3], Number(row[4]), JSON.parse(row[10])));
  }
}

/** The columns that `recordedEvent` reads, in its order. */
export const eventColumns = `position, commit_no, stream, version, type, schema_version, event_id,
  command_id, correlation_id, causation_id, actor, recorded_at, occurred_at, effective_on, data,
  metadata, notes, notes_hash is not null and notes is null as notes_erased`;

/** A row of `eventColumns`, every value as PostgreSQL printed it. */
export type EventRow = readonly [
  position: string,
  commitNo: string,
  stream: string,
  version: string,
  type: string,
  schemaVersion: string,
  eventId: string,
  commandId: string | null,
  correlationId: string,
  causationId: string | null,
  actor: string,
  recordedAt: string,
  occurredAt: string,
  effectiveOn: string | null,
  data: string,
  metadata: string,
  notes: string | null,
  notesErased: string,
];

export function recordedEvent(catalogue: Catalogue, log: string, row: EventRow): RecordedEvent {
  const type = row[4];
  const schemaVersion = Number(row[5]);
  const recordedAt = isoInstant(row[11]);
  return {
    log,
    position: Number(row[0]),
    commitNo: Number(row[1]),
    stream: row[2],
    version: Number(row[3]),
    type,
    schemaVersion,
    eventId: row[6],
    commandId: row[7],
    correlationId: row[8],
    causationId: row[9],
    actor: row[10],
    recordedAt,
    occurredAt: row[12] === row[11] ? recordedAt : isoInstant(row[12]),
    effectiveOn: row[13],
    data: upcast(catalogue, type, schemaVersion, JSON.parse(row[14])),
    metadata: JSON.parse(row[15]) as Record<string, Json>,
    notes: row[16] === null ? null : (JSON.parse(row[16]) as Record<string, string>),
    notesErased: row[17] === 't',
  };
}
