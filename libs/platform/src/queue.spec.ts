import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startDurableServer,
  useDatabase,
  type DurableServer,
} from '../../../test/support/database';
import { startProxy } from '../../../test/support/proxy';
import { findRedis, freePort, type TestRedis } from '../../../test/support/redis';
import { createPool } from './postgres';
import { openQueues, runScheduled, type Queues, type QueueSettings } from './queue';

jest.setTimeout(60_000);

async function eventually(what: () => boolean, seconds = 10): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!what()) {
    if (Date.now() > deadline) throw new Error(`not within ${String(seconds)} s: ${String(what)}`);
    await sleep(10);
  }
}

/** The same suite for whatever carries the jobs. */
function carriesJobs(settings: () => Omit<QueueSettings, 'onError'>): void {
  let queues: Queues;
  let errors: string[];
  let name: string;
  const open = () => openQueues({ ...settings(), onError: (error) => errors.push(error.message) });

  beforeEach(async () => {
    errors = [];
    name = `test-${randomUUID()}`;
    queues = await open();
  });
  afterEach(async () => {
    await queues.close();
  });

  it('runs a job with its data, by its name', async () => {
    const done: unknown[] = [];
    await queues.openWorker(name, {
      greet: (data) => Promise.resolve(done.push(data)),
      other: () => Promise.reject(new Error('not this one')),
    });
    const queue = await queues.openQueue(name);
    await queue.add('greet', { who: 'Norddjurs' });
    await eventually(() => done.length === 1);
    expect(done).toEqual([{ who: 'Norddjurs' }]);
    expect(errors).toEqual([]);
  });

  it('adds a job of the same id once', async () => {
    const queue = await queues.openQueue(name);
    await queue.add('count', {}, { id: 'alert-17' });
    await queue.add('count', {}, { id: 'alert-17' });
    let runs = 0;
    await queues.openWorker(name, { count: () => Promise.resolve((runs += 1)) });
    await eventually(() => runs > 0);
    await sleep(200);
    expect(runs).toBe(1);
  });

  it('tries a failing job again, and tells of each failure', async () => {
    let runs = 0;
    await queues.openWorker(name, {
      shaky: () => {
        runs += 1;
        return runs < 2 ? Promise.reject(new Error('shaken')) : Promise.resolve();
      },
    });
    await (await queues.openQueue(name)).add('shaky', {}, { attempts: 3 });
    await eventually(() => runs === 2);
    expect(errors).toEqual(['shaken']);
  });

  it('tells of a job that nobody handles', async () => {
    await queues.openWorker(name, {});
    await (await queues.openQueue(name)).add('unheard', {});
    await eventually(() => errors.length === 1);
    expect(errors[0]).toBe(`no handler for the job unheard of ${name}`);
  });

  it('runs a scheduled job at once and then again and again', async () => {
    let runs = 0;
    const run = () => Promise.resolve((runs += 1));
    await runScheduled(queues, name, [{ name: 'sweep', everyMs: 200, run }]);
    await eventually(() => runs >= 3);
  });

  it('runs a scheduled job once, however many processes ask for it', async () => {
    let runs = 0;
    const job = { name: 'sweep', everyMs: 60_000, run: () => Promise.resolve((runs += 1)) };
    await runScheduled(queues, name, [job]);
    const others = await open();
    await runScheduled(others, name, [job]);
    await eventually(() => runs > 0);
    await sleep(300);
    await others.close();
    expect(runs).toBe(1);
  });

  it('closes after the job that is running, and leaves the rest for the next process', async () => {
    const done: string[] = [];
    const begun: string[] = [];
    const handle = (data: unknown) => {
      begun.push(String((data as { n: number }).n));
      return sleep(200).then(() => done.push('done'));
    };
    await queues.openWorker(name, { slow: handle });
    const queue = await queues.openQueue(name);
    await queue.add('slow', { n: 1 });
    await queue.add('slow', { n: 2 });
    await eventually(() => begun.length === 1);
    await queues.close();
    expect(begun).toEqual(['1']);
    expect(done).toHaveLength(1);
    queues = await open();
    await queues.openWorker(name, { slow: handle });
    await eventually(() => done.length === 2);
    expect(begun).toEqual(['1', '2']);
  });
}

describe('the queue on PostgreSQL', () => {
  const database = useDatabase({ empty: true });
  carriesJobs(() => ({ connectionString: database.connectionString }));

  it('leaves no connection behind when it is closed', async () => {
    const { connectionString } = database;
    const pool = createPool(connectionString, { max: 1 });
    const connections = async () =>
      (
        await pool.query<{ application_name: string }>(
          `select application_name from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid()`,
        )
      ).rows;
    const queues = await openQueues({ connectionString, onError: () => undefined });
    await queues.openWorker('idle', {});
    await (await queues.openQueue('idle')).schedule('rarely', 3_600_000);
    await sleep(1_500);
    await queues.close();
    await sleep(300);
    const left = await connections();
    await pool.end();
    expect(left).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])('bears that connection %i breaks as it is made', async (broken) => {
    const proxy = await breaking(database.connectionString, broken);
    const own = { connectionString: proxy.connectionString, onError: () => undefined };
    const queues = await openQueues(own);
    let runs = 0;
    const job = { name: 'sweep', everyMs: 60_000, run: () => Promise.resolve((runs += 1)) };
    const name = `broken-${String(broken)}`;
    await runScheduled(queues, name, [job]).catch(() => runScheduled(queues, name, [job]));
    await eventually(() => runs > 0, 20);
    await queues.close();
    await proxy.close();
  });

  describe('whose database is killed', () => {
    let server: DurableServer;
    beforeAll(async () => {
      server = await startDurableServer({ empty: true });
    });
    afterAll(() => server.close());
    const open = () =>
      openQueues({ connectionString: server.connectionString, onError: () => undefined });

    it.each([0, 30, 80])('%i ms into the opening opens when it is back', async (ms) => {
      const queues = await open();
      const name = `killed-after-${String(ms)}`;
      let runs = 0;
      const job = { name: 'sweep', everyMs: 60_000, run: () => Promise.resolve((runs += 1)) };
      const opening = runScheduled(queues, name, [job]);
      await sleep(ms);
      process.kill(server.pid(), 'SIGKILL');
      // Scheduling may fail, as any other query does, and is then the caller's to repeat.
      await opening.catch(() => sleep(2_000).then(() => runScheduled(queues, name, [job])));
      await eventually(() => runs > 0, 20);
      await queues.close();
    });

    it('in the middle of its work goes on when it is back', async () => {
      const queues = await open();
      let runs = 0;
      await queues.openWorker('afterwards', { work: () => Promise.resolve((runs += 1)) });
      const queue = await queues.openQueue('afterwards');
      const killed = server.pid();
      process.kill(killed, 'SIGKILL');
      await eventually(() => server.pid() !== killed);
      await queue.add('work', {});
      await eventually(() => runs === 1, 20);
      await queues.close();
    });
  });
});

/** It says the end of a connection in the breath in which it is ready. */
const breaking = (connectionString: string, broken: number) =>
  startProxy(connectionString, ({ chunk, connection, client }) => {
    const breaks = connection === broken && chunk.subarray(-6).equals(ready);
    if (breaks) client.end(Buffer.concat([chunk, ended]));
    else client.write(chunk);
  });

const ready = Buffer.from('Z\0\0\0\x05I');
const fields = 'SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0';
const ended = Buffer.from(`E\0\0\0${String.fromCharCode(fields.length + 4)}${fields}`, 'latin1');

const startRedis = findRedis('the queue on Redis');

if (startRedis) {
  describe('the queue on Redis', () => {
    let redis: TestRedis;
    beforeAll(async () => {
      redis = await startRedis();
    }, 30_000);
    afterAll(() => redis.close());
    carriesJobs(() => ({ connectionString: 'unused', redisUrl: redis.url }));
  });
}

describe('a Redis that is not there', () => {
  it('is said at the start', async () => {
    const redisUrl = `redis://127.0.0.1:${String(await freePort())}`;
    const opening = openQueues({ connectionString: '', redisUrl, onError: () => undefined });
    await expect(opening).rejects.toThrow(
      /^The Redis of REDIS_URL cannot be reached: .*ECONNREFUSED/,
    );
  });
});
