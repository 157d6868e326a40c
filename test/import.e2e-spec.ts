import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStore } from '@kursholder/eventstore';
import { Workbook } from 'exceljs';
import { isAgreementHeading } from '../libs/monitoring/src/imports/agreement-file.rules';
import { readSheet } from '../libs/monitoring/src/imports/sheet.reader';
import { useApplication, type Client, type Reply } from './support/application';
import { rootDir } from './support/database';

/*
 * The import over HTTP, on the Norddjurs agreement that every start has loaded. The tests build on
 * one another: each leaves the agreement as the next one says it finds it.
 */

const application = useApplication();
const address = '/api/v1/imports/agreement';
const dryRun = `${address}?dryRun=true`;

const csv = (name: string) => readFileSync(join(rootDir, 'data', name), 'utf8');
const operating = csv('norddjurs-2025-2028-drift.csv');
const capital = csv('norddjurs-2025-2028-anlaeg.csv');
/** A measure of the file, as its line stands there. */
const r901 = 'Pulje og løntilskud R901 (B);';

let controller: Client;
let store: EventStore;
beforeAll(async () => {
  controller = await application.as('controller');
  const { connectionString } = application;
  store = await EventStore.open({ connectionString, catalogue: {} });
});
afterAll(() => store.close());

const upload = (
  text: string | Uint8Array,
  {
    path = address,
    name = 'aftale.csv',
    fields = {},
    headers = {},
  }: {
    path?: string;
    name?: string;
    fields?: Record<string, string>;
    headers?: Record<string, string>;
  } = {},
): Promise<Reply> =>
  controller.upload(
    path,
    { name, bytes: typeof text === 'string' ? Buffer.from(text) : text },
    fields,
    headers,
  );

const head = async (): Promise<number> => (await store.head('norddjurs')).position;
/** What is read once the read models have all that was appended. */
async function read(path: string, client = controller) {
  const { body } = await client.get(
    `${path}${path.includes('?') ? '&' : '?'}atLeastPosition=${String(await head())}`,
  );
  return body;
}
/** Runs it and says how many events it appended. */
async function appended(run: () => Promise<unknown>): Promise<number> {
  const before = await head();
  await run();
  return (await head()) - before;
}
const replaced = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the file has no ${from}`);
  return text.replace(from, to);
};
const measure = (ref: string) => read(`/api/v1/measures/${ref}`);
const refusals = (reply: Reply): string[] =>
  reply.body.errors.map(({ path, code }: { path: string; code: string }) => `${path}: ${code}`);

/** An excerpt of an agreement of other years, as a committee would hand it in. */
const excerpt = (years: readonly number[], ...rows: readonly string[]): string =>
  [
    'Budgetændringer (mio. kr.);',
    `Overskrift;Tovholder;Budgetaftale;Proces/Tværgående aspekter og Direktionens rolle;Beslutningsforum;MED/Høring m.v.;Slut;${years.join(';')}`,
    ...rows,
  ].join('\n');
const section = (title: string) => `${title};;;;;;;;`;
const row = (title: string, ...amounts: readonly string[]) =>
  `${title};Økonomichefen;;;;;;${amounts.join(';')}`;

describe('a preview', () => {
  it('tells each row’s outcome, and appends nothing', async () => {
    const changed = replaced(operating, `${r901}Arbejdsmarkedschefen;;`, `${r901}Økonomichefen;;`);
    let reply: Reply | undefined;
    expect(
      await appended(async () => {
        reply = await upload(changed, { path: dryRun, name: 'drift ændret.csv' });
      }),
    ).toBe(0);
    expect(reply?.status).toBe(200);
    const { body } = reply ?? { body: {} };
    expect(body).toMatchObject({
      agreement: '2025-2028',
      file: { name: 'drift ændret.csv' },
      created: 0,
      changed: 1,
      unchanged: 8,
      errors: [],
    });
    expect(body.file.sha256).toMatch(/^[0-9a-f]{64}$/);
    const outcomes = body.rows.map((each: { outcome: string }) => each.outcome);
    expect(outcomes.filter((each: string) => each === 'heading')).toHaveLength(6);
    expect(body.rows.find((each: { outcome: string }) => each.outcome === 'changed')).toMatchObject(
      { reference: 'R901', errors: [] },
    );
  });

  it('answers 200 with the errors of the rows that have some', async () => {
    const wrong = replaced(operating, '-0,300;-0,300;-0,300', '-0,300;ca. 3;-0,300');
    const reply = await upload(wrong, { path: dryRun });
    expect(reply.status).toBe(200);
    const rows = reply.body.rows as { outcome: string; reference: string; errors: object[] }[];
    expect(rows.filter(({ outcome }) => outcome === 'error')).toMatchObject([
      { reference: 'R901', errors: [{ path: 'row 9, 2026', code: 'imports.not-a-number' }] },
    ]);
    expect(rows.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(8);
  });

  it.each([
    ['nothing', '', 'imports.file-empty'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'imports.file-not-csv-or-xlsx'],
    ['other columns', 'Navn;Alder\nx;1\n', 'imports.headings-not-found'],
    ['a broken XLSX', 'PK\u0003\u0004broken', 'imports.xlsx-unreadable'],
  ])('answers 200 for a file of %s, with what is wrong', async (_, text, code) => {
    const reply = await upload(text, {
      path: dryRun,
      name: code.includes('xlsx-') ? 'x.xlsx' : 'x.csv',
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ batch: null, agreement: null, rows: [], position: null });
    expect(reply.body.errors).toMatchObject([{ path: 'file', code }]);
    expect(reply.body.errors[0].message.length).toBeGreaterThan(10);
  });

  it('speaks the reader’s language', async () => {
    const say = async (language: string) =>
      (await upload('', { path: dryRun, headers: { 'accept-language': language } })).body.errors[0]
        .message as string;
    expect(await say('da')).not.toBe(await say('en'));
  });
});

describe('the Norddjurs file again', () => {
  it.each([
    ['drift', operating, 9],
    ['anlæg', capital, 0],
  ])('is unchanged and appends nothing: %s', async (_, text, unchanged) => {
    let reply: Reply | undefined;
    expect(
      await appended(async () => {
        reply = await upload(text);
      }),
    ).toBe(0);
    expect(reply?.status).toBe(200);
    expect(reply?.body).toMatchObject({ created: 0, changed: 0, unchanged });
  });

  it('says that the capital table has no rows', async () => {
    const { body } = await upload(capital);
    expect(body.rows).toEqual([]);
    expect(body.assumptions).toMatchObject([{ path: 'file', code: 'imports.table-without-rows' }]);
    const agreements = await read('/api/v1/agreements');
    expect(agreements.items[0].tables).toMatchObject([
      { kind: 'operating', rows: 9 },
      { kind: 'capital', rows: 0 },
    ]);
  });

  it('is the same in Windows-1252', async () => {
    const codes: Record<string, number> = { '–': 0x96, '’': 0x92 };
    const bytes = Uint8Array.from(
      Array.from(operating, (character) => codes[character] ?? character.codePointAt(0) ?? 0),
    );
    expect(bytes.length).toBeLessThan(Buffer.byteLength(operating));
    expect((await upload(bytes)).body).toMatchObject({ created: 0, changed: 0, unchanged: 9 });
  });

  it('is the same in XLSX, with its amounts as numbers', async () => {
    const sheet = await readSheet(
      { name: 'x.csv', bytes: Buffer.from(operating) },
      isAgreementHeading,
    );
    if ('errors' in sheet) throw new Error('the file is not read');
    const book = new Workbook();
    const page = book.addWorksheet('Drift');
    for (const { row: at, cells } of sheet.rows) {
      page.getRow(at).values = cells.map((cell, column) =>
        column >= 7 && column <= 10 && /^-?\d+,\d+$/.test(cell)
          ? Number(cell.replace(',', '.'))
          : cell,
      );
    }
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const reply = await upload(bytes, { name: 'drift.xlsx' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ created: 0, changed: 0, unchanged: 9 });
  });
});

describe('the duties of the agreement', () => {
  const withDuty = replaced(
    operating,
    'overførsel;2025-2028;;nej;nej;',
    'overførsel;2025-2028;;nej;nej;P1 | Opfølgning | AU | ved årets slutning | årligt 12-31',
  );
  const milestones = async (query: string) =>
    (await read(`/api/v1/milestones?limit=500&${query}`)).items as {
      id: string;
      status: string;
      warnings: { code: string; message: string; facts: object }[];
    }[];
  const ids = async (query: string) => (await milestones(query)).map(({ id }) => id);

  it('came as milestones, with what was imported', async () => {
    expect(await milestones('')).toHaveLength(71);
    expect(await ids('measure=R307&from=2026-01-01&to=2026-12-31')).toEqual([
      'R307-M17-2025-K4',
      'R307-M16-2026',
      'R307-M17-2026-K1',
      'R307-M19-2026-H1',
      'R307-M17-2026-K2',
      'R307-M17-2026-K3',
      'R307-M19-2026-H2',
    ]);
    const one = await read('/api/v1/milestones/R307-M17-2026-K3');
    expect(one).toMatchObject({
      measure: 'R307',
      title: 'Løbende status på fraværsprocenten til Arbejdsmarkedsafdelingen, 3. kvartal 2026',
      dueOn: '2026-10-15',
      forum: null,
      kind: 'recurring',
      period: '2026-K3',
      obligation: {
        code: 'M17',
        who: 'Skole- og dagtilbudschefen',
        when: 'løbende',
        reading: 'løbende 4 om året +15 dage',
        assumed: true,
        disagreement: null,
        after: [],
        before: [],
      },
      warnings: [],
      version: 1,
    });
  });

  it('are planned with the row that states them, in one append and once', async () => {
    expect(await appended(() => upload(withDuty, { path: dryRun }))).toBe(0);
    // The table, the measure, and a milestone for each year.
    expect(await appended(() => upload(withDuty))).toBe(6);
    expect(await appended(() => upload(withDuty))).toBe(0);
    expect(await ids('measure=R901')).toEqual(
      [2025, 2026, 2027, 2028].map((year) => `R901-P1-${String(year)}`),
    );
  });

  it('are cancelled, but for what was reached, when the file states them no longer', async () => {
    await controller.command('/api/v1/milestones/R901-P1-2025/completions', {
      completedOn: '2025-12-20',
    });
    expect(await appended(() => upload(operating, { name: 'drift 2.csv' }))).toBe(5);
    const found = await milestones('measure=R901');
    expect(found.map(({ status }) => status)).toEqual([
      'completed',
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    const { items } = await read('/api/v1/measures/R901/history?limit=1');
    expect(items[0].why).toBe('Pligten står ikke længere i drift 2.csv.');
  });

  it('are warned of, not refused, when one is reached before its turn', async () => {
    const [kb = ''] = await ids('from=2025-01-31&to=2025-01-31').then((found) =>
      found.filter((id) => id.endsWith('-M6')),
    );
    const path = `/api/v1/milestones/${kb}`;
    await controller.command(`${path}/completions`, { completedOn: '2025-01-28' });
    const warned = await read(path);
    expect(warned).toMatchObject({
      status: 'completed',
      warnings: [{ code: 'milestones.before-its-turn', facts: { duty: 'M6', after: 'M5' } }],
    });
    const english = await read(path, controller.with({ 'accept-language': 'en' }));
    expect(english.warnings[0].message).toContain('M6 was reached before M5');
    const before = await read(`${path}?knownAtPosition=${String((await head()) - 1)}`);
    expect(before.warnings).toEqual([]);
  });
});

describe('an amount that a user revised', () => {
  it('stays when the same file comes again', async () => {
    await controller.command('/api/v1/measures/R901/amount-revisions', {
      year: 2026,
      amountKr: -111_000,
      reason: 'Prøve',
    });
    const reply = await upload(operating);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ changed: 0, unchanged: 9 });
    expect((await measure('R901')).amountsKr).toMatchObject({ '2025': -300_000, '2026': -111_000 });
  });

  it('stays when the file changes other things, which alone become so', async () => {
    const { position: _, ...before } = await measure('R901');
    const { position: __, ...other } = await measure('R307');
    const changed = replaced(
      replaced(operating, '-0,300;-0,300;-0,300;-0,300', '-0,300;-0,300;-0,400;-0,300'),
      r901,
      'Pulje, løntilskud og mere R901 (B);',
    );
    const reply = await upload(changed);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ created: 0, changed: 1, unchanged: 8 });
    expect(await measure('R901')).toMatchObject({
      ...before,
      version: (before.version as number) + 1,
      title: 'Pulje, løntilskud og mere',
      slug: before.slug as string,
      amountsKr: { '2025': -300_000, '2026': -111_000, '2027': -400_000, '2028': -300_000 },
      originalAmountsKr: {
        '2025': -300_000,
        '2026': -300_000,
        '2027': -400_000,
        '2028': -300_000,
      },
    });
    expect(await measure('R307')).toMatchObject(other);
    expect((await upload(changed)).status).toBe(200);
    expect((await upload(operating)).body).toMatchObject({ changed: 1, unchanged: 8 });
  });
});

describe('a wrong cell', () => {
  it('is 400 where it stands, and nothing of the file is stored', async () => {
    const wrong = replaced(
      replaced(operating, '-0,300;-0,300;-0,300;-0,300', '-0,300;ca. 3;-0,300;-0,300'),
      'Arbejdsmarkedsudvalgspuljen;Chef for fællessekretariatet',
      'Arbejdsmarkedsudvalgspuljen;Økonomichefen',
    );
    let reply: Reply | undefined;
    expect(
      await appended(async () => {
        reply = await upload(wrong);
      }),
    ).toBe(0);
    expect(reply?.status).toBe(400);
    expect(reply?.headers.get('content-type')).toContain('application/problem+json');
    // As a spreadsheet counts: a cell of several lines is one row.
    expect(reply === undefined ? [] : refusals(reply)).toEqual([
      'row 9, 2026: imports.not-a-number',
    ]);
    expect(reply?.body.errors[0].message).toContain('ca. 3');
    expect((await measure('arbejdsmarkedsudvalgspuljen')).owners).toEqual([
      'Chef for fællessekretariatet',
    ]);
  });

  it('stands in the row that a spreadsheet shows', async () => {
    const years = [2051, 2052];
    const text = excerpt(
      years,
      section('A'),
      row('Et tiltag', '1,0', '1,0'),
      row('To', '1,0', 'x'),
    );
    expect(refusals(await upload(text))).toEqual(['row 5, 2052: imports.not-a-number']);
  });
});

describe('a file without itself', () => {
  it('is 400', async () => {
    const form = new FormData();
    form.set('agreement', 'x');
    const reply = await controller.send('POST', address, { body: form });
    expect(reply.status).toBe(400);
    expect(refusals(reply)).toEqual(['file: input.missing']);
  });

  it('of 11 MB is 413', async () => {
    const reply = await upload(new Uint8Array(11_000_000).fill(0x20));
    expect(reply.status).toBe(413);
    expect(reply.body.code).toBe('request.too-large');
  });

  it('as JSON is 415', async () => {
    expect((await controller.post(address, {})).status).toBe(415);
  });
});

describe('excerpts', () => {
  const years = [2041, 2042];
  const au = [section('Arbejdsmarkedsudvalget'), row('Pulje', '1,0', '-0,5')];
  const buu = [section('Børne- og ungdomsudvalget'), row('Skoler', '-2,0', '-2,5')];
  const sums = async () => {
    const body = await read('/api/v1/realisation?from=2041&to=2042');
    return body.totals.map((total: { netChangeKr: number }) => total.netChangeKr);
  };
  const counts = async () => {
    const body = await read('/api/v1/agreements');
    const { tables, sections } = body.items.find(({ id }: { id: string }) => id === '2041-2042');
    return [
      tables.map(({ rows }: { rows: number }) => rows),
      sections.map(({ measures }: { measures: number }) => measures),
    ];
  };

  it('of several committees land in one agreement, and add up', async () => {
    const first = await upload(excerpt(years, ...au));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ agreement: '2041-2042', created: 1 });
    expect(await sums()).toEqual([1_000_000, -500_000]);
    const second = await upload(excerpt(years, ...buu));
    expect(second.body).toMatchObject({ agreement: '2041-2042', created: 1, unchanged: 0 });
    expect(await sums()).toEqual([-1_000_000, -3_000_000]);
    expect(await counts()).toEqual([[2], [1, 1]]);
  });

  it('count nothing twice when they overlap or come again', async () => {
    expect((await upload(excerpt(years, ...au))).status).toBe(200);
    const whole = await upload(excerpt(years, ...au, ...buu));
    expect(whole.body).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(await sums()).toEqual([-1_000_000, -3_000_000]);
    expect(await counts()).toEqual([[2], [1, 1]]);
  });

  it('of the Norddjurs agreement leave alone what they lack', async () => {
    const [first = ''] = operating.split('Arbejdsmarkedsudvalget;;;;');
    const reply = await upload(first);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const body = await read('/api/v1/measures?limit=500');
    expect(body.items.some(({ ref }: { ref: string }) => ref === 'R307')).toBe(true);
  });
});

describe('a file for another agreement', () => {
  it('goes where the form says', async () => {
    const text = excerpt([2041, 2042], section('Afsnit'), row('Et tiltag for sig', '0,1', ''));
    const reply = await upload(text, { fields: { agreement: '2025-2028' } });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ agreement: '2025-2028', created: 1 });
    expect(await measure('et-tiltag-for-sig')).toMatchObject({
      agreement: '2025-2028',
      amountsKr: { '2041': 100_000, '2042': null },
    });
  });

  it('is refused where there is none of that name', async () => {
    const text = excerpt([2041, 2042], section('Afsnit'), row('Endnu et', '0,1', ''));
    const reply = await upload(text, { fields: { agreement: 'findes-ikke' } });
    expect(reply.status).toBe(400);
    expect(refusals(reply)).toEqual(['agreement: imports.agreement-unknown']);
    expect((await measure('endnu-et')).status).toBe(404);
  });

  it('is refused where a field of the form is unknown', async () => {
    const reply = await upload(operating, { fields: { aftale: '2025-2028' } });
    expect(reply.status).toBe(400);
  });

  it('cannot take a reference that a measure has', async () => {
    const text = excerpt([2061, 2062], section('Afsnit'), row('Andet R307', '0,1', ''));
    expect(refusals(await upload(text))).toEqual(['row 4: imports.reference-taken']);
  });
});

describe('an import sent again with its key', () => {
  const text = excerpt([2071, 2072], section('Afsnit'), row('Med nøgle', '0,1', ''));

  it('gives the first answer, and is 422 with another file, field or path', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await upload(text, { headers });
    expect(first.status).toBe(201);
    let again: Reply | undefined;
    expect(
      await appended(async () => {
        again = await upload(text, { headers, name: 'et andet navn.csv' });
      }),
    ).toBe(0);
    expect(again?.status).toBe(201);
    expect(again?.headers.get('idempotency-replayed')).toBe('true');
    expect(again?.body).toEqual(first.body);
    const others = [
      await upload(`${text}\n`, { headers }),
      await upload(text, { headers, fields: { agreement: '2025-2028' } }),
      await upload(text, { headers, path: dryRun }),
    ];
    expect(others.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  it('is decided again when nothing was appended', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await upload('Navn;B\n', { headers })).status).toBe(400);
    const other = excerpt([2073, 2074], section('Afsnit'), row('Efter fejl', '0,1', ''));
    expect((await upload(other, { headers })).status).toBe(201);
  });

  it('is recorded once, however many arrive at the same time', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const other = excerpt([2075, 2076], section('Afsnit'), row('På én gang', '0,1', ''));
    const replies = await Promise.all(Array.from({ length: 4 }, () => upload(other, { headers })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map(({ body }) => body.batch as string)).size).toBe(1);
  });
});

describe('two imports at once', () => {
  const registered = async () => {
    const auditor = await application.as('auditor');
    const body = await read('/api/v1/events?type=AgreementRegistered&limit=500', auditor);
    return (body.items as { data: { id: string } }[]).map(({ data }) => data.id);
  };

  it('of one file make each thing once', async () => {
    const text = excerpt([2081, 2082], section('Afsnit'), row('Samtidig', '0,1', '0,2'));
    const replies = await Promise.all([upload(text), upload(text), upload(text)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await registered()).filter((id) => id.startsWith('2081'))).toEqual(['2081-2082']);
  });

  it('of a table without rows make its agreement once, every time', async () => {
    for (let year = 2010; year < 2020; year += 1) {
      const text = excerpt([year, year + 1]);
      const replies = await Promise.all([upload(text), upload(text), upload(text)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    }
    const all = await registered();
    expect(new Set(all).size).toBe(all.length);
  });

  it('of two excerpts of one agreement keep both', async () => {
    const [a, b] = ['Første', 'Andet'].map((title) =>
      excerpt([2091, 2092], section(title), row(`${title} tiltag`, '0,1', '')),
    );
    const replies = await Promise.all([upload(a ?? ''), upload(b ?? '')]);
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    const body = await read('/api/v1/agreements?limit=500');
    const found = body.items.filter(({ id }: { id: string }) => id.startsWith('2091'));
    expect(found).toMatchObject([{ id: '2091-2092', tables: [{ rows: 2 }] }]);
  });
});

describe('who may import', () => {
  it.each(['finance', 'reporter', 'admin'])('is not %s', async (account) => {
    const client = await application.as(account);
    const file = { name: 'x.csv', bytes: Buffer.from(operating) };
    expect((await client.upload(dryRun, file)).status).toBe(403);
  });
});
