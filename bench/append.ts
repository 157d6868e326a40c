import { Child } from './child';
import { findFloor, makeFloorTable } from './floor';
import type { Measurement } from './measurement';
import { median, ratios, spread, table } from './statistics';
import { stores } from './stores';
import type { Appended } from './worker';

interface Result {
  readonly store: string;
  readonly clients: number;
  readonly perSecond: number[];
  readonly p99: number[];
}

/** Floor and stores in turn, each on a fresh database. */
export const measureAppend: Measurement = async (
  server,
  { clients = [1, 8, 32], seconds = 4, rounds, stores: named },
  say,
) => {
  const unknown = named.find((one) => !Object.hasOwn(stores, nameOf(one)));
  if (unknown !== undefined) {
    throw new RangeError(`there is no store ${unknown}, but ${Object.keys(stores).join(', ')}`);
  }
  const floor = findFloor();
  const results: Result[] = [];
  for (const count of clients) {
    const measured = ['floor', ...named.filter((one) => count > 1 || processesOf(one) === 1)];
    const ofCount = measured.map((store): Result => ({
      store,
      clients: count,
      perSecond: [],
      p99: [],
    }));
    for (let round = 0; round < rounds; round += 1) {
      for (const { store, perSecond, p99 } of ofCount) {
        const connectionString = await server.database();
        if (store === 'floor') {
          await makeFloorTable(connectionString);
          perSecond.push(await floor.measure(connectionString, count, seconds));
        } else {
          const appended = await append(connectionString, store, count, seconds);
          perSecond.push(appended.perSecond);
          p99.push(appended.p99);
        }
        say(`${store}, ${String(count)} clients: ${perSecond.at(-1)?.toFixed(0) ?? ''}/s`);
      }
    }
    results.push(...ofCount);
  }
  const rows = results.map((result) => {
    const ofFloor = results.find((one) => one.store === 'floor' && one.clients === result.clients);
    return { ...result, ofFloor: ratios(result.perSecond, ofFloor?.perSecond ?? []) };
  });
  const printed = table([
    ['store', 'clients', 'appends/s: median (spread)', 'of the floor', 'p99 ms'],
    ...rows.map(({ store, clients: count, perSecond, ofFloor, p99 }) => [
      store,
      String(count),
      spread(perSecond),
      spread(ofFloor, 2),
      p99.length === 0 ? '' : median(p99).toFixed(1),
    ]),
  ]);
  return { floor: floor.how, rows, printed: `Floor: ${floor.how}\n${printed}` };
};

/** `emmett×2` is the store emmett in two processes. */
const nameOf = (store: string) => store.split('×')[0] ?? '';
const processesOf = (store: string) => Number(store.split('×')[1] ?? '1');

async function append(
  connectionString: string,
  store: string,
  clients: number,
  seconds: number,
): Promise<{ perSecond: number; p99: number }> {
  await stores[nameOf(store)]?.make(connectionString);
  const processes = processesOf(store);
  const [name, each] = [nameOf(store), String(clients / processes)];
  const workers = Array.from({ length: processes }, (_, at) =>
    Child.start('worker.ts', name, connectionString, each, String(seconds), String(at)),
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
