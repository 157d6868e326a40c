#!/usr/bin/env node
/*
 * `npm test`: every check and every test, one after another, whatever fails before. It ends with
 * the line `N passed, N failed`, where a check counts as one test.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'kursholder-npm-test-'));
const counts = { passed: 0, failed: 0 };

const checks = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '.']],
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['types of the dashboard', 'tsc', ['--noEmit', '-p', 'apps/dashboard/tsconfig.json']],
  ['import rules', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs']],
  ['nothing unused', 'knip', []],
];

for (const [name, command, args] of checks) {
  const began = Date.now();
  const { status } = spawnSync(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
  });
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds} s)`);
}

const report = join(scratch, 'jest.json');
spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    '--silent=false',
  ],
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] },
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  counts.passed += numPassedTests;
  counts.failed += numFailedTests + numRuntimeErrorTestSuites;
} else {
  counts.failed += 1;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
