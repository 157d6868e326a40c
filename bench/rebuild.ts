import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import {
  bigint,
  date,
  EventStore,
  patch,
  projection,
  Projector,
  put,
  text,
  type Projection,
} from '@kursholder/eventstore';
import { fill } from './fill';
import { fromUrl } from './floor';
import { catalogue, type BookingRecorded } from './sample';
import type { BenchServer } from './server';
import { median, ratio, spread, table } from './statistics';

/** A row for every event. */
export const bookings = projection<BookingRecorded>()({
  table: 'bookings',
  version: 1,
  columns: { ref: text, voucher: text, booked_on: date, amount_kr: bigint, account: text },
  key: ['ref', 'voucher'],
  on: {
    BookingRecorded: ({ data }) =>
      put({
        ref: data.ref,
        voucher: data.voucher,
        booked_on: data.bookedOn,
        amount_kr: data.amountKr,
        account: data.account,
      }),
  },
});

/** A new version of one of a hundred rows for every event. */
export const sums = projection<BookingRecorded>()({
  table: 'sums',
  version: 1,
  columns: { ref: text, amount_kr: bigint, bookings: bigint },
  key: ['ref'],
  on: {
    BookingRecorded: ({ data }) => [
      data.voucher.endsWith('000000')
        ? put({ ref: data.ref, amount_kr: 0, bookings: 0 })
        : patch({ ref: data.ref }, (row) => ({
            amount_kr: row.amount_kr + data.amountKr,
            bookings: row.bookings + 1,
          })),
    ],
  },
});

export interface RebuildOptions {
  readonly events: number;
  readonly rounds: number;
}

/** How quick read models are built anew, beside how quick the events alone come out as text. */
export async function measureRebuild(
  server: BenchServer,
  { events, rounds }: RebuildOptions,
  say: (line: string) => void,
) {
  const connectionString = await server.database();
  await fill(connectionString, events, say);
  const store = await EventStore.open({ connectionString, catalogue });
  const projections = [bookings, sums] as unknown as Projection[];
  const projector = new Projector({ store, connectionString, projections });
  const copy = findCopy(connectionString);
  const seconds: Record<string, number[]> = { [copy.how]: [], bookings: [], sums: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [what, took] of Object.entries(seconds)) {
      const begun = performance.now();
      if (what === copy.how) await copy.run();
      else await projector.rebuild(what, () => undefined);
      took.push((performance.now() - begun) / 1_000);
      say(`${what}: ${(events / (took.at(-1) ?? 1)).toFixed(0)} events/s`);
    }
  }
  await projector.stop();
  await store.close();
  const floor = events / median(seconds[copy.how] ?? []);
  const rows = Object.entries(seconds).map(([what, took]) => {
    const all = took.map((one) => events / one);
    return { what, perSecond: median(all), all, ratio: median(all) / floor };
  });
  const printed = table([
    ['', 'events/s: median (spread)', 'of COPY'],
    ...rows.map(({ what, all, ratio: of }) => [what, spread(all), ratio(of)]),
  ]);
  return { events, rows, printed: `${String(events)} events\n${printed}` };
}

/** The events as text: by psql where it is found, else by the server into nothing. */
export function findCopy(connectionString: string): { how: string; run: () => Promise<void> } {
  const { environment, database } = fromUrl(connectionString);
  const psql = spawnSync('psql', ['--version']).status === 0;
  if (psql) {
    return {
      how: 'COPY … TO STDOUT (psql)',
      run: () => {
        const args = ['-c', 'copy log.events to stdout', '-o', '/dev/null', database];
        const { status } = spawnSync('psql', args, {
          env: { ...process.env, ...environment },
          stdio: 'ignore',
        });
        if (status !== 0) throw new Error('psql could not copy the events');
        return Promise.resolve();
      },
    };
  }
  return {
    how: 'COPY … TO /dev/null (psql was not found)',
    run: async () => {
      const client = new Client({ connectionString });
      await client.connect();
      await client.query(`copy log.events to '/dev/null'`);
      await client.end();
    },
  };
}
