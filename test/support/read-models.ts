import { EventStore, Projector } from '@kursholder/eventstore';
import type { NewEvent } from '@kursholder/kernel';
import { createPool, kysely, type AsKnown } from '@kursholder/platform';
import { catalogue } from '../../libs/monitoring/src/catalogue';
import { readModels, type Read, type ReadDb } from '../../libs/monitoring/src/read-models';
import { useDatabase } from './database';

/** Logs with their read models on a real PostgreSQL, for queries to be asked of. */
export interface Logs {
  readonly db: Read;
  readonly connectionString: string;
  /** Appends events one after another, each to its stream, and waits for the read models. */
  append(
    log: string,
    ...events: readonly (NewEvent & { readonly stream: string })[]
  ): Promise<number>;
  /** As known at a position, by default the newest. */
  known(log: string, position?: number, onDate?: string): AsKnown;
}

export function useLogs(...names: readonly string[]): Logs {
  const database = useDatabase();
  const positions = new Map<string, number>();
  const versions = new Map<string, number>();
  let open: { store: EventStore; projector: Projector; db: Read } | undefined;
  const held = () => {
    if (open) return open;
    throw new Error('the logs are there from beforeAll on');
  };
  beforeAll(async () => {
    const { connectionString } = database;
    const store = await EventStore.open({ connectionString, catalogue });
    for (const name of names) await store.createLog(name);
    const projector = new Projector({ store, connectionString, projections: readModels });
    await projector.start();
    open = { store, projector, db: kysely<ReadDb>(createPool(connectionString)) };
  }, 30_000);
  afterAll(async () => {
    await open?.projector.stop();
    await open?.db.destroy();
    await open?.store.close();
  });
  return {
    get db() {
      return held().db;
    },
    get connectionString() {
      return database.connectionString;
    },
    append: async (log, ...events) => {
      const { store, projector } = held();
      for (const { stream, ...event } of events) {
        const expectedVersion = versions.get(`${log} ${stream}`) ?? 0;
        const outcome = await store.append({
          log,
          actor: 'somebody',
          correlationId: 'given',
          streams: [{ stream, expectedVersion, events: [event] }],
        });
        if (outcome.kind !== 'appended') throw new Error(`not appended: ${outcome.kind}`);
        versions.set(`${log} ${stream}`, expectedVersion + 1);
        positions.set(log, outcome.position);
      }
      const position = positions.get(log) ?? 0;
      if (await projector.waitFor(log, position, 10_000)) return position;
      throw new Error(
        `the read models did not follow: ${JSON.stringify(await projector.status())}`,
      );
    },
    known: (log, position = positions.get(log) ?? 0, onDate = '2026-07-20') => ({
      log,
      position,
      onDate,
    }),
  };
}
