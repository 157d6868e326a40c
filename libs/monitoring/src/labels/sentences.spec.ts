import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@kursholder/kernel';
import { rootDir } from '../../../../test/support/database';
import { importsDa } from './imports.da';
import { problemsDa, type Facts } from './problems.da';
import { problemsEn } from './problems.en';
import { hasWords, sentenceFor } from './sentences';
import { warningWords } from './warnings';

const codes = Object.keys(problemsDa);

/**
 * The product's own sources, without specs and without the words themselves. The event store is a
 * library with words of its own: `stream.missing` is for commands that name `mayCreate`, as none
 * of ours does.
 */
const folders = [
  'libs/kernel',
  'libs/monitoring',
  'libs/platform',
  'apps/api',
  'apps/worker',
  'apps/kursholder',
];
function sources(): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
      .filter((path) => !path.includes('labels/'))
      .map((path) => ({
        path: join(folder, path),
        text: readFileSync(join(rootDir, folder, path), 'utf8').replace(
          /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm,
          '',
        ),
      })),
  );
}

const codeShape = "'([a-z]+\\.[a-z0-9]+(?:-[a-z0-9]+)*)'";
/** Where a code stands in the source: a refusal, a problem, a field's error. */
const mentions = [
  `reject\\(\\s*'(?:invalid|missing|conflict|forbidden)',\\s*${codeShape}`,
  `new Problem\\(\\s*\\d+,\\s*${codeShape}`,
  `Problem\\.input\\(\\s*[^,]+,\\s*${codeShape}`,
  `error:\\s*${codeShape}`,
  `code:\\s*${codeShape}`,
];

function mentioned(pattern: string): { path: string; code: string }[] {
  return sources().flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(([, code = '']) => ({ path, code })),
  );
}

const isWorded = (code: string) => hasWords(code) || code in importsDa || code in warningWords.da;

/** Facts of whatever name, which remember what was asked for. */
function noting(names: Set<string>): Facts {
  const valueOf = (name: string): Json =>
    name === 'expected' || name === 'values' ? ['2026-01-01–2026-03-31', '2026'] : 3;
  return new Proxy<Record<string, Json>>(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return valueOf(String(name));
      },
    },
  );
}

describe('every code that the sources mention', () => {
  it.each(mentions)('where it stands as %s has words', (pattern) => {
    const found = mentioned(pattern);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ code }) => !isWorded(code))).toEqual([]);
  });

  it('is not one of the event store’s own', () => {
    expect(sources().filter(({ text }) => text.includes('mayCreate'))).toEqual([]);
  });

  it('elsewhere has words, where it begins like one', () => {
    const families = new Set(codes.map((code) => code.split('.')[0]));
    const found = mentioned(codeShape).filter(
      ({ code }) => families.has(code.split('.')[0]) && code.includes('-'),
    );
    expect(found.filter(({ code }) => !isWorded(code))).toEqual([]);
  });

  it('in parts has words for each way in which it can end', () => {
    const ways = ['no_baseline', 'no_amount', 'not_better', 'out_of_range'];
    for (const way of ways) {
      expect(hasWords(`indicators.end-target-${way.replaceAll('_', '-')}`)).toBe(true);
    }
    const parts = sources().flatMap(({ text }) => [...text.matchAll(/`([a-z]+\.[a-z-]+)\$\{/g)]);
    expect(parts.map(([, opening]) => opening)).toEqual(['indicators.end-target-']);
  });
});

describe('every code that has words', () => {
  const literals = new Set(mentioned(codeShape).map(({ code }) => code));

  it('is used somewhere', () => {
    const isMade = (code: string) => code.startsWith('indicators.end-target-');
    expect(codes.filter((code) => !literals.has(code) && !isMade(code))).toEqual([]);
  });

  it.each(codes)('%s is a sentence or more in both languages, from the same facts', (code) => {
    const [da, en] = [new Set<string>(), new Set<string>()];
    const said = {
      da: sentenceFor('da', code, noting(da)),
      en: sentenceFor('en', code, noting(en)),
    };
    for (const sentence of [said.da, said.en]) {
      expect(sentence).toMatch(/^\S.*[.)!?]$/su);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}|\{|\}/u);
    }
    expect(said.da).not.toBe(said.en);
    expect([...da].sort()).toEqual([...en].sort());
  });
});

describe('a code without words', () => {
  it('is shown as it is', () => {
    expect(sentenceFor('da', 'noget.andet', {})).toBe('noget.andet');
  });
  it('is none of what every object has', () => {
    expect(hasWords('toString')).toBe(false);
    expect(sentenceFor('en', 'constructor', {})).toBe('constructor');
  });
});

describe('a finding of an imported file', () => {
  it('has its sentence here too', () => {
    const say = (language: 'da' | 'en') =>
      sentenceFor(language, 'imports.reference-taken', { reference: 'R307' });
    expect(say('da')).toContain('R307');
    expect(say('en')).toContain('R307');
    expect(say('da')).not.toBe(say('en'));
  });
});

describe('English', () => {
  it('has the same codes in the same order', () => {
    expect(Object.keys(problemsEn)).toEqual(codes);
  });
});
