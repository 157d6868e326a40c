import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EventStore, Projector } from '@kursholder/eventstore';
import {
  catalogue,
  ImportAgreementHandler,
  readModels,
  type PeopleDb,
  type ReadDb,
} from '@kursholder/monitoring';
import {
  Calendar,
  createLogger,
  createPool,
  kysely,
  RequestFingerprints,
} from '@kursholder/platform';
import type { Pool } from 'pg';
import { startApi } from '../../api/src/api';
import type { Foundations } from '../../api/src/app.module';
import { Readiness } from '../../api/src/health.http';
import { startWorker, type Worker } from '../../worker/src/worker';
import { eksempelby } from './demonstration';
import { firstLoad, norddjurs, type Beginning } from './first-load';
import type { Part, PartOptions } from './service';
import { tellStory } from './story';

/** API, dashboard, projections and jobs in one process. */
export const startAll = (options: PartOptions) => startWhole(options, norddjurs);

/** The same on the municipality of the demonstration, with what is invented about it. */
export const startDemonstration = (options: PartOptions) => startWhole(options, eksempelby);

const startWhole = (options: PartOptions, beginning: Beginning): Promise<Part> =>
  onFoundations(options, async (foundations) => {
    const api = await startApi(foundations, apiSettings(options));
    const worker = await startWorker(enginesOf(foundations, options));
    if (options.config.databaseUrl === undefined) {
      const { db, store, projector } = foundations;
      await firstLoad({
        beginning,
        people: db,
        store,
        imports: new ImportAgreementHandler(store, projector, db),
        rootDir: options.rootDir,
        password: options.config.demoPassword,
        progress: options.progress,
      });
    }
    foundations.readiness.ready = true;
    if (beginning.story !== null) {
      await tellStory(join(options.rootDir, 'data', beginning.story), {
        municipality: beginning.municipality.id,
        people: foundations.db,
        store: foundations.store,
        address: api.address,
        today: foundations.calendar.today(),
        progress: options.progress,
      });
    }
    return {
      url: api.url,
      close: async () => {
        await api.close();
        await worker.close();
        await close(foundations);
      },
    };
  });

/** The doors alone; another process projects. */
export const startDoors = (options: PartOptions): Promise<Part> =>
  onFoundations(options, async (foundations) => {
    const api = await startApi(foundations, apiSettings(options));
    foundations.readiness.ready = true;
    return {
      url: api.url,
      close: async () => {
        await api.close();
        await close(foundations);
      },
    };
  });

/** The engines alone. */
export const startEngines = (options: PartOptions): Promise<Part> =>
  onFoundations(options, async (foundations) => {
    const worker: Worker = await startWorker(enginesOf(foundations, options));
    return {
      close: async () => {
        await worker.close();
        await close(foundations);
      },
    };
  });

/** What could not be started leaves no connection behind. */
async function onFoundations(
  options: PartOptions,
  start: (foundations: Foundations) => Promise<Part>,
): Promise<Part> {
  const foundations = await openFoundations(options);
  try {
    return await start(foundations);
  } catch (error) {
    await close(foundations);
    throw error;
  }
}

async function openFoundations({ config, connectionString }: PartOptions): Promise<Foundations> {
  const log = createLogger(config.logLevel);
  const pool = createPool(connectionString, {
    onError: (error) => {
      log.warn({ err: error }, 'database connection lost');
    },
  });
  const db = kysely<PeopleDb & ReadDb>(pool);
  const store = await EventStore.open({ connectionString, catalogue });
  const projector = new Projector({ store, connectionString, projections: readModels });
  return {
    pool,
    db,
    store,
    projector,
    log,
    calendar: new Calendar(),
    fingerprints: new RequestFingerprints(await secret(pool, 'request-fingerprints')),
    readiness: new Readiness(),
    rateLimitPerMinute: config.rateLimitPerMinute,
  };
}

async function close({ db, pool, store, projector }: Foundations): Promise<void> {
  await projector.stop();
  await store.close();
  await db.destroy();
  // kysely ends only a pool that it has asked something.
  if (!pool.ended) await pool.end();
}

const apiSettings = ({ config, rootDir }: PartOptions) => ({
  port: config.port,
  host: config.host,
  publicUrl: config.publicUrl,
  rootDir,
});

const enginesOf = (
  { projector, db, log }: Foundations,
  { config, connectionString }: PartOptions,
) => ({ projector, db, log, connectionString, redisUrl: config.redisUrl });

/** A key that is kept beside the log, made by whichever process comes first. */
async function secret(pool: Pool, name: string): Promise<Buffer> {
  await pool.query(
    'insert into app.secrets (name, value) values ($1, $2) on conflict (name) do nothing',
    [name, randomBytes(32)],
  );
  const { rows } = await pool.query<{ value: Buffer }>(
    'select value from app.secrets where name = $1',
    [name],
  );
  const [row] = rows;
  if (!row) throw new Error(`the secret ${name} was not kept`);
  return row.value;
}
