import { booking } from './sample';
import { percentile } from './statistics';
import { stores } from './stores';

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

async function run(): Promise<void> {
  const [store = '', connectionString = '', clients = '1', seconds = '1', name = ''] =
    process.argv.slice(2);
  const appender = await stores[store]?.open(connectionString);
  if (!appender) throw new Error(`there is no store ${store}`);
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
