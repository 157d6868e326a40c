import { randomUUID } from 'node:crypto';
import { EventStore } from '@kursholder/eventstore';
import { peers, type Appender } from './peers';
import { booking, catalogue, log, metadata } from './sample';
import { percentile } from './statistics';

/*
 * A process that appends with so many clients for so long: `worker.ts <store> <connection> <clients>
 * <seconds> <name>`. Says "ready", begins at "go", ends with one line of JSON.
 */

export interface Appended {
  readonly count: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

async function ours(connectionString: string): Promise<Appender> {
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
}

async function run(): Promise<void> {
  const [store = '', connectionString = '', clients = '1', seconds = '1', name = ''] =
    process.argv.slice(2);
  const open = store === 'ours' ? ours : peers[store];
  if (!open) throw new Error(`there is no store ${store}`);
  const appender = await open(connectionString, Number(clients));
  const latencies: number[] = [];
  let measuring = false;
  let done = false;
  const client = async (number: number) => {
    // Streams of ten events, as a measure or an indicator has them.
    for (let stream = 0; !done; stream += 1) {
      for (let version = 0; version < 10 && !done; version += 1) {
        const begun = performance.now();
        await appender.append(
          `booking-${name}-${String(number)}-${String(stream)}`,
          version,
          booking(latencies.length),
        );
        if (measuring) latencies.push(performance.now() - begun);
      }
    }
  };
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const clientsRunning = Array.from({ length: Number(clients) }, (_, number) => client(number));
  await sleep(500); // prepared statements, warm code
  measuring = true;
  const begun = performance.now();
  await sleep(Number(seconds) * 1_000);
  const count = latencies.length;
  const took = (performance.now() - begun) / 1_000;
  measuring = false;
  done = true;
  await Promise.all(clientsRunning);
  await appender.close();
  const result: Appended = {
    count,
    seconds: took,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

void run();
