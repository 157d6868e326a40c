import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface TestRedis {
  url: string;
  close(): Promise<void>;
}

/**
 * How this machine can have a Redis: REDIS_URL, or Debian's redis-server, installed when we are
 * root. Undefined, said in plain words, when it can have none. Decided while tests are collected.
 */
export function findRedis(suite: string): (() => Promise<TestRedis>) | undefined {
  const url = process.env['REDIS_URL'];
  if (url !== undefined && url !== '') {
    return () => Promise.resolve({ url, close: () => Promise.resolve() });
  }
  if (installed() || install()) return startRedis;
  process.stderr.write(
    `Left out: ${suite}. There is no redis-server here and none could be installed ` +
      '(that takes Debian and root); set REDIS_URL to run it.\n',
  );
  return undefined;
}

const installed = () => spawnSync('redis-server', ['--version']).status === 0;

function install(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 120_000,
      // RUNLEVEL: the package is not to start a server of its own on the usual port.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  const redis = ['install', '-y', '--no-install-recommends', 'redis-server'];
  if (apt(...redis).status !== 0) {
    apt('update');
    apt(...redis);
  }
  return installed();
}

/** On a free port, keeping nothing; it ends with us, also when we are killed. */
async function startRedis(): Promise<TestRedis> {
  const port = String(await freePort());
  const settings = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', '/tmp'];
  const untilClosed = '"$@" >/dev/null & read -r _; kill $!; wait';
  const child = spawn('/bin/sh', ['-c', untilClosed, 'sh', 'redis-server', ...settings], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `redis://127.0.0.1:${port}`;
  await answering(url);
  return {
    url,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(25);
    } finally {
      client.disconnect();
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
