import { parseArgs } from 'node:util';
import { measureAppend } from './append';
import type { Measurement, Options } from './measurement';
import { measureRead } from './read';
import { measureRebuild } from './rebuild';
import { startServer } from './server';
import { measureVerify } from './verify';
import { measureVisible } from './visible';

/*
 * `npm run bench -- <what>`: docs/performance.md says what each measures and how. What is compared
 * runs in turn, round by round, on a PostgreSQL of the measurement's own: ratios count, not figures.
 */

const measurements: Readonly<Partial<Record<string, Measurement>>> = {
  append: measureAppend,
  rebuild: measureRebuild,
  read: measureRead,
  visible: measureVisible,
  verify: measureVerify,
};

const usage = `npm run bench -- <what> [options]

  append    commands appended a second, beside the floor and other stores
  rebuild   events a second into a read model that is built anew, beside COPY and another store
  read      figures a second over HTTP, as known now and then, beside a constant answer
  visible   milliseconds from a command to its row in the read model
  verify    events a second whose chain is checked

  --rounds <n>      how often each is measured, in turn (3)
  --seconds <n>     how long each append and read runs in a round (4)
  --clients <list>  clients of append (1,8,32) and read (8)
  --stores <list>   stores of append: ours, emmett, castore; with ×2 in two processes (all)
  --events <n>      events of rebuild (1000000), read (1000000) and verify (300000)
  --commands <n>    commands of visible in a round (200)
  --json            one line of JSON
`;

async function main(): Promise<void> {
  const { measure, what, json, options } = asked();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const server = await startServer(say);
  try {
    const { printed, ...result } = await measure(server, options, say);
    const about = { what, date: new Date().toISOString(), node: process.version };
    const whole = { ...about, postgres: server.version, ...result };
    process.stdout.write(json ? `${JSON.stringify(whole)}\n` : `${server.version}\n${printed}\n`);
  } finally {
    await server.close();
  }
}

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string' },
      clients: { type: 'string' },
      stores: { type: 'string', default: 'ours,ours×2,emmett,emmett×2,castore,castore×2' },
      events: { type: 'string' },
      commands: { type: 'string', default: '200' },
    },
  });
  const [what = '', ...more] = positionals;
  const measure = Object.hasOwn(measurements, what) ? measurements[what] : undefined;
  if (!measure || more.length > 0) throw new Misspelled();
  const options: Options = {
    rounds: number(values.rounds),
    seconds: values.seconds === undefined ? undefined : number(values.seconds),
    clients: values.clients?.split(',').map(number),
    stores: values.stores.split(','),
    events: values.events === undefined ? undefined : number(values.events),
    commands: number(values.commands),
  };
  return { measure, what, json: values.json, options };
}

function number(written: string): number {
  if (/^[1-9]\d*$/.test(written)) return Number(written);
  throw new Misspelled(`${written} is no number`);
}

/** No measurement, or no option of one. */
class Misspelled extends Error {}

const isMisspelled = (error: unknown): error is Error =>
  error instanceof Misspelled ||
  (error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code)));

main().catch((error: unknown) => {
  if (isMisspelled(error)) process.stderr.write(`${error.message}\n${usage}`.trimStart());
  else console.error(error);
  process.exitCode = 1;
});
