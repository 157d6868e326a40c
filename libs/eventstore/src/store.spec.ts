import type { Client } from 'pg';
import {
  append,
  catalogue,
  connect,
  counted,
  eventually,
  log,
  opened,
  openStore,
  type CounterEvent,
} from '../../../test/support/counters';
import { startDurableServer, useDatabase } from '../../../test/support/database';
import { EventStore, GapInLog, type RecordedEvent } from './index';

const database = useDatabase();
let store: EventStore;
let other: EventStore;
let admin: Client;
let streams = 0;
const newStream = () => `counter-${String((streams += 1))}`;
const write = (by: EventStore, ...events: readonly CounterEvent[]) =>
  by.append(append(newStream(), 0, events.length === 0 ? [opened()] : events));

beforeAll(async () => {
  store = await openStore(database.connectionString);
  other = await openStore(database.connectionString);
  admin = await connect(database.connectionString);
});

afterAll(async () => {
  await Promise.all([store.close(), other.close(), admin.end()]);
});

/** Reads from a position on in the background; `seen` grows. */
function following(by: EventStore, after: number, limit = 1_000) {
  const stop = new AbortController();
  const seen: RecordedEvent[] = [];
  const pages: number[] = [];
  const ended = (async () => {
    for await (const page of by.follow(log, after, { signal: stop.signal, limit })) {
      seen.push(...page);
      pages.push(page.length);
    }
  })();
  return {
    seen,
    pages,
    reaches: (position: number, withinMs?: number) =>
      eventually(
        () => seen.at(-1)?.position ?? after,
        (at) => at >= position,
        withinMs,
      ),
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

const isDense = (events: readonly RecordedEvent[], after: number) =>
  events.every(({ position }, at) => position === after + at + 1);

describe('reading', () => {
  it('gives pages in order, without a gap', async () => {
    await Promise.all(Array.from({ length: 30 }, () => write(store, opened(), counted(1))));
    const { position } = await store.head(log);
    const read: RecordedEvent[] = [];
    for (;;) {
      const page = await store.read(log, read.length, 7);
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(7);
      read.push(...page);
    }
    expect(read).toHaveLength(position);
    expect(isDense(read, 0)).toBe(true);
  });

  it('says so when an event is missing', async () => {
    await store.createLog('broken');
    for (let at = 0; at < 3; at += 1) {
      await store.append({ ...append(newStream(), 0, [opened()]), log: 'broken' });
    }
    await admin.query('alter table log.events disable trigger append_only');
    await admin.query(`delete from log.events where log = 'broken' and position = 2`);
    await admin.query('alter table log.events enable always trigger append_only');
    await expect(store.read('broken', 0, 10)).rejects.toThrow(GapInLog);
    await expect(store.read('broken', 1, 10)).rejects.toThrow(GapInLog);
  });

  it('keeps logs apart', async () => {
    await store.createLog('another');
    await store.append({ ...append('counter-1', 0, [opened('theirs')]), log: 'another' });
    expect(await store.read('another', 0, 10)).toMatchObject([
      { log: 'another', position: 1, data: { name: 'theirs' } },
    ]);
    expect(await store.logs()).toEqual(['another', 'broken', log]);
    await expect(store.head('none')).rejects.toThrow('there is no log none');
    await expect(
      store.append({ ...append(newStream(), 0, [opened()]), log: 'none' }),
    ).rejects.toThrow('there is no log none');
  });

  it('finds the position of an instant', async () => {
    const before = (await store.read(log, 0, 1_000)).map(({ recordedAt }) => recordedAt);
    const [first = ''] = before;
    const last = before.at(-1) ?? '';
    expect(await store.positionAt(log, '2001-01-01T00:00:00Z')).toBe(0);
    expect(await store.positionAt(log, last)).toBe(before.length);
    expect(await store.positionAt(log, '2100-01-01T00:00:00Z')).toBe(before.length);
    for (const instant of new Set([first, last, ...before.slice(10, 20)])) {
      expect(await store.positionAt(log, instant)).toBe(before.lastIndexOf(instant) + 1);
    }
  });

  it('finds events and versions by position', async () => {
    const stream = newStream();
    await store.append(append(stream, 0, [opened(), counted(1), counted(2)]));
    const { position } = await store.head(log);
    const found = await store.eventsAt(log, [position, position - 2, position + 1]);
    expect([...found.keys()]).toEqual([position - 2, position]);
    expect(await store.versionsAt(log, [stream, 'none'], position - 1)).toEqual(
      new Map([[stream, 2]]),
    );
  });

  it('casts old data up to the newest version, and refuses data of a newer program', async () => {
    const stream = newStream();
    await store.append(append(stream, 0, [counted(3)]));
    const versions = (schemaVersion: number) => ({
      Counted: {
        schemaVersion,
        upcasters: {
          1: ({ by }: { by: number }) => ({ by, unit: 'pieces' }),
          2: (data: object) => ({ ...data, exact: true }),
        },
      },
    });
    const newer = await EventStore.open({ ...database, catalogue: versions(3) });
    await newer.append(append(stream, 1, [counted(4)]));
    expect(await newer.load(log, stream)).toMatchObject([
      { schemaVersion: 1, data: { by: 3, unit: 'pieces', exact: true } },
      { schemaVersion: 3, data: { by: 4 } },
    ]);
    const older = await EventStore.open({ ...database, catalogue: versions(2) });
    await expect(older.load(log, stream)).rejects.toThrow('by a newer program');
    await Promise.all([newer.close(), older.close()]);
    // So that the others here can read on.
    await admin.query('alter table log.events disable trigger append_only');
    await admin.query(`update log.events set schema_version = 1 where stream = '${stream}'`);
    await admin.query('alter table log.events enable always trigger append_only');
  });
});

describe('a reader', () => {
  it('is woken by commits of its own process and of others', async () => {
    const { position } = await store.head(log);
    const reader = following(store, position);
    await write(store);
    await reader.reaches(position + 1, 900);
    await write(other);
    // Sooner than the look each second would find it.
    await reader.reaches(position + 2, 900);
    await reader.stop();
    expect(isDense(reader.seen, position)).toBe(true);
  });

  it('finds within moments of a second what no notification told', async () => {
    const { position } = await store.head(log);
    const reader = following(store, position);
    await admin.query(
      `select log.append_one($1, $2, 0, null, 'Opened', 1, gen_random_uuid(), 'c', null, 'a', null,
         null, '{"name":"quiet"}', '{}', null)`,
      [log, newStream()],
    );
    await reader.reaches(position + 1, 5_000);
    await reader.stop();
  });

  it('starts at 0 of a long log and catches up, page by page, while others write', async () => {
    const stream = newStream();
    const { position } = await store.head(log);
    for (let version = 0; version < 20_000; version += 1_000) {
      const events = Array.from({ length: 1_000 }, (_, at) => counted(version + at));
      await store.append(append(stream, version, events));
    }
    const reader = following(store, 0, 500);
    await Promise.all(Array.from({ length: 20 }, () => write(other)));
    await reader.reaches(position + 20_020, 30_000);
    await reader.stop();
    expect(isDense(reader.seen, 0)).toBe(true);
    expect(Math.max(...reader.pages)).toBe(500);
  }, 60_000);

  it('that falls behind misses nothing', async () => {
    const { position } = await store.head(log);
    const stop = new AbortController();
    let seen = position;
    await write(store);
    for await (const page of store.follow(log, position, { signal: stop.signal, limit: 7 })) {
      expect(page.every((event, at) => event.position === seen + at + 1)).toBe(true);
      seen += page.length;
      // While it is busy with the first page, more comes than it takes at a time.
      const busy = seen === position + 1 ? 30 : 0;
      await Promise.all(Array.from({ length: busy }, (_, at) => write(at % 2 ? store : other)));
      if (seen === position + 31) stop.abort();
    }
    expect(seen).toBe(position + 31);
  });

  it('carries on when its connections are cut', async () => {
    const { position } = await store.head(log);
    const reader = following(store, position);
    for (let round = 1; round <= 3; round += 1) {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where pid <> pg_backend_pid() and datname = current_database()`,
      );
      await write(other);
      await reader.reaches(position + round);
    }
    await reader.stop();
    expect(isDense(reader.seen, position)).toBe(true);
  });

  it('carries on when PostgreSQL is killed and started again', async () => {
    const server = await startDurableServer();
    const ours = await EventStore.open({ ...server, catalogue, patienceMs: 20_000 });
    try {
      await ours.createLog(log);
      const reader = following(ours, 0);
      for (let round = 1; round <= 3; round += 1) {
        // It answers a moment before it is known by its new process id.
        if (round > 1) await eventually(() => isKilled(server.pid()), Boolean);
        await ours.append(append(`counter-${String(round)}`, 0, [opened()]));
        await reader.reaches(round);
      }
      await reader.stop();
      expect(isDense(reader.seen, 0)).toBe(true);
    } finally {
      await ours.close();
      await server.close();
    }
  }, 60_000);
});

describe('erasing notes', () => {
  it('takes the text and its salt, keeps the hash, says so in the log, and is done once', async () => {
    const stream = newStream();
    await store.append(append(stream, 0, [{ ...opened(), notes: { reason: 'hun er syg' } }]));
    const { position } = await store.head(log);
    const by = { actor: 'admin', correlationId: 'request-2' };
    const erasure = await store.eraseNotes(log, position, by);
    expect(erasure).toBe(position + 1);
    expect(await store.load(log, stream)).toMatchObject([{ notes: null, notesErased: true }]);
    expect(await store.read(log, position, 1)).toMatchObject([
      {
        type: 'NotesErased',
        stream: `erasure-${String(position)}`,
        data: { position },
        actor: 'admin',
      },
    ]);
    const { rows } = await admin.query(
      `select notes, notes_salt, length(notes_hash) as hash from log.events
       where log = $1 and position = $2`,
      [log, position],
    );
    expect(rows).toEqual([{ notes: null, notes_salt: null, hash: 32 }]);
    expect(await store.eraseNotes(log, position, by)).toBe(erasure);
    expect((await store.head(log)).position).toBe(erasure);
    await expect(store.eraseNotes(log, erasure, by)).rejects.toThrow('has no notes');
  });

  it('is for one role only', async () => {
    await admin.query(`create role bystander; grant usage on schema log to bystander;
      grant select on all tables in schema log to bystander; grant bystander to current_user`);
    try {
      await admin.query('set role bystander');
      await expect(admin.query(`select log.erase_notes('x', 1, 'a', 'c')`)).rejects.toThrow(
        'permission denied for function erase_notes',
      );
      await admin.query('reset role; grant log_eraser to bystander; set role bystander');
      await expect(admin.query(`select log.erase_notes('x', 1, 'a', 'c')`)).rejects.toThrow(
        'has no notes',
      );
    } finally {
      await admin.query('reset role; drop owned by bystander; drop role bystander');
    }
  });
});

function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
