import fc from 'fast-check';
import { parseAgreement } from './agreement-file.rules';
import { agreementOf, importPlan, uniqueSlug } from './import-plan.rules';
import type { FileMeasure } from './parsed-agreement.rules';

const document = [
  'Overskrift',
  'Tovholder',
  'Budgetaftale',
  'Proces',
  'Beslutningsforum',
  'MED/Høring',
  'Slut',
  '2025',
  '2026',
];
const own = ['Virkning', 'Udgiftstype', 'Tværgående', 'Betingede år', 'Pligter'];
type Row = Readonly<Record<string, string>>;

function file(rows: readonly Row[], headings = document) {
  const body = [{ Overskrift: 'Arbejdsmarkedsudvalget' } as Row, ...rows].map((row) =>
    headings.map((heading) => row[heading] ?? ''),
  );
  return parseAgreement([headings, ...body].map((cells, at) => ({ row: at + 1, cells })));
}
const r307: Row = {
  Overskrift: 'Fravær R307 (B)',
  Tovholder: 'Arbejdsmarkedschefen',
  '2025': '-0,518',
  '2026': '-1,050',
  Virkning: 'betinget',
  Udgiftstype: 'overførsel',
  Tværgående: 'ja',
  'Betingede år': '2026',
  Pligter: 'M1 | Status | AU | løbende | løbende 4 om året, standard',
};
const vision: Row = { Overskrift: 'Visioner', Tovholder: 'Kommunaldirektøren' };

/** Imports files one after the other, each remembered as the next one's past. */
function imported(...files: ReturnType<typeof file>[]) {
  let known: ReadonlyMap<string, FileMeasure> = new Map();
  let plan: ReturnType<typeof importPlan> = [];
  for (const each of files) {
    plan = importPlan(each, known);
    // As it comes back from a database: other objects, keys in another order.
    const remembered = plan.flatMap(({ measureRow, imported: last }) =>
      measureRow && last
        ? [
            [
              measureRow.key,
              Object.fromEntries(
                Object.entries(structuredClone(last)).reverse(),
              ) as unknown as FileMeasure,
            ] as const,
          ]
        : [],
    );
    known = new Map([...known, ...remembered]);
  }
  return { plan, known };
}
const outcomes = (...files: ReturnType<typeof file>[]) =>
  imported(...files).plan.map(({ outcome }) => outcome);

describe('an import', () => {
  it('creates what was not there', () => {
    expect(outcomes(file([r307, vision]))).toEqual(['heading', 'created', 'created']);
  });

  it('of the same file again changes nothing', () => {
    const again = file([r307, vision], [...document, ...own]);
    const { plan } = imported(again, again);
    expect(plan.map(({ outcome }) => outcome)).toEqual(['heading', 'unchanged', 'unchanged']);
    expect(plan.flatMap(({ changes, assumptions }) => [...changes, ...assumptions])).toEqual([]);
  });

  it('of any file twice is as once (D9, 26)', () => {
    const amount = fc.constantFrom('', '0,000', '-0,518', '–1,050', '11,4', '1,000');
    const row = fc.record({
      Overskrift: fc.nat({ max: 9_999 }).map((number) => `Tiltag ${String(number)}`),
      Tovholder: fc.constantFrom('', 'Økonomichefen', 'Relevante chefer'),
      Beslutningsforum: fc.constantFrom('', 'AU', 'BUU, AU, ØK, KB'),
      Slut: fc.constantFrom('', 'X'),
      '2025': amount,
      '2026': amount,
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (each) => each.Overskrift }), (rows) => {
        const again = file(rows);
        const known = new Set(['heading', 'unchanged', 'error']);
        expect(outcomes(again, again).filter((outcome) => !known.has(outcome))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of the same file with its columns in another order changes nothing', () => {
    expect(outcomes(file([r307]), file([r307], [...document].reverse()))).toEqual([
      'heading',
      'unchanged',
    ]);
  });

  it('names what changed, of the amounts only the years that did', () => {
    const later = { ...r307, '2026': '-0,900', Slut: 'X', Beslutningsforum: 'BUU, AU' };
    const row = imported(file([r307]), file([later])).plan[1];
    expect(row).toMatchObject({ outcome: 'changed', reference: 'R307' });
    expect(row?.changes).toEqual([
      { field: 'forums', year: null, from: [], to: ['BUU', 'AU'] },
      { field: 'closed', year: null, from: false, to: true },
      { field: 'amountsKr', year: 2026, from: -1_050_000, to: -900_000 },
    ]);
    expect(row?.changed).toEqual({
      forums: ['BUU', 'AU'],
      closed: true,
      amountsKr: { 2026: -900_000 },
    });
    expect(row?.imported?.amountsKr).toEqual({ 2025: -518_000, 2026: -900_000 });
  });

  it('gives a blank year its first amount', () => {
    const row = imported(file([{ ...r307, '2026': '' }]), file([r307])).plan[1];
    expect(row?.changed).toEqual({ amountsKr: { 2026: -1_050_000 } });
  });

  it('refuses to blank an amount that was there', () => {
    const row = imported(file([r307]), file([{ ...r307, '2026': '' }])).plan[1];
    expect(row).toMatchObject({
      outcome: 'error',
      errors: [
        {
          path: 'row 3, 2026',
          code: 'imports.amount-removed',
          facts: { year: 2026, amountKr: -1_050_000 },
        },
      ],
    });
  });

  it("of a file without Kursholder's columns keeps what they said", () => {
    const full = file([r307], [...document, ...own]);
    const { plan, known } = imported(full, file([r307]));
    expect(plan[1]).toMatchObject({ outcome: 'unchanged', assumptions: [] });
    expect(known.get('R307')).toMatchObject({
      effect: 'conditional',
      expenditureType: 'transfer',
      scopeYears: [2026],
      crossCutting: { value: 'yes' },
      obligations: [{ code: 'M1' }],
    });
    expect(outcomes(full, file([r307]), full)).toEqual(['heading', 'unchanged']);
  });

  it('knows R307 by its number under another heading and section', () => {
    const moved = file([
      { Overskrift: 'Andet udvalg' },
      { ...r307, Overskrift: 'Elevfravær R307' },
    ]);
    const row = imported(file([r307]), moved).plan[2];
    expect(row?.outcome).toBe('changed');
    expect(Object.keys(row?.changed ?? {})).toEqual(['referenceSuffix', 'title', 'section']);
  });

  it('leaves rows alone that a later excerpt lacks', () => {
    const { known } = imported(file([r307, vision]), file([r307]));
    expect([...known.keys()]).toEqual(['R307', 'arbejdsmarkedsudvalget\nvisioner']);
  });

  it('passes errors on', () => {
    expect(outcomes(file([{ ...r307, '2025': 'x' }]))).toEqual(['heading', 'error']);
  });
});

describe('a file', () => {
  const agreements = [
    { id: 'a', years: [2025, 2026, 2027, 2028] },
    { id: 'b', years: [2027, 2026] },
  ];

  it('belongs to the agreement with exactly its years', () => {
    expect(agreementOf([2026, 2027], agreements)).toEqual({ id: 'b' });
    expect(agreementOf([2025, 2026], agreements)).toEqual({ make: [2025, 2026] });
  });

  it('belongs to the one that is named, if there is one of that name', () => {
    expect(agreementOf([2025], agreements, 'a')).toEqual({ id: 'a' });
    expect(agreementOf([2025], agreements, 'c')).toMatchObject({
      error: { code: 'imports.agreement-unknown' },
    });
  });

  it('must name one where two have its years', () => {
    expect(
      agreementOf(
        [2025],
        [
          { id: 'a', years: [2025] },
          { id: 'b', years: [2025] },
        ],
      ),
    ).toMatchObject({
      error: { code: 'imports.agreement-ambiguous', facts: { agreements: ['a', 'b'] } },
    });
  });
});

describe('a slug', () => {
  it('that is taken gets the first free number', () => {
    const taken = new Set(['pulje', 'pulje-2']);
    expect(uniqueSlug('pulje', (slug) => taken.has(slug))).toBe('pulje-3');
    expect(uniqueSlug('andet', (slug) => taken.has(slug))).toBe('andet');
  });
});
