import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EventStore, Projector } from '@kursholder/eventstore';
import {
  addAccounts,
  addMunicipality,
  catalogue,
  hashPassword,
  ImportAgreement,
  ImportAgreementHandler,
  readModels,
  roles,
  sentenceFor,
  type PeopleDb,
  type ReadDb,
} from '@kursholder/monitoring';
import {
  createPool,
  kysely,
  loadConfig,
  migrate,
  openDatabase,
  StartupProblem,
} from '@kursholder/platform';
import { Option, type Command } from 'commander';
import type { Kysely } from 'kysely';

const say = (line: string) => process.stdout.write(`${line}\n`);
const tell = (line: string) => process.stderr.write(`${line}\n`);

interface Opened {
  readonly db: Kysely<PeopleDb & ReadDb>;
  readonly store: EventStore;
  readonly projector: Projector;
}

/** `municipality add`, `account add`, `import`: what a database of one's own begins with. */
export function addPeopleCommands(program: Command, rootDir: string): void {
  const opened = (work: (on: Opened) => Promise<void>) => withAll(rootDir, work);
  program
    .command('municipality')
    .description('the municipalities of this installation')
    .command('add <id> <name>')
    .description('add a municipality with a log of its own; one that is there is left alone')
    .action((id: string, name: string) =>
      opened(async ({ db, store }) => {
        if (!/^[a-z0-9-]{1,40}$/.test(id)) {
          throw new StartupProblem('A municipality is named by 1–40 of a–z, 0–9 and -.');
        }
        await addMunicipality(db, { id, name, demonstration: false });
        await store.createLog(id);
        say(`${name} (${id}) is there.`);
      }),
    );
  program
    .command('account')
    .description('the accounts that sign in')
    .command('add <municipality> <email> <name>')
    .description('add an account; its password comes from KURSHOLDER_NEW_PASSWORD')
    .addOption(
      new Option('--role <role...>', 'what it may do').choices(roles).makeOptionMandatory(),
    )
    .option('--post <post>', "the post it holds in the agreement's words, for an owner")
    .action(
      (
        municipality: string,
        email: string,
        name: string,
        options: { role: string[]; post?: string },
      ) =>
        opened(async ({ db }) => {
          // Not an argument: those stand in the list of processes and in the shell's history.
          const password = process.env['KURSHOLDER_NEW_PASSWORD'] ?? '';
          if (password.length < 12) {
            throw new StartupProblem('KURSHOLDER_NEW_PASSWORD needs at least 12 characters.');
          }
          const added = await addAccounts(db, [
            {
              municipality,
              email,
              name,
              post: options.post ?? null,
              roles: options.role,
              password_hash: await hashPassword(password),
            },
          ]);
          if (added === 0) throw new StartupProblem(`${email} has an account already.`);
          say(`${email} may sign in.`);
        }),
    );
  program
    .command('import <municipality> <file>')
    .description('import a table of a budget agreement (CSV or XLSX), all of it or nothing')
    .option('--agreement <id>', 'the agreement it belongs to; without, the one with its years')
    .option('--dry-run', 'only say what it would do')
    .action(
      (municipality: string, path: string, options: { agreement?: string; dryRun?: boolean }) =>
        opened((on) => importFile(on, municipality, path, options)),
    );
}

async function importFile(
  { db, store, projector }: Opened,
  municipality: string,
  path: string,
  options: { agreement?: string; dryRun?: boolean },
): Promise<void> {
  const bytes = await readFile(path).catch(() => {
    throw new StartupProblem(`${path} cannot be read.`);
  });
  const file = {
    name: basename(path),
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const context = { log: municipality, actor: 'kursholder', correlationId: randomUUID() };
  await projector.start();
  const outcome = await new ImportAgreementHandler(store, projector, db).execute(
    new ImportAgreement(file, options.agreement, options.dryRun === true, context),
  );
  if (outcome.kind === 'refused') {
    for (const { path: at, code, facts } of outcome.errors)
      tell(`${at}: ${sentenceFor('da', code, facts)}`);
    process.exitCode = 1;
  } else if (outcome.kind !== 'duplicate') {
    const { created, changed, unchanged } = outcome.report;
    say(`${outcome.kind}: ${created} created, ${changed} changed, ${unchanged} unchanged`);
  }
}

async function withAll(rootDir: string, work: (on: Opened) => Promise<void>): Promise<void> {
  const database = await openDatabase(loadConfig(), { mode: 'attach', progress: tell });
  try {
    const { connectionString } = database;
    await migrate(connectionString, rootDir, tell);
    const pool = createPool(connectionString);
    const store = await EventStore.open({ connectionString, catalogue });
    const projector = new Projector({ store, connectionString, projections: readModels });
    const db = kysely<PeopleDb & ReadDb>(pool);
    try {
      await work({ db, store, projector });
    } finally {
      await projector.stop();
      await store.close();
      await db.destroy();
    }
  } finally {
    await database.close();
  }
}
