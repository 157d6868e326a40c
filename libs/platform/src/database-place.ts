import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { canWriteIn, ourselves, runsAsRoot, systemUser, type DatabaseUser } from './database-user';
import { inUse, ownerOf, tryLock, type FolderLock, type LockMode } from './data-folder-lock';
import { StartupProblem, type Progress } from './startup-problem';

/*
 * Where the embedded database lies: in `<data folder>/postgres`. As root it belongs to another
 * user, who may not be able to enter the data folder (a checkout in /root); then it lies in
 * `<state folder>/<hash of the data folder>`, and a note in the data folder says so.
 *
 * The note also tells whose the state folder is:
 *   note and folder                        used
 *   note, its folder belongs to another    copied checkout: a database of its own
 *   data folder that still has its note
 *   note, that other data folder is gone   moved checkout: the database follows
 *   no note, but a folder of that hash     the data folder was deleted and made anew: the old
 *                                          database is set aside, never taken for the new one's
 */

export interface Place {
  /** Holds the cluster, its log and what is being made. Belongs to `user`. */
  home: string;
  user: DatabaseUser;
  /** Where binaries are copied when the user cannot reach node_modules. */
  binaries: string;
  /** The state folder's own lock; a deleted and remade data folder has a new lock file. */
  lock?: FolderLock;
}

export const systemStateDir = '/var/lib/kursholder';
const noteName = 'database-lies-elsewhere';

/** Makes the data folder when it is missing and answers its real path. */
export function dataFolder(path: string): string {
  const folder = resolve(path);
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
    return realpathSync(folder);
  } catch (error) {
    throw new StartupProblem(
      `The data folder ${folder} cannot be made (${(error as Error).message}). ` +
        'Choose another with KURSHOLDER_DATA_DIR.',
    );
  }
}

/** Where the database of a data folder lies already, if it does. */
export function existingHome(dataDir: string): string | undefined {
  const inside = join(dataDir, 'postgres');
  if (existsSync(cluster(inside))) return inside;
  const elsewhere = readNote(dataDir);
  return elsewhere !== undefined && existsSync(cluster(elsewhere)) ? elsewhere : undefined;
}

export const cluster = (home: string) => join(home, 'cluster');

export function choosePlace(
  dataDir: string,
  stateDir: string,
  mode: LockMode,
  progress: Progress,
): Place {
  const inside = join(dataDir, 'postgres');
  if (!runsAsRoot()) return ownPlace(dataDir, inside);
  if (existsSync(cluster(inside))) return placeOfItsOwner(inside, stateDir);
  const user = systemUser();
  const binaries = join(stateDir, 'binaries');
  if (readNote(dataDir) === undefined && reachable(inside, user)) {
    return { home: inside, user, binaries };
  }
  return { ...statePlace(dataDir, stateDir, user, mode, progress), user, binaries };
}

/** A folder for the socket, short because a socket's path ends at 103 characters on macOS. */
export function socketFolder(home: string, user: DatabaseUser): string {
  const folder = usualSocketFolder(home);
  if (emptied(folder, user)) return folder;
  const other = mkdtempSync('/tmp/kursholder-'); // somebody else made it first: anyone may in /tmp
  emptied(other, user);
  return other;
}

export const usualSocketFolder = (home: string) => `/tmp/kursholder-${hash(home)}`;

/**
 * Makes the folder anew for a server to start in; false when it is another's. TRICKY: a killed
 * server leaves its socket's lock file, and where nobody reaps the dead (a container without an
 * init) its process id looks alive to PostgreSQL, which then refuses to start.
 */
export function emptied(folder: string, user: DatabaseUser): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    if (runsAsRoot()) chownSync(folder, user.uid, user.gid);
    return true;
  } catch {
    return false;
  }
}

function ownPlace(dataDir: string, inside: string): Place {
  const user = ourselves();
  const elsewhere = readNote(dataDir);
  const foreign = existsSync(inside) && statSync(inside).uid !== user.uid;
  if (foreign || elsewhere !== undefined) {
    throw new StartupProblem(
      `The database of ${dataDir} was made by another user and lies in ${elsewhere ?? inside}. ` +
        'Start as root, or choose another folder with KURSHOLDER_DATA_DIR.',
    );
  }
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  return { home: inside, user, binaries: join(dataDir, 'binaries') };
}

/** A root start on a folder that an ordinary user's start made goes on as that user. */
function placeOfItsOwner(inside: string, stateDir: string): Place {
  const { uid, gid } = statSync(cluster(inside));
  const user = { uid, gid };
  if (canWriteIn(inside, user)) return { home: inside, user, binaries: join(stateDir, 'binaries') };
  throw new StartupProblem(
    `PostgreSQL's user (uid ${String(uid)}) can no longer reach its database in ${inside}. ` +
      'Give it back the right to enter the folders above.',
  );
}

function reachable(inside: string, user: DatabaseUser): boolean {
  const made = mkdirSync(inside, { recursive: true, mode: 0o700 }) !== undefined;
  try {
    chownSync(inside, user.uid, user.gid);
    if (canWriteIn(inside, user)) return true;
  } catch {
    // a file system without owners
  }
  if (made) rmdirSync(inside);
  return false;
}

function statePlace(
  dataDir: string,
  stateDir: string,
  user: DatabaseUser,
  mode: LockMode,
  progress: Progress,
): { home: string; lock: FolderLock } {
  makeStateDir(stateDir);
  const home = stateFolderOf(dataDir) ?? join(stateDir, hash(dataDir));
  const lock = tryLock(`${home}.lock`, mode);
  if (!lock) throw inUse(dataDir, ownerOf(`${home}.lock`));
  if (readNote(dataDir) !== home) {
    setAside(home, progress);
    writeFileSync(join(dataDir, noteName), `${home}\n`, { flush: true });
  }
  writeFileSync(`${home}.belongs-to`, `${dataDir}\n`, { flush: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  progress(`PostgreSQL's user cannot reach ${dataDir}; the database's files lie in ${home}`);
  return { home, lock };
}

function makeStateDir(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true });
    chmodSync(stateDir, 0o755);
  } catch (error) {
    throw new StartupProblem(
      `PostgreSQL's user cannot reach the data folder, and ${stateDir} cannot be made ` +
        `(${(error as Error).message}). Choose a reachable folder with KURSHOLDER_DATA_DIR.`,
    );
  }
}

/** The folder that the note names, when it is this data folder's and not a copied one's. */
function stateFolderOf(dataDir: string): string | undefined {
  const home = readNote(dataDir);
  if (home === undefined) return undefined;
  const belongsTo = readLine(`${home}.belongs-to`);
  const copied = belongsTo !== undefined && belongsTo !== dataDir && readNote(belongsTo) === home;
  return copied ? undefined : home;
}

function setAside(home: string, progress: Progress): void {
  if (!existsSync(cluster(home))) {
    rmSync(home, { recursive: true, force: true });
    return;
  }
  const aside = `${home}.set-aside-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
  renameSync(home, aside);
  progress(`An earlier data folder of this name left a database; it was set aside as ${aside}`);
}

const readNote = (dataDir: string) => readLine(join(dataDir, noteName));

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

const hash = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 12);
