import { Client } from 'pg';
import { EventStore, Projector, type ProjectedEvent } from '@kursholder/eventstore';
import { catalogue, readModels } from '@kursholder/monitoring';

/*
 * A municipality's log made long: bookings of one measure, spread over the days of a year. They are
 * inserted as rows, without a chain, because nothing here reads it; the read models that know bookings
 * are then built by the projector, and of the others only the checkpoint is moved, for a booking
 * changes nothing in them.
 */

const log = 'norddjurs';

const insert = `
  insert into log.events (log, position, commit_no, stream, version, type, schema_version, event_id,
    correlation_id, actor, recorded_at, occurred_at, effective_on, data, metadata)
  select $1, h.position + n, h.commit_no + 1, 'booking-' || $2 || '-B' || h.position + n, 1,
    'BookingPosted', 1, gen_random_uuid(), 'fill', 'kursholder', h.recorded_at, h.recorded_at, d.day,
    json_build_object('measure', $2::text, 'voucher', 'B' || h.position + n, 'bookedOn', d.day,
      'amountKr', n % 1000, 'account', null, 'reverses', null), '{"events":1,"inStream":1}'
  from log.heads h, generate_series(1, $3::integer) as n,
    lateral (select date '2026-01-01' + ((h.position + n) % 365)::integer as day) d
  where h.log = $1`;

/** Answers the measure: the first that spends. */
export async function fillBookings(
  connectionString: string,
  events: number,
  say: (line: string) => void,
): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('set synchronous_commit = off');
  const { rows } = await client.query<{ ref: string }>(
    `select ref from read.measures where effect = 'spend' order by registered_at_position limit 1`,
  );
  const measure = rows[0]?.ref ?? '';
  const atOnce = 100_000;
  for (let made = 0; made < events; made += atOnce) {
    const count = Math.min(atOnce, events - made);
    await client.query(insert, [log, measure, count]);
    await client.query(
      `update log.heads set position = position + $2, commit_no = commit_no + 1 where log = $1`,
      [log, count],
    );
    if ((made / atOnce) % 10 === 9) say(`${String(made + count)} of ${String(events)} bookings`);
  }
  await client.query('vacuum analyze log.events');
  const booking = {
    type: 'BookingPosted',
    position: 1,
    data: { measure, voucher: 'B', bookedOn: '2026-01-01', amountKr: 1 },
  } as unknown as ProjectedEvent;
  const knowing = readModels.filter((model) => model.changes(booking).length > 0);
  await client.query(
    `update log.checkpoints c set position = h.position from log.heads h
     where h.log = c.log and c.log = $1 and c.projection <> all ($2)`,
    [log, knowing.map((model) => model.table)],
  );
  const store = await EventStore.open({ connectionString, catalogue });
  const projector = new Projector({ store, connectionString, projections: readModels });
  for (const { table } of knowing) {
    await projector.rebuild(table, () => undefined);
    say(`read.${table} is built`);
  }
  await projector.stop();
  await store.close();
  await client.query('vacuum analyze');
  await client.end();
  return measure;
}
