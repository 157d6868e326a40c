import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { password, type Application } from './application';
import { rootDir, temporaryFolder } from './database';

/*
 * A real browser before the real application. A test fails when any of its windows wrote an error
 * to the console, threw, or made a request that was refused or failed, unless it said so before:
 *
 *   const { open, expectTrouble } = useBrowser(application);
 *   it('…', async () => { const page = await open('/tiltag/R307', { as: 'reporter' }) … });
 */

export const sizes = {
  desktop: { width: 1440, height: 1000 },
  phone: { width: 390, height: 844 },
} as const;

export interface Window {
  /** A role account, such as `reporter`; without one nobody is signed in. */
  as?: string;
  size?: keyof typeof sizes;
}

export interface Windows {
  /** A window of its own, as if on a computer of its own, once its page is whole. */
  open(address: string, window?: Window): Promise<Page>;
  /** This test brings it about on purpose. */
  expectTrouble(kind: RegExp): void;
}

export function useBrowser(application: Application): Windows {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const troubles: string[] = [];
  const expected: RegExp[] = [];

  beforeAll(async () => {
    buildDashboard();
    browser = await launch();
  }, 180_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    const unexpected = troubles.filter((trouble) => !expected.some((kind) => kind.test(trouble)));
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    troubles.length = expected.length = 0;
    expect(unexpected).toEqual([]);
  });

  return {
    open: async (address, { as, size = 'desktop' } = {}) => {
      if (browser === undefined) throw new Error('the browser runs from beforeAll on');
      const context = await browser.newContext({
        baseURL: application.url,
        viewport: sizes[size],
        locale: 'da-DK',
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      context.setDefaultTimeout(30_000);
      if (as !== undefined) await signIn(context, as);
      const page = await context.newPage();
      watch(page, troubles);
      await page.goto(address);
      await whole(page);
      return page;
    },
    expectTrouble: (kind) => void expected.push(kind),
  };
}

/** Nothing on the page is waited for any more. */
export async function whole(page: Page): Promise<void> {
  await page.locator('main h1:visible').waitFor();
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
}

/** What axe finds against WCAG 2.1 A and AA. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .setLegacyMode()
    .analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

async function signIn(context: BrowserContext, account: string): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    data: { email: `${account}@norddjurs.example`, password },
  });
  if (!answer.ok()) throw new Error(`signing in answered ${String(answer.status())}`);
}

function watch(page: Page, troubles: string[]): void {
  const say = (what: string) => void troubles.push(`${new URL(page.url()).pathname}: ${what}`);
  page.on('console', (line) => {
    if (line.type() === 'error') say(line.text());
  });
  page.on('pageerror', (error) => say(error.message));
  page.on('response', (answer) => {
    if (answer.status() >= 400) say(`${String(answer.status())} ${answer.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left gives up what it was asking for, and its stream of events.
    if (why !== 'net::ERR_ABORTED') say(`${why} ${request.url()}`);
  });
}

/** The pages as they are served: built when their sources changed, as a start does. */
function buildDashboard(): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['bin/kursholder.mjs', 'build'], {
    cwd: rootDir,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`building failed:\n${stdout}\n${stderr}`);
}

async function launch(): Promise<Browser> {
  const { executablePath, args, env } = ofOnesOwn() ?? unpack();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: [
      ...args.filter((flag) => !unlikeOthers.includes(flag)),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

interface Launched {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const ofOnesOwn = (): Launched | undefined => {
  const executablePath = process.env['KURSHOLDER_TEST_CHROMIUM'];
  return executablePath === undefined ? undefined : { executablePath, args: [], env: {} };
};

/** What the package adds for its own kind of host, and no reader's browser has. */
const unlikeOthers = [
  '--single-process',
  '--disable-web-security',
  '--allow-running-insecure-content',
];

/** Kept in the temporary folder for later runs; unpacked aside and renamed, as several may begin at once. */
function unpack(): Launched {
  const package_ = join(rootDir, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const key = createHash('sha256')
    .update(readFileSync(package_))
    .update(readFileSync(unpacking))
    .update(String(process.getuid?.()))
    .digest('hex');
  const folder = join(tmpdir(), `kursholder-test-chromium-${key.slice(0, 12)}`);
  const launched = (args: string[]): Launched => ({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
  if (existsSync(folder)) return launched(unpackInto(folder));
  const aside = temporaryFolder('chromium');
  const args = unpackInto(aside);
  try {
    renameSync(aside, folder);
  } catch {
    // Another run was first.
    rmSync(aside, { recursive: true, force: true });
  }
  return launched(args);
}

const unpacking = join(rootDir, 'test', 'support', 'unpack-chromium.js');

function unpackInto(folder: string): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [unpacking, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the browser was not unpacked:\n${stderr}`);
  return JSON.parse(stdout) as string[];
}
