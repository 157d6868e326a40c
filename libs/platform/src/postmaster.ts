import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { emptied } from './database-place';
import { asUser, type DatabaseUser } from './database-user';
import { StartupProblem, type Progress } from './startup-problem';

/*
 * One PostgreSQL server process (postmaster) on one cluster.
 *
 * node --pipe--> watcher (sh) --child--> postmaster --children--> backends
 *
 * The watcher runs in a session of its own, so that neither Ctrl-C nor a kill of node's group
 * reaches it. It sends SIGINT (PostgreSQL's fast, orderly stop) when the pipe closes: because node
 * asked for it, or because node is dead. It ends when the postmaster does, with its exit code.
 *   node killed            the pipe closes, PostgreSQL stops in order
 *   postmaster killed      the watcher ends, node starts it again
 *   watcher killed         node sees it end, stops the orphan and starts it again
 *   backend killed         PostgreSQL itself restarts its backends
 *   all killed             the next start finds nobody, and PostgreSQL recovers from its log
 */

export interface Server {
  pid: number | undefined;
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  native: string;
  cluster: string;
  socketFolder: string;
  logFile: string;
  user: DatabaseUser;
  /** False gives up everything for speed: for databases that a test throws away. */
  durable: boolean;
}

const watcher = `
exec 3<&0 </dev/null
"$@" 3<&- &
postmaster=$!
( read -r _ <&3; kill -INT "$postmaster" ) 2>/dev/null &
reader=$!
exec 3<&-
wait "$postmaster"
status=$?
kill "$reader" 2>/dev/null
exit "$status"
`;

export async function startServer(options: ServerOptions, progress: Progress): Promise<Server> {
  await endEarlierServer(options.cluster, progress);
  if (!emptied(options.socketFolder, options.user)) {
    throw new StartupProblem(`The socket's folder ${options.socketFolder} cannot be made.`);
  }
  const log = openLog(options.logFile);
  const child = spawn('/bin/sh', ['-c', watcher, 'sh', ...commandLine(options)], {
    ...asUser(options.user),
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  child.stdin?.on('error', () => undefined); // the watcher was killed; `ended` tells
  const ended = endOf(child);
  let gone = false;
  void ended.then(() => (gone = true));
  const stop = async () => {
    child.stdin?.end();
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    // The watcher may have been killed and its PostgreSQL not.
    await endEarlierServer(options.cluster, () => undefined, gone ? 'SIGINT' : 'SIGQUIT');
  };
  try {
    await ready(options, () => gone, progress);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: readPidFile(options.cluster)?.pid, ended, stop };
}

export function connectionString(socketFolder: string, database: string): string {
  return `postgresql://kursholder@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

export interface PidFile {
  pid: number;
  socketFolder: string;
  ready: boolean;
}

/** What the running postmaster says of itself in its postmaster.pid. */
export function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/**
 * Ends whatever still runs on the cluster. Only the owner of the data folder's lock calls this, so
 * what it finds has no living owner: an orphan, one that is just ending, or backends whose
 * postmaster was killed (they hold the shared memory for a moment and leave by themselves).
 */
export async function endEarlierServer(
  cluster: string,
  progress: Progress,
  first: 'SIGINT' | 'SIGQUIT' = 'SIGINT',
): Promise<void> {
  if (processesOn(cluster).length === 0) {
    forgetReusedPid(cluster);
    return;
  }
  progress('An earlier PostgreSQL still runs on these files; ending it first');
  const steps: [NodeJS.Signals, number][] =
    first === 'SIGINT'
      ? [['SIGINT', 15_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] // prettier-ignore
      : [['SIGQUIT', 3_000], ['SIGKILL', 3_000]]; // prettier-ignore
  for (const [signal, patience] of steps) {
    const postmaster = readPidFile(cluster)?.pid;
    const all = processesOn(cluster);
    // Without a postmaster the backends take SIGTERM as their fast stop; SIGINT only cancels.
    if (postmaster !== undefined && all.includes(postmaster)) kill(postmaster, signal);
    else for (const pid of all) kill(pid, signal === 'SIGINT' ? 'SIGTERM' : signal);
    if (signal === 'SIGKILL') for (const pid of all) kill(pid, signal);
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (processesOn(cluster).length === 0) return;
      await sleep(20);
    }
  }
  throw new StartupProblem(`An earlier PostgreSQL on ${cluster} cannot be ended.`);
}

/** PostgreSQL's processes whose working directory is the cluster: postmaster and backends. */
export function processesOn(cluster: string): number[] {
  if (process.platform !== 'linux') {
    const pid = readPidFile(cluster)?.pid; // macOS: the postmaster is all that can be told
    return pid !== undefined && kill(pid, 0) ? [pid] : [];
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readlinkSync(`/proc/${name}/cwd`) === cluster &&
          readFileSync(`/proc/${name}/comm`, 'utf8').startsWith('postgres')
        );
      } catch {
        return false; // ended meanwhile, or another user's
      }
    })
    .map(Number);
}

/**
 * After a reboot or in a fresh container the pid of a killed postmaster may be another program's,
 * and PostgreSQL would refuse to start. TRICKY: the file is also PostgreSQL's guard against
 * backends that outlived their postmaster, so it goes only when nobody is on the cluster.
 */
function forgetReusedPid(cluster: string): void {
  if (process.platform !== 'linux') return;
  const pid = readPidFile(cluster)?.pid;
  if (pid === undefined || !kill(pid, 0)) return;
  renameSync(join(cluster, 'postmaster.pid'), join(cluster, 'postmaster.pid.old'));
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandLine({ native, cluster, socketFolder, durable }: ServerOptions): string[] {
  const onOff = durable ? 'on' : 'off';
  const settings = {
    listen_addresses: '', // a socket only: no port to clash over, nobody on the network
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    cluster_name: 'kursholder',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: onOff,
    synchronous_commit: onOff,
    full_page_writes: onOff,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [join(native, 'bin', 'postgres'), '-D', cluster, ...flags];
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > 10_000_000) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : signal);
    });
  });
}

/** Recovery after a crash may take its time; it is waited for and said, never cut off. */
async function ready(
  { cluster, socketFolder, logFile }: ServerOptions,
  gone: () => boolean,
  progress: Progress,
): Promise<void> {
  const began = Date.now();
  let said = began;
  for (;;) {
    if (gone()) {
      throw new StartupProblem(`PostgreSQL did not start on ${cluster}:\n${lastLines(logFile)}`);
    }
    if (readPidFile(cluster)?.ready && (await answers(socketFolder))) return;
    if (Date.now() - said > 5_000) {
      said = Date.now();
      const seconds = Math.round((said - began) / 1000);
      progress(`PostgreSQL is not ready yet after ${String(seconds)} s; it may be recovering`);
    }
    await sleep(10);
  }
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new Client({ connectionString: connectionString(socketFolder, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lastLines(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-6).join('\n');
  } catch {
    return `(no log in ${logFile})`;
  }
}
