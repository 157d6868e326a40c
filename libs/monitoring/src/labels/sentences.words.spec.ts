import {
  conditionFact,
  correctedReadings,
  exampleAmounts,
  exampleTargets,
  exampleTwo,
  indicatorFact,
  measureFacts,
  quarter,
  stated,
} from '../../../../test/support/measure-facts';
import { explanation } from '../realisation/explanation.rules';
import type { MeasureFacts } from '../realisation/facts.rules';
import { totalsOf } from '../realisation/sums.rules';
import {
  bandText,
  indicatorHeadline,
  noteText,
  rowSentence,
  summarySentence,
  totalHeadline,
  totalSentence,
} from './sentences.words';

const year = 2026;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const summaryOf = (facts: MeasureFacts, onDate = '2026-09-02', of = year) =>
  explanation(facts, of, onDate).summary;
const r307 = exampleTwo.facts(correctedReadings);
const published = (percents: readonly string[], known: Partial<MeasureFacts> = {}) =>
  measureFacts({
    amounts: exampleAmounts,
    condition: conditionFact(),
    indicator: indicatorFact({
      method: 'published',
      baseline: { percent: '9.00', series: null, position: 5 },
      targets: exampleTargets,
      readings: percents.map((percent, at) =>
        stated(null, quarter(year, at + 1), percent, 10 + at),
      ),
    }),
    ...known,
  });
const r901 = measureFacts({
  ref: 'R901',
  effect: 'direct',
  amounts: [{ year, amountKr: -300_000, originalKr: -300_000, position: 1 }],
  incorporations: [{ year, amountKr: -300_000, effectiveOn: '2026-01-01', position: 2 }],
});
const grant = (years: readonly number[], bookedKr = 640_000) =>
  measureFacts({
    effect: 'spend',
    amounts: years.map((of) => ({
      year: of,
      amountKr: 1_000_000,
      originalKr: 1_000_000,
      position: 1,
    })),
    bookings: [{ bookedOn: '2026-02-01', amountKr: bookedKr, position: 3 }],
  });
const contribution = measureFacts({
  effect: 'rate',
  signUnclear: true,
  amounts: [{ year: 2025, amountKr: 11_400_000, originalKr: 11_400_000, position: 1 }],
});

describe('the paragraph above an explanation', () => {
  const change = { on: '2026-09-02', what: 'rettelse til skole A', deltaKr: -88_092 };

  it('D10: says it all in the order in which it is computed', () => {
    expect(plain(summarySentence(summaryOf(r307), 'da', change))).toBe(
      'Forventet 2026: 1.050.000 kr. Målt 2 af 4 kvartaler (dækning 100 %). ' +
        'Fravær 8,53 % mod udgangspunkt 9,00 % og mål 7,67 %: ' +
        'faldet 0,47 af 1,33 procentpoint = 35,1 %. Beregning: proportional med loft. ' +
        'Dokumenteret realiseret 184.155 kr. af 525.000 kr. til dato; ' +
        '340.845 kr. er ikke realiseret; 525.000 kr. er endnu ikke forfaldne. ' +
        'Ændret 2/9 af rettelse til skole A (−88.092 kr.).',
    );
  });

  it('says the same in English', () => {
    expect(
      plain(
        summarySentence(summaryOf(r307), 'en', { ...change, what: 'a correction of school A' }),
      ),
    ).toBe(
      'Expected 2026: DKK 1,050,000. Measured 2 of 4 quarters (coverage 100%). ' +
        'Absence 8.53% against baseline 9.00% and target 7.67%: ' +
        'fallen 0.47 of 1.33 percentage points = 35.1%. Calculation: proportional with a cap. ' +
        'Documented as realised DKK 184,155 of DKK 525,000 to date; ' +
        'DKK 340,845 is not realised; DKK 525,000 is not yet due. ' +
        'Changed on 2 Sept by a correction of school A (DKK −88,092).',
    );
  });

  it.each<[string, MeasureFacts, string, string]>([
    [
      'a development the wrong way, without blame',
      published(['9.20']),
      '2026-04-01',
      'Forventet 2026: 1.050.000 kr. Målt 1 af 4 kvartaler (dækning 100 %). ' +
        'Fravær 9,20 % mod udgangspunkt 9,00 % og mål 7,67 %: steget 0,20 procentpoint; ' +
        'aftalt er et fald på 1,33 procentpoint. Beregning: proportional med loft. ' +
        'Dokumenteret realiseret 0 kr. af 262.500 kr. til dato; 262.500 kr. er ikke realiseret; ' +
        '787.500 kr. er endnu ikke forfaldne.',
    ],
    [
      'nothing measured',
      published([]),
      '2026-07-01',
      'Forventet 2026: 1.050.000 kr. Målt 0 af 2 kvartaler, der er forfaldet. ' +
        'Beregning: proportional med loft. Dokumenteret realiseret 0 kr. af 525.000 kr. til dato; ' +
        '525.000 kr. er ikke målt; 525.000 kr. er endnu ikke forfaldne.',
    ],
    [
      'nothing due',
      published([]),
      '2026-02-01',
      'Forventet 2026: 1.050.000 kr. Intet kvartal er forfaldet endnu. ' +
        'Beregning: proportional med loft. 1.050.000 kr. er endnu ikke forfaldne.',
    ],
    [
      'nothing set up',
      measureFacts({ amounts: exampleAmounts }),
      '2026-07-01',
      'Forventet 2026: 1.050.000 kr. ' +
        'Ikke opsat: indikator, udgangspunkt, mål og betingelse mangler. Intet regnes som realiseret. ' +
        'Dokumenteret realiseret 0 kr. af 525.000 kr. til dato; 525.000 kr. er ikke målt; ' +
        '525.000 kr. er endnu ikke forfaldne.',
    ],
    [
      'a saving in the budget itself',
      r901,
      '2026-10-01',
      'Forventet 2026: 300.000 kr. Indarbejdet i budgettet: 300.000 kr. ' +
        'Realiseret 225.000 kr. af 225.000 kr. til dato; 75.000 kr. er endnu ikke forfaldne.',
    ],
    [
      'a grant',
      grant([2026]),
      '2026-10-01',
      'Bevilling 2026, ikke besparelse: 1.000.000 kr. Forbrug 640.000 kr. (64,0 %).',
    ],
    [
      'a process',
      measureFacts({ effect: 'process' }),
      '2026-10-01',
      'Ingen beløb i aftalen; tiltaget følges på sine milepæle.',
    ],
    [
      'a rate without a base',
      contribution,
      '2026-10-01',
      'Grundlag for sats mangler. 11,4 mio. kr. i 2025 holdes ude af summen.',
    ],
  ])('of %s', (_, facts, onDate, expected) => {
    expect(plain(summarySentence(summaryOf(facts, onDate), 'da'))).toBe(expected);
  });

  it('labels a year outside the condition', () => {
    const text = summarySentence(summaryOf(published([]), '2025-07-01', 2025), 'da');
    expect(text).toContain('Året er uden for betingelsen; tallet er indikativt.');
  });
});

describe('the short sentence of a row', () => {
  it.each<[MeasureFacts, string, string]>([
    [
      grant([2025, 2026]),
      '2026-10-01',
      'Bevilling, ikke besparelse: forbrug 640.000 af 1.000.000 kr.',
    ],
    [grant([2025]), '2026-10-01', 'Bevilling kun i 2025'],
    [grant([]), '2026-10-01', 'Ingen beløb i aftalen'],
    [measureFacts({ effect: 'process' }), '2026-10-01', 'Ingen beløb i aftalen'],
    [
      contribution,
      '2026-10-01',
      'Grundlag for sats mangler. 11,4 mio. kr. i 2025 holdes ude af summen',
    ],
    [r307, '2026-09-02', '35,1 % af det aftalte fald er nået'],
    [published(['9.2']), '2026-04-01', 'Fraværet er steget fra udgangspunktet'],
    [published([]), '2026-04-01', '1 kvartal forfaldet, intet målt'],
    [published([]), '2026-02-01', 'Intet kvartal er forfaldet endnu'],
    [
      measureFacts({ amounts: exampleAmounts }),
      '2026-02-01',
      'Ikke opsat: indikator, udgangspunkt, mål og betingelse mangler',
    ],
    [r901, '2026-10-01', 'Indarbejdet i budgettet; 9 af 12 måneder er gået'],
    [{ ...r901, incorporations: [] }, '2026-10-01', 'Ikke indarbejdet i budgettet'],
    [measureFacts(), '2026-10-01', 'Ingen besparelse aftalt for 2026'],
  ])('(%#)', (facts, onDate, expected) => {
    expect(plain(rowSentence(summaryOf(facts, onDate), 'da'))).toBe(expected);
  });
});

describe('the title of the indicator’s chart', () => {
  it.each<[MeasureFacts, string, string]>([
    [r307, '2026-09-02', 'Fraværet er faldet 0,47 af de aftalte 1,33 procentpoint'],
    [
      published(['7.00']),
      '2026-04-01',
      'Fraværet er faldet 2,00, mere end de aftalte 1,33 procentpoint',
    ],
    [
      published(['9.20']),
      '2026-04-01',
      'Fraværet er steget 0,20; aftalt er et fald på 1,33 procentpoint',
    ],
    [
      published(['9.00']),
      '2026-04-01',
      'Fraværet er som udgangspunktet; aftalt er et fald på 1,33 procentpoint',
    ],
    [published([]), '2026-04-01', 'Fraværet er ikke målt i 2026'],
    [published([]), '2026-02-01', 'Fraværet i 2026 kan måles, når den første periode er gået'],
    [
      measureFacts(),
      '2026-04-01',
      'Fraværet kan ikke sammenlignes endnu: opsætningen er ikke færdig',
    ],
    [
      published(['8.50'], { condition: null }),
      '2026-04-01',
      'Fraværet er målt til 8,50 %; der mangler noget at sammenligne med',
    ],
  ])('(%#)', (facts, onDate, expected) => {
    expect(plain(indicatorHeadline(summaryOf(facts, onDate), 'da'))).toBe(expected);
  });
});

describe('the headline of a year', () => {
  const total = (onDate: string, of = year, ...measures: readonly MeasureFacts[]) => {
    const rows = measures.map((facts) => ({
      figure: explanation(facts, of, onDate).figure,
      expenditureType: 'transfer' as const,
    }));
    const [first] = totalsOf(rows, [of]);
    if (!first) throw new Error('a year was asked for');
    return first;
  };

  it.each<[string, string, number, MeasureFacts[], string]>([
    [
      'what it will end at',
      '2026-09-02',
      year,
      [r307, r901],
      '2026 ventes at ende 678.000 kr. under det aftalte',
    ],
    ['that it ends as agreed', '2026-09-02', year, [r901], '2026 ventes at ende på det aftalte'],
    [
      'what is due where a forecast is missing',
      '2026-07-02',
      year,
      [published([]), r901],
      '150.000 af 675.000 kr. til dato er realiseret i 2026',
    ],
    [
      'that nothing is due',
      '2026-02-01',
      2027,
      [r307],
      'Endnu er intet forfaldent i 2027: 1.313.000 kr. er aftalt',
    ],
    [
      'a year that is over',
      '2027-01-05',
      year,
      [r307, r901],
      '484.155 af 1.350.000 kr. er realiseret i 2026',
    ],
    ['a year without savings', '2026-09-02', 2030, [r307], 'Ingen besparelse er aftalt for 2030'],
  ])('says %s', (_, onDate, of, measures, expected) => {
    expect(plain(totalHeadline(total(onDate, of, ...measures), 'da'))).toBe(expected);
  });

  it('is followed by the four parts, by kind', () => {
    expect(plain(totalSentence(total('2026-09-02', year, r307, r901), 'da'))).toBe(
      'Af forventet 1.350.000 kr. er 384.155 kr. realiseret, 340.845 kr. ikke realiseret og ' +
        '625.000 kr. endnu ikke forfaldent. ' +
        'Realiseret fordelt på art: betinget 184.155 kr. og direkte 200.000 kr.',
    );
  });

  it('says what lies outside the condition and what has no forecast', () => {
    const text = plain(totalSentence(total('2025-07-02', 2025, published([])), 'da'));
    expect(text).toContain('Heraf er 518.000 kr. uden for betingelsen og vist som indikativt.');
    expect(text).toContain('Ét tiltag med besparelse har ingen prognose.');
  });

  it('has an English for each', () => {
    expect(plain(totalHeadline(total('2026-09-02', year, r307, r901), 'en'))).toBe(
      '2026 is expected to end DKK 678,000 below what was agreed',
    );
  });
});

describe('notes', () => {
  it('are words in both languages', () => {
    expect(noteText('not_seasonally_adjusted', 'da')).toBe('ikke sæsonkorrigeret');
    expect(noteText('not_seasonally_adjusted', 'en')).toBe('not seasonally adjusted');
    expect(bandText('da')).toContain('Båndet dækker udsving mellem perioder');
  });
});
