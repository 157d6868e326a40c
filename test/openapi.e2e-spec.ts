import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useApplication } from './support/application';
import { rootDir } from './support/database';

/*
 * The API's document, and the dashboard's types made from it. `npm run generate` writes them anew.
 */

const application = useApplication();
const generated = join(rootDir, 'apps/dashboard/src/api.gen.ts');

describe('the published description', () => {
  it('names every path in full, each with what it does and what it answers', async () => {
    const auditor = await application.as('auditor');
    const { body } = await auditor.get('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\./);
    expect(body.servers ?? []).toEqual([]);
    const paths = Object.entries(
      body.paths as Record<string, Record<string, { summary?: string }>>,
    );
    expect(paths.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        '/api/v1/measures/{ref}/amount-revisions',
        '/api/v1/indicators/{id}/readings/{readingId}/corrections',
        '/api/v1/realisation/{ref}/{year}/explanation',
        '/api/v1/imports/agreement',
        '/api/v1/events',
      ]),
    );
    for (const [path, methods] of paths) {
      expect(path).toMatch(/^\/api\//);
      for (const { summary } of Object.values(methods)) expect(summary).not.toBe('');
    }
  });

  it('is what the types of the dashboard were made from', async () => {
    const auditor = await application.as('auditor');
    const { body } = await auditor.get('/api/openapi.json');
    const folder = mkdtempSync(join(tmpdir(), 'kursholder-openapi-'));
    try {
      const [document, types] = [join(folder, 'openapi.json'), join(folder, 'api.gen.ts')];
      writeFileSync(document, JSON.stringify(body));
      execFileSync(process.execPath, [
        join(rootDir, 'node_modules/openapi-typescript/bin/cli.js'),
        ...[document, '-o', types],
      ]);
      const made = readFileSync(types, 'utf8');
      if (process.env['KURSHOLDER_WRITE_TYPES'] === '1') writeFileSync(generated, made);
      expect(readFileSync(generated, 'utf8')).toBe(made);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
