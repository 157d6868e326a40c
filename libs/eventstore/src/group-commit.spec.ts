import { spawn } from 'node:child_process';
import { join } from 'node:path';
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
} from '../../../test/support/counters';
import { rootDir, startDurableServer, useDatabase } from '../../../test/support/database';
import { startProxy } from '../../../test/support/proxy';
import {
  DatabaseUnavailable,
  EventStore,
  InvalidAppend,
  OutcomeUnknown,
  QueueFull,
  verify,
  type AppendOutcome,
} from './index';

const database = useDatabase();
let store: EventStore;
let admin: Client;
let streams = 0;
const newStream = () => `counter-${String((streams += 1))}`;

beforeAll(async () => {
  store = await openStore(database.connectionString);
  admin = await connect(database.connectionString);
});

afterAll(async () => {
  await store.close();
  await admin.end();
});

const count = async (condition: string) => {
  const { rows } = await admin.query<{ count: string }>(
    `select count(*) from log.events where ${condition}`,
  );
  return Number(rows[0]?.count);
};

describe('an append', () => {
  it('is answered with the position of its last event and the version of its stream', async () => {
    const { position } = await store.head(log);
    const stream = newStream();
    expect(await store.append(append(stream, 0, [opened(), counted(1)]))).toEqual({
      kind: 'appended',
      position: position + 2,
      version: 2,
    });
    expect(await store.load(log, stream)).toMatchObject([
      { position: position + 1, version: 1, type: 'Opened', data: { name: 'a counter' } },
      { position: position + 2, version: 2, type: 'Counted', data: { by: 1 } },
    ]);
  });

  it('keeps everything it was given, and how many events there are on the first', async () => {
    const stream = newStream();
    await store.append(
      append(
        stream,
        0,
        [
          {
            ...counted(1),
            notes: { reason: 'fordi "det\\er sådan"' },
            effectiveOn: '2026-01-01',
          },
          counted(2),
        ],
        {
          commandId: 'everything',
          causationId: 'cause',
          occurredAt: '2026-09-02T10:00:00+02:00',
          metadata: { request: 'hash' },
        },
      ),
    );
    const [first, second] = await store.load(log, stream);
    expect(first).toMatchObject({
      commandId: 'everything',
      correlationId: 'request-1',
      causationId: 'cause',
      actor: 'somebody',
      occurredAt: '2026-09-02T08:00:00.000Z',
      effectiveOn: '2026-01-01',
      schemaVersion: 1,
      notes: { reason: 'fordi "det\\er sådan"' },
      notesErased: false,
      metadata: { request: 'hash', events: 2, inStream: 2 },
    });
    expect(second).toMatchObject({ commandId: null, notes: null, metadata: {} });
    expect(first?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('is a conflict when the stream is not where it was expected, and stores nothing', async () => {
    const stream = newStream();
    await store.append(append(stream, 0, [opened()]));
    expect(await store.append(append(stream, 0, [opened()]))).toEqual({
      kind: 'conflict',
      stream,
      actualVersion: 1,
    });
    expect(await store.append(append(stream, 5, [counted(1)]))).toMatchObject({
      kind: 'conflict',
      actualVersion: 1,
    });
    expect(await store.load(log, stream)).toHaveLength(1);
  });

  it('goes to several streams or to none', async () => {
    const [one, other, asserted] = [newStream(), newStream(), newStream()];
    await store.append(append(asserted, 0, [opened()]));
    const both = (expectedOfAsserted: number) => ({
      ...append(one, 0, []),
      streams: [
        { stream: one, expectedVersion: 0, events: [opened(), counted(1)] },
        { stream: other, expectedVersion: 0, events: [opened()] },
        { stream: asserted, expectedVersion: expectedOfAsserted, events: [] },
      ],
    });
    expect(await store.append(both(0))).toEqual({
      kind: 'conflict',
      stream: asserted,
      actualVersion: 1,
    });
    expect(await store.load(log, one)).toEqual([]);
    expect(await store.append(both(1))).toMatchObject({ kind: 'appended', version: 2 });
    const [first] = await store.load(log, one);
    expect(first?.metadata).toEqual({ events: 3, inStream: 2 });
    expect(await store.load(log, other)).toHaveLength(1);
  });

  it('is appended once under one command id, and answered with the first event again', async () => {
    const stream = newStream();
    const first = await store.append(append(stream, 0, [opened()], { commandId: 'once' }));
    const again = await store.append(append(stream, 1, [counted(1)], { commandId: 'once' }));
    const stale = await store.append(append(stream, 0, [opened()], { commandId: 'once' }));
    expect(again).toMatchObject({ kind: 'duplicate', first: { type: 'Opened', version: 1 } });
    expect(stale).toEqual(again);
    expect(first).toMatchObject({ kind: 'appended', version: 1 });
    expect(await store.findCommand(log, 'once')).toMatchObject({ stream, version: 1 });
    expect(await store.findCommand(log, 'never')).toBeUndefined();
  });

  it.each([
    ['no event', append('s', 0, [])],
    ['a type that the catalogue lacks', append('s', 0, [{ type: 'Other', data: {} } as never])],
    ['a NUL', append('s', 0, [opened('a\0b')])],
    ['half a surrogate pair', append('s', 0, [opened('\ud800')])],
    ['half a surrogate pair in a key', append('\udc00', 0, [opened()])],
    ['an impossible day', append('s', 0, [{ ...opened(), effectiveOn: '2026-02-30' }])],
    ['an impossible instant', append('s', 0, [opened()], { occurredAt: 'yesterday' })],
    ['a version below zero', append('s', -1, [opened()])],
    ['no data', append('s', 0, [{ type: 'Opened', data: undefined } as never])],
    ['an empty actor', append('s', 0, [opened()], { actor: '' })],
    [
      'a stream named twice',
      {
        ...append('s', 0, []),
        streams: [
          { stream: 's', expectedVersion: 0, events: [opened()] },
          { stream: 's', expectedVersion: 1, events: [opened()] },
        ],
      },
    ],
  ])('is refused before the queue with %s', async (_what, invalid) => {
    await expect(store.append(invalid)).rejects.toThrow(InvalidAppend);
  });

  it('takes text that only looks like an escape', async () => {
    const stream = newStream();
    const name = '\\u0000 \\\\ud800 æøå 🌷 "';
    await store.append(append(stream, 0, [opened(name), opened(name)]));
    expect(await store.load(log, stream)).toMatchObject([{ data: { name } }, { data: { name } }]);
  });
});

describe('a flush', () => {
  it('answers each of many commands on its own', async () => {
    const [free, taken] = [newStream(), newStream()];
    await store.append(append(taken, 0, [opened()], { commandId: 'known' }));
    const { commitNo } = await store.head(log);
    const outcomes = await Promise.all([
      store.append(append(free, 0, [opened(), counted(1)])),
      store.append(append(taken, 0, [opened()])),
      store.append(append(newStream(), 0, [opened()], { commandId: 'known' })),
      store.append(append(newStream(), 0, [opened()])),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'appended',
      'conflict',
      'duplicate',
      'appended',
    ]);
    const { position, commitNo: after } = await store.head(log);
    expect(after).toBe(commitNo + 1);
    expect(outcomes[3]).toMatchObject({ position });
  });

  it('holds one command of a stream and one of a command id; the others follow in order', async () => {
    const stream = newStream();
    const outcomes = await Promise.all([
      store.append(append(stream, 0, [opened()])),
      store.append(append(stream, 1, [counted(1)])),
      store.append(append(stream, 2, [counted(2)], { commandId: 'twice' })),
      store.append(append(newStream(), 0, [opened()], { commandId: 'twice' })),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'appended',
      'appended',
      'appended',
      'duplicate',
    ]);
    expect((await store.load(log, stream)).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('with a command that PostgreSQL refuses fails that command alone', async () => {
    await admin.query(`
      create function log.poison() returns trigger language plpgsql as $$
      begin raise 'poisoned' using errcode = 'data_exception'; end $$;
      create trigger poison before insert on log.events for each row
      when (new.data ->> 'name' = 'poison') execute function log.poison()`);
    const [before, after] = [newStream(), newStream()];
    const outcomes = await Promise.allSettled([
      store.append(append(before, 0, [opened()])),
      store.append(append(newStream(), 0, [opened('poison')])),
      store.append(append(after, 0, [opened()])),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { kind: 'appended' } },
      { status: 'rejected', reason: { message: 'poisoned' } },
      { status: 'fulfilled', value: { kind: 'appended' } },
    ]);
    await admin.query('drop function log.poison() cascade');
  });

  it('that lost a race is sent again, and after three tries command by command', async () => {
    await admin.query(`
      create sequence log.tries;
      create function log.lose() returns trigger language plpgsql as $$
      begin
        if nextval('log.tries') <= tg_argv[0]::integer then
          raise 'raced' using errcode = 'unique_violation';
        end if;
        return new;
      end $$;
      create trigger lose before insert on log.events for each row
      when (new.data ->> 'name' = 'hot') execute function log.lose('2')`);
    const once = await Promise.all([
      store.append(append(newStream(), 0, [opened('hot')])),
      store.append(append(newStream(), 0, [opened('neighbour')])),
    ]);
    expect(once.map(({ kind }) => kind)).toEqual(['appended', 'appended']);
    const tries = await admin.query(`select last_value from log.tries`);
    expect(tries.rows).toEqual([{ last_value: '3' }]);

    await admin.query(`
      drop trigger lose on log.events;
      create trigger lose before insert on log.events for each row
      when (new.data ->> 'name' = 'hot') execute function log.lose('1000')`);
    const always = await Promise.allSettled([
      store.append(append(newStream(), 0, [opened('hot')])),
      store.append(append(newStream(), 0, [opened('neighbour')])),
    ]);
    expect(always.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await admin.query('drop function log.lose() cascade; drop sequence log.tries');
  });

  it('waits in a queue that is bounded, and full says so at once', async () => {
    const small = await openStore(database.connectionString, { queueLimit: 3 });
    const sent = Array.from({ length: 10 }, () => small.append(append(newStream(), 0, [opened()])));
    const outcomes = await Promise.allSettled(sent);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(6);
    for (const outcome of refused) {
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(QueueFull);
    }
    expect(await small.append(append(newStream(), 0, [opened()]))).toMatchObject({
      kind: 'appended',
    });
    await small.close();
  });

  it('is bounded by bytes too', async () => {
    const small = await openStore(database.connectionString, { queueBytes: 100_000 });
    const large = () => small.append(append(newStream(), 0, [opened('x'.repeat(60_000))]));
    const outcomes = await Promise.allSettled([large(), large(), large()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await small.close();
  });
});

describe('recorded_at', () => {
  it('never goes back, also when the clock does', async () => {
    await admin.query(`update log.heads set recorded_at = '2200-01-01T00:00:00.123Z'`);
    const [one, other] = [newStream(), newStream()];
    await store.append(append(one, 0, [opened()]));
    await store.append(append(other, 0, [opened(), counted(1)]));
    const events = [...(await store.load(log, one)), ...(await store.load(log, other))];
    for (const { recordedAt } of events) expect(recordedAt).toBe('2200-01-01T00:00:00.123Z');
    expect((await store.head(log)).recordedAt).toBe('2200-01-01T00:00:00.123Z');
  });
});

describe('the table', () => {
  it.each([
    ['update log.events set actor = $$x$$', 'UPDATE'],
    ['update log.events set notes = null, notes_salt = null', 'UPDATE'],
    ['delete from log.events', 'DELETE'],
    ['truncate log.events', 'TRUNCATE'],
    ['delete from log.heads', 'DELETE'],
    ['truncate log.heads cascade', 'TRUNCATE'],
  ])('refuses: %s', async (statement, what) => {
    await expect(admin.query(statement)).rejects.toThrow(`append-only: ${what} refused`);
    await admin.query('set session_replication_role = replica');
    await expect(admin.query(statement)).rejects.toThrow(`append-only: ${what} refused`);
    await admin.query('set session_replication_role = origin');
  });

  it('grants nobody, its owner included, to change or remove rows', async () => {
    const { rows } = await admin.query<{ grants: string }>(
      `select string_agg(distinct privilege_type, ',') as grants from information_schema.role_table_grants
       where table_schema = 'log' and table_name = 'events'`,
    );
    expect(rows).toEqual([{ grants: 'INSERT,REFERENCES,SELECT' }]);
  });
});

describe('two processes on the same streams', () => {
  it('lose races, decide again, and lose no count', async () => {
    const writers = [1, 2].map((writer) => writerProcess(database.connectionString, writer, 120));
    expect(await Promise.all(writers)).toEqual([120, 120]);
    const sums = await Promise.all(
      ['shared-0', 'shared-1', 'shared-2'].map(async (stream) => {
        const events = await store.load(log, stream);
        expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
        return events.length;
      }),
    );
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(240);
    expect(await verify({ connectionString: database.connectionString, log })).toMatchObject({
      ok: true,
    });
  }, 60_000);
});

describe('two stores, as two processes have them', () => {
  let other: EventStore;
  beforeAll(async () => {
    other = await openStore(database.connectionString);
  });
  afterAll(() => other.close());

  it('append one command id once, and let one of two win a version', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [stream, commandId] = [newStream(), `both-${String(round)}`];
      const same = await Promise.all(
        [store, other].map((by) => by.append({ ...append(stream, 0, [opened()]), commandId })),
      );
      expect(same.map(({ kind }) => kind).sort()).toEqual(['appended', 'duplicate']);
      const rivals = await Promise.all(
        [store, other].map((by) => by.append(append(stream, 1, [counted(1)]))),
      );
      expect(rivals.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict']);
      expect(await store.load(log, stream)).toHaveLength(2);
    }
  });

  it('are full each by itself', async () => {
    const small = await EventStore.open({
      connectionString: database.connectionString,
      catalogue,
      queueLimit: 1,
    });
    const many = Array.from({ length: 8 }, () => append(newStream(), 0, [opened()]));
    const [refused, taken] = await Promise.all([
      Promise.allSettled(many.map((one) => small.append(one))),
      Promise.allSettled(many.map((one) => other.append(one))),
    ]);
    expect(refused.some(({ status }) => status === 'rejected')).toBe(true);
    expect(taken.every(({ status }) => status === 'fulfilled')).toBe(true);
    await small.close();
  });
});

/** Counts in a process of its own, on three streams; answers how many were acknowledged. */
function writerProcess(connectionString: string, writer: number, times: number): Promise<number> {
  const child = spawn(process.execPath, [
    '-r',
    join(rootDir, 'test', 'support', 'typescript.js'),
    join(rootDir, 'test', 'support', 'counting-process.ts'),
    connectionString,
    String(writer),
    String(times),
  ]);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (printed += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(Number(printed.trim()));
      else reject(new Error(printed));
    });
  });
}

describe('a lost connection', () => {
  it('loses no command and appends none twice', async () => {
    const patient = await openStore(database.connectionString, { patienceMs: 30_000 });
    let done = false;
    const terminating = (async () => {
      while (!done) {
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where pid <> pg_backend_pid() and datname = current_database()
             and query like '%log.append%'`,
        );
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    })();
    const streamsOfClients = Array.from({ length: 8 }, newStream);
    await Promise.all(
      streamsOfClients.map(async (stream) => {
        for (let version = 0; version < 60; version += 1) {
          const outcome = await patient.append(append(stream, version, [counted(1)]));
          expect(outcome).toMatchObject({ kind: 'appended', version: version + 1 });
        }
      }),
    ).finally(() => (done = true));
    await terminating;
    await patient.close();
    for (const stream of streamsOfClients) {
      expect(await count(`stream = '${stream}'`)).toBe(60);
    }
    const head = await store.head(log);
    expect(await count('true')).toBe(head.position);
  }, 60_000);

  it('and a PostgreSQL that is killed and started again are outlived', async () => {
    const server = await startDurableServer();
    const patient = await EventStore.open({
      connectionString: server.connectionString,
      catalogue,
      patienceMs: 20_000,
    });
    try {
      await patient.createLog(log);
      const acknowledged: AppendOutcome[] = [];
      const writing = (async () => {
        for (let version = 0; version < 200; version += 1) {
          acknowledged.push(await patient.append(append('counter', version, [counted(1)])));
        }
      })();
      for (const after of [20, 90]) {
        await eventually(
          () => acknowledged.length,
          (length) => length > after,
        );
        process.kill(server.pid(), 'SIGKILL');
      }
      await writing;
      expect(acknowledged).toHaveLength(200);
      expect((await patient.load(log, 'counter')).map(({ version }) => version)).toEqual(
        acknowledged.map((_, at) => at + 1),
      );
    } finally {
      await patient.close();
      await server.close();
    }
  }, 60_000);
});

describe('an answer that is lost after the commit', () => {
  it('is asked for again and is the answer, not a conflict', async () => {
    const proxy = await startCuttingProxy(database.connectionString);
    const cut = await openStore(proxy.connectionString);
    try {
      const [one, many] = [newStream(), newStream()];
      await cut.append(append(newStream(), 0, [opened()]));
      proxy.cutNextAnswerTo('append');
      const outcome = await cut.append(append(one, 0, [opened()], { commandId: 'cut' }));
      expect(proxy.cuts()).toBe(1);
      expect(outcome).toMatchObject({ kind: 'appended', version: 1 });
      expect(await cut.load(log, one)).toMatchObject([
        { position: 'position' in outcome ? outcome.position : 0 },
      ]);

      proxy.cutNextAnswerTo('append');
      const outcomes = await Promise.all([
        cut.append(append(many, 0, [opened(), counted(1), counted(2)])),
        cut.append(append(one, 0, [opened()])),
        cut.append(append(newStream(), 0, [opened()], { commandId: 'cut' })),
      ]);
      const { position } = await cut.head(log);
      expect(proxy.cuts()).toBe(2);
      expect(outcomes).toMatchObject([
        { kind: 'appended', version: 3, position },
        { kind: 'conflict', actualVersion: 1 },
        { kind: 'duplicate', first: { stream: one } },
      ]);
    } finally {
      await cut.close();
      await proxy.close();
    }
  });

  it('stays unknown when the database does not come back, and is said to be', async () => {
    const proxy = await startCuttingProxy(database.connectionString);
    const cut = await openStore(proxy.connectionString, { patienceMs: 200 });
    try {
      const stream = newStream();
      await cut.append(append(newStream(), 0, [opened()]));
      proxy.cutNextAnswerTo('append');
      proxy.refuseFromThen();
      await expect(cut.append(append(stream, 0, [opened()]))).rejects.toThrow(OutcomeUnknown);
      await expect(cut.append(append(stream, 1, [counted(1)]))).rejects.toThrow(
        DatabaseUnavailable,
      );
      await expect(cut.load(log, stream)).rejects.toThrow(DatabaseUnavailable);
      expect(await store.load(log, stream)).toHaveLength(1);
    } finally {
      await cut.close();
      await proxy.close();
    }
  });
});

/** It can swallow an answer and hang up, as a cable does. */
async function startCuttingProxy(connectionString: string) {
  let cutAnswerTo: string | undefined;
  let cuts = 0;
  let refusing = false;
  const proxy = await startProxy(connectionString, ({ chunk, asked, client }) => {
    if (cutAnswerTo === undefined || !asked.includes(cutAnswerTo)) client.write(chunk);
    else {
      cutAnswerTo = undefined;
      cuts += 1;
      client.destroy();
      if (refusing) proxy.refuse();
    }
  });
  return {
    connectionString: proxy.connectionString,
    cutNextAnswerTo: (statement: string) => (cutAnswerTo = statement),
    refuseFromThen: () => (refusing = true),
    cuts: () => cuts,
    close: proxy.close,
  };
}
