import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { obligedId, obligedMilestones } from '../milestones/obligations.rules';
import { isAgreementHeading } from './agreement-columns.rules';
import { errorsOf, parseAgreement } from './agreement-file.rules';
import type { HeadingRow, MeasureRow } from './parsed-agreement.rules';
import { readSheet } from './sheet.reader';

const data = join(__dirname, '../../../../data');

async function parsed(name: string) {
  const read = await readSheet({ name, bytes: readFileSync(join(data, name)) }, isAgreementHeading);
  return parseAgreement('rows' in read ? read.rows : []);
}
const operating = parsed('norddjurs-2025-2028-drift.csv');
const isMeasure = (row: { outcome: string }): row is MeasureRow => row.outcome === 'measure';
const isHeading = (row: { outcome: string }): row is HeadingRow => row.outcome === 'heading';
const measures = async () => (await operating).rows.filter(isMeasure);
const measure = async (title: string) => {
  const found = (await measures()).find((row) => row.measure.title.startsWith(title));
  if (!found) throw new Error(`no row ${title}`);
  return found.measure;
};
const years = ['2025', '2026', '2027', '2028'];

describe("Norddjurs' operating table", () => {
  it('is read without an error', async () => {
    expect(errorsOf(await operating)).toEqual([]);
    expect((await operating).table).toMatchObject({
      kind: 'operating',
      title: 'Budgetændringer drift – budget 2025-2028 (mio. kr.)',
      years: [2025, 2026, 2027, 2028],
      unit: 'mio. kr.',
    });
    expect((await operating).table?.columns.slice(0, 11)).toEqual([
      'Overskrift',
      'Tovholder (Chef/Direktør)',
      'Budgetaftale (Kurs)',
      'Proces/Tværgående aspekter og Direktionens rolle (Koordinering og Commitment)',
      'Beslutningsforum (sagsgang)',
      'MED/Høring m.v.',
      'Slut (X)',
      ...years,
    ]);
  });

  it('has five sections, one group and nine measures in the order of the document', async () => {
    const { rows } = await operating;
    expect(rows.filter(isHeading).map(({ section, group }) => group ?? section)).toEqual([
      'Økonomiudvalget og tværgående driftsændringer og råderumsforslag',
      'Arbejdsmarkedsudvalget',
      'Råderumsforslag - AU',
      'Politiske visioner – Retning for vores ambitioner for Norddjurs Kommune',
      'Sociale investeringer - som løftestang for nye sociale indsatser',
      'Fremtidens velfærd – Nationale reformer og faste teams til gavn for borgere og medarbejdere',
    ]);
    expect(rows.filter(isMeasure).map(({ slug }) => slug)).toEqual([
      'effektiviseringsbidrag-og-novembergreb-alle-udvalg-reduceret-effektiviseringsbidrag-i-2025-fra-0-8-til-0-55',
      'aktiv-helhedsorienteret-indsats-maalrettet-sygefravaer-generelt-i-kommunen',
      'arbejdsmarkedsudvalgspuljen',
      'pulje-og-loentilskud',
      'investering-i-fravaersindsatsen-paa-buu-besparelser-paa-forsoergelsesudgifter',
      'politiske-visioner',
      'sociale-investeringer-som-loeftestang-for-nye-sociale-indsatser',
      'de-nationale-reformer-skal-lande-godt-i-norddjurs',
      'beskaeftigelsesindsats',
    ]);
  });

  it("adds up to the document's sums", async () => {
    const rows = await measures();
    const sums = (amount: (kr: number) => number) =>
      years.map((year) =>
        rows.reduce((sum, row) => sum + amount(row.measure.amountsKr[year] ?? 0), 0),
      );
    expect(sums((kr) => kr)).toEqual([11_682_000, -350_000, -613_000, -875_000]);
    expect(sums((kr) => Math.max(0, -kr))).toEqual([818_000, 1_350_000, 1_613_000, 1_875_000]);
  });

  it('keeps the amounts as they stand, with sign and decimals', async () => {
    expect((await measures()).map(({ amountTexts }) => Object.values(amountTexts))).toEqual([
      ['11,4'],
      ['1,000', '1,000', '1,000', '1,000'],
      ['0,100'],
      ['-0,300', '-0,300', '-0,300', '-0,300'],
      ['-0,518', '-1,050', '-1,313', '-1,575'],
      [],
      [],
      [],
      [],
    ]);
  });

  it('has each measure with its owner, path, marks and kind as the document says', async () => {
    const facts = (await measures()).map(({ measure: m }) => [
      m.reference ?? m.title.split(' ')[0],
      m.owners.join('+'),
      m.forums.join('>'),
      (m.consultation ? 'MED' : '') + (m.closed ? 'Slut' : ''),
      m.effect,
      m.expenditureType,
      m.crossCutting.value,
      m.signUnclear,
    ]);
    expect(facts).toEqual([
      [
        'Effektiviseringsbidrag',
        'Økonomichefen',
        'FUDV>Høring>FUDV>ØK>KB',
        'MED',
        'rate',
        'other',
        'yes',
        true,
      ],
      [
        'Aktiv/helhedsorienteret',
        'Chef for ledelsessekretariatet',
        'KCL',
        'MED',
        'spend',
        'service',
        'yes',
        false,
      ],
      [
        'Arbejdsmarkedsudvalgspuljen',
        'Chef for fællessekretariatet',
        '',
        'Slut',
        'spend',
        'other',
        'no',
        false,
      ],
      ['R901', 'Arbejdsmarkedschefen', '', 'Slut', 'direct', 'transfer', 'no', false],
      [
        'R307',
        'Arbejdsmarkedschefen',
        'BUU>AU>ØK>KB',
        'Slut',
        'conditional',
        'transfer',
        'yes',
        false,
      ],
      ['Politiske', 'Kommunaldirektøren', 'Fagudvalg', '', 'process', 'other', 'no', false],
      ['Sociale', 'Arbejdsmarkedschefen', '', '', 'process', 'other', 'unknown', false],
      ['De', 'Relevante chefer', 'Relevante fagudvalg', '', 'process', 'other', 'yes', false],
      [
        'Beskæftigelsesindsats',
        'Arbejdsmarkedschefen',
        'AU',
        '',
        'process',
        'other',
        'unknown',
        false,
      ],
    ]);
  });

  it('takes the cross-cutting mark as inferred, never as stated', async () => {
    const rows = await measures();
    expect(rows.map(({ measure: m }) => m.crossCutting.provenance)).toEqual(
      rows.map(() => 'inferred'),
    );
  });

  it('has R307 conditional in the outline years, closed, not incorporated, without agreement text', async () => {
    expect(await measure('Investering')).toMatchObject({
      reference: 'R307',
      referenceSuffix: '(B)',
      title: 'Investering i fraværsindsatsen på BUU - besparelser på forsørgelsesudgifter',
      section: 'Arbejdsmarkedsudvalget',
      group: 'Råderumsforslag - AU',
      courseText: null,
      scopeYears: [2026, 2027, 2028],
      incorporatedYears: [],
      amountsKr: { 2025: -518_000, 2026: -1_050_000, 2027: -1_313_000, 2028: -1_575_000 },
    });
  });

  it('has R901 incorporated in all four years, and the pool of the committee in its one', async () => {
    expect(await measure('Pulje')).toMatchObject({
      reference: 'R901',
      referenceSuffix: '(B)',
      courseText: null,
      incorporatedYears: [2025, 2026, 2027, 2028],
      scopeYears: null,
    });
    expect(await measure('Arbejdsmarkedsudvalgspuljen')).toMatchObject({
      group: null,
      incorporatedYears: [2025],
      amountsKr: { 2025: 100_000, 2026: null, 2027: null, 2028: null },
    });
  });

  it('leaves the outline years of the contribution blank, not zero', async () => {
    expect((await measure('Effektiviseringsbidrag')).amountsKr).toEqual({
      2025: 11_400_000,
      2026: null,
      2027: null,
      2028: null,
    });
  });

  it('carries the figures and dates of its texts', async () => {
    const texts = (await measures()).map(({ measure: m }) =>
      [m.courseText, m.processText].join('\n'),
    );
    const facts = [
      [
        /0,55 %/,
        /0,80 %/,
        /foråret 2025/,
        /november\/december/,
        /14 dage/,
        /januar 2025/,
        /februar/,
        /værn om servicerammen/,
        /råderumskatalog/i,
      ],
      [
        /projektleder/,
        /HR/,
        /værktøjskasse/,
        /fastholdelseskonsulent/,
        /trivselskonsulent/,
        /baseline/,
        /vikarer/,
        /Hovedudvalget, direktionen og koncernledelsen/,
      ],
      [/indarbejdet/i],
      [/indarbejdet/i],
      [
        /årets begyndelse/,
        /før indsatsen/,
        /Skole- og dagtilbudschefen/,
        /AU/,
        /BUU/,
        /Børne- og familiechefen/,
        /unges fravær/,
        /overslagsårene/,
      ],
      [/december/, /sidst i januar 2025/, /seminar/],
      [/Roskilde/, /uddannelseshjælp/, /Ungegarantien/, /kapitalfond/, /borgerkonferencer/],
      [/Tranæsudvalget/, /magtanvendelse/, /Sundhed og Omsorg/, /produktivitet/],
      [/top ti/, /Beskæftigelsesplan 2025/, /Arbejdsmarkedsudvalget følger op/],
    ];
    for (const [at, patterns] of facts.entries()) {
      for (const pattern of patterns) expect(texts[at]).toMatch(pattern);
    }
  });

  it('assumes nothing but that somebody must name the relevant chiefs', async () => {
    const assumed = [...(await operating).assumptions].concat(
      (await operating).rows.flatMap(({ assumptions }) => assumptions),
    );
    expect(assumed).toEqual([
      {
        path: 'row 16, Tovholder',
        code: 'imports.owner-unresolved',
        facts: { owner: 'Relevante chefer' },
      },
    ]);
  });
});

const quarters = (code: string, days: readonly string[], nextYear: boolean) =>
  [2025, 2026, 2027, 2028].flatMap((year) =>
    days.map((day, at) => {
      const on = nextYear && at === 3 ? year + 1 : year;
      return `${code}-${String(year)}-K${String(at + 1)} ${String(on)}-${day}`;
    }),
  );

describe('the duties of the agreement', () => {
  it('are the twenty-four of its text, each with its row', async () => {
    const codes = (await measures()).map(({ measure: m }) => m.obligations.map(({ code }) => code));
    expect(codes).toEqual([
      ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10'],
      ['M11', 'M12', 'M13', 'M14'],
      [],
      [],
      ['M15', 'M16', 'M17', 'M18', 'M19'],
      ['M20', 'M21'],
      ['M22'],
      ['M23'],
      ['M24'],
    ]);
  });

  it('are due as the agreement says', async () => {
    const duties = (await measures()).flatMap(({ measure: m }) => m.obligations);
    const due = Object.fromEntries(duties.map((duty) => [duty.code, duty.due]));
    const none = { after: [], before: [], assumed: false };
    const month = (at: string) => ({ kind: 'window', from: at, to: at, everyYear: false });
    const often = { kind: 'recurring', daysAfterPeriod: null, year: null };
    expect(due).toEqual({
      M1: { ...none, kind: 'window', from: '2024-11', to: '2024-12', everyYear: true },
      M2: { ...none, kind: 'duration', days: 14, after: ['M1'], before: ['M4'] },
      M3: { ...none, kind: 'order', before: ['M4'] },
      M4: {
        ...none,
        kind: 'window',
        from: '2024-12',
        to: '2025-01',
        everyYear: false,
        after: ['M2', 'M3'],
      },
      M5: { ...none, ...month('2025-01'), after: ['M4'] },
      M6: { ...none, ...month('2025-01'), after: ['M5'] },
      M7: { ...none, ...month('2025-02') },
      M8: { ...none, ...month('2025-02'), after: ['M7'] },
      M9: { ...none, kind: 'undated' },
      M10: { ...none, kind: 'yearly', by: '12-31', assumed: true },
      M11: { ...none, kind: 'order', before: ['M12'] },
      M12: { ...none, kind: 'order', after: ['M11'], before: ['M13'] },
      M13: { ...none, ...often, timesPerYear: 4, after: ['M12'], assumed: true },
      M14: { ...none, kind: 'order', after: ['M11'] },
      M15: { ...none, kind: 'precondition' },
      M16: { ...none, kind: 'yearly', by: '01-31', assumed: true },
      M17: { ...none, ...often, timesPerYear: 4, daysAfterPeriod: 15, assumed: true },
      M18: { ...none, kind: 'conditional', condition: 'det ventede fald udebliver' },
      M19: { ...none, ...often, timesPerYear: 2, assumed: true },
      M20: { ...none, ...month('2024-12') },
      M21: { ...none, ...month('2025-01'), after: ['M20'] },
      M22: { ...none, kind: 'undated' },
      M23: { ...none, kind: 'undated' },
      M24: { ...none, ...often, timesPerYear: 2, year: 2025, assumed: true },
    });
  });

  it('say where the agreement gives two times for one duty', async () => {
    const duties = (await measures()).flatMap(({ measure: m }) => m.obligations);
    const two = duties.flatMap(({ code, disagreement }) =>
      disagreement ? [[code, disagreement]] : [],
    );
    expect(two).toEqual([
      ['M7', 'aftaleteksten siger foråret 2025'],
      ['M8', 'aftaleteksten siger foråret 2025'],
      ['M10', 'processen lægger den samlede sag for 2025 i januar 2025 (M5 og M6)'],
    ]);
  });

  it('give the milestones of the agreement’s four years', async () => {
    const all = (await measures()).flatMap(({ slug, reference, measure: m }) =>
      obligedMilestones(reference ?? slug, m, [2025, 2026, 2027, 2028]),
    );
    const given = new Map<string, string[]>();
    for (const milestone of all) {
      const { code } = milestone.obligation;
      const { kind, dueOn, forum } = milestone;
      const id = obligedId(milestone).slice(milestone.measure.length + 1);
      given.set(code, [
        ...(given.get(code) ?? [kind, forum ?? '–']),
        dueOn === null ? id : `${id} ${dueOn}`,
      ]);
    }
    expect(Object.fromEntries(given)).toEqual({
      M1: [
        'window',
        'FUDV',
        'M1-2025 2024-12-31',
        'M1-2026 2025-12-31',
        'M1-2027 2026-12-31',
        'M1-2028 2027-12-31',
      ],
      M2: ['duration', '–', 'M2'],
      M3: ['order', '–', 'M3'],
      M4: ['window', 'FUDV', 'M4 2025-01-31'],
      M5: ['month', 'ØK', 'M5 2025-01-31'],
      M6: ['month', 'KB', 'M6 2025-01-31'],
      M7: ['month', 'ØK', 'M7 2025-02-28'],
      M8: ['month', 'KB', 'M8 2025-02-28'],
      M9: ['undated', 'KB', 'M9'],
      M10: [
        'yearly',
        '–',
        ...[2025, 2026, 2027, 2028].map((y) => `M10-${String(y)} ${String(y)}-12-31`),
      ],
      M11: ['order', '–', 'M11'],
      M12: ['order', '–', 'M12'],
      M13: ['recurring', '–', ...quarters('M13', ['03-31', '06-30', '09-30', '12-31'], false)],
      M14: ['order', '–', 'M14'],
      M15: ['precondition', '–', 'M15'],
      M16: [
        'yearly',
        '–',
        ...[2025, 2026, 2027, 2028].map((y) => `M16-${String(y)} ${String(y)}-01-31`),
      ],
      M17: ['recurring', '–', ...quarters('M17', ['04-15', '07-15', '10-15', '01-15'], true)],
      M18: ['conditional', 'AU', 'M18'],
      M19: [
        'recurring',
        '–',
        ...[2025, 2026, 2027, 2028].flatMap((y) => [
          `M19-${String(y)}-H1 ${String(y)}-06-30`,
          `M19-${String(y)}-H2 ${String(y)}-12-31`,
        ]),
      ],
      M20: ['month', 'Fagudvalg', 'M20 2024-12-31'],
      M21: ['month', 'KB', 'M21 2025-01-31'],
      M22: ['undated', '–', 'M22'],
      M23: ['undated', 'Relevante fagudvalg', 'M23'],
      M24: ['recurring', 'AU', 'M24-2025-H1 2025-06-30', 'M24-2025-H2 2025-12-31'],
    });
    expect(all.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'Løbende status på fraværsprocenten til Arbejdsmarkedsafdelingen, 3. kvartal 2026',
        'Sag om tiltag ud over administrativ bemyndigelse, første behandling, budgetår 2026',
        'Koordinering mellem Arbejdsmarkedschefen og Børne- og familiechefen, 2. halvår 2027',
        'Samlet sag på tværs af udvalg',
      ]),
    );
  });
});

describe("Norddjurs' capital table", () => {
  it('has its own columns and no rows, and says so', async () => {
    const capital = await parsed('norddjurs-2025-2028-anlaeg.csv');
    expect(capital.table).toMatchObject({ kind: 'capital', years: [2025, 2026, 2027, 2028] });
    expect(capital.table?.columns.slice(0, 3)).toEqual([
      'Nr.',
      'Overskrift',
      'Tovholder (Chef/Direktør)',
    ]);
    expect(capital.table?.columns).not.toContain('MED/Høring m.v.');
    expect(capital.rows).toEqual([]);
    expect(errorsOf(capital)).toEqual([]);
    expect(capital.assumptions.map(({ code }) => code)).toEqual(['imports.table-without-rows']);
  });
});
