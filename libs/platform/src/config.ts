import { z } from 'zod';
import { StartupProblem } from './startup-problem';

/*
 * The settings, each once: what it is called, what it may be, what it is when nothing is set, and
 * what it is for. Reading, checking, `.env.example` and the README's table all come from here.
 */

const text = (most: number) => z.string().max(most).regex(/^[^\p{Cc}]+$/u); // prettier-ignore

const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d{1,9}$/).transform(Number).pipe(z.number().min(least).max(most)); // prettier-ignore

const address = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol));

const origin = z
  .string()
  .refine((value) => /^https?:\/\/[^/?#]+\/?$/i.test(value) && URL.canParse(value))
  .transform((value) => new URL(value).origin);

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** `fallback` is written as in the environment; `unset` says what happens without a value. */
interface About {
  expected: string;
  fallback?: string;
  unset?: string;
  purpose: string;
}

const about = <S extends z.ZodType>(schema: S, meaning: About) => schema.meta({ ...meaning });

const required = <S extends z.ZodType<unknown, string>>(
  schema: S,
  meaning: About & { fallback: string },
) => about(schema.prefault(meaning.fallback as z.input<S>), meaning);

const optional = <S extends z.ZodType<unknown, string>>(
  schema: S,
  meaning: About & { unset: string },
) => about(schema.optional(), meaning);

const settings = z.object({
  PORT: required(wholeNumber(0, 65_535), {
    expected: 'a whole number from 0 to 65535 (0: any free port)',
    fallback: '3000',
    purpose: 'Port of the HTTP server',
  }),
  HOST: required(text(253).regex(/^[A-Za-z0-9.:_-]+$/), {
    expected: 'a host name or an IP address',
    fallback: '127.0.0.1',
    purpose: 'Address that the HTTP server listens on; `0.0.0.0` is every one',
  }),
  DATABASE_URL: optional(address('postgres:', 'postgresql:'), {
    expected: 'an address like postgresql://user:password@host:5432/database',
    unset: 'embedded PostgreSQL 18',
    purpose: 'A PostgreSQL of your own, 14 or later with `btree_gist`',
  }),
  REDIS_URL: optional(address('redis:', 'rediss:'), {
    expected: 'an address like redis://host:6379',
    unset: 'jobs on PostgreSQL',
    purpose: 'A Redis that carries the jobs instead of PostgreSQL',
  }),
  KURSHOLDER_DATA_DIR: required(text(1_000), {
    expected: 'the path of a folder',
    fallback: '.data',
    purpose: 'Folder of the embedded database and files',
  }),
  KURSHOLDER_DEMO_PASSWORD: optional(text(200), {
    expected: 'a text of 1 to 200 characters',
    unset: 'made at random, printed once',
    purpose:
      'Password of the demonstration accounts; used when they are made, changes nothing later',
  }),
  RATE_LIMIT_PER_MINUTE: required(wholeNumber(0, 1_000_000), {
    expected: 'a whole number from 0 to 1000000 (0: no limit)',
    fallback: '600',
    purpose: 'API requests a minute, per account and address; 0 is off',
  }),
  PUBLIC_URL: optional(origin, {
    expected: 'an http or https address without a path, like https://kursholder.example',
    unset: 'the address listened on',
    purpose: 'Address that people use; with https the session cookie is `Secure`',
  }),
  LOG_LEVEL: required(z.enum(logLevels), {
    expected: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
    purpose: 'How much is logged',
  }),
});

export interface Config {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  dataDir: string;
  demoPassword: string | undefined;
  rateLimitPerMinute: number;
  publicUrl: string | undefined;
  logLevel: (typeof logLevels)[number];
}

/** The settings of this environment. Throws one StartupProblem that names every bad one. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // An empty value is no value: compose files and .env files pass settings on that nobody set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = settings.safeParse(set);
  if (success) {
    return {
      port: data.PORT,
      host: data.HOST,
      databaseUrl: data.DATABASE_URL,
      redisUrl: data.REDIS_URL,
      dataDir: data.KURSHOLDER_DATA_DIR,
      demoPassword: data.KURSHOLDER_DEMO_PASSWORD,
      rateLimitPerMinute: data.RATE_LIMIT_PER_MINUTE,
      publicUrl: data.PUBLIC_URL,
      logLevel: data.LOG_LEVEL,
    };
  }
  const bad = new Set(error.issues.map(({ path }) => String(path[0])));
  const lines = described()
    .filter(({ name }) => bad.has(name))
    .map(({ name, expected }) => `  ${name} is ${shown(name, set[name])}; expected ${expected}`);
  throw new StartupProblem(['Settings that cannot be used:', ...lines].join('\n'));
}

/** The README's table, in markdown. */
export function settingsTable(): string {
  const rows = described().map(
    ({ name, fallback, unset, purpose }) =>
      `| \`${name}\` | ${fallback === undefined ? `unset: ${unset ?? ''}` : `\`${fallback}\``} | ${purpose} |`,
  );
  return ['| Setting | Default | What it is for |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The text of `.env.example`. */
export function envExample(): string {
  const entries = described().map(({ name, fallback, unset, purpose, expected }) =>
    [
      `# ${purpose.replaceAll('`', '')}.`,
      `# Expected: ${expected}. ${unset === undefined ? '' : `Unset: ${unset}.`}`.trimEnd(),
      fallback === undefined ? `# ${name}=` : `# ${name}=${fallback}`,
    ].join('\n'),
  );
  return `${entries.join('\n\n')}\n`;
}

const described = (): (About & { name: string })[] =>
  Object.entries(settings.shape).map(([name, schema]) => ({
    name,
    ...(schema.meta() as unknown as About),
  }));

/** What may hold a password is not shown, for the console is often kept. */
function shown(name: string, value: string | undefined): string {
  return /PASSWORD|_URL$/.test(name) ? 'not usable' : JSON.stringify(value);
}
