import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import { useDatabase } from '../../../test/support/database';

const database = useDatabase();

it('the program in the README does what it says', async () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  const source = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exported: { program?: (connectionString: string) => Promise<unknown> } = {};
  compileFunction(code, ['require', 'exports'])(require, exported);
  expect(await exported.program?.(database.connectionString)).toMatchObject({
    first: { kind: 'appended', position: 1, version: 1 },
    second: { kind: 'refused', refusal: { code: 'hall.full', facts: { free: 40 } } },
    isVisible: true,
    events: [{ type: 'Booked', data: { seats: 60 } }],
  });
});
