import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore, handle, Projector } from '@kursholder/eventstore';
import type { Decider } from '@kursholder/kernel';
import { Client } from 'pg';
import { bookings } from './projections';
import { booking, catalogue, log, type BookingRecorded } from './sample';

/*
 * A process that gives commands one at a time and waits for each to be seen: `commanding.ts <connection>
 * <projecting|waiting> <name> <commands>`. Ends with one line of JSON, the milliseconds of each.
 */

/** A voucher is booked once. */
const decider: Decider<BookingRecorded, BookingRecorded, boolean> = {
  initial: false,
  decide: (event, isBooked) => ({ events: isBooked ? [] : [event] }),
  evolve: () => true,
};

async function run(): Promise<void> {
  const [connectionString = '', projecting = '', name = '', commands = '1'] = process.argv.slice(2);
  const store = await EventStore.open({ connectionString, catalogue });
  const projector = new Projector({ store, connectionString, projections: [bookings] });
  if (projecting === 'projecting') await projector.start();
  const client = new Client({ connectionString });
  await client.connect();
  const isVisible = async (voucher: string) => {
    const text = 'select from read.bookings where log_id = $1 and ref = $2 and voucher = $3';
    return (await client.query(text, [log, 'R307', voucher])).rowCount === 1;
  };
  const warmingUp = 20;
  const latencies: number[] = [];
  for (let at = 0; at < warmingUp + Number(commands); at += 1) {
    await sleep(20 + Math.random() * 40); // so that every command finds it idle
    const { type, data } = booking(at);
    const event: BookingRecorded = {
      type,
      data: { ...data, ref: 'R307', voucher: `${name}-${String(at)}` },
    };
    const begun = performance.now();
    const handled = await handle(store, decider, `booking-${event.data.voucher}`, event, {
      log,
      actor: 'somebody',
      correlationId: 'request-1',
    });
    if (handled.kind !== 'appended') throw new Error(`the command was ${handled.kind}`);
    const reached = await projector.waitFor(log, handled.position, 10_000);
    if (!reached || !(await isVisible(event.data.voucher))) throw new Error('it is not visible');
    if (at >= warmingUp) latencies.push(performance.now() - begun);
  }
  process.stdout.write(`${JSON.stringify(latencies)}\n`);
  await client.end();
  await projector.stop();
  await store.close();
  process.exit(0);
}

void run();
