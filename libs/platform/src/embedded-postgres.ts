import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { asUser, type DatabaseUser } from './database-user';
import {
  inUse,
  lockOrRefuse,
  ownerOf,
  tryLock,
  type FolderLock,
  type LockMode,
} from './data-folder-lock';
import {
  choosePlace,
  cluster as clusterOf,
  dataFolder,
  existingHome,
  socketFolder,
  systemStateDir,
  type Place,
} from './database-place';
import type { Database } from './database-handle';
import { usableBinaries } from './postgres-binaries';
import {
  connectionString,
  readPidFile,
  startServer,
  type Server,
  type ServerOptions,
} from './postmaster';
import { StartupProblem, type Progress } from './startup-problem';

export interface EmbeddedOptions {
  dataDir: string;
  mode: LockMode;
  progress: Progress;
  durable?: boolean;
  /** Where files go that PostgreSQL's user could not reach in the data folder. */
  stateDir?: string;
}

/**
 * The embedded PostgreSQL of a data folder. `own` serves and refuses a folder in use; `attach` is a
 * command: it joins a server that runs, or starts one for itself and stops it at `close`.
 *
 * Order: lock, place, binaries, cluster, server. Nothing is made in the folder before the lock.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const dataDir = dataFolder(options.dataDir);
  const lockPath = join(dataDir, 'lock');
  const { mode, progress } = options;
  if (mode === 'own') {
    return serve(options, dataDir, await lockOrRefuse(lockPath, mode, dataDir, progress));
  }
  const found = await lockOrServer(dataDir, lockPath, progress);
  return 'release' in found ? serve(options, dataDir, found) : found;
}

/** A command waits for its turn after another command, and joins a server once it answers. */
async function lockOrServer(
  dataDir: string,
  lockPath: string,
  progress: Progress,
): Promise<FolderLock | Database> {
  const deadline = Date.now() + 60_000;
  let said = false;
  for (;;) {
    const lock = tryLock(lockPath, 'attach');
    if (lock) return lock;
    const owner = ownerOf(lockPath);
    if (owner?.mode === 'own' && !owner.ending) {
      const database = await runningDatabase(dataDir);
      if (database) return database;
    }
    if (Date.now() > deadline) throw inUse(dataDir, owner);
    if (!said) progress(`Waiting for process ${String(owner?.pid)}, which is using ${dataDir}`);
    said = true;
    await sleep(100);
  }
}

async function runningDatabase(dataDir: string): Promise<Database | undefined> {
  const home = existingHome(dataDir);
  const server = home === undefined ? undefined : readPidFile(clusterOf(home));
  if (home === undefined || !server?.ready) return undefined;
  const target = connectionString(server.socketFolder, 'kursholder');
  if (!(await connects(target))) return undefined;
  return {
    connectionString: target,
    where: home,
    embedded: true,
    serverPid: () => server.pid,
    announceEnd: () => undefined,
    onLost: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function serve(
  options: EmbeddedOptions,
  dataDir: string,
  lock: FolderLock,
): Promise<Database> {
  let place: Place | undefined;
  try {
    place = choosePlace(
      dataDir,
      options.stateDir ?? systemStateDir,
      options.mode,
      options.progress,
    );
    return await serveAt(place, options, [lock, ...(place.lock ? [place.lock] : [])]);
  } catch (error) {
    place?.lock?.release();
    lock.release();
    throw error;
  }
}

async function serveAt(
  { home, user, binaries }: Place,
  { progress, durable = true }: EmbeddedOptions,
  locks: FolderLock[],
): Promise<Database> {
  const native = await usableBinaries(user, binaries, progress);
  const cluster = clusterOf(home);
  await makeCluster(native, home, user, durable, progress);
  const socket = socketFolder(home, user);
  const began = Date.now();
  const serverOptions: ServerOptions = {
    native,
    cluster,
    socketFolder: socket,
    logFile: join(home, 'postgres.log'),
    user,
    durable,
  };
  const guard = await guardServer(serverOptions, progress);
  try {
    await makeDatabase(socket);
  } catch (error) {
    await guard.stop();
    throw error;
  }
  progress(`PostgreSQL started in ${String(Date.now() - began)} ms on ${cluster}`);
  return {
    connectionString: connectionString(socket, 'kursholder'),
    where: home,
    embedded: true,
    serverPid: () => guard.server().pid,
    announceEnd: () => {
      for (const lock of locks) lock.announceEnd();
    },
    onLost: (listener) => {
      guard.onLost(listener);
    },
    close: async () => {
      await guard.stop();
      rmSync(socket, { recursive: true, force: true });
      for (const lock of locks.toReversed()) lock.release();
    },
  };
}

interface Guard {
  server(): Server;
  onLost(listener: (error: Error) => void): void;
  stop(): Promise<void>;
}

/** In a minute. */
const mostRestarts = 5;

/** Starts the server again when it dies under us; gives up, and says so, when that does not help. */
async function guardServer(options: ServerOptions, progress: Progress): Promise<Guard> {
  const listeners: ((error: Error) => void)[] = [];
  const restarts: number[] = [];
  let server = await startServer(options, progress);
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let lost: Error | undefined;

  const watch = () => {
    void server.ended.then((how) => {
      if (!stopping) restarting = restart(how);
    });
  };
  const restart = async (how: string) => {
    progress(`PostgreSQL ended unexpectedly (${how}); starting it again`);
    try {
      server = await startedAgain();
      progress('PostgreSQL is running again');
      watch();
    } catch (error) {
      lost = new Error(`PostgreSQL is lost: ${(error as Error).message}`);
      for (const listener of listeners) listener(lost);
    }
  };
  // It may be killed again while it recovers, so a start that fails is tried again too.
  const startedAgain = async (): Promise<Server> => {
    for (;;) {
      if (!existsSync(options.cluster)) throw new Error(`${options.cluster} is gone`);
      restarts.push(Date.now());
      const recent = restarts.filter((at) => at > Date.now() - 60_000).length;
      if (recent > mostRestarts) throw new Error('it ended more than five times in a minute');
      try {
        return await startServer(options, progress);
      } catch (error) {
        if (recent >= mostRestarts || stopping) throw error;
      }
    }
  };
  watch();
  return {
    server: () => server,
    onLost: (listener) => {
      listeners.push(listener);
      if (lost) listener(lost);
    },
    stop: async () => {
      stopping = true;
      await restarting;
      await server.stop();
    },
  };
}

/** Made aside and renamed when it is whole: a kill in the middle leaves nothing that looks done. */
async function makeCluster(
  native: string,
  home: string,
  user: DatabaseUser,
  durable: boolean,
  progress: Progress,
): Promise<void> {
  const cluster = clusterOf(home);
  for (const name of readdirSync(home)) {
    if (name.startsWith('cluster.new-')) rmSync(join(home, name), { recursive: true, force: true });
  }
  if (existsSync(cluster)) {
    checkVersion(native, cluster);
    return;
  }
  progress(`Making a new database in ${home}`);
  const aside = `${cluster}.new-${randomUUID().slice(0, 8)}`;
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin'];
  const rest = ['--builtin-locale=C.UTF-8', '-U', 'kursholder', '--auth=trust', '-D', aside];
  const sync = durable ? [] : ['--no-sync'];
  await run(join(native, 'bin', 'initdb'), [...locale, ...rest, ...sync], user);
  renameSync(aside, cluster);
}

function checkVersion(native: string, cluster: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const sample = readFileSync(join(native, 'share', 'postgresql', 'postgres.bki'), 'utf8');
  const programs = /^# PostgreSQL (\d+)/.exec(sample)?.[1];
  if (programs === undefined || programs === made) return;
  throw new StartupProblem(
    `The database in ${cluster} is of PostgreSQL ${made}, the programs are of ${programs}. ` +
      'Move it over with pg_dump and pg_restore, or go back to the earlier release.',
  );
}

function run(command: string, args: string[], user: DatabaseUser): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...asUser(user), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    // Should we have to end before it does, it is not left behind.
    const endToo = () => child.kill();
    process.once('exit', endToo);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', endToo);
      if (code === 0) resolve();
      else reject(new StartupProblem(`${command} failed: ${said.trim()}`));
    });
  });
}

async function makeDatabase(socket: string): Promise<void> {
  if (await connects(connectionString(socket, 'kursholder'))) return;
  const client = new Client({ connectionString: connectionString(socket, 'postgres') });
  await client.connect();
  try {
    await client.query('CREATE DATABASE kursholder');
  } finally {
    await client.end();
  }
}

async function connects(target: string): Promise<boolean> {
  const client = new Client({ connectionString: target });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
