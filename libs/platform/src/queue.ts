import { setTimeout as sleep } from 'node:timers/promises';
import {
  Queue as BullQueue,
  Worker as BullWorker,
  createPostgresBackend,
  createRedisBackend,
  withBackend,
  type JobsOptions,
  type PostgresQueueBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Client, type ClientConfig } from 'pg';
import { StartupProblem } from './startup-problem';

/*
 * Jobs on BullMQ: on the database by default, on Redis where there is one. Jobs carry side effects
 * (mail, exports, housekeeping); events never go through here, projections read the log.
 *
 * A job runs at least once: a process killed in the middle leaves a job that another one repeats,
 * so every handler must bear being run twice.
 */

export interface QueueSettings {
  connectionString: string;
  redisUrl?: string | undefined;
  /** A connection or a job failed; BullMQ goes on by itself. */
  onError: (error: Error, queue: string) => void;
}

export interface JobOptions {
  /** A second job of the same id is not added. No colon in it. */
  id?: string;
  delayMs?: number;
  /** Tries in all, with growing pauses; 1 is the default. */
  attempts?: number;
}

export interface Queue {
  add(job: string, data: object, options?: JobOptions): Promise<void>;
  /** Runs the job every so often, once however many processes ask for it. */
  schedule(job: string, everyMs: number): Promise<void>;
}

export type Handlers = Record<string, (data: unknown) => Promise<unknown>>;

export interface Queues {
  openQueue(name: string): Promise<Queue>;
  /** Runs the handlers by the job's name, until `close`. */
  openWorker(name: string, handlers: Handlers, concurrency?: number): Promise<void>;
  /** Waits for the jobs that are running, then closes every queue and worker. */
  close(): Promise<void>;
}

export interface ScheduledJob {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}

export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const { redisUrl, connectionString } = settings;
  return redisUrl === undefined
    ? queuesOnPostgres(connectionString, settings)
    : queuesOnRedis(redisUrl, settings);
}

/** One queue whose jobs come from the clock: the first run is at once. */
export async function runScheduled(
  queues: Queues,
  queueName: string,
  jobs: readonly ScheduledJob[],
): Promise<void> {
  const handlers = Object.fromEntries(jobs.map(({ name, run }) => [name, run]));
  await queues.openWorker(queueName, handlers);
  const queue = await queues.openQueue(queueName);
  for (const { name, everyMs } of jobs) await queue.schedule(name, everyMs);
}

type AnyQueue = Pick<BullQueue, 'add' | 'upsertJobScheduler' | 'waitUntilReady' | 'close' | 'on'>;
type AnyWorker = Pick<BullWorker, 'waitUntilReady' | 'run' | 'close' | 'on'>;
type Process = (job: { name: string; data: unknown }) => Promise<unknown>;

interface Backend {
  queue(name: string): AnyQueue;
  worker(name: string, process: Process, concurrency: number): AnyWorker;
  end(): Promise<void>;
}

function queuesOnPostgres(connectionString: string, settings: QueueSettings): Queues {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  // Each queue and worker has a small pool of its own, and a worker one connection that listens.
  const connection = { connectionString, migrate: true, schema: 'jobs', max: 2 };
  return queuesOn(settings, {
    queue: (name) =>
      guarded(new Queue(name, { connection, defaultJobOptions })) as unknown as AnyQueue,
    worker: (name, process, concurrency) =>
      guarded(
        new Worker(name, process, { connection, concurrency, ...workerOptions }),
      ) as unknown as AnyWorker,
    end: () => Promise.resolve(),
  });
}

/** `autorun`: see `opened`. A connection that was refused is tried again after a second, not 15. */
const workerOptions = { autorun: false, runRetryDelay: 1_000 };

/**
 * BullMQ listens for errors of idle connections only, and of the one that waits for jobs not before
 * the moment after it is there; one that breaks in use, or in that moment, would end the process.
 */
function guarded<Q extends { backend: PostgresQueueBackend }>(queue: Q): Q {
  const { connection } = queue.backend;
  connection.pool.on('connect', (client) => client.on('error', () => undefined));
  // TRICKY: not among its settings. What it makes the waiting connection with is this.
  Object.assign(connection, { pgModule: { Client: GuardedClient } });
  return queue;
}

class GuardedClient extends Client {
  constructor(config: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

async function queuesOnRedis(redisUrl: string, settings: QueueSettings): Promise<Queues> {
  const { Queue, Worker } = withBackend(createRedisBackend);
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: null, // a worker waits in a blocking call and must not give up
    lazyConnect: true,
    disconnectTimeout: 100,
  });
  let last: Error | undefined;
  connection.on('error', (error: Error) => {
    last = error;
    settings.onError(error, 'redis');
  });
  try {
    await connection.connect();
  } catch (error) {
    connection.disconnect();
    const why = (last ?? (error as Error)).message;
    throw new StartupProblem(`The Redis of REDIS_URL cannot be reached: ${why}`);
  }
  const prefix = 'kursholder';
  return queuesOn(settings, {
    queue: (name) => new Queue(name, { connection, prefix, defaultJobOptions }),
    worker: (name, process, concurrency) =>
      new Worker(name, process, {
        connection,
        prefix,
        concurrency,
        ...workerOptions,
      }),
    end: async () => {
      await Promise.race([connection.quit(), sleep(1_000)]).catch(() => undefined); // it may be away
      connection.disconnect();
    },
  });
}

/** What is done is kept for a day to be looked at, what failed for a month. */
const defaultJobOptions = {
  removeOnComplete: { age: 86_400, count: 1_000 },
  removeOnFail: { age: 30 * 86_400, count: 1_000 },
};

function queuesOn(settings: QueueSettings, backend: Backend): Queues {
  const queues = new Map<string, Promise<AnyQueue>>();
  const workers: AnyWorker[] = [];
  let closed = false;
  // BullMQ answers `close` a moment before its last connection is gone.
  const onError = (error: Error, queue: string) => {
    if (!closed) settings.onError(error, queue);
  };
  // While the database is away BullMQ tries again every few milliseconds: said once a second.
  const saidAt = new Map<string, number>();
  const onFault = (error: Error, queue: string) => {
    const key = `${queue} ${error.message}`;
    if (Date.now() - (saidAt.get(key) ?? 0) < 1_000) return;
    saidAt.set(key, Date.now());
    onError(error, queue);
  };

  const openBull = (name: string) =>
    opened(() => {
      const queue = backend.queue(name);
      queue.on('error', (error) => {
        onFault(error, name);
      });
      return queue;
    });
  return {
    openQueue: async (name) => {
      const opening = queues.get(name) ?? openBull(name);
      queues.set(name, opening);
      try {
        return asQueue(await opening);
      } catch (error) {
        queues.delete(name);
        throw error;
      }
    },
    openWorker: async (name, handlers, concurrency = 1) => {
      const worker = await opened(() => {
        const opening = backend.worker(name, dispatch(name, handlers), concurrency);
        opening.on('error', (error) => {
          onFault(error, name);
        });
        opening.on('failed', (_job, error) => {
          onError(error, name);
        });
        return opening;
      });
      workers.push(worker);
      worker.run().catch((error: unknown) => {
        onError(error as Error, name);
      });
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map(async (queue) => (await queue).close()));
      closed = true;
      await backend.end();
    },
  };
}

/**
 * Made anew until it is ready, for some seconds. TRICKY: BullMQ remembers a first connection that
 * failed for ever, and a worker that runs by itself then spins on the memory without giving way:
 * the whole process stands still. So a worker runs only once it has been ready.
 */
async function opened<T extends Pick<AnyQueue, 'waitUntilReady' | 'close'>>(
  make: () => T,
): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const made = make();
    try {
      await made.waitUntilReady();
      return made;
    } catch (error) {
      await made.close().catch(() => undefined);
      if (Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}

function dispatch(queue: string, handlers: Handlers): Process {
  return async ({ name, data }) => {
    const handler = handlers[name];
    if (!handler) throw new Error(`no handler for the job ${name} of ${queue}`);
    return handler(data);
  };
}

const asQueue = (queue: AnyQueue): Queue => ({
  add: async (job, data, options = {}) => {
    await queue.add(job, data, bullOptions(options));
  },
  schedule: async (job, everyMs) => {
    await queue.upsertJobScheduler(job, { every: everyMs }, { name: job, data: {} });
  },
});

const bullOptions = ({ id, delayMs, attempts }: JobOptions): JobsOptions => ({
  ...(id === undefined ? {} : { jobId: id }),
  ...(delayMs === undefined ? {} : { delay: delayMs }),
  ...(attempts === undefined
    ? {}
    : { attempts, backoff: { type: 'exponential' as const, delay: 1_000 } }),
});
