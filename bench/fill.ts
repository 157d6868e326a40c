import { Client } from 'pg';
import { booking, log, metadata } from './sample';
import { stores } from './stores';

/*
 * A long log in little time: log.append itself, called inside PostgreSQL. Chain, versions and positions
 * are as if each event had come over the wire as a command of its own, in a stream of its own.
 */

const append = `
  select count(*) from generate_series($2::integer, $3::integer, $4::integer) as first, lateral (
    select log.append($1, array_agg(c), array_agg('booking-' || n), array_agg(0),
      array_agg(c), array_agg('command-' || n), array_agg('booking-' || n), array_agg(1),
      array_agg('BookingRecorded'::text), array_agg(1), array_agg(gen_random_uuid()),
      array_agg('request-1'::text), array_agg(null::text), array_agg('somebody'::text),
      array_agg(null::timestamptz), array_agg(null::date),
      json_agg(format('{"ref":"R%s","bookedOn":"2026-%s-15","amountKr":%s,"voucher":"V%s","account":"5.46.61.1","text":"%s"}',
        300 + n % 100, lpad((1 + n % 12)::text, 2, '0'), -100000 + n % 200000,
        lpad(n::text, 9, '0'), $5::text)::json),
      json_agg($6::json), json_agg(null::json))
    from (select n, n - first + 1 as c
          from generate_series(first, least(first + $4 - 1, $3)) as n) as events) as appended`;

export async function fill(
  connectionString: string,
  { events, perCommit = 1_000 }: { readonly events: number; readonly perCommit?: number },
  say: (line: string) => void,
): Promise<void> {
  await stores['ours']?.make(connectionString);
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query('set plan_cache_mode = force_generic_plan');
  const { text } = booking(0).data;
  const stored = JSON.stringify({ ...metadata, events: 1, inStream: 1 });
  const atOnce = 20_000;
  const begun = performance.now();
  for (let from = 0; from < events; from += atOnce) {
    const to = Math.min(events, from + atOnce);
    await client.query(append, [log, from, to - 1, perCommit, text, stored]);
    const rate = (to / (performance.now() - begun)) * 1_000;
    if (to % (10 * atOnce) === 0) {
      say(`${String(to)} of ${String(events)} events made, ${rate.toFixed(0)}/s`);
    }
  }
  await client.query('vacuum analyze log.events');
  await client.end();
}
