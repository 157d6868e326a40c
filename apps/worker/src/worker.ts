import { deleteExpired, type People } from '@kursholder/monitoring';
import type { Projector } from '@kursholder/eventstore';
import { openQueues, runScheduled, type Logger } from '@kursholder/platform';

export interface Engines {
  readonly projector: Projector;
  readonly db: People;
  readonly connectionString: string;
  readonly redisUrl: string | undefined;
  readonly log: Logger;
}

export interface Worker {
  close(): Promise<void>;
}

const hourMs = 3_600_000;

/** Starts the engines: projections and jobs. What is not started here does not run. */
export async function startWorker(engines: Engines): Promise<Worker> {
  const { projector, db, connectionString, redisUrl, log } = engines;
  await projector.start();
  const queues = await openQueues({
    connectionString,
    redisUrl,
    onError: (error, queue) => {
      log.error({ err: error, queue }, 'queue failed');
    },
  });
  await runScheduled(queues, 'housekeeping', [
    {
      name: 'delete-expired',
      everyMs: hourMs,
      run: async () => {
        const deleted = await deleteExpired(db);
        if (deleted > 0) log.info({ deleted }, 'expired sessions and attempts deleted');
      },
    },
  ]);
  return {
    close: async () => {
      await queues.close();
      await projector.stop();
    },
  };
}
