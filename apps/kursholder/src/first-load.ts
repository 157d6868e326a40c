import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EventStore } from '@kursholder/eventstore';
import {
  accountCount,
  addAccounts,
  addMunicipality,
  hashPassword,
  ImportAgreement,
  roleAccounts,
  type ImportAgreementHandler,
  type Municipality,
  type People,
} from '@kursholder/monitoring';
import { StartupProblem, type Progress } from '@kursholder/platform';

/** What an embedded installation begins with. */
export interface Beginning {
  readonly municipality: Municipality;
  /** The tables of its agreement, in `data`. */
  readonly agreement: readonly string[];
  /** What is invented about it, in `data`; only a demonstration has a story. */
  readonly story: string | null;
}

/** The embedded default. */
export const norddjurs: Beginning = {
  municipality: { id: 'norddjurs', name: 'Norddjurs Kommune', demonstration: false },
  agreement: ['norddjurs-2025-2028-drift.csv', 'norddjurs-2025-2028-anlaeg.csv'],
  story: null,
};

/** Who loads the agreement: the program itself, which is no account. */
const loader = 'kursholder';

/**
 * What is there from the first start on: the municipality, an account for each role, and the
 * agreement. Each is made once; a later start finds it and leaves it alone,
 * and a start that was cut off is taken up where it stopped.
 */
export async function firstLoad({
  beginning: { municipality, agreement },
  people,
  store,
  imports,
  rootDir,
  password,
  progress,
}: {
  beginning: Beginning;
  people: People;
  store: EventStore;
  imports: ImportAgreementHandler;
  rootDir: string;
  password: string | undefined;
  progress: Progress;
}): Promise<void> {
  await addMunicipality(people, municipality);
  await store.createLog(municipality.id);
  await makeRoleAccounts(people, municipality.id, password, progress);
  for (const name of agreement) {
    await load(join(rootDir, 'data', name), { log: municipality.id, store, imports, progress });
  }
}

/** The address that a role account of a municipality signs in with. */
export const addressOf = (localPart: string, municipality: string) =>
  `${localPart}@${municipality}.example`;

async function makeRoleAccounts(
  people: People,
  municipality: string,
  given: string | undefined,
  progress: Progress,
): Promise<void> {
  const { count } = await accountCount(people, municipality).executeTakeFirstOrThrow();
  if (count > 0) return;
  const password = given ?? randomBytes(9).toString('base64url');
  progress(
    given === undefined
      ? `Sign in as ${addressOf('controller', municipality)} (or another role account) with the password ${password}`
      : 'Role accounts made with the password of KURSHOLDER_DEMO_PASSWORD',
  );
  const passwordHash = await hashPassword(password);
  await addAccounts(
    people,
    roleAccounts.map(({ localPart, name, post, role }) => ({
      municipality,
      email: addressOf(localPart, municipality),
      name,
      post,
      roles: [role],
      password_hash: passwordHash,
    })),
  );
}

async function load(
  path: string,
  {
    log,
    store,
    imports,
    progress,
  }: { log: string; store: EventStore; imports: ImportAgreementHandler; progress: Progress },
): Promise<void> {
  const name = basename(path);
  const commandId = `${loader}:${name}`;
  if (await store.findCommand(log, commandId)) return;
  const bytes = await readFile(path);
  const file = { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  const context = { log, actor: loader, correlationId: randomUUID(), commandId };
  const outcome = await imports.execute(new ImportAgreement(file, undefined, false, context));
  if (outcome.kind === 'refused') {
    const problems = outcome.errors.map(({ path: at, code }) => `${at}: ${code}`);
    throw new StartupProblem([`The agreement ${name} cannot be loaded:`, ...problems].join('\n'));
  }
  if (outcome.kind !== 'duplicate') {
    progress(`Loaded ${name}: ${String(outcome.report.created)} measures`);
  }
}
