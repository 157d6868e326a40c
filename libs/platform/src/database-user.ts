import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { StartupProblem } from './startup-problem';

/** Who PostgreSQL runs as. PostgreSQL refuses to run as root. */
export interface DatabaseUser {
  uid: number;
  gid: number;
}

/** Nothing of our own environment reaches PostgreSQL: locale, PG* and LD_* variables change it. */
export const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };

/** What a process of the database's user is started with: clean, and holding no folder busy. */
export const asUser = (user: DatabaseUser) => ({
  ...(runsAsRoot() ? { uid: user.uid, gid: user.gid } : {}),
  cwd: '/',
  env: cleanEnvironment,
});

export const runsAsRoot = () => process.getuid?.() === 0;

export function ourselves(): DatabaseUser {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === undefined || gid === undefined) {
    throw new StartupProblem(
      'The embedded PostgreSQL runs on Linux and macOS. On other systems set DATABASE_URL.',
    );
  }
  return { uid, gid };
}

/** The system user of that name, made when it is missing. */
export function systemUser(name = 'postgres'): DatabaseUser {
  const user = findUser(name) ?? makeUser(name);
  if (user) return user;
  throw new StartupProblem(
    `PostgreSQL does not run as root, and the user ${name} could not be made. ` +
      'Make it, start as another user than root, or set DATABASE_URL.',
  );
}

/** True when that user can write in the folder and run the shell at all. */
export function canWriteIn(folder: string, user: DatabaseUser): boolean {
  const script = 'test -x "$1" && : > "$1/.reached" && rm "$1/.reached"';
  return shell(script, [folder], user).status === 0;
}

export function shell(
  script: string,
  args: string[],
  user: DatabaseUser,
): SpawnSyncReturns<string> {
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...args], {
    ...asUser(user),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function findUser(name: string): DatabaseUser | undefined {
  const number = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : undefined;
  };
  const [uid, gid] = [number('-u'), number('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function makeUser(name: string): DatabaseUser | undefined {
  const none = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', ...none, name]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', name]], // BusyBox
  ];
  for (const [command, args] of ways) {
    spawnSync(command, args, { stdio: 'ignore' });
    const user = findUser(name); // also when another start made it meanwhile
    if (user) return user;
  }
  return undefined;
}
