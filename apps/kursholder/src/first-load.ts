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
  type People,
} from '@kursholder/monitoring';
import { StartupProblem, type Progress } from '@kursholder/platform';

/** The municipality of the embedded default. */
export const norddjurs = { id: 'norddjurs', name: 'Norddjurs Kommune' };

const files = ['norddjurs-2025-2028-drift.csv', 'norddjurs-2025-2028-anlaeg.csv'];

/** Who loads the agreement: the program itself, which is no account. */
const loader = 'kursholder';

/**
 * What the embedded default has from its first start on: the municipality, an account for each
 * role, and the Norddjurs agreement. Each is made once; a later start finds it and leaves it alone,
 * and a start that was cut off is taken up where it stopped.
 */
export async function firstLoad({
  people,
  store,
  imports,
  rootDir,
  password,
  progress,
}: {
  people: People;
  store: EventStore;
  imports: ImportAgreementHandler;
  rootDir: string;
  password: string | undefined;
  progress: Progress;
}): Promise<void> {
  await addMunicipality(people, norddjurs.id, norddjurs.name);
  await store.createLog(norddjurs.id);
  await makeRoleAccounts(people, password, progress);
  for (const name of files) await load(join(rootDir, 'data', name), { store, imports, progress });
}

async function makeRoleAccounts(
  people: People,
  given: string | undefined,
  progress: Progress,
): Promise<void> {
  const { count } = await accountCount(people, norddjurs.id).executeTakeFirstOrThrow();
  if (count > 0) return;
  const password = given ?? randomBytes(9).toString('base64url');
  progress(
    given === undefined
      ? `Sign in as controller@norddjurs.example (or another role account) with the password ${password}`
      : 'Role accounts made with the password of KURSHOLDER_DEMO_PASSWORD',
  );
  const passwordHash = await hashPassword(password);
  await addAccounts(
    people,
    roleAccounts.map(({ localPart, name, post, role }) => ({
      municipality: norddjurs.id,
      email: `${localPart}@norddjurs.example`,
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
    store,
    imports,
    progress,
  }: { store: EventStore; imports: ImportAgreementHandler; progress: Progress },
): Promise<void> {
  const name = basename(path);
  const commandId = `${loader}:${name}`;
  if (await store.findCommand(norddjurs.id, commandId)) return;
  const bytes = await readFile(path);
  const file = { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  const context = { log: norddjurs.id, actor: loader, correlationId: randomUUID(), commandId };
  const outcome = await imports.execute(new ImportAgreement(file, undefined, false, context));
  if (outcome.kind === 'refused') {
    const problems = outcome.errors.map(({ path: at, code }) => `${at}: ${code}`);
    throw new StartupProblem([`The agreement ${name} cannot be loaded:`, ...problems].join('\n'));
  }
  if (outcome.kind !== 'duplicate') {
    progress(`Loaded ${name}: ${String(outcome.report.created)} measures`);
  }
}
