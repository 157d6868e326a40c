import { Client } from 'pg';
import { connection } from './postgres';
import type { Head } from './store';

/*
 * Whether the log is as it was written.
 *
 * Each commit's hash covers the hash before it and every column of its events (0001_event_log.sql,
 * invariant 4). So a page of commits can be checked alone, from the stored hash before it; pages are
 * checked side by side, and the first commit that does not fit is named.
 *
 * Found: a changed byte in any column, rows removed, added or swapped, notes changed or emptied without
 * the event that says so, a head that is not the last event's. Not found without an anchor: newest
 * commits cut off together with the head moved back, or everything from some commit on written anew.
 */

/** A head kept where who can write to the database cannot. */
export type Anchor = Pick<Head, 'position' | 'commitNo' | 'hash'>;

export interface VerifyOptions {
  readonly connectionString: string;
  readonly log: string;
  readonly anchor?: Anchor;
  readonly progress?: (progress: VerifyProgress) => void;
  /** Events in a page, about. */
  readonly pageSize?: number;
  /** Pages at a time, each on a connection of its own. */
  readonly connections?: number;
}

export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly remainingSeconds: number | null;
}

/** The first commit that does not fit, and the first event of it (or that it lacks). */
export interface Broken {
  readonly commitNo: number;
  readonly position: number;
  readonly reason:
    | 'missing' // events that should be before or in it are not there
    | 'hash' // it is not what was written
    | 'notes' // a person's text was changed, or emptied without an event that says so
    | 'head' // the log does not end where its head says
    | 'anchor'; // the anchor is not in the chain
}

export interface Verification {
  readonly log: string;
  readonly ok: boolean;
  /** Events up to the head. */
  readonly events: number;
  readonly commits: number;
  readonly seconds: number;
  readonly broken: Broken | null;
}

/**
 * Re-hashes a log from its first event to its head.
 *
 * @example
 * const anchor = await store.head('norddjurs'); // kept elsewhere
 * const { ok, broken } = await verify({ connectionString, log: 'norddjurs', anchor });
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { connectionString, log, anchor, pageSize = 10_000, connections = 2 } = options;
  const begun = performance.now();
  const clients = await Promise.all(
    Array.from({ length: connections }, () => connectTo(connectionString)),
  );
  try {
    const [first] = clients;
    if (!first) throw new RangeError('verifying needs a connection');
    const head = await headOf(first, log);
    const tell = progressOf(head.position, begun, options.progress);
    let broken: Broken | null = null;
    let from: Edge | undefined = { position: 0, commitNo: 0 };
    let cutting = Promise.resolve();
    let done = 0;
    const nextPage = async (client: Client): Promise<[Edge, Edge] | undefined> => {
      // One at a time: a page begins where the one before ends.
      const cut = cutting.then(async () => {
        if (!from || from.position >= head.position) return undefined;
        const page: [Edge, Edge] = [
          from,
          await edgeAfter(client, log, from.position + pageSize, head),
        ];
        from = page[1];
        return page;
      });
      cutting = cut.then(() => undefined);
      return cut;
    };
    await Promise.all(
      clients.map(async (client) => {
        for (;;) {
          const page = await nextPage(client);
          if (!page || (broken && broken.position <= page[0].position)) return;
          const found = await checkPage(client, log, ...page);
          if (found && (!broken || found.position < broken.position)) broken = found;
          done += page[1].position - page[0].position;
          tell(done);
        }
      }),
    );
    if (!head.fits) broken ??= beyond(head);
    if (anchor) broken ??= await checkAnchor(first, log, head, anchor);
    return {
      log,
      ok: broken === null,
      events: head.position,
      commits: head.commitNo,
      seconds: (performance.now() - begun) / 1_000,
      broken,
    };
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

/** The end of a commit. */
interface Edge {
  readonly position: number;
  readonly commitNo: number;
}

interface LogHead extends Edge {
  /** Whether the last event of the log is the one that the head is about. */
  readonly fits: boolean;
  /** The last event there is. */
  readonly last: number;
}

/** Where the log does not end as its head says. */
const beyond = ({ position, commitNo, last }: LogHead): Broken =>
  last > position
    ? { commitNo: commitNo + 1, position: position + 1, reason: 'head' }
    : { commitNo, position, reason: 'head' };

async function connectTo(connectionString: string): Promise<Client> {
  const ours = connection(connectionString);
  const client = new Client({
    ...ours,
    // A page is sorted in memory; the plan must not hang on statistics.
    options: `${String(ours.options)} -c work_mem=64MB -c max_parallel_workers_per_gather=0`,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** In one statement, so that appends meanwhile do not come between head and events. */
async function headOf(client: Client, log: string): Promise<LogHead> {
  const { rows } = await client.query<Record<'position' | 'commit_no' | 'last' | 'fits', string>>(
    `select h.position, h.commit_no, e.last, h.position = e.last and (h.position = 0 and h.hash = sha256('') or exists (
         select from log.events e where e.log = h.log and e.position = h.position
           and e.commit_no = h.commit_no and e.commit_hash = h.hash
           and e.recorded_at = h.recorded_at)) as fits
     from log.heads h, lateral (
       select coalesce(max(position), 0) as last from log.events where log = h.log) e
     where h.log = $1`,
    [log],
  );
  const [row] = rows;
  if (!row) throw new RangeError(`there is no log ${log}`);
  return {
    position: Number(row.position),
    commitNo: Number(row.commit_no),
    fits: row.fits === 't',
    last: Number(row.last),
  };
}

/** The end of the commit at or after the position; the head where there is none. */
async function edgeAfter(
  client: Client,
  log: string,
  position: number,
  head: LogHead,
): Promise<Edge> {
  const { rows } = await client.query<Record<'position' | 'commit_no', string>>(
    `select position, commit_no from log.events
     where log = $1 and position >= $2 and position <= $3 and commit_hash is not null
     order by log, position limit 1`,
    [log, position, head.position],
  );
  const [row] = rows;
  return row ? { position: Number(row.position), commitNo: Number(row.commit_no) } : head;
}

const pageStatement = `
  with lines as (
    select e.position, e.commit_no, e.commit_hash, log.line(e) as line,
      e.notes is not null and e.notes_hash is distinct from log.notes_hash(e.notes_salt, e.notes)
      or e.notes is null and e.notes_hash is not null and not exists (
        select from log.events x where x.log = e.log and x.stream = 'erasure-' || e.position
          and x.version = 1 and x.type = 'NotesErased')
      or e.type = 'NotesErased' and exists (
        select from log.events x where x.log = e.log
          and x.position = (e.data ->> 'position')::bigint and x.notes is not null) as notes_differ
    from log.events e where e.log = $1 and e.position > $2 and e.position <= $3
  ), commits as (
    select commit_no, min(position) as first, max(position) as last, count(*) as events,
      count(commit_hash) as hashes, max(position) filter (where commit_hash is not null) as hashed,
      max(commit_hash) as hash, bool_or(notes_differ) as notes_differ,
      string_agg(line, ',' order by position) as lines
    from lines group by commit_no
  ), chain as (
    select c.*,
      lag(last, 1, $2::bigint) over in_order as before,
      lag(commit_no, 1, $4::bigint) over in_order as no_before,
      lag(hash, 1, coalesce(
        (select commit_hash from log.events where log = $1 and position = $2), sha256('')))
        over in_order as hash_before
    from commits c window in_order as (order by first)
  ), judged as (
    select commit_no, before + 1 as position, case
      when first <> before + 1 or last - first + 1 <> events or commit_no <> no_before + 1
        then 'missing'
      when hashes <> 1 or hashed <> last or hash_before is null
        or hash <> log.commit_hash(hash_before, lines) then 'hash'
      when notes_differ then 'notes' end as reason
    from chain
  )
  select commit_no, position, reason from judged where reason is not null order by position limit 1`;

async function checkPage(
  client: Client,
  log: string,
  from: Edge,
  to: Edge,
): Promise<Broken | null> {
  const { rows } = await client.query<Record<'commit_no' | 'position' | 'reason', string>>(
    pageStatement,
    [log, from.position, to.position, from.commitNo],
  );
  const [row] = rows;
  if (row) {
    return {
      commitNo: Number(row.commit_no),
      position: Number(row.position),
      reason: row.reason as Broken['reason'],
    };
  }
  // Nothing wrong with what is there; but is it there to the page's end?
  const counted = await client.query<{ count: string }>(
    'select count(*) from log.events where log = $1 and position > $2 and position <= $3',
    [log, from.position, to.position],
  );
  const count = Number(counted.rows[0]?.count);
  if (from.position + count === to.position) return null;
  return { commitNo: to.commitNo, position: from.position + count + 1, reason: 'missing' };
}

async function checkAnchor(
  client: Client,
  log: string,
  head: LogHead,
  anchor: Anchor,
): Promise<Broken | null> {
  const { rows } = await client.query<{ fits: string }>(
    `select commit_no = $3 and encode(commit_hash, 'hex') = $4 as fits
     from log.events where log = $1 and position = $2`,
    [log, anchor.position, anchor.commitNo, anchor.hash],
  );
  const atGenesis = anchor.position === 0 && anchor.commitNo === 0;
  if (atGenesis || rows[0]?.fits === 't') return null;
  // Past the end: what is missing begins right after it.
  const position = Math.min(anchor.position, head.position + 1);
  return { commitNo: Math.min(anchor.commitNo, head.commitNo + 1), position, reason: 'anchor' };
}

function progressOf(
  total: number,
  begun: number,
  tell: (progress: VerifyProgress) => void = () => undefined,
) {
  return (done: number) => {
    const perSecond = (done / Math.max(1, performance.now() - begun)) * 1_000;
    const remainingSeconds = perSecond > 0 ? (total - done) / perSecond : null;
    tell({ done, total, perSecond, remainingSeconds });
  };
}
