import { Fraction, periodsPerYear } from '@kursholder/kernel';
import fc from 'fast-check';
import {
  correctedReadings,
  exampleTwo,
  measureFacts,
} from '../../../../test/support/measure-facts';
import {
  configuredMeasures,
  directMeasures,
  rateMeasures,
  spendMeasures,
} from '../../../../test/support/random-measures';
import { explanation, explanationOfSum, missingSettings } from './explanation.rules';
import type { Explanation } from './explanation.rules';
import type { MeasureFacts } from './facts.rules';
import type { Input, InputName } from './steps.rules';

const year = 2026;
const laws = { numRuns: 1000 };

type NameOf<Code, Name = InputName> = Name extends { readonly code: infer Codes }
  ? Code extends Codes
    ? Name
    : never
  : never;
type Leaf<Code extends InputName['code']> = Omit<Input, 'name'> & { readonly name: NameOf<Code> };

/** The leaves of one kind over all steps: what the figure is computed from, and nothing else. */
const leaves = <Code extends InputName['code']>({ steps }: Explanation, code: Code): Leaf<Code>[] =>
  steps
    .flatMap(({ inputs }) => inputs)
    .filter((input): input is Leaf<Code> => input.name.code === code);
const exact = ({ value }: Pick<Input, 'value'>) => Fraction.parse(String(value));
const sum = (of: readonly Pick<Input, 'value'>[]) =>
  of.reduce((total, { value }) => total + Number(value), 0);

/** Realised by the leaves of a conditional measure, in a path of its own. */
function realisedByLeaves(explained: Explanation): number {
  const weights = leaves(explained, 'periodWeight');
  const all = Fraction.sum(weights.map(exact));
  const counting = weights.filter(({ name }) => name.part === 'measured');
  const expected = Fraction.of(Math.max(0, -sum(leaves(explained, 'amount'))));
  if (counting.length === 0) return 0;
  const index = (at: Input) => ('period' in at.name ? at.name.period.index : 0);
  const share = (at: number) =>
    Fraction.sum(weights.filter((each) => index(each) === at).map(exact)).over(all);
  const count = periodsPerYear[counting[0]?.name.period.cadence ?? 'yearly'];

  const per = counting.map((each) => {
    const at = index(each);
    const absent = leaves(explained, 'absentDays').filter((leaf) => index(leaf) === at);
    const possible = leaves(explained, 'possibleDays').filter((leaf) => index(leaf) === at);
    const percents = leaves(explained, 'readingPercent').filter((leaf) => index(leaf) === at);
    const units = leaves(explained, 'unitWeight').filter((leaf) => index(leaf) === at);
    if (absent.length > 0) {
      return { at, top: Fraction.of(100 * sum(absent)), bottom: Fraction.of(sum(possible)) };
    }
    if (percents[0]?.name.unit === null) {
      return { at, top: exact(percents[0]).times(share(at)), bottom: share(at) };
    }
    const weighed = percents.map((leaf) => {
      const unit = units.find(({ name }) => name.unit === leaf.name.unit);
      return exact(leaf).times(unit ? exact(unit) : Fraction.zero);
    });
    return { at, top: Fraction.sum(weighed), bottom: Fraction.sum(units.map(exact)) };
  });
  const bottom = Fraction.sum(per.map((each) => each.bottom));
  const a = Fraction.sum(per.map((each) => each.top)).over(bottom);
  const pooled = (valueAt: (at: number) => Fraction) =>
    Fraction.sum(per.map((each) => each.bottom.times(valueAt(each.at)))).over(bottom);

  const [single] = leaves(explained, 'baseline');
  const series = leaves(explained, 'baselineOfPeriod');
  const baselineAt = (at: number) => {
    const found = single ?? series.find((leaf) => leaf.name.period.index === at);
    return found ? exact(found) : Fraction.zero;
  };
  const bYear = Fraction.sum(
    weights.map((each) => share(index(each)).times(baselineAt(index(each)))),
  );
  const targetOf = (of: number) => leaves(explained, 'target').find(({ name }) => name.year === of);
  const [target, before] = [targetOf(year), targetOf(year - 1)];
  const t = target ? exact(target) : Fraction.zero;
  const isDown = t.isLess(bYear);
  const better = before && (isDown ? exact(before).isLess(bYear) : bYear.isLess(exact(before)));
  const start = before && better ? exact(before) : bYear;
  const atEnd = leaves(explained, 'targetMeaning')[0]?.value === 'yearEnd';
  const targetAt = (at: number) =>
    atEnd ? start.plus(t.minus(start).times(Fraction.of(at, count))) : t;

  const sign = Fraction.of(isDown ? 1 : -1);
  const moved = pooled(baselineAt).minus(a).times(sign);
  const r = moved.over(bYear.minus(pooled(targetAt)).times(sign));
  const clamp = (x: Fraction) => x.max(Fraction.zero).min(Fraction.one);
  const quarters = clamp(r).times(Fraction.of(4)).floor();
  const [perPoint] = leaves(explained, 'krPerPoint');
  const paid: Readonly<Record<string, Fraction>> = {
    linear_capped: clamp(r),
    threshold: r.isLess(Fraction.one) ? Fraction.zero : Fraction.one,
    step: Fraction.of(quarters, 4),
    per_point: clamp(moved.times(perPoint ? exact(perPoint) : Fraction.zero).over(expected)),
  };
  const wM = Fraction.sum(counting.map(({ name }) => share(name.period.index)));
  const phi = paid[String(leaves(explained, 'payoff')[0]?.value)] ?? Fraction.zero;
  return Number(expected.times(wM).times(phi).floor());
}

describe('29: the leaves give the figure', () => {
  it('of a conditional measure', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const explained = explanation(facts, year, onDate);
        const rounding = explained.figure.realisedSavingKr - realisedByLeaves(explained);
        // The four parts are rounded together, so realised is its floor or one krone more.
        expect([0, 1]).toContain(rounding);
      }),
      laws,
    );
  });

  it('of a direct measure', () => {
    fc.assert(
      fc.property(directMeasures, ({ facts, onDate }) => {
        const explained = explanation(facts, year, onDate);
        const expectedKr = Math.max(0, -sum(leaves(explained, 'amount')));
        const months = leaves(explained, 'periodWeight').filter(
          ({ name }) => name.part === 'measured',
        );
        const twelve = months.map(({ name }) => {
          const first = `2026-${String(name.period.index).padStart(2, '0')}-01`;
          const inForce = leaves(explained, 'incorporation').filter(
            (leaf) => leaf.name.on <= first,
          );
          return Math.max(0, Math.min(expectedKr, -sum(inForce)));
        });
        const twelfths = twelve.reduce((total, kr) => total + kr, 0);
        expect([0, 1]).toContain(explained.figure.realisedSavingKr - Math.floor(twelfths / 12));
      }),
      laws,
    );
  });

  it('of a rate', () => {
    fc.assert(
      fc.property(rateMeasures, ({ facts, onDate }) => {
        const explained = explanation(facts, year, onDate);
        const [rate] = leaves(explained, 'rate');
        const [base] = leaves(explained, 'rateBase');
        const product = rate && base && exact(rate).times(exact(base)).over(Fraction.of(100));
        const expectedKr = product ? Number(product.round()) : 0;
        expect(explained.figure.expectedSavingKr).toBe(expectedKr);
        expect(explained.figure.realisedSavingKr).toBe(
          Math.min(expectedKr, sum(leaves(explained, 'delivery'))),
        );
      }),
      laws,
    );
  });

  it('of a grant', () => {
    fc.assert(
      fc.property(spendMeasures, ({ facts, onDate }) => {
        const explained = explanation(facts, year, onDate);
        expect(explained.figure.consumedKr ?? 0).toBe(sum(leaves(explained, 'booking')));
        expect(explained.figure.netChangeKr).toBe(sum(leaves(explained, 'amount')));
      }),
      laws,
    );
  });

  it('of a ledger', () => {
    const facts = measureFacts({
      effect: 'direct',
      ledgerSnapshots: [
        { year, asOf: '2026-06-30', budgetBeforeKr: 900, actualKr: 700, position: 9 },
      ],
    });
    const explained = explanation(facts, year, '2026-07-01');
    const [budget, actual] = [leaves(explained, 'ledgerBudget'), leaves(explained, 'ledgerActual')];
    expect(explained.figure.ledgerSavingKr).toBe(sum(budget) - sum(actual));
    expect(budget[0]?.position).toBe(9);
  });
});

describe('the steps', () => {
  const explained = explanation(exampleTwo.facts(correctedReadings), year, '2026-09-02');

  it('of a conditional measure go from the amount to the divided year', () => {
    expect(explained.steps.map(({ formula }) => formula.key)).toEqual([
      'expected',
      'fall_expected',
      'measured',
      'share',
      'distribution',
      'forecast',
    ]);
    expect(explained.steps.map(({ result }) => result?.toDecimal(4))).toEqual([
      '1050000.0000',
      '1.3300',
      '8.5335',
      '0.3508',
      '184155.0000',
      '371935.0000',
    ]);
  });

  it('lead to the events: readings by their id, everything recorded by its position', () => {
    const readings = leaves(explained, 'absentDays');
    expect(readings.map(({ readingId, position, value }) => [readingId, position, value])).toEqual([
      ['reading-A-2026-01-01', 16, 2310],
      ['reading-B-2026-01-01', 11, 1530],
      ['reading-C-2026-01-01', 12, 470],
      ['reading-A-2026-04-01', 13, 1850],
      ['reading-B-2026-04-01', 14, 1420],
      ['reading-C-2026-04-01', 15, 450],
    ]);
    expect(leaves(explained, 'amount')[0]).toMatchObject({ value: -1_050_000, position: 1 });
    expect(leaves(explained, 'baseline')[0]).toMatchObject({ value: '9.00', position: 5 });
    expect(leaves(explained, 'target')[0]).toMatchObject({ value: '7.67', position: 6 });
    expect(leaves(explained, 'payoff')[0]).toMatchObject({ value: 'linear_capped', position: 7 });
  });

  it.each(['direct', 'rate', 'spend', 'process', 'conditional'] as const)(
    'are there for a %s measure of which nothing is known',
    (effect) => {
      const { steps } = explanation(measureFacts({ effect }), year, '2026-09-02');
      expect(steps.length).toBeGreaterThan(0);
    },
  );

  it('of a closed year end with the closing, whose event is the leaf', () => {
    const facts = exampleTwo.facts(correctedReadings);
    const [closed] = [explanation(facts, year, '2026-12-31').figure];
    const closures: MeasureFacts['closures'] = [
      {
        year,
        position: 100,
        snapshotPosition: 99,
        figure: { ...closed, realisedSavingKr: 184_155 },
        condition: facts.condition,
        indicator: facts.indicator && { ...facts.indicator, readings: [] },
      },
    ];
    const { steps, figure } = explanation({ ...facts, closures }, year, '2027-03-01');
    expect(figure.realisedSavingKr).toBe(184_155);
    expect(steps.at(-1)).toMatchObject({
      formula: { key: 'closed', closedKr: 184_155, restatedKr: 0 },
      inputs: [{ value: 184_155, position: 100 }],
    });
  });
});

describe('the explanation of a sum', () => {
  const rows = [
    {
      figure: explanation(exampleTwo.facts(correctedReadings), year, '2026-09-02').figure,
      title: 'R307',
    },
    { figure: explanation(exampleTwo.facts([]), year, '2026-09-02').figure, title: 'Another' },
  ];

  it('adds the measures that have something in it', () => {
    const steps = explanationOfSum(rows);
    expect(
      steps.map(({ formula, result, inputs }) => [
        formula.key === 'sum' && formula.of,
        Number(result?.round()),
        inputs.map(({ value }) => value),
      ]),
    ).toEqual([
      ['expected', 2_100_000, [1_050_000, 1_050_000]],
      ['realised', 184_155, [184_155]],
      ['notRealised', 340_845, [340_845]],
      ['notMeasured', 525_000, [525_000]],
      ['notDue', 1_050_000, [525_000, 525_000]],
      ['forecast', 371_935, [371_935]],
      ['netChange', -2_100_000, [-1_050_000, -1_050_000]],
    ]);
  });

  it('keeps a row of unclear sign out of all but the net change', () => {
    const steps = explanationOfSum(
      rows.map(({ figure, title }) => ({ figure: { ...figure, signUnclear: true }, title })),
    );
    expect(steps.map(({ result }) => Number(result?.round()))).toEqual([
      0, 0, 0, 0, 0, 0, -2_100_000,
    ]);
  });
});

describe('missingSettings', () => {
  it('names what a conditional measure lacks for the year', () => {
    expect(missingSettings(measureFacts(), year)).toEqual([
      'indicator',
      'baseline',
      'target',
      'condition',
    ]);
    expect(missingSettings(exampleTwo.facts([]), year)).toEqual([]);
    expect(missingSettings(exampleTwo.facts([]), 2030)).toEqual(['target']);
  });

  it('names what a rate lacks, and an unclear sign', () => {
    expect(missingSettings(measureFacts({ effect: 'rate', signUnclear: true }), year)).toEqual([
      'sign',
      'rate',
      'rate_base',
    ]);
  });
});
