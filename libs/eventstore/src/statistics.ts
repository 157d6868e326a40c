import { Client } from 'pg';
import { connection, isoInstant } from './postgres';

export interface LogStatistics {
  readonly log: string;
  readonly events: number;
  readonly commits: number;
  readonly streams: number;
  readonly firstRecordedAt: string | null;
  readonly lastRecordedAt: string | null;
  readonly byType: readonly { readonly type: string; readonly events: number }[];
  /** Of all logs in the database, indexes included. */
  readonly bytes: number;
}

/** How much a log holds. It reads all of it once. */
export async function statisticsOf(connectionString: string, log: string): Promise<LogStatistics> {
  const client = new Client(connection(connectionString));
  await client.connect();
  try {
    const types = await client.query<{ type: string; events: string }>(
      'select type, count(*) as events from log.events where log = $1 group by type order by 2 desc, 1',
      [log],
    );
    const { rows } = await client.query<Record<string, string | null>>(
      `select count(*) as events, count(commit_hash) as commits,
         count(*) filter (where version = 1) as streams, min(recorded_at) as first,
         max(recorded_at) as last, pg_total_relation_size('log.events') as bytes
       from log.events where log = $1`,
      [log],
    );
    const [row = {}] = rows;
    const instant = (written: string | null | undefined) =>
      written == null ? null : isoInstant(written);
    return {
      log,
      events: Number(row['events']),
      commits: Number(row['commits']),
      streams: Number(row['streams']),
      firstRecordedAt: instant(row['first']),
      lastRecordedAt: instant(row['last']),
      byType: types.rows.map(({ type, events }) => ({ type, events: Number(events) })),
      bytes: Number(row['bytes']),
    };
  } finally {
    await client.end();
  }
}
