import { Child } from './child';
import { findFloor, makeFloorTable } from './floor';
import { log } from './sample';
import type { BenchServer } from './server';
import { EventStore } from '@kursholder/eventstore';
import { median, ratio, spread, table } from './statistics';
import type { Appended } from './worker';

export interface AppendOptions {
  readonly clients: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
  readonly stores: readonly string[];
}

interface Result {
  readonly store: string;
  readonly clients: number;
  readonly perSecond: number[];
  readonly p99: number[];
}

/** Floor, ours with one process and with two, and peers, in turn, so that drift meets them all alike. */
export async function measureAppend(
  server: BenchServer,
  { clients, seconds, rounds, stores }: AppendOptions,
  say: (line: string) => void,
) {
  const floor = findFloor();
  const results: Result[] = [];
  for (const count of clients) {
    const kinds = ['floor', ...stores.filter((one) => count > 1 || !one.endsWith('×2'))];
    const ofKind = kinds.map(
      (store) => ({ store, clients: count, perSecond: [], p99: [] }) as Result,
    );
    for (let round = 0; round < rounds; round += 1) {
      for (const result of ofKind) {
        const connectionString = await server.database();
        if (result.store === 'floor') {
          await makeFloorTable(connectionString);
          result.perSecond.push(await floor.measure(connectionString, count, seconds));
        } else {
          const [store = '', two] = result.store.split('×');
          const appended = await append(connectionString, store, count, two ? 2 : 1, seconds);
          result.perSecond.push(appended.perSecond);
          result.p99.push(appended.p99);
        }
        say(
          `${result.store}, ${String(count)} clients: ${result.perSecond.at(-1)?.toFixed(0) ?? ''}/s`,
        );
      }
    }
    results.push(...ofKind);
  }
  const floorOf = (count: number) =>
    median(results.find((one) => one.store === 'floor' && one.clients === count)?.perSecond ?? []);
  const rows = results.map((result) => ({
    store: result.store,
    clients: result.clients,
    perSecond: median(result.perSecond),
    all: result.perSecond,
    ratio: median(result.perSecond) / floorOf(result.clients),
    p99Ms: result.p99.length === 0 ? null : median(result.p99),
  }));
  const printed = table([
    ['store', 'clients', 'appends/s: median (spread)', 'of floor', 'p99 ms'],
    ...rows.map((row) => [
      row.store,
      String(row.clients),
      spread(row.all),
      ratio(row.ratio),
      row.p99Ms === null ? '' : row.p99Ms.toFixed(1),
    ]),
  ]);
  return { floor: floor.how, rows, printed: `Floor: ${floor.how}\n${printed}` };
}

async function append(
  connectionString: string,
  store: string,
  clients: number,
  processes: number,
  seconds: number,
): Promise<{ perSecond: number; p99: number }> {
  if (store === 'ours') await makeLog(connectionString);
  const workers = Array.from({ length: processes }, (_, at) =>
    Child.start(
      'worker.ts',
      store,
      connectionString,
      String(clients / processes),
      String(seconds),
      String(at),
    ),
  );
  for (const worker of workers) await worker.line();
  for (const worker of workers) worker.say('go');
  const results = await Promise.all(
    workers.map(async (worker) => JSON.parse(await worker.line()) as Appended),
  );
  await Promise.all(workers.map((worker) => worker.ended()));
  return {
    perSecond: results.reduce((sum, { count, seconds: took }) => sum + count / took, 0),
    p99: Math.max(...results.map(({ p99 }) => p99)),
  };
}

async function makeLog(connectionString: string): Promise<void> {
  const store = await EventStore.open({ connectionString, catalogue: {} });
  await store.createLog(log);
  await store.close();
}
