import {
  getPostgreSQLEventStore,
  pongoMultiStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import { booking, type BookingRecorded } from './sample';
import { stores } from './stores';

/* A document for every event, by emmett's own rebuild. */

type Booking = BookingRecorded['data'] & { _id?: string };

/** TRICKY: a second rebuild of the same one handles nothing, so each has a read model of its own. */
const bookings = (name: string) =>
  pongoMultiStreamProjection<Booking, { type: 'BookingRecorded'; data: Booking }>({
    collectionName: `emmett_bookings_${name}`,
    canHandle: ['BookingRecorded'],
    getDocumentId: ({ data }) => data.voucher,
    evolve: (_: Booking | null, { data }: { data: Booking }) => data,
  });

/** Streams of ten events. */
export async function fillEmmett(connectionString: string, events: number): Promise<void> {
  await stores['emmett']?.make(connectionString);
  const store = getPostgreSQLEventStore(connectionString);
  for (let from = 0; from < events; from += 10) {
    const ofStream = Array.from({ length: Math.min(10, events - from) }, (_, at) => {
      const { type, data } = booking(from + at);
      return { type, data };
    });
    await store.appendToStream(`booking-${String(from)}`, ofStream);
  }
  await store.close();
}

let rebuilds = 0;

export async function rebuildByEmmett(connectionString: string): Promise<void> {
  const projection = bookings(String((rebuilds += 1)));
  const consumer = rebuildPostgreSQLProjections({ connectionString, projection });
  await consumer.start();
  await consumer.close();
}
