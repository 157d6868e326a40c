import type { Client } from 'pg';
import fc from 'fast-check';
import type { NewEvent } from '@kursholder/kernel';
import {
  append,
  catalogue,
  closed,
  connect,
  counted,
  counters,
  counts,
  eventually,
  log,
  opened,
  openStore,
  type CounterEvent,
} from '../../../test/support/counters';
import { freshDatabase, startDurableServer } from '../../../test/support/database';
import {
  bigint,
  EventStore,
  foldAll,
  ignore,
  projection,
  Projector,
  put,
  text,
  type Projection,
} from './index';

let connectionString: string;
let store: EventStore;
let admin: Client;
let drop: () => Promise<void>;
const projectors: Projector[] = [];

beforeEach(async () => {
  const database = await freshDatabase();
  ({ connectionString, drop } = database);
  store = await openStore(connectionString);
  admin = await connect(connectionString);
});

afterEach(async () => {
  await Promise.all(projectors.splice(0).map((projector) => projector.stop()));
  await store.close();
  await admin.end();
  await drop();
});

const project = (
  projections: readonly Projection[],
  options: Partial<ConstructorParameters<typeof Projector>[0]> = {},
) => {
  const projector = new Projector({ store, connectionString, projections, ...options });
  projectors.push(projector);
  return projector;
};

const started = async (...projections: readonly Projection[]) => {
  const projector = project(projections);
  await projector.start();
  return projector;
};

const write = async (stream: string, version: number, ...events: readonly CounterEvent[]) => {
  const outcome = await store.append(append(stream, version, events));
  if (outcome.kind !== 'appended') throw new Error(outcome.kind);
  return outcome.position;
};

const rows = async (table: string) =>
  (await admin.query(`select * from read.${table} order by 1, 2, lower(known)`)).rows as unknown[];

const upToDate = async (projector: Projector) => {
  const { position } = await store.head(log);
  expect(await projector.waitFor(log, position, 20_000)).toBe(true);
};

const stateOf = async (projector: Projector, table: string) =>
  (await projector.status()).find((one) => one.projection === table && one.state !== 'building');

describe('a read model', () => {
  it('remembers in which positions each row was so', async () => {
    const projector = await started(counters);
    await write('a', 0, opened(), counted(3));
    await write('b', 0, opened());
    await write('a', 2, counted(4), closed);
    await upToDate(projector);
    expect(await rows('counters')).toEqual([
      { log_id: log, counter: 'a', sum: '0', known: '[1,2)' },
      { log_id: log, counter: 'a', sum: '3', known: '[2,4)' },
      { log_id: log, counter: 'a', sum: '7', known: '[4,5)' },
      { log_id: log, counter: 'b', sum: '0', known: '[3,)' },
    ]);
  });

  it('changes every row that has the first columns of the key', async () => {
    const projector = await started(counts);
    await write('a', 0, counted(1), counted(2), counted(3));
    await write('ab', 0, counted(4));
    await upToDate(projector);
    await write('a', 3, closed);
    await upToDate(projector);
    expect(await rows('counts')).toMatchObject([
      { counter: 'a', by: '1', known: '[1,5)' },
      { counter: 'a', by: '2', known: '[2,5)' },
      { counter: 'a', by: '3', known: '[3,5)' },
      { counter: 'ab', by: '4', known: '[4,)' },
    ]);
  });

  it('cannot hold two overlapping versions of a row', async () => {
    const projector = await started(counters);
    await write('a', 0, opened());
    await write('b', 0, opened(), counted(1));
    await write('a', 1, counted(3));
    await upToDate(projector);
    const insert = (range: string) =>
      admin.query(`insert into read.counters values ('${log}', 'a', 1, '${range}')`);
    for (const range of ['[2,3)', '[2,4)', '[3,9)', '[5,6)']) {
      await expect(insert(range)).rejects.toThrow('exclusion constraint');
    }
    await expect(insert('[5,)')).rejects.toThrow('duplicate key');
    await expect(insert('[1,2)')).rejects.toThrow('duplicate key');
  });

  it('is the same however the pages are cut, and however often it is rebuilt', async () => {
    const streams = ['a', 'b', 'c'];
    const happening = fc.array(
      fc.record({
        stream: fc.constantFrom(...streams),
        events: fc.array(
          fc.oneof(
            fc.constant(opened()),
            fc.integer({ min: -9, max: 9 }).map(counted),
            fc.constant(closed),
          ),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(happening, fc.integer({ min: 1, max: 7 }), async (commits, pageSize) => {
        const projector = project([counters, counts], { pageSize, rebuildPageSize: pageSize + 2 });
        await projector.start();
        for (const { stream, events } of commits) {
          const [{ version } = { version: 0 }] = (await store.load(log, stream)).slice(-1);
          await write(stream, version, ...events);
        }
        await upToDate(projector);
        const all = await store.read(log, 0, 10_000);
        for (const definition of [counters, counts] as unknown as Projection[]) {
          const live = await rows(definition.table);
          const folded = foldAll(definition, all).map(({ row, from, to }) => ({
            log_id: log,
            ...Object.fromEntries(
              Object.entries(row).map(([name, value]) => [name, String(value)]),
            ),
            known: `[${String(from)},${to === null ? '' : String(to)})`,
          }));
          expect(live).toHaveLength(folded.length);
          expect(live).toEqual(expect.arrayContaining(folded));
          await projector.rebuild(definition.table, () => undefined);
          expect(await rows(definition.table)).toEqual(live);
        }
        await projector.stop();
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

/** Fails on counting 13 until it is told otherwise. */
const superstition = { holds: true };
const superstitious = projection<CounterEvent>()({
  table: 'superstitious',
  version: 1,
  columns: { counter: text, last: bigint },
  key: ['counter'],
  on: {
    Opened: ignore,
    Counted: ({ stream, data }) => {
      if (data.by === 13 && superstition.holds) throw new Error('no thirteen here');
      return put({ counter: stream, last: data.by });
    },
    Closed: ignore,
  },
});

describe('a projection that fails', () => {
  it('stops alone at that event, keeps why, and goes on when retried', async () => {
    superstition.holds = true;
    const projector = await started(counters, superstitious);
    await write('a', 0, opened(), counted(12), counted(13), counted(14));
    const stopped = await eventually(
      () => stateOf(projector, 'superstitious'),
      (one) => one?.state === 'failed',
    );
    expect(stopped).toMatchObject({
      position: 2,
      failedPosition: 3,
      lag: 2,
      error: 'Error: no thirteen here',
    });
    await write('a', 4, counted(15));
    await eventually(
      () => stateOf(projector, 'counters'),
      (one) => one?.lag === 0,
    );
    expect(await projector.position(log)).toBe(2);
    expect(await projector.waitFor(log, 3, 50)).toBe(false);

    await projector.retry('superstitious');
    await eventually(
      () => stateOf(projector, 'superstitious'),
      (one) => one?.state === 'failed',
    );
    superstition.holds = false;
    await projector.retry('superstitious');
    await upToDate(projector);
    expect(await rows('superstitious')).toMatchObject(
      [12, 13, 14, 15].map((last) => ({ last: String(last) })),
    );
  });

  it('for what PostgreSQL refuses stops just as well', async () => {
    const projector = await started(counters, superstitious);
    await admin.query('alter table read.superstitious add check (last <> 13)');
    superstition.holds = false;
    await write('a', 0, opened(), counted(12), counted(13), counted(14));
    const stopped = await eventually(
      () => stateOf(projector, 'superstitious'),
      (one) => one?.state === 'failed',
    );
    expect(stopped).toMatchObject({ position: 2, failedPosition: 3 });
    expect(stopped?.error).toContain('violates check constraint');
    expect((await stateOf(projector, 'counters'))?.lag).toBe(0);
  });

  it('for a row that is not as its columns say names the column', async () => {
    const wrong = projection<NewEvent<'Opened', { name: string }>>()({
      table: 'wrong',
      version: 1,
      columns: { counter: text, name: bigint },
      key: ['counter'],
      on: { Opened: ({ stream, data }) => put({ counter: stream, name: data.name as never }) },
    });
    const projector = await started(wrong);
    await write('a', 0, opened('words'));
    const stopped = await eventually(
      () => stateOf(projector, 'wrong'),
      (one) => one?.state === 'failed',
    );
    expect(stopped?.error).toBe('TypeError: wrong.name: "words" is no bigint');
  });
});

describe('two processes with the same projections', () => {
  it('have one owner, and another when that one goes', async () => {
    const [one, other] = [await started(counters), await started(counters)];
    await write('a', 0, opened(), counted(1));
    await Promise.all([upToDate(one), upToDate(other)]);
    const owners = async () =>
      (await Promise.all([one, other].map((of) => of.status()))).map(([status]) => status?.owned);
    expect((await owners()).sort()).toEqual([false, true]);
    const [owner, standby] = (await owners())[0] ? [one, other] : [other, one];
    await owner.stop();
    await write('a', 2, counted(2));
    await upToDate(standby);
    expect(await rows('counters')).toHaveLength(3);
  });

  it('cannot both apply a page, even if both believe that they own it', async () => {
    // No lock keeps the second away here, as when a connection is lost and found again.
    await admin.query(`create function log.pg_try_advisory_lock(bigint) returns boolean
      return true`);
    await admin.query(
      `alter database ${await nameOfDatabase()} set search_path = log, pg_catalog, public`,
    );
    const [one, other] = [await started(counters, counts), await started(counters, counts)];
    for (const projector of [one, other]) {
      await eventually(
        () => projector.status(),
        (all) => all.length === 2 && all.every(({ owned }) => owned),
      );
    }
    for (let version = 0; version < 60; version += 2)
      await write('a', version, counted(1), counted(2));
    await Promise.all([upToDate(one), upToDate(other)]);
    expect(await rows('counts')).toHaveLength(60);
    expect(await rows('counters')).toHaveLength(0);
  });

  it('that only reads waits for the other', async () => {
    await started(counters);
    const reader = project([counters]);
    expect(await reader.position(log)).toBe(0);
    const position = await write('a', 0, opened(), counted(1));
    expect(await reader.waitFor(log, position, 5_000)).toBe(true);
    expect(await reader.position(log)).toBe(position);
    expect(await reader.waitFor(log, position + 1, 30)).toBe(false);
    expect(await reader.status()).toMatchObject([{ projection: 'counters', owned: false, lag: 0 }]);
  });
});

const nameOfDatabase = async () =>
  (await admin.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? '';

describe('a projector', () => {
  it('carries on when its connections are cut', async () => {
    const projector = await started(counters, counts);
    for (let round = 0; round < 4; round += 1) {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where pid <> pg_backend_pid() and datname = current_database()`,
      );
      await write('a', round * 2, opened(), counted(round));
      await upToDate(projector);
    }
    expect(await rows('counts')).toHaveLength(4);
  });

  it('carries on when PostgreSQL is killed and started again', async () => {
    const server = await startDurableServer();
    const ours = await EventStore.open({ ...server, catalogue, patienceMs: 20_000 });
    await ours.createLog(log);
    const projector = new Projector({ store: ours, ...server, projections: [counts] });
    try {
      await projector.start();
      for (let round = 0; round < 3; round += 1) {
        await ours.append(append('a', round, [counted(round)]));
        process.kill(server.pid(), 'SIGKILL');
        await ours.append(append('b', round, [counted(round)]));
        const { position } = await eventually(
          () => ours.head(log).catch(() => ({ position: 0 })),
          ({ position: seen }) => seen > 0,
        );
        await eventually(
          () => projector.waitFor(log, position, 1_000).catch(() => false),
          (reached) => reached,
          30_000,
        );
      }
      expect(await projector.status()).toMatchObject([{ state: 'live', position: 6, lag: 0 }]);
      const reader = await connect(server.connectionString);
      const { rows: found } = await reader.query(
        'select counter, by from read.counts order by 1, 2',
      );
      expect(found).toHaveLength(6);
      await reader.end();
    } finally {
      await projector.stop();
      await ours.close();
      await server.close();
    }
  }, 60_000);

  it('shows by how many events it is behind, and catches up', async () => {
    const projector = await started(counts);
    await write('a', 0, counted(1));
    await upToDate(projector);
    await admin.query('begin; select from log.checkpoints for update');
    await write('a', 1, counted(2), counted(3), counted(4));
    expect(await projector.waitFor(log, 4, 300)).toBe(false);
    expect(await projector.status()).toMatchObject([{ position: 1, head: 4, lag: 3 }]);
    await admin.query('commit');
    await upToDate(projector);
    expect(await projector.status()).toMatchObject([{ position: 4, head: 4, lag: 0 }]);
  });

  it('takes up logs that are made while it runs', async () => {
    const projector = await started(counts);
    await store.createLog('another');
    await store.append({ ...append('a', 0, [counted(1)]), log: 'another' });
    expect(await projector.waitFor('another', 1, 5_000)).toBe(true);
    expect(await rows('counts')).toMatchObject([{ log_id: 'another', by: '1' }]);
  });
});

const countsTwice = projection<CounterEvent>()({
  table: 'counts',
  version: 2,
  columns: { counter: text, position: bigint, twice: bigint },
  key: ['counter', 'position'],
  on: {
    Opened: ignore,
    Counted: ({ stream, position, data }) => put({ counter: stream, position, twice: data.by * 2 }),
    Closed: ignore,
  },
});

describe('a rebuild', () => {
  it('begins by itself when the definition changed, and the old serves until it is done', async () => {
    const before = await started(counts);
    await write('a', 0, ...Array.from({ length: 50 }, (_, at) => counted(at)));
    await upToDate(before);
    await before.stop();
    // A reader holds on to the old table: the switch has to wait for it, not it for the switch.
    await admin.query('begin');
    expect(await rows('counts')).toHaveLength(50);
    const after = await started(countsTwice);
    await eventually(
      () => after.status(),
      (all) => all.some(({ state, lag }) => state === 'building' && lag === 0),
    );
    expect(await rows('counts')).toHaveLength(50);
    expect(await after.position(log)).toBe(0);
    await admin.query('commit');
    await upToDate(after);
    expect((await rows('counts')).slice(0, 2)).toMatchObject([{ twice: '0' }, { twice: '2' }]);
    await write('a', 50, counted(100));
    await upToDate(after);
    expect((await rows('counts')).at(-1)).toMatchObject({ twice: '200' });
    const { rows: left } = await admin.query(
      `select tablename from pg_tables where schemaname = 'read'`,
    );
    expect(left).toEqual([{ tablename: 'counts' }]);
  });

  it('tells how far it is, while events keep coming and are served', async () => {
    const projector = await started(counters, counts);
    for (let version = 0; version < 10_000; version += 1_000) {
      await write('a', version, ...Array.from({ length: 1_000 }, () => counted(1)));
    }
    await upToDate(projector);
    let writing = true;
    const writes = (async () => {
      for (let version = 0; writing; version += 1) await write('b', version, counted(1));
    })();
    const told: number[] = [];
    await projector.rebuild('counts', ({ done, total }) => told.push(done / total));
    writing = false;
    await writes;
    await upToDate(projector);
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(1);
    const { position } = await store.head(log);
    expect(await rows('counts')).toHaveLength(position);
    expect(await stateOf(projector, 'counts')).toMatchObject({ position, lag: 0, state: 'live' });
  }, 30_000);

  it('that was cut off begins again', async () => {
    const first = await started(counts);
    await write('a', 0, ...Array.from({ length: 300 }, (_, at) => counted(at)));
    await upToDate(first);
    const stopping = project(
      [
        {
          ...counts,
          changes: (event) => {
            if (event.position === 120) void stopping.stop();
            return counts.changes(event);
          },
        },
      ],
      { rebuildPageSize: 50 },
    );
    await stopping.rebuild('counts', () => undefined);
    expect(await rows('counts')).toHaveLength(300);
    expect(await rows('counts__2')).toEqual([]);
    await project([counts]).rebuild('counts', () => undefined);
    await upToDate(first);
    expect(await rows('counts')).toHaveLength(300);
    await expect(rows('counts__2')).rejects.toThrow('does not exist');
  });

  it('seals what it built: the past takes no more versions, and later ones cannot overlap', async () => {
    const projector = await started(counters);
    await write('a', 0, opened(), counted(3), counted(4));
    await upToDate(projector);
    await projector.rebuild('counters', () => undefined);
    for (const range of ['[1,2)', '[2,)', '[7,9)']) {
      await expect(admin.query(`insert into read.counters values ('${log}', 'z', 1, '${range}')`))[
        range === '[7,9)' ? 'resolves' : 'rejects'
      ].toBeDefined();
    }
    for (const range of ['[8,)', '[5,8)', '[8,20)']) {
      await expect(
        admin.query(`insert into read.counters values ('${log}', 'z', 1, '${range}')`),
      ).rejects.toThrow('exclusion constraint');
    }
    await expect(
      admin.query(`insert into read.counters values ('${log}', 'a', 1, '[4,)')`),
    ).rejects.toThrow('duplicate key');
    await write('a', 3, counted(5));
    await upToDate(projector);
    expect((await rows('counters')).slice(2, 4)).toMatchObject([
      { sum: '7', known: '[3,4)' },
      { sum: '12', known: '[4,)' },
    ]);
  });

  it('that fails keeps the event, leaves the old serving, and goes on when retried', async () => {
    superstition.holds = false;
    const projector = await started(superstitious);
    await write('a', 0, opened(), counted(12), counted(13), counted(14));
    await upToDate(projector);
    superstition.holds = true;
    const rebuilt = projector.rebuild('superstitious', () => undefined);
    const failed = await eventually(
      () => projector.status(),
      (all) => all.some(({ state }) => state === 'failed'),
    );
    expect(failed.find(({ state }) => state === 'failed')).toMatchObject({
      position: 0,
      failedPosition: 3,
    });
    expect(await rows('superstitious')).toHaveLength(3);
    superstition.holds = false;
    await projector.retry('superstitious');
    await rebuilt;
    expect(await rows('superstitious')).toHaveLength(3);
  });

  it('reads no event that it has no answer for, and notices one that is missing', async () => {
    await write('a', 0, opened());
    await write('a', 1, ...Array.from({ length: 40 }, () => counted(1)));
    await write('b', 0, opened());
    const openings = projection<CounterEvent>()({
      table: 'openings',
      version: 1,
      columns: { counter: text },
      key: ['counter'],
      on: { Opened: ({ stream }) => put({ counter: stream }), Counted: ignore, Closed: ignore },
    });
    const read: string[] = [];
    const watched = {
      ...openings,
      changes: (event: Parameters<Projection['changes']>[0]) => {
        read.push(`${event.stream} ${event.type}`);
        return openings.changes(event);
      },
    };
    const projector = project([watched], { rebuildPageSize: 1 });
    await projector.rebuild('openings', () => undefined);
    expect(read).toEqual(['a Opened', 'b Opened']);
    expect(await rows('openings')).toMatchObject([{ counter: 'a' }, { counter: 'b' }]);
    expect(await stateOf(projector, 'openings')).toMatchObject({ position: 42, lag: 0 });

    await admin.query('alter table log.events disable trigger all');
    await admin.query('delete from log.events where position = 20');
    await expect(projector.rebuild('openings', () => undefined)).rejects.toThrow('lacks events');
  });

  it('is not begun by an older program', async () => {
    const newer = await started(countsTwice);
    await write('a', 0, counted(1));
    await upToDate(newer);
    await newer.stop();
    const older = await started(counts);
    expect(await older.waitFor(log, 1, 300)).toBe(false);
    expect(await rows('counts')).toMatchObject([{ twice: '2' }]);
  });
});

describe('a definition', () => {
  const define = (key: string, table = 'some', column = bigint as never) =>
    projection<NewEvent<'Opened'>>()({
      table,
      version: 1,
      columns: { counter: text, maybe: column },
      key: [key as 'counter'],
      on: { Opened: ignore },
    });

  it('needs a key of columns that are never null', () => {
    expect(() => define('none')).toThrow('a key needs columns');
    expect(() => define('counter', 'Some')).toThrow('is no name');
  });

  it('that makes the same table twice is refused', () => {
    expect(() => project([define('counter'), define('counter')])).toThrow(
      'two projections make the table some',
    );
  });
});
