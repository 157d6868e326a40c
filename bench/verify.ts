import { verify } from '@kursholder/eventstore';
import { fill } from './fill';
import type { Measurement } from './measurement';
import { log } from './sample';
import { spread, table } from './statistics';

/** A log of small commits, as clients make them, re-hashed from its first event to its head. */
export const measureVerify: Measurement = async (server, { events = 300_000, rounds }, say) => {
  const connectionString = await server.database();
  await fill(connectionString, { events, perCommit: 8 }, say);
  const rows = [1, 2].map((connections) => ({ connections, perSecond: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { connections, perSecond } of rows) {
      const { ok, seconds } = await verify({ connectionString, log, connections });
      if (!ok) throw new Error('the chain is broken');
      perSecond.push(events / seconds);
      say(`${String(connections)} connections: ${(events / seconds).toFixed(0)} events/s`);
    }
  }
  const printed = table([
    ['connections', 'events/s: median (spread)'],
    ...rows.map(({ connections, perSecond }) => [String(connections), spread(perSecond)]),
  ]);
  return { events, rows, printed: `${String(events)} events, 8 a commit\n${printed}` };
};
