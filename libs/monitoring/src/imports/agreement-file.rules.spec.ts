import fc from 'fast-check';
import { errorsOf, parseAgreement } from './agreement-file.rules';
import type { MeasureRow, ParsedAgreement } from './parsed-agreement.rules';

/** One row of the operating table by its columns; what is left out is empty. */
type Cells = Readonly<Record<string, string>>;
const document = [
  'Overskrift',
  'Tovholder',
  'Budgetaftale',
  'Proces/Tværgående aspekter og Direktionens rolle',
  'Beslutningsforum',
  'MED/Høring m.v.',
  'Slut',
  '2025',
  '2026',
];
const own = [
  'Sektion',
  'Gruppe',
  'Virkning',
  'Udgiftstype',
  'Indarbejdet',
  'Betingede år',
  'Tværgående',
  'Uklart fortegn',
  'Pligter',
];
const section: Cells = { Overskrift: 'Arbejdsmarkedsudvalget' };

/** Parses rows under these headings, which stand in row 1. */
function parse(rows: readonly Cells[], headings: readonly string[] = [...document, ...own]) {
  const body = rows.map((cells) => headings.map((heading) => cells[heading] ?? ''));
  return parseTable([headings, ...body]);
}
const parseTable = (cells: readonly (readonly string[])[]): ParsedAgreement =>
  parseAgreement(cells.map((row, at) => ({ row: at + 1, cells: row })));

const measuresOf = (parsed: ParsedAgreement) =>
  parsed.rows.filter((row): row is MeasureRow => row.outcome === 'measure');
function only(parsed: ParsedAgreement): MeasureRow {
  expect(errorsOf(parsed)).toEqual([]);
  const [measure] = measuresOf(parsed);
  if (!measure) throw new Error('no measure');
  return measure;
}
/** The measure of one row under a section. */
const read = (cells: Cells) => only(parse([section, { Overskrift: 'Pulje', ...cells }]));
/** What is wrong with one row under a section, as `path: code`. */
const wrong = (cells: Cells) =>
  errorsOf(parse([section, { Overskrift: 'Pulje', ...cells }])).map(
    ({ path, code }) => `${path}: ${code}`,
  );
const headingErrors = (headings: readonly string[]) =>
  errorsOf(parse([], headings)).map(({ path, code, facts }) => [path, code, facts]);

describe('the headings', () => {
  it('stand in any order, any case, with brackets and line breaks or without', () => {
    const headings = [
      '2026',
      'SLUT (X)',
      'med/ \n\nhøring m.v.',
      'Beslutnings-\nforum\n(Sagsgang)',
      'Tovholder  \n(Chef/Direktør)',
      'Overskrift',
      'budgetaftale\u00a0(Kurs)',
      'Proces/Tværgående aspekter og Direktionens rolle \n(Koordinering og Commitment)',
      '2025 (mio. kr.)',
      'betingede  ÅR',
    ];
    const row = ['-0,2', 'x', 'X', 'AU', 'Økonomichefen', 'Pulje', 'Kurs', 'Proces', '-0,1', ''];
    const parsed = parseTable([headings, ['', '', '', '', '', 'Afsnit'], row]);
    expect(parsed.table?.years).toEqual([2025, 2026]);
    expect(only(parsed).measure).toMatchObject({
      title: 'Pulje',
      section: 'Afsnit',
      owners: ['Økonomichefen'],
      courseText: 'Kurs',
      processText: 'Proces',
      forums: ['AU'],
      consultation: true,
      closed: true,
      amountsKr: { 2025: -100_000, 2026: -200_000 },
    });
  });

  it('give the years, which need not be four', () => {
    const headings = [...document.slice(0, 7), '2031', '2029', '2030'];
    expect(parse([], headings).table?.years).toEqual([2029, 2030, 2031]);
  });

  it('tell the capital table by Nr. and the missing MED column', () => {
    const headings = ['Nr.', ...document.filter((heading) => !heading.startsWith('MED'))];
    const parsed = parse([section, { 'Nr.': '7', Overskrift: 'Hal', '2025': '2,5' }], headings);
    expect(only(parsed)).toMatchObject({
      number: '7',
      measure: { kind: 'capital', consultation: false },
    });
  });

  it.each(document.slice(0, 7))('are refused without %s', (heading) => {
    expect(headingErrors(document.filter((each) => each !== heading))).toEqual([
      ['row 1', 'imports.heading-missing', { heading }],
    ]);
  });

  it('are refused twice, unknown, out of range, mixed and without years, each by its name', () => {
    expect(headingErrors([...document, 'SLUT (X)'])).toEqual([
      ['row 1, SLUT (X)', 'imports.heading-twice', { heading: 'SLUT (X)' }],
    ]);
    expect(headingErrors([...document, '2025 (mio. kr.)'])).toEqual([
      ['row 1, 2025 (mio. kr.)', 'imports.heading-twice', { heading: '2025 (mio. kr.)' }],
    ]);
    expect(headingErrors([...document, 'Farve'])).toEqual([
      ['row 1, Farve', 'imports.heading-unknown', { heading: 'Farve' }],
    ]);
    expect(headingErrors([...document, '1999'])).toEqual([
      ['row 1, 1999', 'imports.year-out-of-range', { heading: '1999' }],
    ]);
    expect(headingErrors(['Nr.', ...document])).toEqual([['row 1', 'imports.table-mixed', {}]]);
    expect(headingErrors(document.slice(0, 7))).toEqual([['row 1', 'imports.years-missing', {}]]);
  });

  it('are looked for below titles, and their absence is an error of the file', () => {
    expect(headingErrors(['a', 'b', '2025'])).toEqual([
      ['file', 'imports.headings-not-found', expect.anything()],
    ]);
    const late = [['Titel'], ['', 'Legende'], document, ['Afsnit'], ['Pulje', 'A-chef']];
    expect(only(parseTable(late)).row).toBe(5);
  });

  it('printed again on the next page are passed over', () => {
    const parsed = parseTable([document, ['Afsnit'], document, ['Pulje', 'A-chef']]);
    expect(parsed.rows.map(({ outcome }) => outcome)).toEqual(['heading', 'measure']);
  });
});

describe('the unit', () => {
  const amount = (lines: string[][], headings: string[]) =>
    only(
      parseTable([
        ...lines,
        headings,
        ['Afsnit'],
        ['Pulje', ...Array<string>(6).fill(''), '-518', ''],
      ]),
    ).measure.amountsKr['2025'];

  it('is mio. kr. and says so when no line names it', () => {
    expect(amount([], document)).toBe(-518_000_000);
    expect(parse([]).assumptions[0]).toMatchObject({ code: 'imports.unit-assumed' });
  });

  it('is taken from a first line or from the headings of the years', () => {
    expect(amount([['Budget (1.000 kr.)']], document)).toBe(-518_000);
    expect(amount([['Budget'], ['', 'i hele kr.']], document)).toBe(-518);
    expect(amount([], [...document.slice(0, 7), '2025\nt.kr.', '2026 (t.kr.)'])).toBe(-518_000);
  });

  it('is refused when it is another one, or two', () => {
    expect(errorsOf(parseTable([['mia. kr.'], document]))).toEqual([
      { path: 'file', code: 'imports.unit-unknown', facts: { unit: 'mia. kr.' } },
    ]);
    expect(errorsOf(parseTable([['mio. kr.'], [...document, '2027 (t.kr.)']]))).toEqual([
      { path: 'file', code: 'imports.units-differ', facts: { units: ['mio. kr.', '1.000 kr.'] } },
    ]);
  });
});

describe('a row with nothing but its heading', () => {
  it('opens a section, and a group in it when it begins with Råderumsforslag', () => {
    const parsed = parse([
      section,
      { Overskrift: 'A', Slut: 'X' },
      { Overskrift: 'Råderumsforslag - AU' },
      { Overskrift: 'B', Slut: 'X' },
      { Overskrift: 'Børn og råderumsforslag' },
      { Overskrift: 'C', Slut: 'X' },
    ]);
    expect(parsed.rows.map(({ outcome }) => outcome)).toEqual([
      'heading',
      'measure',
      'heading',
      'measure',
      'heading',
      'measure',
    ]);
    expect(measuresOf(parsed).map((row) => [row.section, row.group])).toEqual([
      ['Arbejdsmarkedsudvalget', null],
      ['Arbejdsmarkedsudvalget', 'Råderumsforslag - AU'],
      ['Børn og råderumsforslag', null],
    ]);
  });

  it('lies in Nr. when the capital table merges it over the row', () => {
    const headings = ['Nr.', ...document.filter((heading) => !heading.startsWith('MED'))];
    const parsed = parse([{ 'Nr.': 'Teknisk udvalg' }, { Overskrift: 'Hal', Slut: 'X' }], headings);
    expect(only(parsed).section).toBe('Teknisk udvalg');
  });

  it('is not needed where the row names its section itself, which wins', () => {
    const parsed = parse([
      { Overskrift: 'A', Sektion: 'Kultur', Gruppe: 'Råderumsforslag - KU' },
      section,
      { Overskrift: 'Råderumsforslag - AU' },
      { Overskrift: 'B', Sektion: 'Kultur' },
      { Overskrift: 'C', Gruppe: 'Særligt' },
    ]);
    expect(measuresOf(parsed).map((row) => [row.section, row.group])).toEqual([
      ['Kultur', 'Råderumsforslag - KU'],
      ['Kultur', null],
      ['Arbejdsmarkedsudvalget', 'Særligt'],
    ]);
  });

  it('is refused as a group without a section, and a row without one too', () => {
    const parsed = parse([{ Overskrift: 'Råderumsforslag - AU' }, { Overskrift: 'A', Slut: 'X' }]);
    expect(errorsOf(parsed).map(({ path, code }) => [path, code])).toEqual([
      ['row 2', 'imports.section-missing'],
      ['row 3, Sektion', 'imports.section-missing'],
    ]);
  });
});

describe('an R-number', () => {
  it.each([
    ['Pulje og løntilskud\nR901 (B)', 'R901', '(B)', 'Pulje og løntilskud'],
    ['R12 Pulje', 'R12', null, 'Pulje'],
    ['Pulje R307(B)', 'R307', '(B)', 'Pulje'],
    ['Pulje (R7) i AU', 'R7', null, 'Pulje i AU'],
    ['R44: Pulje', 'R44', null, 'Pulje'],
    ['PR7 og R7x', null, null, 'PR7 og R7x'],
  ])('of "%s" is %s with %s', (cell, reference, referenceSuffix, title) => {
    expect(read({ Overskrift: cell, Slut: 'X' }).measure).toMatchObject({
      reference,
      referenceSuffix,
      title,
    });
  });

  it('is the key of the row, else section and heading are', () => {
    expect(read({ Overskrift: 'Pulje R7', Slut: 'X' }).key).toBe('R7');
    expect(read({ Overskrift: 'PULJE  til\nAU', Slut: 'X' }).key).toBe(
      'arbejdsmarkedsudvalget\npulje til au',
    );
  });

  it('must be one', () => {
    expect(wrong({ Overskrift: 'R7 og R8', Slut: 'X' })).toEqual([
      'row 3, Overskrift: imports.references-several',
    ]);
  });

  it('may stand under Nr. in the capital table', () => {
    const headings = ['Nr.', ...document.filter((heading) => !heading.startsWith('MED'))];
    expect(
      only(parse([section, { 'Nr.': 'R44', Overskrift: 'Hal', Slut: 'X' }], headings)).key,
    ).toBe('R44');
  });

  it('twice in a file is an error of the second row, which names the first', () => {
    const parsed = parse([
      section,
      { Overskrift: 'A R7', Slut: 'X' },
      { Overskrift: 'Andet' },
      { Overskrift: 'B R7', Slut: 'X' },
    ]);
    expect(errorsOf(parsed)).toEqual([
      {
        path: 'row 5, Overskrift',
        code: 'imports.reference-twice',
        facts: { reference: 'R7', row: 3 },
      },
    ]);
  });
});

describe('the same heading', () => {
  const rows = (second: Cells) =>
    errorsOf(
      parse([
        section,
        { Overskrift: 'Pulje', Slut: 'X' },
        second,
        { Overskrift: 'pulje', Slut: 'X' },
      ]),
    );

  it('twice in a section is an error', () => {
    expect(rows({ Overskrift: 'A', Slut: 'X' })).toEqual([
      { path: 'row 5, Overskrift', code: 'imports.title-twice', facts: { title: 'pulje', row: 3 } },
    ]);
  });

  it('in two sections is two measures', () => {
    expect(rows({ Overskrift: 'Andet udvalg' })).toEqual([]);
  });
});

describe('the slug', () => {
  it.each([
    ['Pulje og løntilskud R901 (B)', 'pulje-og-loentilskud'],
    ['Ærø & Århus – på §5!', 'aeroe-aarhus-paa-5'],
    ['Café Über', 'cafe-uber'],
  ])('of "%s" is %s', (cell, slug) => {
    expect(read({ Overskrift: cell, Slut: 'X' }).slug).toBe(slug);
  });

  it('needs a letter or digit', () => {
    expect(wrong({ Overskrift: '– § –', Slut: 'X' })).toEqual([
      'row 3, Overskrift: imports.title-without-letters',
    ]);
  });
});

describe('the amounts', () => {
  it('of empty cells are null and of 0,000 are 0', () => {
    expect(read({ '2025': ' ', '2026': '0,000' }).measure.amountsKr).toEqual({
      2025: null,
      2026: 0,
    });
  });

  it('are refused cell by cell, each with its year', () => {
    expect(wrong({ '2025': 'ca. 3', '2026': '0,0000001' })).toEqual([
      'row 3, 2025: imports.not-a-number',
      'row 3, 2026: imports.not-whole-kroner',
    ]);
    expect(wrong({ '2025': '99999999999' })).toEqual(['row 3, 2025: imports.amount-too-large']);
  });

  it('with points alone are read as thousands and said to be', () => {
    expect(read({ '2025': '-1.313', Virkning: 'direkte' }).assumptions).toEqual([
      {
        path: 'row 3, 2025',
        code: 'imports.thousands-point',
        facts: { value: '-1.313', amountKr: -1_313_000_000 },
      },
    ]);
  });
});

describe('the marks', () => {
  it('are X in their own column: MED is consultation, Slut is closed', () => {
    const marks = (cells: Cells) => {
      const { consultation, closed } = read({ '2025': '1', ...cells }).measure;
      return { consultation, closed };
    };
    expect(marks({ 'MED/Høring m.v.': 'X' })).toEqual({ consultation: true, closed: false });
    expect(marks({ Slut: ' x ' })).toEqual({ consultation: false, closed: true });
    expect(marks({})).toEqual({ consultation: false, closed: false });
  });

  it('are nothing else', () => {
    expect(wrong({ 'MED/Høring m.v.': 'måske', Slut: '0' })).toEqual([
      'row 3, MED/Høring m.v.: imports.not-an-x',
      'row 3, Slut: imports.not-an-x',
    ]);
  });
});

describe('the effect', () => {
  it.each([
    ['betinget', 'conditional'],
    ['Direkte', 'direct'],
    ['udgift', 'spend'],
    ['sats', 'rate'],
    ['proces', 'process'],
  ])('of %s is %s and nothing is assumed', (Virkning, effect) => {
    const row = read({ Virkning, '2025': '-1' });
    expect([row.measure.effect, row.assumptions]).toEqual([effect, []]);
    expect(row.notGiven).not.toContain('effect');
  });

  it.each([
    [{ Tovholder: 'A-chef' }, 'process'],
    [{ '2025': '0,000' }, 'process'],
    [{ '2025': '0,1' }, 'spend'],
    [{ '2025': '-0,1' }, 'direct'],
    [{ '2025': '0,1', '2026': '-0,1' }, 'direct'],
  ])('of %j alone is assumed', (cells: Cells, effect) => {
    const row = read(cells);
    expect(row.measure.effect).toBe(effect);
    expect(row.assumptions).toEqual([
      { path: 'row 3, Virkning', code: 'imports.effect-inferred', facts: { effect } },
    ]);
    expect(row.notGiven).toContain('effect');
  });
});

describe("Kursholder's own columns", () => {
  it('may be missing, and then say nothing', () => {
    const row = only(parse([section, { Overskrift: 'Pulje', '2025': '-1' }], document));
    expect(row.measure).toMatchObject({
      expenditureType: 'other',
      scopeYears: null,
      incorporatedYears: [],
      crossCutting: { value: 'unknown', provenance: 'inferred' },
      signUnclear: false,
      obligations: [],
    });
    expect(row.notGiven).toEqual([
      'effect',
      'expenditureType',
      'crossCutting',
      'scopeYears',
      'incorporatedYears',
      'signUnclear',
      'obligations',
    ]);
  });

  it('say what the words in them mean', () => {
    const row = read({
      '2025': '-1',
      '2026': '-1',
      Virkning: 'betinget',
      Udgiftstype: 'Overførsel',
      Indarbejdet: '2025 – 2026',
      'Betingede år': '2025 og 2026',
      Tværgående: 'ja (angivet)',
      'Uklart fortegn': 'Ja',
      Pligter: 'P1 | Status | AU | | udateret',
    });
    expect(row.measure).toMatchObject({
      expenditureType: 'transfer',
      incorporatedYears: [2025, 2026],
      scopeYears: [2025, 2026],
      crossCutting: { value: 'yes', provenance: 'stated' },
      signUnclear: true,
      obligations: [{ code: 'P1', text: 'Status', who: 'AU', when: '' }],
    });
    expect(row.notGiven).toEqual([]);
  });

  it.each([
    ['Virkning', 'effekt', 'imports.word-unknown'],
    ['Virkning', 'constructor', 'imports.word-unknown'],
    ['Udgiftstype', 'drift', 'imports.word-unknown'],
    ['Tværgående', 'X', 'imports.word-unknown'],
    ['Uklart fortegn', '?', 'imports.word-unknown'],
    ['Indarbejdet', 'ja', 'imports.not-years'],
    ['Indarbejdet', '2026-2025', 'imports.not-years'],
    ['Indarbejdet', '2027', 'imports.year-not-in-file'],
    ['Indarbejdet', '2026', 'imports.incorporated-without-amount'],
    ['Betingede år', '2025', 'imports.scope-without-condition'],
    ['Pligter', 'P1', 'imports.duty-fields'],
  ])('refuse %s "%s"', (column, cell, code) => {
    expect(wrong({ '2025': '-1', Virkning: 'direkte', [column]: cell })).toContain(
      `row 3, ${column}: ${code}`,
    );
  });
});

describe('an amount that cannot be read', () => {
  it('is not said to be missing too', () => {
    expect(wrong({ '2025': 'ca. 3', Virkning: 'direkte', Indarbejdet: '2025' })).toEqual([
      'row 3, 2025: imports.not-a-number',
    ]);
  });
});

describe('the owners', () => {
  it.each([
    ['Arbejdsmarkedschefen', ['Arbejdsmarkedschefen']],
    ['Arbejdsmarkedschefen og Økonomichefen', ['Arbejdsmarkedschefen', 'Økonomichefen']],
    ['Arbejdsmarkedschefen, Økonomichefen', ['Arbejdsmarkedschefen', 'Økonomichefen']],
    ['Økonomichefen/Kommunaldirektøren', ['Økonomichefen', 'Kommunaldirektøren']],
    ['Økonomichefen\nChef for kultur og fritid', ['Økonomichefen', 'Chef for kultur og fritid']],
    ['Økonomichefen\nBørne- og familiechefen', ['Økonomichefen', 'Børne- og familiechefen']],
    ['Børne- og familiechefen', ['Børne- og familiechefen']],
    ['Børne-, unge- og familiechefen', ['Børne-, unge- og familiechefen']],
    ['Økonomi-/HR-chefen', ['Økonomi-/HR-chefen']],
    ['Direktør for Børn og Unge', ['Direktør for Børn og Unge']],
    ['Chef for \nfællessekretariatet', ['Chef for fællessekretariatet']],
    ['Kommunal-\ndirektøren', ['Kommunaldirektøren']],
    ['Økonomichefen, Økonomichefen,', ['Økonomichefen']],
  ])('of "%s" are %j', (Tovholder, owners) => {
    const row = read({ Tovholder, Virkning: 'proces' });
    expect([row.measure.owners, row.assumptions]).toEqual([owners, []]);
  });

  it.each(['Relevante chefer', 'Alle aftaleholdere', 'Fagcheferne'])(
    'named as "%s" are kept and said to be unresolved',
    (Tovholder) => {
      const row = read({ Tovholder, Virkning: 'proces' });
      expect(row.measure.owners).toEqual([Tovholder]);
      expect(row.assumptions.map(({ code }) => code)).toEqual(['imports.owner-unresolved']);
    },
  );
});

describe('the path of forums', () => {
  it.each([
    'FUDV, Høring, FUDV,\nØK, KB',
    'FUDV → Høring → FUDV → ØK → KB',
    'FUDV -> Høring; FUDV => ØK > KB',
  ])('of "%s" is in order, a body twice', (Beslutningsforum) => {
    expect(read({ Beslutningsforum }).measure.forums).toEqual([
      'FUDV',
      'Høring',
      'FUDV',
      'ØK',
      'KB',
    ]);
  });
});

describe('the texts', () => {
  it('keep their line breaks and lose the spaces around them', () => {
    expect(read({ Budgetaftale: ' En.\r\nTo.\t \n' }).measure.courseText).toBe('En.\nTo.');
  });

  it('may be so long and no longer', () => {
    expect(read({ Budgetaftale: 'a'.repeat(20_000) }).measure.courseText).toHaveLength(20_000);
    expect(wrong({ Budgetaftale: 'a'.repeat(20_001) })).toEqual([
      'row 3, Budgetaftale: imports.text-too-long',
    ]);
    expect(read({ Overskrift: 'a'.repeat(300), Slut: 'X' }).measure.title).toHaveLength(300);
    expect(wrong({ Overskrift: 'a'.repeat(301), Slut: 'X' })).toEqual([
      'row 3, Overskrift: imports.text-too-long',
    ]);
    expect(errorsOf(parse([{ Overskrift: 'a'.repeat(301) }]))).toMatchObject([
      { path: 'row 2', code: 'imports.text-too-long', facts: { length: 301, limit: 300 } },
    ]);
  });

  it.each(['\u0000', '\u0007', '\u009f', '\ud800'])('do not hold %j', (character) => {
    expect(wrong({ Budgetaftale: `a${character}b` })).toEqual([
      'row 3, Budgetaftale: imports.text-control-character',
    ]);
  });

  it('are not the error that a formula left', () => {
    expect(wrong({ Budgetaftale: '#REF!' })).toEqual([
      'row 3, Budgetaftale: imports.formula-without-result',
    ]);
  });

  it('that are unfit are not interpreted, so that one wrong cell is one error', () => {
    expect(wrong({ Overskrift: 'R7'.repeat(200), Tovholder: 'chef og '.repeat(100_000) })).toEqual([
      'row 3, Overskrift: imports.text-too-long',
      'row 3, Tovholder: imports.text-too-long',
    ]);
  });

  it('stand under a heading, which a row is told once', () => {
    const parsed = parseTable([
      [...document, ''],
      ['Afsnit'],
      ['Pulje', ...Array<string>(8).fill(''), 'løs', 'og løs'],
    ]);
    expect(errorsOf(parsed)).toEqual([
      { path: 'row 3, column 10', code: 'imports.cell-without-heading', facts: { value: 'løs' } },
    ]);
  });

  it('do not stand without a heading of the row', () => {
    expect(wrong({ Overskrift: '', '2025': '1' })).toEqual([
      'row 3, Overskrift: imports.title-missing',
    ]);
    expect(wrong({ Overskrift: 'R307 (B)', Slut: 'X' })).toEqual([
      'row 3, Overskrift: imports.title-missing',
    ]);
  });
});

describe('any table of any text', () => {
  it('is parsed without a throw, each row once and in order', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'X',
        '-0,518',
        'R307 (B)',
        '2025-2028',
        'Råderumsforslag - AU',
        'M1 | a | b | c | udateret',
        'Chefen og Lederen',
        'betinget',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 20 })), (rows) => {
        const parsed = parseTable([[...document, ...own], ...rows]);
        const numbers = parsed.rows.map(({ row }) => row);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell)), (rows) => {
        expect(errorsOf(parseTable(rows)).length).toBeGreaterThan(0);
      }),
    );
  });
});
