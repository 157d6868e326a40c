#!/usr/bin/env node
/*
 * `npm start` and `npm run kursholder -- <command>`: builds what is not built or was built of other
 * sources, then runs the command in this same process, so that a signal reaches it. `build` stops
 * after building.
 *
 * Two starts may build at once, and either may be killed: each builds aside and renames what is
 * whole, and whoever comes second finds it done and throws its own away.
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const fingerprintName = '.built-of';
const children = new Set();

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Kursholder needs Node 20.19 or later; this is ${process.versions.node}.`);
}
if (!existsSync(join(root, 'node_modules'))) {
  fail('The packages are not installed. Run npm ci first.');
}

const command = process.argv[2];
const serves = ['start', 'demo', 'api', 'build'].includes(command);
// What a command answers goes to the standard output; what it does meanwhile does not.
const say = (line) => (serves ? process.stdout : process.stderr).write(`${line}\n`);

const server = {
  name: 'kursholder',
  what: 'the server',
  sources: [
    'apps/api/src',
    'apps/worker/src',
    'apps/kursholder',
    'libs',
    'nest-cli.json',
    'rspack.config.js',
  ],
  build: (aside) =>
    node('@nestjs/cli/bin/nest.js', ['build', 'kursholder'], { KURSHOLDER_BUILD_FOLDER: aside }),
};
const dashboard = {
  name: 'dashboard',
  what: 'the dashboard',
  sources: ['apps/dashboard'],
  build: (aside) =>
    node('vite/bin/vite.js', [
      'build',
      'apps/dashboard',
      '--outDir',
      aside,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]),
};

const whileBuilding = (signal) => {
  abandonBuilds(signal);
  process.exit(signal === 'SIGINT' ? 130 : 143);
};
process.on('SIGINT', whileBuilding).on('SIGTERM', whileBuilding);
endWithNpm();
await Promise.all((serves ? [server, dashboard] : [server]).map(ensureBuilt));
process.off('SIGINT', whileBuilding).off('SIGTERM', whileBuilding);
if (command !== 'build') await run(join(dist, server.name, 'main.js'));

async function ensureBuilt(target) {
  const fingerprint = fingerprintOf(target);
  const folder = join(dist, target.name);
  if (builtOf(folder) === fingerprint) return;
  say(`Building ${target.what}`);
  const began = Date.now();
  const aside = asideOf(target);
  removeLeftovers();
  mkdirSync(aside, { recursive: true });
  const { code, output } = await target.build(aside);
  if (code !== 0) {
    abandonBuilds('SIGTERM');
    fail(`${output}\nBuilding ${target.what} failed (code ${code}).`);
  }
  writeFileSync(join(aside, fingerprintName), fingerprint);
  put(aside, folder, fingerprint);
  say(`Built ${target.what} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Of the content, not the times: a fresh clone has new times and the same sources. */
function fingerprintOf({ name, sources }) {
  const hash = createHash('sha256').update(name);
  for (const path of [...sources, 'package-lock.json', 'tsconfig.json'].flatMap(filesOf).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
}

function builtOf(folder) {
  try {
    return readFileSync(join(folder, fingerprintName), 'utf8');
  } catch {
    return undefined;
  }
}

function put(aside, folder, fingerprint) {
  for (;;) {
    if (builtOf(folder) === fingerprint) return rmSync(aside, { recursive: true, force: true });
    const old = join(dist, `.old-${randomUUID().slice(0, 8)}`);
    try {
      if (existsSync(folder)) renameSync(folder, old);
      renameSync(aside, folder);
    } catch (error) {
      // Another start renamed in between: look again at what is there.
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code) || !existsSync(aside))
        throw error;
      continue;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
    return;
  }
}

function asideOf(target) {
  target.aside ??= join(dist, `.new-${target.name}-${process.pid}-${randomUUID().slice(0, 8)}`);
  return target.aside;
}

function abandonBuilds(signal) {
  for (const child of children) child.kill(signal);
  for (const target of [server, dashboard]) {
    if (target.aside) rmSync(target.aside, { recursive: true, force: true });
  }
}

/** Of builds that were killed; one that is an hour old is not being built any more. */
function removeLeftovers() {
  for (const name of existsSync(dist) ? readdirSync(dist) : []) {
    const path = join(dist, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (/^\.(new|old)-/.test(name) && age > 3_600_000)
      rmSync(path, { recursive: true, force: true });
  }
}

function node(script, args, environment = {}) {
  const path = join(root, 'node_modules', script);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], {
      cwd: root,
      env: { ...process.env, ...environment, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code, output });
    });
  });
}

/** npm killed outright passes no signal on, and would leave us holding port and data folder. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

async function run(main) {
  // Another start may be putting the same file in place this very moment.
  for (let tries = 0; tries < 40 && !existsSync(main); tries += 1) await sleep(50);
  process.setSourceMapsEnabled(true);
  createRequire(import.meta.url)(main);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
