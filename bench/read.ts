import { Agent, request } from 'node:http';
import { Client } from '../test/support/application';
import { handInFive, setUpR307 } from '../test/support/worked-example';
import { Child } from './child';
import { fillBookings } from './fill-bookings';
import type { Measurement } from './measurement';
import { ratios, percentile, spread, table } from './statistics';

/*
 * A figure of a measure that all the bookings are of, and of one that hangs on readings; as known now
 * and as known at positions all through the log; beside a constant answer of that size from a Nest
 * server in the same process. The application is a process of its own, as in service.
 */

/** Its saving hangs on readings. */
const measured = 'R307';

interface Serving {
  readonly url: string;
  readonly constantUrl: string;
  readonly cookie: string;
  readonly head: number;
}

export const measureRead: Measurement = async (
  server,
  { events = 1_000_000, rounds, seconds = 4, clients: [clients = 8] = [] },
  say,
) => {
  const connectionString = await server.database();
  // The first load makes municipality, accounts, agreement and read models.
  const loading = await serve(connectionString, measured);
  const application = { as: (account: string) => Client.signIn(loading.serving.url, account) };
  await setUpR307(application);
  await handInFive(application);
  await loading.end();
  const booked = await fillBookings(connectionString, events, say);
  const { serving, end } = await serve(connectionString, booked);
  const { url, constantUrl, cookie, head } = serving;
  const get = keptAlive(clients, cookie);
  const past = () => `knownAtPosition=${String(head - random(events))}`;
  const figure = (measure: string) => `${url}/api/v1/realisation/${measure}/2026?onDate=2026-12-31`;
  const rows = [
    { what: 'a constant answer', next: () => constantUrl },
    { what: 'who is signed in', next: () => `${url}/api/v1/me` },
    { what: 'bookings, now', next: () => figure(booked) },
    { what: 'bookings, then', next: () => `${figure(booked)}&${past()}` },
    { what: 'readings, now', next: () => figure(measured) },
    { what: 'readings, then', next: () => `${figure(measured)}&${past()}` },
  ].map((row) => ({ ...row, perSecond: [] as number[], p99: [] as number[] }));
  for (const { what, next } of rows) say(`${what}: ${String((await get(next())).length)} bytes`);
  for (let round = 0; round < rounds; round += 1) {
    for (const row of rows) {
      const latencies = await load(get, row.next, clients, seconds);
      row.perSecond.push(latencies.length / seconds);
      row.p99.push(percentile(latencies, 0.99));
      say(`${row.what}: ${(latencies.length / seconds).toFixed(0)}/s`);
    }
  }
  await end();
  const results = rows.map(({ what, perSecond, p99 }) => {
    return { what, perSecond, p99, ofConstant: ratios(perSecond, rows[0]?.perSecond ?? []) };
  });
  const printed = table([
    ['', 'answers/s: median (spread)', 'of the constant', 'p99 ms'],
    ...results.map(({ what, perSecond, ofConstant, p99 }) => [
      what,
      spread(perSecond),
      spread(ofConstant, 2),
      spread(p99, 1),
    ]),
  ]);
  const about = `${String(head)} events, ${String(clients)} clients`;
  return { events: head, clients, rows: results, printed: `${about}\n${printed}` };
};

async function serve(connectionString: string, measure: string) {
  const child = Child.start('serving.ts', connectionString, measure);
  const serving = JSON.parse(await child.line()) as Serving;
  return {
    serving,
    end: async () => {
      child.say('end');
      await child.ended();
    },
  };
}

const random = (below: number) => Math.floor(Math.random() * below);

type Get = (url: string) => Promise<string>;

function keptAlive(clients: number, cookie: string): Get {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  return (url) =>
    new Promise((resolve, reject) => {
      const asking = request(url, { agent, headers: { cookie } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${url} answered ${String(response.statusCode)}: ${text}`));
        });
      });
      asking.on('error', reject);
      asking.end();
    });
}

async function load(get: Get, next: () => string, clients: number, seconds: number) {
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const client = async () => {
    while (performance.now() < until) {
      const begun = performance.now();
      await get(next());
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return latencies;
}
