import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootDir } from './support/database';

/*
 * Every import rule is broken once, in a tree of its own that holds little else: a rule that no
 * longer catches its plant is a rule that no longer holds.
 */

const empty = 'export const x = 1;\n';
const importing = (from: string) => `import { x } from '${from}';\nexport const y = x;\n`;

const slices = 'libs/monitoring/src';
const plants: readonly (readonly [rule: string, files: Readonly<Record<string, string>>])[] = [
  [
    'no-circles',
    {
      [`${slices}/a#/a#.rules.ts`]:
        "import type { B } from './b#.rules';\nexport type A = B | 1;\n",
      [`${slices}/a#/b#.rules.ts`]:
        "import type { A } from './a#.rules';\nexport type B = A | 2;\n",
    },
  ],
  ['kernel-imports-nothing', { 'libs/kernel/src/a#.ts': importing('kysely') }],
  ['event-store-knows-no-product', { 'libs/eventstore/src/a#.ts': importing('@nestjs/common') }],
  [
    'platform-knows-no-slice',
    {
      'libs/platform/src/a#.ts': importing('@kursholder/monitoring'),
      [`${slices}/index.ts`]: empty,
    },
  ],
  ['domain-is-pure', { [`${slices}/a#/a#.decider.ts`]: importing('node:fs') }],
  ['domain-is-pure', { [`${slices}/a#/a#.rules.ts`]: importing('kysely') }],
  [
    'slices-meet-in-events-rules-queries',
    {
      [`${slices}/a#/a#.http.ts`]: importing('../b#/b#.projection'),
      [`${slices}/b#/b#.projection.ts`]: empty,
    },
  ],
  [
    'deciders-are-asked-by-their-module-only',
    {
      [`${slices}/a#/a#.queries.ts`]: importing('./a#.decider'),
      [`${slices}/a#/a#.decider.ts`]: empty,
    },
  ],
  ['nest-and-jobs-at-the-edge', { [`${slices}/a#/a#.queries.ts`]: importing('@nestjs/common') }],
  ['nest-and-jobs-at-the-edge', { [`${slices}/a#/a#.projection.ts`]: importing('bullmq') }],
  ['only-doors-know-http', { [`${slices}/a#/a#.module.ts`]: importing('express') }],
  [
    'no-library-imports-an-app',
    {
      'libs/platform/src/a#.ts': importing('../../../apps/api/src/a#'),
      'apps/api/src/a#.ts': empty,
    },
  ],
  [
    'no-app-imports-another',
    { 'apps/api/src/a#.ts': importing('../../worker/src/a#'), 'apps/worker/src/a#.ts': empty },
  ],
  [
    'libraries-by-their-index',
    {
      'libs/platform/src/a#.ts': importing('../../kernel/src/fraction'),
      'libs/kernel/src/fraction.ts': empty,
    },
  ],
  [
    'product-knows-no-tests',
    {
      'libs/platform/src/a#.ts': importing('../../../test/support/a#'),
      'test/support/a#.ts': empty,
    },
  ],
];

/** All in one tree, each under names of its own: the `#` is its number. */
const numbered = plants.map(([rule, files], at) => {
  const own = (text: string) => text.replaceAll('#', String(at));
  const entries = Object.entries(files).map(
    ([path, content]) => [own(path), own(content)] as const,
  );
  return { rule, entries, plant: entries[0]?.[0] ?? '' };
});

describe('the import rules', () => {
  let breaches: readonly string[] = [];
  beforeAll(() => {
    breaches = breachesIn(numbered.flatMap(({ entries }) => entries));
  });

  it.each(numbered)('catch a breach of $rule by $plant', ({ rule, plant }) => {
    expect(breaches).toContain(`${rule} ${plant}`);
  });

  it('are each broken by a plant', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(
      join(rootDir, '.dependency-cruiser.cjs'),
    );
    expect(new Set(plants.map(([rule]) => rule))).toEqual(
      new Set(forbidden.map(({ name }) => name)),
    );
  });
});

/** The rule and the file of every breach in a tree of these files. */
function breachesIn(files: readonly (readonly [path: string, content: string])[]): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'kursholder-plant-'));
  try {
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
      cpSync(join(rootDir, name), join(tree, name));
    }
    symlinkSync(join(rootDir, 'node_modules'), join(tree, 'node_modules'));
    for (const [name, content] of files) {
      mkdirSync(dirname(join(tree, name)), { recursive: true });
      writeFileSync(join(tree, name), content);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(rootDir, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'],
      ],
      { cwd: tree, encoding: 'utf8' },
    );
    const report = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    return report.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
