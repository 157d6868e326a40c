import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@kursholder/eventstore';
import type { Json } from '@kursholder/kernel';
import { catalogue } from '../../libs/monitoring/src/catalogue';
import { rootDir } from './database';

/** An event as it was stored once; the file is never changed, a new version has its own. */
export interface GoldenEvent {
  readonly stream: string;
  readonly type: keyof typeof catalogue;
  readonly schemaVersion: number;
  readonly effectiveOn: string | null;
  readonly data: Readonly<Record<string, Json>>;
  readonly notes: Readonly<Record<string, string>> | null;
}

const folder = join(rootDir, 'test', 'golden', 'events');

export const goldenFiles = (): string[] => readdirSync(folder).sort();

export const goldenEvent = (file: string): GoldenEvent =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as GoldenEvent;

/** The examples in the catalogue's order, which puts first what others build on. */
export function goldenEvents(): GoldenEvent[] {
  const order = Object.keys(catalogue);
  return goldenFiles()
    .map(goldenEvent)
    .sort(
      (a, b) => order.indexOf(a.type) - order.indexOf(b.type) || a.schemaVersion - b.schemaVersion,
    );
}

/** As a reader of the log has it. */
export const asRecorded = (
  event: Pick<GoldenEvent, 'stream' | 'data'> & { readonly type: string } & Partial<GoldenEvent>,
  position = 1,
): RecordedEvent => ({
  effectiveOn: null,
  notes: null,
  schemaVersion: 1,
  log: 'norddjurs',
  position,
  commitNo: position,
  version: position,
  eventId: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
  commandId: null,
  correlationId: 'golden',
  causationId: null,
  actor: 'somebody',
  recordedAt: '2026-07-20T10:00:00.000Z',
  occurredAt: '2026-07-20T10:00:00.000Z',
  notesErased: false,
  metadata: {},
  ...event,
});
