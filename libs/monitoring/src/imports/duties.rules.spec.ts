import { obligationsIn } from './duties.rules';

const due = (reading: string, ...others: string[]) => {
  const lines = [`P1 | Sag | AU | snart | ${reading}`, ...others];
  const { obligations, errors } = obligationsIn(lines.join('\n'), 'row 4, Pligter');
  return errors.length > 0 ? errors.map(({ code }) => code) : obligations[0]?.due;
};
const none = { after: [], before: [], assumed: false };
const more = ['P2 | Sag | KB | | udateret', 'P3 | Sag | KB | | udateret'];

describe('a duty', () => {
  it('is a line of code, what, who, when and how that is read', () => {
    expect(
      obligationsIn('\n M5 | Samlet  sag | ØK | januar 2025 | måned 2025-01 \n', 'row 4'),
    ).toEqual({
      obligations: [
        {
          code: 'M5',
          text: 'Samlet sag',
          who: 'ØK',
          when: 'januar 2025',
          due: { ...none, kind: 'window', from: '2025-01', to: '2025-01', everyYear: false },
        },
      ],
      errors: [],
    });
    expect(obligationsIn(' \n', 'row 4')).toEqual({ obligations: [], errors: [] });
  });

  it.each([
    ['måned 2025-12 årligt', { kind: 'window', from: '2025-12', to: '2025-12', everyYear: true }],
    [
      'vindue 2024-11..2025-01',
      { kind: 'window', from: '2024-11', to: '2025-01', everyYear: false },
    ],
    [
      'vindue 2024-11..2024-12 årligt',
      { kind: 'window', from: '2024-11', to: '2024-12', everyYear: true },
    ],
    ['varighed 14 dage', { kind: 'duration', days: 14 }],
    ['varighed 1 dag', { kind: 'duration', days: 1 }],
    ['årligt 01-31', { kind: 'yearly', by: '01-31' }],
    [
      'løbende 4 om året',
      { kind: 'recurring', timesPerYear: 4, daysAfterPeriod: null, year: null },
    ],
    [
      'løbende 12 om året +15 dage i 2025',
      { kind: 'recurring', timesPerYear: 12, daysAfterPeriod: 15, year: 2025 },
    ],
    ['hvis faldet udebliver', { kind: 'conditional', condition: 'faldet udebliver' }],
    ['forudsætning', { kind: 'precondition' }],
    ['udateret', { kind: 'undated' }],
  ])('read as "%s" is due so', (reading, expected) => {
    expect(due(reading)).toEqual({ ...none, ...expected });
    expect(due(`${reading}, standard`)).toEqual({ ...none, ...expected, assumed: true });
  });

  it('has an order among the others of its row', () => {
    expect(due('rækkefølge, efter P2 P3', ...more)).toEqual({
      ...none,
      kind: 'order',
      after: ['P2', 'P3'],
    });
    expect(due('udateret, efter P2, før P3', ...more)).toEqual({
      ...none,
      kind: 'undated',
      after: ['P2'],
      before: ['P3'],
    });
  });

  it('may say last what else the agreement says of the day, commas and all', () => {
    const [duty] = obligationsIn(
      'P1 | Sag | AU | februar | måned 2025-02, standard, uenighed teksten siger maj, efter påske',
      'row 4',
    ).obligations;
    expect(duty).toMatchObject({
      due: { ...none, kind: 'window', from: '2025-02', assumed: true },
      disagreement: 'teksten siger maj, efter påske',
    });
    expect(due('måned 2025-02, uenighed')).toEqual(['imports.duty-reading']);
    expect(due('uenighed maj')).toEqual(['imports.duty-reading']);
  });

  it.each([
    '',
    'snart',
    'måned 2025-13',
    'vindue 2025-02..2025-01',
    'varighed 0 dage',
    'årligt 02-29',
    'årligt 04-31',
    'løbende 5 om året',
    'rækkefølge',
    'udateret, efter',
    'udateret, måske',
  ])('is not read from "%s"', (reading) => {
    expect(due(reading)).toEqual(['imports.duty-reading']);
  });

  it('is refused with too few or too many fields, without what or who, or with a strange code', () => {
    const codes = (cell: string) => obligationsIn(cell, 'row 4').errors.map(({ code }) => code);
    expect(codes('M1 | Sag | AU | udateret')).toEqual(['imports.duty-fields']);
    expect(codes('M1 | Sag | AU | | udateret | mere')).toEqual(['imports.duty-fields']);
    expect(codes('M1 | | AU | | udateret')).toEqual(['imports.duty-fields']);
    expect(codes('M1 | Sag | | | udateret')).toEqual(['imports.duty-fields']);
    expect(codes('M 1 | Sag | AU | | udateret')).toEqual(['imports.duty-code']);
    expect(codes(`M1 | ${'a'.repeat(301)} | AU | | udateret`)).toEqual(['imports.text-too-long']);
  });

  it('is refused twice under one code, and with an order towards itself or nobody', () => {
    expect(due('udateret', 'P1 | Sag | AU | | udateret')).toEqual(['imports.duty-twice']);
    expect(due('udateret, efter P1')).toEqual(['imports.duty-reference']);
    expect(due('udateret, før P9')).toEqual(['imports.duty-reference']);
  });
});
