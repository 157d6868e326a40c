import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOn, readPidFile } from '../libs/platform/src/postmaster';
import { Client, password } from './support/application';
import { rootDir, temporaryFolder } from './support/database';
import { freePort } from './support/redis';

jest.setTimeout(120_000);

const story = JSON.parse(
  readFileSync(join(rootDir, 'data/eksempel-2025-2028.json'), 'utf8'),
) as unknown[];

const folders: string[] = [];
const starts: Start[] = [];

interface Start {
  npm: ChildProcess;
  pid: number;
  dataDir: string;
  address: string;
  said: () => string;
  /** Resolves with npm's exit code. */
  ended: Promise<number | null>;
}

/** `npm start` as a person types it, in a process group of its own. */
async function npmStart(
  dataDir = newFolder(),
  settings: NodeJS.ProcessEnv = {},
  command = ['start'],
): Promise<Start> {
  const port = String(await freePort());
  const inherited = { ...process.env };
  delete inherited['DATABASE_URL'];
  delete inherited['REDIS_URL'];
  const env = { ...inherited, PORT: port, KURSHOLDER_DATA_DIR: dataDir, ...settings };
  const npm = spawn('npm', command, { cwd: rootDir, env, detached: true });
  let said = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = new Promise<number | null>((resolve) => npm.once('exit', resolve));
  if (npm.pid === undefined) throw new Error('npm did not start');
  const address = `http://127.0.0.1:${port}`;
  const start = { npm, pid: npm.pid, dataDir, address, said: () => said, ended };
  starts.push(start);
  return start;
}

async function ready(start: Start): Promise<Start> {
  await eventually(() => answers(start), 60, start);
  return start;
}

const answers = ({ address }: Start) =>
  fetch(`${address}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );

async function eventually(
  what: () => boolean | Promise<boolean>,
  seconds: number,
  start: Start,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${String(seconds)} s: ${String(what)}\n${start.said()}`);
    }
    await sleep(50);
  }
}

function newFolder(): string {
  const folder = temporaryFolder('start');
  folders.push(folder);
  return folder;
}

const clusterOf = ({ dataDir }: Start) => join(dataDir, 'postgres', 'cluster');

/** Every process that the start brought about, told by its environment or its cluster. */
function left(start: Start): number[] {
  const marked = readdirSync('/proc').filter((name) => {
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
      return environment.includes(`KURSHOLDER_DATA_DIR=${start.dataDir}\0`);
    } catch {
      return false;
    }
  });
  return [...marked.map(Number), ...processesOn(clusterOf(start))];
}

afterAll(async () => {
  for (const start of starts) {
    for (const pid of left(start)) process.kill(pid, 'SIGKILL');
    await eventually(() => left(start).length === 0, 10, start);
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('is ready in the end, says each step, and ends in order on a signal to npm alone', async () => {
    const start = await ready(await npmStart());
    const steps = ['Making a new database', 'PostgreSQL started', 'Migrated the database: 0001_'];
    for (const step of steps) expect(start.said()).toContain(step);
    await eventually(() => start.said().includes('Kursholder is ready'), 10, start);

    const began = Date.now();
    start.npm.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(left(start)).toEqual([]);
  });

  it('ends in order on Ctrl-C, which reaches every process of the terminal', async () => {
    const start = await ready(await npmStart());
    process.kill(-start.pid, 'SIGINT');
    await start.ended;
    await eventually(() => left(start).length === 0, 15, start);
    expect(start.said()).toContain('Kursholder has ended');
  });

  it('ends when it is stopped in the middle of its start', async () => {
    const start = await npmStart();
    await eventually(() => start.said().includes('Making a new database'), 60, start);
    start.npm.kill('SIGTERM');
    await start.ended;
    expect(left(start)).toEqual([]);
  });

  it('starts again at once after its whole process group was killed', async () => {
    const first = await ready(await npmStart());
    process.kill(-first.pid, 'SIGKILL');
    const second = await ready(await npmStart(first.dataDir));
    second.npm.kill('SIGINT');
    await second.ended;
    expect(left(second)).toEqual([]);
  });

  it('leaves nothing running when npm alone is killed', async () => {
    const start = await ready(await npmStart());
    start.npm.kill('SIGKILL');
    await eventually(() => left(start).length === 0, 15, start);
  });

  it('is back after its database was killed', async () => {
    const start = await ready(await npmStart());
    const postmaster = readPidFile(clusterOf(start))?.pid ?? 0;
    process.kill(postmaster, 'SIGKILL');
    await eventually(() => start.said().includes('PostgreSQL is running again'), 20, start);
    await eventually(() => answers(start), 20, start);
    start.npm.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  it('a second time on the same data folder says so and ends with 1', async () => {
    const first = await ready(await npmStart());
    const second = await npmStart(first.dataDir);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`${first.dataDir} is in use by another Kursholder`);
    expect(await answers(first)).toBe(true);
    first.npm.kill('SIGTERM');
    await first.ended;
  });

  it('on a port that is taken says so, ends with 1 and leaves no database running', async () => {
    const other = createServer().listen(0, '127.0.0.1').unref();
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const start = await npmStart(newFolder(), { PORT: String(port) });
    expect(await start.ended).toBe(1);
    expect(start.said()).toContain(`Port ${String(port)} on 127.0.0.1 is taken`);
    expect(start.said()).not.toMatch(/ at |connection lost/);
    expect(left(start)).toEqual([]);
    other.close();
  });

  it('with bad settings names each of them and ends with 1', async () => {
    const start = await npmStart(newFolder(), { HOST: 'not a host', LOG_LEVEL: 'loud' });
    expect(await start.ended).toBe(1);
    expect(start.said()).toContain('HOST is "not a host"; expected a host name');
    expect(start.said()).toContain('LOG_LEVEL is "loud"; expected one of');
    expect(start.said()).not.toContain('PORT');
  });
});

describe('npm run kursholder -- demo', () => {
  const demo = (dataDir?: string, settings?: NodeJS.ProcessEnv) =>
    npmStart(dataDir, settings, ['run', 'kursholder', '--', 'demo']);

  it('says what it is, and takes the story up where a kill stopped it', async () => {
    const settings = { KURSHOLDER_DEMO_PASSWORD: password };
    const first = await ready(await demo(newFolder(), settings));
    expect(first.said()).toContain('Eksempelby Kommune and all its figures are invented');
    expect(first.said()).toContain(`Its data lie in ${first.dataDir}/demo`);
    process.kill(-first.pid, 'SIGKILL');
    expect(first.said()).not.toContain('Kursholder is ready');

    const second = await demo(first.dataDir, settings);
    await eventually(() => second.said().includes('Kursholder is ready'), 60, second);
    // Where nobody is known yet, the page itself says what is behind it.
    const signInPage = await (await fetch(`${second.address}/log-ind`)).text();
    expect(signInPage).toContain('<meta name="kursholder-demonstration" />');
    const controller = await Client.signIn(second.address, 'controller', {
      municipality: 'eksempel',
    });
    const { body } = await controller.get('/api/v1/events?limit=500');
    const told = body.items.filter(({ actor }: { actor: string }) => actor !== 'kursholder');
    expect(told).toHaveLength(story.length);
    second.npm.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('refuses a database of one’s own, before it makes anything', async () => {
    const start = await demo(newFolder(), { DATABASE_URL: 'postgresql://nowhere.example/real' });
    expect(await start.ended).toBe(1);
    expect(start.said()).toContain('A demonstration does not belong in a database of your own');
    expect(readdirSync(start.dataDir)).toEqual([]);
  });
});
