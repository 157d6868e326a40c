import {
  conditionFact,
  correctedReadings,
  exampleTwo,
  indicatorFact,
  measureFacts,
  quarter,
  stated,
} from '../../../../test/support/measure-facts';
import { explanation, explanationOfSum } from '../realisation/explanation.rules';
import type { MeasureFacts, Payoff } from '../realisation/facts.rules';
import { explainedSteps } from './explanation.words';

const year = 2026;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const lines = (facts: MeasureFacts, onDate: string, language: 'da' | 'en' = 'da') =>
  explainedSteps(explanation(facts, year, onDate).steps, language).map(
    ({ label, formula, result }) =>
      plain(`${label}: ${formula === '' ? '' : `${formula} = `}${result}`),
  );
const r307 = exampleTwo.facts(correctedReadings);

describe('the steps in words', () => {
  it('of the worked example', () => {
    expect(lines(r307, '2026-09-02')).toEqual([
      'Forventet: Vedtaget beløb −1,050 mio. kr., ikke korrigeret siden = 1.050.000 kr.',
      'Forventet fald: 9,00 − 7,67 = 1,33 procentpoint',
      'Målt fravær: (4.310 + 3.720) / (48.000 + 46.100) = 8,5335 %',
      'Opfyldt andel: (9,00 − 8,5335) / 1,33 = 35,08 %',
      'Fordelt på året: 1.050.000 × 2/4 × 35,08 % = 184.155 kr.',
      'Prognose for hele året: 50,0 % × 8,53 % + 50,0 % × 8,52 % = 8,53 % ' +
        '(80 %-bånd 8,21–8,85 %, 118.987–624.882 kr.) = 371.935 kr.',
    ]);
  });

  it('in English', () => {
    expect(lines(r307, '2026-09-02', 'en').slice(0, 3)).toEqual([
      'Expected: Adopted amount DKK −1.050m, not revised since = DKK 1,050,000',
      'Expected fall: 9.00 − 7.67 = 1.33 percentage points',
      'Measured absence: (4,310 + 3,720) / (48,000 + 46,100) = 8.5335%',
    ]);
  });

  it('of the four parts of the year', () => {
    const distribution = explainedSteps(explanation(r307, year, '2026-10-27').steps, 'da').find(
      ({ key }) => key === 'distribution',
    );
    expect(
      distribution?.parts?.map(({ label, formula, kr }) => [label, plain(formula), kr]),
    ).toEqual([
      ['Realiseret', '1.050.000 × 2/4 × 35,08 %', 184_155],
      ['Ikke realiseret', '1.050.000 × 2/4 × 64,92 %', 340_845],
      ['Ikke målt', '1.050.000 × 1/4', 262_500],
      ['Endnu ikke forfaldent', '1.050.000 × 1/4', 262_500],
    ]);
  });

  it.each<[Payoff, string, string]>([
    ['linear_capped', '7.00', '(9,00 − 7,00) / 1,33 = 150,38 %, højst 100 % = 100,00 %'],
    ['linear_capped', '9.20', '(9,00 − 9,20) / 1,33 = −15,04 %, mindst 0 % = 0,00 %'],
    ['threshold', '8.50', '(9,00 − 8,50) / 1,33 = 37,59 %; alt ved 100 %, ellers intet = 0,00 %'],
    ['step', '8.50', '(9,00 − 8,50) / 1,33 = 37,59 %; nærmeste trin derunder = 25,00 %'],
    ['per_point', '8.50', '0,50 procentpoint × 787.500 / 1.050.000 = 37,50 %'],
  ])('by %s at %s %%', (payoff, percent, expected) => {
    const facts = measureFacts({
      amounts: [{ year, amountKr: -1_050_000, originalKr: -1_050_000, position: 1 }],
      condition: conditionFact({ payoff, krPerPoint: payoff === 'per_point' ? 787_500 : null }),
      indicator: indicatorFact({
        method: 'published',
        baseline: { percent: '9.00', series: null, position: 5 },
        targets: [{ year, percent: '7.67', position: 6 }],
        readings: [stated(null, quarter(year, 1), percent, 10)],
      }),
    });
    expect(lines(facts, '2026-04-01')[3]).toBe(`Opfyldt andel: ${expected}`);
  });

  it('of an indicator that shall rise', () => {
    const facts = measureFacts({
      amounts: [{ year, amountKr: -900_000, originalKr: -1_050_500, position: 1 }],
      condition: conditionFact({ periodWeights: ['1', '2', '3', '4'] }),
      indicator: indicatorFact({
        direction: 'up',
        method: 'published',
        baseline: { percent: '70.00', series: null, position: 5 },
        targets: [{ year, percent: '80.00', position: 6 }],
        readings: [
          stated(null, quarter(year, 1), '71.00', 10),
          stated(null, quarter(year, 2), '74.00', 11),
        ],
      }),
    });
    expect(lines(facts, '2026-07-01').slice(0, 5)).toEqual([
      'Forventet: Vedtaget beløb −1.050.500 kr., korrigeret til −0,900 mio. kr. = 900.000 kr.',
      'Forventet stigning: 80,00 − 70,00 = 10,00 procentpoint',
      'Målt: (71,00 × 10,0 % + 74,00 × 20,0 %) / (10,0 % + 20,0 %) = 73,0000 %',
      'Opfyldt andel: (73,00 − 70,00) / 10,00 = 30,00 %',
      'Fordelt på året: 900.000 × 30,00 % × 30,00 % = 81.000 kr.',
    ]);
  });

  it('of a saving in the budget itself', () => {
    const facts = measureFacts({
      effect: 'direct',
      amounts: [{ year, amountKr: -300_000, originalKr: -300_000, position: 1 }],
      incorporations: [{ year, amountKr: -300_000, effectiveOn: '2026-05-01', position: 2 }],
      ledgerSnapshots: [
        { year, asOf: '2026-06-30', budgetBeforeKr: 500_000, actualKr: 480_000, position: 3 },
      ],
    });
    expect(lines(facts, '2026-06-30')).toEqual([
      'Forventet: Vedtaget beløb −0,300 mio. kr., ikke korrigeret siden = 300.000 kr.',
      'Indarbejdet i budgettet: 4/12 × 0 + 2/12 × 300.000 = 50.000 kr.',
      'Fordelt på året: 0 × 4/12 + 300.000 × 2/12 = 50.000 kr.',
      'Regnskab ved siden af: 500.000 − 480.000 (forskel til det dokumenterede 30.000 kr.) = 20.000 kr.',
    ]);
  });

  it('of a contribution, a grant and a process', () => {
    const amounts = [{ year, amountKr: 1_000_000, originalKr: 1_000_000, position: 1 }];
    const rate = measureFacts({
      effect: 'rate',
      rates: [{ year, percent: '0.55', position: 2 }],
      rateBases: [{ year, baseKr: 2_000_000_000, position: 3 }],
      deliveries: [
        { year, unit: 'Skoler', amountKr: 9_300_000, deliveredOn: '2026-06-01', position: 4 },
      ],
    });
    expect(lines(rate, '2026-06-30')).toEqual([
      'Bidrag: 0,55 % × 2.000.000.000 = 11.000.000 kr.',
      'Leveret: leveret 9.300.000, højst 11.000.000; fordelt 0 = 9.300.000 kr.',
      'Fordelt på året: 9.300.000 = 9.300.000 kr.',
    ]);
    expect(lines(measureFacts({ effect: 'spend', amounts }), '2026-06-30')).toEqual([
      'Bevilling: Vedtaget beløb 1,000 mio. kr., ikke korrigeret siden = 1.000.000 kr.',
      'Forbrug: 0 kr.',
    ]);
    expect(lines(measureFacts({ effect: 'process' }), '2026-06-30')).toEqual([
      'Beløb: Intet beløb i aftalen = –',
    ]);
  });

  it('of what is missing', () => {
    expect(lines(measureFacts(), '2026-06-30')).toEqual([
      'Forventet: Intet beløb i aftalen = 0 kr.',
      'Forventet fald: –',
      'Målt fravær: endnu ikke målt',
      'Opfyldt andel: endnu ikke målt',
      'Fordelt på året: 0 kr.',
    ]);
  });

  it('of a sum', () => {
    const { figure } = explanation(r307, year, '2026-09-02');
    const rows = [
      { figure, title: 'Fravær' },
      { figure: { ...figure, measure: 'X' }, title: 'Andet' },
    ];
    const [expected, realised] = explainedSteps(explanationOfSum(rows), 'da');
    expect(expected?.formula).toBe('1.050.000 + 1.050.000');
    expect(plain(realised?.result ?? '')).toBe('368.310 kr.');
    expect(realised?.inputs.map(({ name, value, shown }) => [name, value, shown])).toEqual([
      ['Fravær', 184_155, '184.155'],
      ['Andet', 184_155, '184.155'],
    ]);
  });
});

describe('the leaves in words', () => {
  const steps = explainedSteps(explanation(r307, year, '2026-09-02').steps, 'da');
  const inputs = steps.flatMap((step) => step.inputs);

  it('have a name, the value as recorded and as people read it', () => {
    expect(inputs.slice(0, 5)).toEqual([
      { name: 'Beløb 2026', value: -1_050_000, shown: '−1.050.000', unit: 'kr.', position: 1 },
      { name: 'Udgangspunkt', value: '9.00', shown: '9,00', unit: '%', position: 5 },
      { name: 'Mål 2026', value: '7.67', shown: '7,67', unit: '%', position: 6 },
      {
        name: 'Fraværsdage, Skole A, 1. kvartal 2026',
        value: 2310,
        shown: '2.310',
        unit: 'dage',
        readingId: 'reading-A-2026-01-01',
        position: 16,
      },
      {
        name: 'Mulige dage, Skole A, 1. kvartal 2026',
        value: 24_000,
        shown: '24.000',
        unit: 'dage',
        readingId: 'reading-A-2026-01-01',
        position: 16,
      },
    ]);
  });

  it('name how it is computed and what the target means', () => {
    const share = steps.find(({ key }) => key === 'share');
    expect(share?.inputs.map(({ name, value, shown }) => [name, value, shown])).toEqual([
      ['Beregningsmåde', 'linear_capped', 'proportional med loft'],
      ['Målet er', 'yearAverage', 'årets gennemsnit'],
    ]);
  });
});
