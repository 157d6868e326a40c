import { Client } from 'pg';
import { EventStore } from '@kursholder/eventstore';
import { booking, log, metadata } from './sample';

/*
 * A long log in little time: log.append itself, a thousand events a commit, called inside PostgreSQL.
 * Chain, versions and positions are as if each had come over the wire.
 */
export async function fill(
  connectionString: string,
  events: number,
  say: (line: string) => void,
): Promise<void> {
  const store = await EventStore.open({ connectionString, catalogue: {} });
  await store.createLog(log);
  await store.close();
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query('set plan_cache_mode = force_generic_plan');
  const { data } = booking(0);
  const stored = JSON.stringify({ ...metadata, events: 1, inStream: 1 });
  const perCommit = 1_000;
  const begun = performance.now();
  for (let from = 0; from < events; from += perCommit * 20) {
    const to = Math.min(events, from + perCommit * 20);
    for (let at = from; at < to; at += perCommit) {
      const last = Math.min(to, at + perCommit) - 1;
      // Each event a command of its own, each in a stream of its own.
      await client.query(
        `select log.append($1, array_agg(c), array_agg('booking-' || n), array_agg(0),
           array_agg(c), array_agg('command-' || n), array_agg('booking-' || n), array_agg(1),
           array_agg('BookingRecorded'::text), array_agg(1), array_agg(gen_random_uuid()),
           array_agg('request-1'::text), array_agg(null::text), array_agg('somebody'::text),
           array_agg(null::timestamptz), array_agg(null::date),
           json_agg(format('{"ref":"R%s","bookedOn":"2026-%s-15","amountKr":%s,"voucher":"V%s","account":"5.46.61.1","text":"%s"}',
             300 + n % 100, lpad((1 + n % 12)::text, 2, '0'), -100000 + n % 200000,
             lpad(n::text, 9, '0'), $4::text)::json),
           json_agg($5::json), json_agg(null::json))
         from (select n, n - $2::integer + 1 as c from generate_series($2::integer, $3::integer) n) n`,
        [log, at, last, data.text, stored],
      );
    }
    const rate = (to / (performance.now() - begun)) * 1_000;
    say(`${String(to)} of ${String(events)} events made, ${rate.toFixed(0)}/s`);
  }
  await client.query('vacuum analyze log.events');
  await client.end();
}
