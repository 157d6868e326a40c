import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { EventStore, Projector, statisticsOf, verify, type Anchor } from '@kursholder/eventstore';
import { catalogue, readModels } from '@kursholder/monitoring';
import { loadConfig, openDatabase, StartupProblem } from '@kursholder/platform';
import type { Command } from 'commander';
import { z } from 'zod';
import { progressBar } from './progress-bar';

const say = (line: string) => process.stdout.write(`${line}\n`);
const tell = (line: string) => process.stderr.write(`${line}\n`);

/** `log verify|anchor|stats|erase` and `projections status|rebuild|retry`: what an operator asks of the log. */
export function addLogCommands(program: Command): void {
  const log = program.command('log').description('the event log and its proof');
  log
    .command('verify')
    .description('hash the log again; ends with 1 and names the first commit that does not fit')
    .option('--log <name>', 'one municipality only')
    .option('--anchor <file>', 'a head printed by `log anchor` earlier, which must be in the chain')
    .action((options: { log?: string; anchor?: string }) =>
      withDatabase((connectionString) => verifyLogs(connectionString, options)),
    );
  log
    .command('anchor')
    .description('print the head of the log, to be kept outside this machine')
    .option('--log <name>', 'which municipality, where there are several')
    .action((options: { log?: string }) =>
      withDatabase(async (connectionString) => {
        const name = options.log ?? (await onlyLog(connectionString));
        const head = await withStore(connectionString, (store) => store.head(name));
        say(JSON.stringify({ log: name, ...head }));
      }),
    );
  log
    .command('stats')
    .description('how much the log holds')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) =>
      withDatabase(async (connectionString) => {
        for (const name of await logsOf(connectionString)) {
          const stats = await statisticsOf(connectionString, name);
          if (options.json === true) say(JSON.stringify(stats));
          else {
            say(
              `${name}: ${stats.events} events in ${stats.commits} commits, ${stats.streams} streams`,
            );
            say(`  from ${stats.firstRecordedAt ?? '–'} to ${stats.lastRecordedAt ?? '–'}`);
            say(`  ${(stats.bytes / 2 ** 20).toFixed(1)} MiB with indexes (all logs)`);
            for (const { type, events } of stats.byType)
              say(`  ${String(events).padStart(9)}  ${type}`);
          }
        }
      }),
    );

  log
    .command('erase <position>')
    .description('empty what a person typed in one event, for good; an event says so')
    .requiredOption('--by <who>', 'whose act it is, as the log will say')
    .option('--log <name>', 'which municipality, where there are several')
    .action((position: string, options: { by: string; log?: string }) =>
      withDatabase((connectionString) => eraseNotes(connectionString, position, options)),
    );

  const projections = program.command('projections').description('the read models');
  projections
    .command('status')
    .description('how far each is')
    .action(() =>
      withProjector(async (projector) => {
        for (const one of await projector.status()) {
          const error =
            one.error === null ? '' : `  stopped at ${String(one.failedPosition)}: ${one.error}`;
          say(`${one.log}  ${one.projection}  ${one.state}  ${one.position}/${one.head}${error}`);
        }
      }),
    );
  projections
    .command('rebuild [tables...]')
    .description(
      'build read models anew beside the ones that serve, then switch (all, or those named)',
    )
    .action((tables: string[]) =>
      withProjector(async (projector) => {
        const all = readModels.map(({ table }) => table);
        const unknown = tables.find((table) => !all.includes(table));
        if (unknown !== undefined) throw new StartupProblem(`There is no read model ${unknown}.`);
        for (const table of tables.length > 0 ? tables : all) {
          const bar = progressBar(table);
          await projector.rebuild(table, ({ done, total }) => bar.show(done, total));
          bar.end();
        }
      }),
    );
  projections
    .command('retry <table>')
    .description('let a read model that failed try its event again')
    .action((table: string) => withProjector((projector) => projector.retry(table)));
}

async function verifyLogs(
  connectionString: string,
  options: { log?: string; anchor?: string },
): Promise<void> {
  const anchor = options.anchor === undefined ? undefined : await anchorIn(options.anchor);
  const names = options.log === undefined ? await logsOf(connectionString) : [options.log];
  for (const log of anchor === undefined ? names : [anchor.log]) {
    const bar = progressBar(log);
    const { ok, events, commits, broken } = await verify({
      connectionString,
      log,
      ...(anchor === undefined ? {} : { anchor }),
      progress: ({ done, total }) => bar.show(done, total),
    });
    bar.end();
    if (ok) say(`${log}: intact, ${events} events in ${commits} commits`);
    else {
      const { commitNo, position, reason } = broken ?? { commitNo: 0, position: 0, reason: '' };
      say(`${log}: BROKEN at commit ${commitNo}, position ${position}: ${reason}`);
      process.exitCode = 1;
    }
  }
}

async function eraseNotes(
  connectionString: string,
  written: string,
  options: { by: string; log?: string },
): Promise<void> {
  const position = /^[1-9]\d{0,14}$/.test(written) ? Number(written) : 0;
  const name = options.log ?? (await onlyLog(connectionString));
  await withStore(connectionString, async (store) => {
    const [event] = await store.read(name, position - 1, 1).catch(() => []);
    if (!event) throw new StartupProblem(`${name} has no event ${written}.`);
    if (event.notes === null && !event.notesErased) {
      throw new StartupProblem(`Nobody typed anything in event ${written} of ${name}.`);
    }
    const by = { actor: options.by, correlationId: randomUUID() };
    const erasure = await store.eraseNotes(name, position, by);
    say(`${name}: the notes of event ${written} are erased; event ${erasure} says so`);
  });
}

const anchorFile = z.object({
  log: z.string(),
  position: z.int(),
  commitNo: z.int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  recordedAt: z.string(),
});

async function anchorIn(path: string): Promise<Anchor & { log: string }> {
  try {
    return anchorFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new StartupProblem(`${path} holds no anchor; write one with \`log anchor\`.`);
  }
}

/** With the database of the settings: joined where a server runs on it, else started for the while. */
async function withDatabase(work: (connectionString: string) => Promise<void>): Promise<void> {
  const database = await openDatabase(loadConfig(), { mode: 'attach', progress: tell });
  try {
    await work(database.connectionString);
  } finally {
    await database.close();
  }
}

const withStore = <T>(connectionString: string, work: (store: EventStore) => Promise<T>) =>
  EventStore.open({ connectionString, catalogue }).then((store) =>
    work(store).finally(() => store.close()),
  );

const withProjector = (work: (projector: Projector) => Promise<void>) =>
  withDatabase((connectionString) =>
    withStore(connectionString, async (store) => {
      const projector = new Projector({ store, connectionString, projections: readModels });
      await work(projector).finally(() => projector.stop());
    }),
  );

const logsOf = (connectionString: string) => withStore(connectionString, (store) => store.logs());

async function onlyLog(connectionString: string): Promise<string> {
  const [only, ...others] = await logsOf(connectionString);
  if (only === undefined || others.length > 0) {
    throw new StartupProblem('Name the municipality with --log.');
  }
  return only;
}
