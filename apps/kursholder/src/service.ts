import { setTimeout as sleep } from 'node:timers/promises';
import {
  loadConfig,
  migrate,
  openDatabase,
  type Config,
  type Database,
  type Progress,
} from '@kursholder/platform';

/*
 * A process that serves until it is told to end. It begins with the database and ends with it:
 * what was started last ends first, so http, then the worker, then the database. All of that takes
 * at most 15 s, with a limit for each part; a part that hangs cannot keep the database from its
 * orderly end.
 */

export interface PartOptions {
  config: Config;
  connectionString: string;
  rootDir: string;
  progress: Progress;
}

export interface Part {
  url?: string;
  close(): Promise<void>;
}

export interface Service {
  rootDir: string;
  mode: 'own' | 'attach';
  /** Started in turn; ended in the same order, so the doors close before the engines. */
  parts: readonly ((options: PartOptions) => Promise<Part>)[];
  progress: Progress;
  /** Else the settings of the environment. */
  config?: Config;
}

// A start may be in the middle of making a database, which takes its time on a busy machine.
const patience = { start: 7_000, part: 5_000, database: 7_000, all: 14_500 };

export async function runService({
  rootDir,
  mode,
  parts,
  progress,
  config = loadConfig(),
}: Service): Promise<void> {
  const began = Date.now();
  const running: Part[] = [];
  const held: { database?: Database } = {};
  let starting: Promise<unknown> = Promise.resolve();
  let ending: Promise<never> | undefined;

  const closeAll = async () => {
    for (const part of running) await within(patience.part, part.close());
    if (held.database) await within(patience.database, held.database.close());
  };
  const stop = async (code: number): Promise<never> => {
    held.database?.announceEnd();
    setTimeout(() => process.exit(1), patience.all).unref();
    // A signal may come in the middle of the start: what is being started must be ended too.
    await within(patience.start, starting);
    held.database?.announceEnd();
    await closeAll();
    progress('Kursholder has ended');
    process.exit(code);
  };
  const end = (code: number, why: string) => {
    if (!ending) {
      progress(why);
      ending = stop(code);
    }
    return ending;
  };
  // Ctrl-C in npm arrives twice, from the terminal and from npm: the second changes nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void end(0, `Ending (${signal})`));
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => {
      console.error(error);
      void end(1, 'Ending because of a fault in Kursholder');
    });
  }

  const step = async <T>(work: Promise<T>): Promise<T> => {
    starting = work;
    const done = await work;
    return ending ?? done;
  };
  try {
    const { connectionString } = await step(
      openDatabase(config, { mode, progress }).then((database) => {
        database.onLost((error) => void end(1, error.message));
        return (held.database = database);
      }),
    );
    await step(migrate(connectionString, rootDir, progress));
    for (const start of parts) {
      await step(
        start({ config, connectionString, rootDir, progress }).then((part) => running.push(part)),
      );
    }
  } catch (error) {
    if (!ending) await closeAll();
    throw ending ? await ending : error;
  }
  const url = running.find((part) => part.url !== undefined)?.url;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  progress(`Kursholder is ready${url === undefined ? '' : ` at ${url}`} (${seconds} s)`);
}

/** Waits for the work, but no longer; a fault of one part is said and does not stop the others. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  await Promise.race([
    work.catch((error: unknown) => {
      console.error(error);
    }),
    sleep(milliseconds, undefined, { signal: late.signal }).catch(() => undefined),
  ]);
  late.abort();
}
