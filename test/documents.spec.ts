import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { catalogue, readModels } from '../libs/monitoring/src';
import { rootDir } from './support/database';

const read = (path: string) => readFileSync(join(rootDir, path), 'utf8');

/** Without git, for a checkout may be an unpacked archive: all that .gitignore does not name. */
function committedFiles(): string[] {
  const ignored = new Set([
    '.git',
    ...read('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, '')),
  ]);
  const within = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (ignored.has(entry.name) || entry.name.endsWith('.log')) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return within(path);
      return entry.isFile() ? [relative(rootDir, path)] : [];
    });
  return within(rootDir);
}

const files = committedFiles();
const documents = files.filter((path) => path.endsWith('.md'));
const texts = files
  .map((path) => ({ path, bytes: readFileSync(join(rootDir, path)) }))
  .filter(({ bytes }) => !bytes.includes(0))
  .map(({ path, bytes }) => ({ path, text: bytes.toString('utf8') }));

describe('the documents', () => {
  it('are as they are generated', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(rootDir, 'bin/docs.mjs'), '--check'],
      { encoding: 'utf8' },
    );
    // What is written here names the command that puts it right.
    expect(stdout + stderr).toBe('');
  });

  it('are there', () => {
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'ARCHITECTURE.md',
        'docs/glossary.md',
        'docs/import.md',
        'docs/savings-model.md',
      ]),
    );
  });

  it.each(documents)('link to what exists: %s', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  it.each(documents.filter((path) => !path.startsWith('docs/adr/')))(
    'name files that exist: %s',
    (path) => {
      // A decision is never rewritten, so that what it names may be gone.
      const named = read(path).matchAll(
        /`((?:apps|bench|bin|data|db|docs|libs|test)\/[\w./-]+\.\w+)`/g,
      );
      const missing = [...named].map(([, name = '']) => name).filter((name) => !isThere(name));
      expect(missing).toEqual([]);
    },
  );
});

describe('ARCHITECTURE.md', () => {
  const named = new Set([...read('ARCHITECTURE.md').matchAll(/`(\w+)`/g)].map(([, word]) => word));

  it('names every event', () => {
    expect(Object.keys(catalogue).filter((type) => !named.has(type))).toEqual([]);
  });

  it('names every read model', () => {
    expect(readModels.map(({ table }) => table).filter((table) => !named.has(table))).toEqual([]);
  });
});

describe('what is committed', () => {
  it.each([
    ['a folder of one machine', /(?<![\w.$}*-])\/(?:root|home|Users|work)\/\w|\b[A-Z]:\\\w/],
    ['a temporary folder that is not ours', /(?<![\w.$}*-])\/tmp\/(?!kursholder-)\w/],
    ['a package registry', /registry\.\w|npmjs\.(?:com|org)|artifactor[y]|verdacci[o]/i],
  ])('does not name %s', (_, word) => {
    const found = texts.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, at) =>
          word.test(line) ? [`${path}:${String(at + 1)} ${line.trim()}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });
});

/** Relative links to files that are not there, and to headings that no heading makes. */
function brokenLinks(path: string): string[] {
  const prose = read(path).replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^[a-z]+:/i.test(target))
    .filter((target) => {
      const [file = '', heading] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      return !isThere(linked) || (heading !== undefined && !anchorsOf(linked).includes(heading));
    });
}

const isThere = (path: string) => existsSync(join(rootDir, path));

const anchorsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
