import { Client } from 'pg';
import { EventStore, Projector, type Projection } from '@kursholder/eventstore';
import { findCopy } from './copy';
import { fillEmmett, rebuildByEmmett } from './emmett-rebuild';
import { fill } from './fill';
import type { Measurement } from './measurement';
import { bookings, sums } from './projections';
import { catalogue } from './sample';
import { ratios, spread, table } from './statistics';

/** Emmett handles event by event; few, and it takes seconds. */
const emmettEvents = 1_000;

/** How quick read models are built anew, beside how quick the events alone come out as text. */
export const measureRebuild: Measurement = async (server, { events = 1_000_000, rounds }, say) => {
  const connectionString = await server.database();
  await fill(connectionString, { events }, say);
  await fillEmmett(connectionString, emmettEvents);
  const store = await EventStore.open({ connectionString, catalogue });
  const projections = [bookings, sums] as unknown as Projection[];
  const projector = new Projector({ store, connectionString, projections });
  const copy = findCopy(connectionString);
  const ours = (definition: { readonly table: string }) => () =>
    projector.rebuild(definition.table, () => undefined);
  const rows = [
    { what: copy.how, events, run: copy.run, perSecond: [] as number[] },
    { what: 'bookings, a row an event', events, run: ours(bookings), perSecond: [] as number[] },
    { what: 'sums, a version an event', events, run: ours(sums), perSecond: [] as number[] },
    {
      what: `emmett, a document an event (${String(emmettEvents)})`,
      events: emmettEvents,
      run: () => rebuildByEmmett(connectionString),
      perSecond: [] as number[],
    },
  ];
  const administrator = new Client({ connectionString });
  await administrator.connect();
  for (let round = 0; round < rounds; round += 1) {
    for (const row of rows) {
      // What the one before has yet to write is not this one's.
      await administrator.query('checkpoint');
      const begun = performance.now();
      await row.run();
      row.perSecond.push((row.events / (performance.now() - begun)) * 1_000);
      say(`${row.what}: ${row.perSecond.at(-1)?.toFixed(0) ?? ''} events/s`);
    }
  }
  await administrator.end();
  await projector.stop();
  await store.close();
  const measured = rows.map(({ what, perSecond }) => {
    return { what, perSecond, ofCopy: ratios(perSecond, rows[0]?.perSecond ?? []) };
  });
  const printed = table([
    ['', 'events/s: median (spread)', 'of COPY'],
    ...measured.map(({ what, perSecond, ofCopy }) => [what, spread(perSecond), spread(ofCopy, 3)]),
  ]);
  return { events, rows: measured, printed: `${String(events)} events\n${printed}` };
};
