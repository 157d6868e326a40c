import { Fraction, periodsOf } from '@kursholder/kernel';
import fc from 'fast-check';
import { exampleAmounts } from '../../../../test/support/measure-facts';
import { percents } from '../../../../test/support/random-measures';
import type { BaselineFact } from './facts.rules';
import {
  baselineOfYear,
  derivedTargets,
  isBetter,
  targetPath,
  targetsNotBetter,
} from './targets.rules';

const of = (text: string) => Fraction.parse(text);
const series = (...percent: string[]): BaselineFact => ({
  percent: null,
  position: 1,
  series: periodsOf(2024, 'quarterly').map(({ start, end }, at) => ({
    periodStart: start,
    periodEnd: end,
    percent: percent[at] ?? '0',
  })),
});

describe('derivedTargets', () => {
  const derive = (percent: string, over: Partial<Parameters<typeof derivedTargets>[0]> = {}) =>
    derivedTargets({
      baselineOfYear: of('9.0'),
      direction: 'down',
      endTarget: { year: 2028, percent },
      amounts: exampleAmounts,
      ...over,
    });

  it('has the profile of the amounts, rounded to two decimals', () => {
    expect(derive('7.0')).toEqual({
      targets: { 2025: '8.34', 2026: '7.67', 2027: '7.33', 2028: '7.00' },
    });
  });

  it('serves an indicator that shall rise', () => {
    expect(derive('11.0', { direction: 'up' })).toEqual({
      targets: { 2025: '9.66', 2026: '10.33', 2027: '10.67', 2028: '11.00' },
    });
  });

  it('ends with the end year and passes over years without a saving', () => {
    const amounts = [
      ...exampleAmounts.slice(1),
      { year: 2025, amountKr: null },
      { year: 2024, amountKr: 90_000 },
    ];
    expect(derive('7.67', { amounts, endTarget: { year: 2026, percent: '7.67' } })).toEqual({
      targets: { 2026: '7.67' },
    });
  });

  it('rounds half away from zero', () => {
    const amounts = [
      { year: 2025, amountKr: -1 },
      { year: 2026, amountKr: -2 },
    ];
    const endTarget = { year: 2026, percent: '8.99' };
    expect(derive('', { amounts, endTarget, baselineOfYear: of('9.02') })).toEqual({
      targets: { 2025: '9.01', 2026: '8.99' },
    });
  });

  it.each([
    ['no baseline', { baselineOfYear: null }, 'no_baseline', 2028],
    ['no saving in the end year', { amounts: exampleAmounts.slice(0, 3) }, 'no_amount', 2028],
    [
      'a cost in the end year',
      { amounts: [...exampleAmounts.slice(0, 3), { year: 2028, amountKr: 5 }] },
      'no_amount',
      2028,
    ],
    ['an end target on the worse side', { baselineOfYear: of('6.9') }, 'not_better', 2025],
    ['an end target at the baseline', { baselineOfYear: of('7.0') }, 'not_better', 2025],
    [
      'a year so small that rounding leaves it at the baseline',
      {
        amounts: [
          { year: 2026, amountKr: -1 },
          { year: 2028, amountKr: -1_000_000 },
        ],
      },
      'not_better',
      2026,
    ],
    [
      'a year so large that it ends below 0 %',
      {
        amounts: [
          { year: 2026, amountKr: -9_000_000 },
          { year: 2028, amountKr: -1_000_000 },
        ],
      },
      'out_of_range',
      2026,
    ],
  ])('is refused with %s', (_, over, refused, year) => {
    expect(derive('7.0', over)).toEqual({ refused, year });
  });

  it('is on the better side and follows the amounts within half a hundredth', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 2_000_000 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(amounts, percents(80_000, 100_000), percents(10_000, 70_000), (kr, b, t) => {
        const end = kr.at(-1) ?? 1;
        const derived = derivedTargets({
          baselineOfYear: of(b),
          direction: 'down',
          endTarget: { year: 2000 + kr.length - 1, percent: t },
          amounts: kr.map((each, at) => ({ year: 2000 + at, amountKr: -each })),
        });
        if ('refused' in derived) return;
        kr.forEach((each, at) => {
          const target = of(derived.targets[2000 + at] ?? '');
          const exact = of(b).minus(of(b).minus(of(t)).times(Fraction.of(each, end)));
          const off = target.minus(exact);
          expect(isBetter('down', target, of(b))).toBe(true);
          expect(off.max(off.negated()).compare(Fraction.of(1, 200))).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('baselineOfYear', () => {
  it('is the single figure whatever the weights', () => {
    const single: BaselineFact = { percent: '9.00', series: null, position: 1 };
    expect(baselineOfYear(single, 'quarterly', ['1', '2', '3', '4'])?.toDecimal(4)).toBe('9.0000');
  });

  it('is the mean of a series by its periods', () => {
    const baseline = series('9.00', '8.00', '7.00', '10.00');
    expect(baselineOfYear(baseline, 'quarterly', null)?.toDecimal(4)).toBe('8.5000');
    expect(baselineOfYear(baseline, 'quarterly', ['1', '0.5', '0.5', '2'])?.toDecimal(4)).toBe(
      '9.1250',
    );
  });

  it('is matched by place in the year, not by order of the rows', () => {
    const baseline = series('9.00', '8.00', '7.00', '10.00');
    const turned = { ...baseline, series: [...(baseline.series ?? [])].reverse() } as BaselineFact;
    expect(baselineOfYear(turned, 'quarterly', ['1', '0.5', '0.5', '2'])?.toDecimal(4)).toBe(
      '9.1250',
    );
  });

  it('is not there without a baseline, or with one of another cadence', () => {
    expect(baselineOfYear(null, 'quarterly', null)).toBeNull();
    expect(baselineOfYear(series('9', '8', '7', '6'), 'monthly', null)).toBeNull();
  });
});

describe('targetsNotBetter', () => {
  const targets = [
    { year: 2027, percent: '9.00' },
    { year: 2026, percent: '8.99' },
    { year: 2025, percent: '9.01' },
  ];

  it('names the years that do not lie strictly below', () => {
    expect(targetsNotBetter({ direction: 'down', baselineOfYear: of('9'), targets })).toEqual([
      2025, 2027,
    ]);
  });

  it('names those that do not lie strictly above where higher is better', () => {
    expect(targetsNotBetter({ direction: 'up', baselineOfYear: of('9'), targets })).toEqual([
      2026, 2027,
    ]);
  });
});

describe('targetPath', () => {
  const path = (targetBefore: string | null, meaning: 'yearAverage' | 'yearEnd' = 'yearEnd') =>
    targetPath({
      meaning,
      direction: 'down',
      baselineOfYear: of('9'),
      target: of('7'),
      targetBefore: targetBefore === null ? null : of(targetBefore),
      periods: 4,
    }).map((each) => each.toDecimal(2));

  it('is flat inside the year for an average', () => {
    expect(path('8', 'yearAverage')).toEqual(['7.00', '7.00', '7.00', '7.00']);
  });

  it('goes from the year before to the end of this one', () => {
    expect(path('8')).toEqual(['7.75', '7.50', '7.25', '7.00']);
  });

  it.each([null, '9.00', '9.40'])(
    'starts at the baseline when the year before has %s',
    (before) => {
      expect(path(before)).toEqual(['8.50', '8.00', '7.50', '7.00']);
    },
  );
});
