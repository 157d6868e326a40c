import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { temporaryFolder } from '../../../test/support/database';
import { ownerOf as lockOwnerOf } from './data-folder-lock';
import { openDatabase } from './database';
import type { Database } from './database-handle';
import { usualSocketFolder } from './database-place';
import { runsAsRoot } from './database-user';
import { processesOn, readPidFile } from './postmaster';

jest.setTimeout(60_000);

const folders: string[] = [];
const children = new Set<ChildProcess>();
const databases = new Set<Database>();

function newFolder(): string {
  const folder = temporaryFolder('embedded');
  folders.push(folder);
  return folder;
}

/** With a database in it, which is quicker to copy than to make. */
async function madeFolder(): Promise<string> {
  made ??= (async () => {
    const folder = newFolder();
    await (
      await openDatabase({ dataDir: folder }, { mode: 'own', progress: () => undefined })
    ).close();
    return folder;
  })();
  const folder = newFolder();
  spawnSync('cp', ['-a', join(await made, 'postgres'), folder]);
  return folder;
}
let made: Promise<string> | undefined;

const clusterIn = (dataDir: string) => join(dataDir, 'postgres', 'cluster');

async function open(
  dataDir: string,
  options: { mode?: 'own' | 'attach'; stateDir?: string; said?: string[] } = {},
): Promise<Database> {
  const { mode = 'own', said = [], ...rest } = options;
  const progress = (line: string) => void said.push(line);
  const database = await openDatabase({ dataDir }, { mode, progress, ...rest });
  databases.add(database);
  return database;
}

async function close(database: Database): Promise<void> {
  databases.delete(database);
  await database.close();
}

interface Owner {
  child: ChildProcess;
  pid: number;
  connectionString: string;
  said: () => string;
}

const ownerScript = join(__dirname, '../../../test/support/database-process.js');
const nobody = { uid: 65534, gid: 65534 };

/** A test of what an ordinary user meets; left out where the checkout lies in a folder of root's alone. */
function ofOrdinaryUser(what: string, test: () => Promise<void>): void {
  const canRead = spawnSync('cat', [ownerScript], { ...nobody, stdio: 'ignore' }).status === 0;
  if (canRead) it(`an ordinary user ${what}`, test);
  else {
    process.stderr.write(
      `Left out: an ordinary user ${what}. No other user can read this checkout.\n`,
    );
  }
}

/** A process in a group of its own that owns the database of that folder. */
function startOwner(dataDir: string, as: { uid?: number; gid?: number } = {}): Promise<Owner> {
  const child = spawn(process.execPath, [ownerScript, dataDir], {
    ...as,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const connectionString = /^ready (.*)$/m.exec(said)?.[1];
      if (connectionString !== undefined && child.pid !== undefined) {
        resolve({ child, pid: child.pid, connectionString, said: () => said });
      }
    });
    child.once('exit', (code) => {
      children.delete(child);
      reject(new Error(`ended with ${String(code)}: ${said}`));
    });
  });
}

async function query<Row>(target: { connectionString: string }, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: target.connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const acknowledge = (target: { connectionString: string }, n: number) =>
  query(target, `create table if not exists kept (n int); insert into kept values (${String(n)})`);

const kept = async (target: { connectionString: string }) =>
  (await query<{ n: number }>(target, 'select n from kept order by n')).map(({ n }) => n);

async function eventually(what: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`not within ${String(seconds)} s: ${String(what)}`);
    await sleep(20);
  }
}

const answering = (target: { connectionString: string }) =>
  query(target, 'select 1').then(
    () => true,
    () => false,
  );

/** It may have fallen with the one before. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const parentOf = (pid: number) =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);

const postmasterOf = (dataDir: string) => {
  const pid = readPidFile(clusterIn(dataDir))?.pid;
  if (pid === undefined) throw new Error('no postmaster');
  return pid;
};

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const database of databases) await database.close();
  databases.clear();
});

afterAll(async () => {
  for (const folder of folders) {
    await eventually(() => processesOn(clusterIn(folder)).length === 0);
    // A killed server leaves its socket behind; the next start on the folder would clear it away.
    rmSync(usualSocketFolder(join(folder, 'postgres')), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the embedded database', () => {
  it('is made at the first start, keeps its data at the second, and ends in order', async () => {
    const dataDir = join(newFolder(), 'not', 'there', 'yet');
    const said: string[] = [];
    const first = await open(dataDir, { said });
    await acknowledge(first, 1);
    await close(first);
    expect(said[0]).toMatch(/^Making a new database in .*postgres$/);
    expect(processesOn(clusterIn(dataDir))).toEqual([]);

    const second = await open(dataDir);
    expect(await kept(second)).toEqual([1]);
    const socket = decodeURIComponent(second.connectionString.split('host=')[1] ?? '');
    expect(existsSync(socket)).toBe(true);
    await close(second);
    expect(existsSync(socket)).toBe(false);
  });

  it('is durable, in UTF-8, in UTC, with no port open', async () => {
    const database = await open(await madeFolder());
    const [settings] = await query(
      database,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
              current_setting('listen_addresses') as tcp, current_setting('timezone') as zone,
              current_setting('server_encoding') as encoding, upper('æøå') as upper`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      commits: 'on',
      tcp: '',
      zone: 'UTC',
      encoding: 'UTF8',
      upper: 'ÆØÅ',
    });
  });

  it('begins anew when the first start was killed half-way', async () => {
    const dataDir = newFolder();
    const half = join(dataDir, 'postgres', 'cluster.new-12345678');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const database = await open(dataDir);
    expect(await answering(database)).toBe(true);
    expect(existsSync(half)).toBe(false);
  });

  it('serves several folders side by side', async () => {
    const two = await Promise.all([open(await madeFolder()), open(await madeFolder())]);
    await Promise.all(two.map((database, n) => acknowledge(database, n)));
    expect(await Promise.all(two.map(kept))).toEqual([[0], [1]]);
  });

  it('of another major version is refused, not touched', async () => {
    const dataDir = await madeFolder();
    writeFileSync(join(clusterIn(dataDir), 'PG_VERSION'), '17\n');
    await expect(open(dataDir)).rejects.toThrow('is of PostgreSQL 17, the programs are of 18');
    await expect(open(dataDir)).rejects.not.toThrow('in use'); // the refusal let the lock go
  });
});

describe('a data folder in use', () => {
  it('refuses a second start, which ends with 1, and serves on', async () => {
    const dataDir = await madeFolder();
    const first = await startOwner(dataDir);
    const before = readdirSync(dataDir).sort();
    const said = new RegExp(`ended with 1: refused .*${dataDir} is in use by another Kursholder`);
    await expect(startOwner(dataDir)).rejects.toThrow(said);
    await expect(open(dataDir)).rejects.toThrow(`(process ${String(first.pid)})`);
    expect(readdirSync(dataDir).sort()).toEqual(before);
    expect(await answering(first)).toBe(true);
  });

  it('has one winner when several first starts come at once', async () => {
    const dataDir = newFolder();
    const starts = await Promise.allSettled([1, 2, 3].map(() => startOwner(dataDir)));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const start of starts) {
      if (start.status === 'rejected') expect(String(start.reason)).toContain('in use');
    }
  });

  it('is waited for when its owner is just ending', async () => {
    const dataDir = await madeFolder();
    const first = await open(dataDir);
    first.announceEnd();
    const said: string[] = [];
    const second = open(dataDir, { said });
    await sleep(1_500);
    await close(first);
    expect(await answering(await second)).toBe(true);
    expect(said[0]).toMatch(/^Waiting for process/);
  });
});

describe('a command', () => {
  it('joins the server that runs, and leaves it running', async () => {
    const dataDir = await madeFolder();
    const server = await startOwner(dataDir);
    await acknowledge(server, 7);
    const command = await open(dataDir, { mode: 'attach' });
    expect(command.connectionString).toBe(server.connectionString);
    expect(await kept(command)).toEqual([7]);
    await close(command);
    expect(await answering(server)).toBe(true);
  });

  it('waits for a server that is just starting', async () => {
    const dataDir = newFolder();
    const server = startOwner(dataDir);
    // Of the lock, not of its file, which is there a moment earlier.
    await eventually(() => lockOwnerOf(join(dataDir, 'lock'))?.mode === 'own');
    const command = await open(dataDir, { mode: 'attach' });
    expect(await answering(command)).toBe(true);
    await server;
  });

  it('starts a server of its own when none runs, and ends it', async () => {
    const dataDir = await madeFolder();
    const command = await open(dataDir, { mode: 'attach' });
    expect(await answering(command)).toBe(true);
    await close(command);
    expect(processesOn(clusterIn(dataDir))).toEqual([]);
  });

  it('takes its turn after another command', async () => {
    const dataDir = await madeFolder();
    const first = await open(dataDir, { mode: 'attach' });
    const second = open(dataDir, { mode: 'attach' });
    await sleep(300);
    await acknowledge(first, 1);
    await close(first);
    expect(await kept(await second)).toEqual([1]);
  });
});

describe('what was acknowledged is there, and nothing runs on, when', () => {
  const dataDir = newFolder();
  let n = 0;

  async function begin(): Promise<Owner> {
    const owner = await startOwner(dataDir);
    n += 1;
    await acknowledge(owner, n);
    return owner;
  }
  async function expectAllKept(owner: Owner): Promise<void> {
    expect(await kept(owner)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    owner.child.kill('SIGTERM');
    await eventually(() => owner.child.exitCode === 0);
    expect(processesOn(clusterIn(dataDir))).toEqual([]);
  }

  it('node is killed: PostgreSQL ends by itself', async () => {
    const owner = await begin();
    process.kill(owner.pid, 'SIGKILL');
    await eventually(() => processesOn(clusterIn(dataDir)).length === 0);
    await expectAllKept(await startOwner(dataDir));
  });

  it('node is killed and started again at once, while PostgreSQL is ending', async () => {
    const owner = await begin();
    process.kill(owner.pid, 'SIGKILL');
    await expectAllKept(await startOwner(dataDir));
  });

  it("node's whole process group is killed", async () => {
    const owner = await begin();
    process.kill(-owner.pid, 'SIGKILL');
    await eventually(() => processesOn(clusterIn(dataDir)).length === 0);
    await expectAllKept(await startOwner(dataDir));
  });

  it('node is killed in the middle of many commits', async () => {
    const owner = await begin();
    await query(owner, 'create table many (n int)');
    const client = new Client({ connectionString: owner.connectionString });
    client.on('error', () => undefined);
    await client.connect();
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await client.query('insert into many values ($1)', [acknowledged + 1]);
        acknowledged += 1;
      }
    })().catch(() => undefined);
    await sleep(300);
    process.kill(-owner.pid, 'SIGKILL');
    await writing;
    await client.end().catch(() => undefined);
    const next = await startOwner(dataDir);
    const [row] = await query<{ most: number; all: string }>(
      next,
      'select max(n) as most, count(*) as all from many; ',
    );
    expect(acknowledged).toBeGreaterThan(0);
    expect(row?.most).toBeGreaterThanOrEqual(acknowledged);
    expect(Number(row?.all)).toBe(row?.most);
    await expectAllKept(next);
  });

  it('the postmaster is killed: it is started again under the living server', async () => {
    const owner = await begin();
    const killed = postmasterOf(dataDir);
    process.kill(killed, 'SIGKILL');
    await eventually(() => owner.said().includes('PostgreSQL is running again'));
    expect(postmasterOf(dataDir)).not.toBe(killed);
    await expectAllKept(owner);
  });

  it('the postmaster is killed while a backend is busy', async () => {
    const owner = await begin();
    const busy = query(owner, 'select pg_sleep(60)').catch(() => undefined);
    await eventually(() => processesOn(clusterIn(dataDir)).length > 7);
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await eventually(() => owner.said().includes('PostgreSQL is running again'));
    await busy;
    await expectAllKept(owner);
  });

  it('the postmaster is killed again while it recovers', async () => {
    const owner = await begin();
    const first = postmasterOf(dataDir);
    process.kill(first, 'SIGKILL');
    await eventually(() => ![undefined, first].includes(readPidFile(clusterIn(dataDir))?.pid));
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await eventually(() => owner.said().includes('PostgreSQL is running again'));
    await eventually(() => answering(owner));
    await expectAllKept(owner);
  });

  it('every backend is killed: PostgreSQL puts itself right', async () => {
    const owner = await begin();
    const postmaster = postmasterOf(dataDir);
    for (const pid of processesOn(clusterIn(dataDir))) {
      if (pid !== postmaster) killed(pid);
    }
    await eventually(() => answering(owner));
    expect(postmasterOf(dataDir)).toBe(postmaster);
    await expectAllKept(owner);
  });

  it('the watcher is killed: the orphan is ended and another started', async () => {
    const owner = await begin();
    process.kill(parentOf(postmasterOf(dataDir)), 'SIGKILL');
    await eventually(() => owner.said().includes('PostgreSQL is running again'));
    await expectAllKept(owner);
  });

  it('node and the watcher are killed: the next start takes the orphan over', async () => {
    const owner = await begin();
    const orphan = postmasterOf(dataDir);
    process.kill(parentOf(orphan), 'SIGKILL');
    process.kill(owner.pid, 'SIGKILL');
    const next = await startOwner(dataDir);
    expect(postmasterOf(dataDir)).not.toBe(orphan);
    await expectAllKept(next);
  });

  it('everything is killed at once', async () => {
    const owner = await begin();
    const watcher = parentOf(postmasterOf(dataDir));
    for (const pid of [owner.pid, watcher, ...processesOn(clusterIn(dataDir))]) {
      killed(pid);
    }
    await expectAllKept(await startOwner(dataDir));
  });

  it("the killed postmaster's process id belongs to another program since", async () => {
    const owner = await begin();
    const cluster = clusterIn(dataDir);
    const pidFile = join(cluster, 'postmaster.pid');
    const old = readFileSync(pidFile, 'utf8');
    process.kill(owner.pid, 'SIGKILL');
    await eventually(() => processesOn(cluster).length === 0);
    const other = spawn('sleep', ['30'], runsAsRoot() ? ownerOf(cluster) : {});
    writeFileSync(pidFile, old.replace(/^\d+/, String(other.pid)));
    const next = await startOwner(dataDir);
    other.kill('SIGKILL');
    await expectAllKept(next);
  });
});

describe('a database that cannot come back', () => {
  it('ends its process with 1', async () => {
    const dataDir = await madeFolder();
    const owner = await startOwner(dataDir);
    const postmaster = postmasterOf(dataDir);
    renameSync(clusterIn(dataDir), join(dataDir, 'postgres', 'taken-away'));
    process.kill(postmaster, 'SIGKILL');
    await eventually(() => owner.child.exitCode === 1);
    expect(owner.said()).toMatch(/^lost PostgreSQL is lost: .*cluster is gone$/m);
  });
});

if (runsAsRoot())
  describe("as root, with a data folder that PostgreSQL's user cannot reach,", () => {
    let closed: string;
    let dataDir: string;
    let stateDir: string;

    beforeEach(() => {
      closed = newFolder();
      chmodSync(closed, 0o700);
      dataDir = join(closed, 'data');
      stateDir = join(newFolder(), 'state');
    });
    const start = (folder = dataDir, said: string[] = []) => open(folder, { stateDir, said });

    it('the files lie in the state folder, and the console says where', async () => {
      const said: string[] = [];
      const first = await start(dataDir, said);
      expect(dirname(first.where)).toBe(stateDir);
      expect(said[0]).toBe(
        `PostgreSQL's user cannot reach ${dataDir}; the database's files lie in ${first.where}`,
      );
      await acknowledge(first, 1);
      await expect(start()).rejects.toThrow('in use');
      await close(first);
      expect(await kept(await start())).toEqual([1]);
    });

    it('a command joins there too', async () => {
      const server = await start();
      const command = await open(dataDir, { mode: 'attach', stateDir });
      expect(command.connectionString).toBe(server.connectionString);
    });

    it('a data folder that was deleted and made anew gets a new database', async () => {
      const first = await start();
      await acknowledge(first, 1);
      await close(first);
      rmSync(dataDir, { recursive: true });
      const said: string[] = [];
      const second = await start(dataDir, said);
      expect(second.where).toBe(first.where);
      await expect(kept(second)).rejects.toThrow('"kept" does not exist');
      expect(said[0]).toMatch(/set aside as .*set-aside-\d{14}$/);
    });

    it('a data folder that was deleted under a living server is still in use', async () => {
      await start();
      rmSync(dataDir, { recursive: true });
      await expect(start()).rejects.toThrow('in use');
    });

    it('the database follows a moved folder, and a copied one gets its own', async () => {
      const first = await start();
      await acknowledge(first, 1);
      await close(first);
      const moved = join(closed, 'moved');
      renameSync(dataDir, moved);
      const second = await start(moved);
      expect(await kept(second)).toEqual([1]);
      await close(second);
      const copied = join(closed, 'copied');
      cpSync(moved, copied, { recursive: true });
      const third = await start(copied);
      expect(third.where).not.toBe(second.where);
      await expect(kept(third)).rejects.toThrow('"kept" does not exist');
    });

    it('a database made before the folder was closed is not replaced by an empty one', async () => {
      chmodSync(closed, 0o755);
      await close(await start());
      chmodSync(closed, 0o700);
      await expect(start()).rejects.toThrow('can no longer reach its database');
    });

    it('it runs as the user who made the database, where that was not root', async () => {
      chmodSync(closed, 0o755);
      await close(await start());
      spawnSync('chown', ['-R', '65534:65534', join(dataDir, 'postgres')]);
      const again = await start();
      const status = readFileSync(`/proc/${String(again.serverPid())}/status`, 'utf8');
      expect(status).toMatch(/^Uid:\s+65534/m);
    });

    ofOrdinaryUser('runs it in the data folder, without copies or another user', async () => {
      const folder = newFolder();
      chownSync(folder, nobody.uid, nobody.gid);
      const owner = await startOwner(folder, nobody);
      await acknowledge(owner, 1);
      expect(ownerOf(clusterIn(folder))).toEqual(nobody);
      expect(readdirSync(folder).sort()).toEqual(['lock', 'postgres']);
      process.kill(owner.pid, 'SIGKILL');
      expect(await kept(await startOwner(folder, nobody))).toEqual([1]);
    });

    ofOrdinaryUser('is told that root made the database', async () => {
      const folder = await madeFolder();
      chmodSync(folder, 0o777);
      const owner = startOwner(folder, nobody);
      await expect(owner).rejects.toThrow('was made by another user');
    });
  });

const ownerOf = (path: string) => {
  const { stdout } = spawnSync('stat', ['-c', '%u %g', path], { encoding: 'utf8' });
  const [uid = 0, gid = 0] = stdout.trim().split(' ').map(Number);
  return { uid, gid };
};
