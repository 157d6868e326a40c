import { randomUUID } from 'node:crypto';
import { EventStore as CastoreStore, EventType } from '@castore/core';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { EventStore } from '@kursholder/eventstore';
import { fromUrl } from './floor';
import { catalogue, log, metadata, type BookingRecorded } from './sample';

/* Stores that the append measurement compares, each used as its documentation shows. */

export interface Store {
  /** Tables and the like, once for a database. */
  make(connectionString: string): Promise<void>;
  open(connectionString: string): Promise<Appender>;
}

export interface Appender {
  append(stream: string, expectedVersion: number, event: BookingRecorded): Promise<void>;
  close(): Promise<void>;
}

const ours: Store = {
  make: async (connectionString) => {
    const store = await EventStore.open({ connectionString, catalogue });
    await store.createLog(log);
    await store.close();
  },
  open: async (connectionString) => {
    const store = await EventStore.open({ connectionString, catalogue });
    return {
      append: async (stream, expectedVersion, event) => {
        const outcome = await store.append({
          log,
          actor: 'somebody',
          correlationId: 'request-1',
          commandId: randomUUID(),
          metadata,
          streams: [{ stream, expectedVersion, events: [event] }],
        });
        if (outcome.kind !== 'appended') throw new Error(`the append was a ${outcome.kind}`);
      },
      close: () => store.close(),
    };
  },
};

const emmett: Store = {
  make: async (connectionString) => {
    const store = getPostgreSQLEventStore(connectionString);
    await store.schema.migrate();
    await store.close();
  },
  open: (connectionString) => {
    const store = getPostgreSQLEventStore(connectionString, { schema: { autoMigration: 'None' } });
    return Promise.resolve({
      append: async (stream, expectedVersion, { type, data }) => {
        const expectedStreamVersion = BigInt(expectedVersion);
        await store.appendToStream(stream, [{ type, data, metadata }], { expectedStreamVersion });
      },
      close: () => store.close(),
    });
  },
};

const castore: Store = {
  make: async (connectionString) => {
    await PostgresEventStorageAdapter.createEventTable({
      connectionString: forCastore(connectionString),
      aggregateId: { type: 'VARCHAR', length: 100 },
    });
  },
  open: (connectionString) => {
    const eventStorageAdapter = new PostgresEventStorageAdapter({
      connectionString: forCastore(connectionString),
    });
    const store = new CastoreStore({
      eventStoreId: 'bookings',
      eventTypes: [new EventType({ type: 'BookingRecorded' })],
      reducer: (aggregate: { aggregateId: string; version: number }) => aggregate,
      eventStorageAdapter,
    });
    return Promise.resolve({
      append: async (aggregateId, expectedVersion, { type, data: payload }) => {
        const event = { aggregateId, version: expectedVersion + 1, type, payload, metadata };
        await store.pushEvent(event);
      },
      // It has no way to close; the process ends.
      close: () => Promise.resolve(),
    });
  },
};

/** Its client takes a socket's folder from the environment only. */
function forCastore(connectionString: string): string {
  const { environment, database } = fromUrl(connectionString);
  Object.assign(process.env, environment);
  return `postgresql:///${database}`;
}

export const stores: Readonly<Record<string, Store>> = { ours, emmett, castore };
