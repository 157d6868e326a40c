import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupProblem, type Progress } from './startup-problem';

/*
 * One process owns a data folder. The lock is the kernel's (flock on an open file), so it goes the
 * moment its owner dies, however it dies, and there is never a stale one to guess about. That is
 * what tells an orphaned PostgreSQL (no owner: take over) from one in use (refuse).
 *
 * Node has no flock of its own. A child that is handed our descriptor locks the open file that it
 * shares with us, and the lock stays with us after the child has ended.
 */

/** How the owner uses the folder: it serves, or it is a short command without a server. */
export type LockMode = 'own' | 'attach';

export interface Owner {
  pid: number;
  mode: LockMode;
  ending: boolean;
}

export interface FolderLock {
  /** Tells a start that comes now to wait for us instead of giving up. */
  announceEnd(): void;
  release(): void;
}

/** Takes the lock, or undefined when another process has it. */
export function tryLock(path: string, mode: LockMode): FolderLock | undefined {
  const fd = openLockFile(path);
  if (!flock(fd, path)) {
    closeSync(fd);
    return undefined;
  }
  const sign = (ending: boolean) => {
    const owner: Owner = { pid: process.pid, mode, ending };
    ftruncateSync(fd, 0);
    writeSync(fd, JSON.stringify(owner), 0);
    fsyncSync(fd);
  };
  sign(false);
  let held = true;
  return {
    announceEnd: () => {
      if (held) sign(true);
    },
    release: () => {
      if (!held) return;
      held = false;
      closeSync(fd); // the file stays: unlinking it would let two owners lock two files of one name
    },
  };
}

export function ownerOf(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined; // being written just now
  }
}

/** Waits for an owner that is ending or is only a short command; refuses at once on any other. */
export async function lockOrRefuse(
  path: string,
  mode: LockMode,
  dataDir: string,
  progress: Progress,
): Promise<FolderLock> {
  const patience = { ending: 30_000, attach: 60_000, unknown: 1_000 };
  const began = Date.now();
  let said = false;
  for (;;) {
    const lock = tryLock(path, mode);
    if (lock) return lock;
    const owner = ownerOf(path);
    const kind = owner?.ending ? 'ending' : owner?.mode === 'attach' ? 'attach' : 'unknown';
    if (Date.now() - began > patience[kind]) throw inUse(dataDir, owner);
    if (!said && kind !== 'unknown') {
      said = true;
      progress(`Waiting for process ${String(owner?.pid)}, which is using ${dataDir}.`);
    }
    await sleep(100);
  }
}

export function inUse(dataDir: string, owner: Owner | undefined): StartupProblem {
  const who = owner ? ` (process ${String(owner.pid)})` : '';
  return new StartupProblem(
    `The data folder ${dataDir} is in use by another Kursholder${who}. ` +
      'Stop that one, or give this one a folder of its own with KURSHOLDER_DATA_DIR.',
  );
}

function openLockFile(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o644);
  } catch (error) {
    throw new StartupProblem(
      `The lock file ${path} cannot be opened (${(error as Error).message}). ` +
        'Start as the user who owns the data folder, or choose another with KURSHOLDER_DATA_DIR.',
    );
  }
}

/** `flock` is util-linux (every Linux); perl is on macOS and in Debian's base. */
const lockers: [string, string[]][] = [
  ['flock', ['-x', '-n', '3']],
  ['perl', ['-e', 'open(my $f, "+<&=", 3) or exit 2; exit(flock($f, 6) ? 0 : 1)']],
];

function flock(fd: number, path: string): boolean {
  for (const [command, args] of lockers) {
    const { status, error } = spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'ignore', fd],
    });
    if (error) continue;
    if (status === 0) return true;
    if (status === 1) return false;
  }
  throw new StartupProblem(
    `${path} cannot be locked: neither flock nor perl was found, or the file system has no locks.`,
  );
}
