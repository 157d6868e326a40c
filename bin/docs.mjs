#!/usr/bin/env node
/*
 * `npm run docs`: writes the generated parts of the documents anew. With `--check` nothing is
 * written; the documents that differ from what they are generated of are named, and it ends with 1.
 *
 * A generated part stands between `<!-- generated: name -->` and `<!-- end of generated -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
require('../test/support/typescript.js');
const { envExample, settingsTable } = require('../libs/platform/src/config.ts');
const { forbidden } = require('../.dependency-cruiser.cjs');

const importRules = () =>
  ['| Rule | In words |', '| --- | --- |']
    .concat(forbidden.map(({ name, comment }) => `| \`${name}\` | ${comment} |`))
    .join('\n');

const documents = {
  '.env.example': () => envExample(),
  'README.md': (text) => withPart(text, 'settings', settingsTable()),
  'ARCHITECTURE.md': (text) => withPart(text, 'import-rules', importRules()),
};

/** Prettier would align a table otherwise, and it would differ from what is generated. */
function withPart(text, name, generated) {
  const begin = `<!-- generated: ${name} -->`;
  const end = '<!-- end of generated -->';
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`there is no ${begin} … ${end}`);
  const part = ['', '<!-- prettier-ignore -->', generated, '', ''].join('\n');
  return text.slice(0, from + begin.length) + `\n${part}` + text.slice(to);
}

const isCheck = process.argv.includes('--check');
const differing = Object.entries(documents).filter(([name, generate]) => {
  const path = join(root, name);
  const text = readFileSync(path, 'utf8');
  const wanted = generate(text);
  if (wanted === text) return false;
  if (!isCheck) writeFileSync(path, wanted);
  return true;
});

for (const [name] of differing) {
  console.log(
    isCheck ? `${name} is not as generated: run npm run docs` : `${name} is written anew`,
  );
}
if (isCheck && differing.length > 0) process.exit(1);
