import fc from 'fast-check';
import {
  baselineSet,
  indicatorDefined,
  readingRecorded,
  targetsSet,
} from '../../../../test/support/events';
import type { Figures } from './indicators.events';
import {
  comparedPeriods,
  indicatorSetup,
  percentOf,
  unmetYears,
  warningsOf,
} from './indicators.rules';

const days = (absentDays: number, possibleDays: number): Figures => ({
  absentDays,
  possibleDays,
  percent: null,
});
const percent = (text: string): Figures => ({
  absentDays: null,
  possibleDays: null,
  percent: text,
});
const before = (figures: Figures) => ({ ...figures, periodStart: '2025-01-01' });
const codes = (figures: Figures, earlier: Figures) =>
  warningsOf(figures, before(earlier)).map(({ code }) => code);

describe('the set-up of an indicator', () => {
  const defined = indicatorDefined();
  const first = {
    measure: 'R307',
    cadence: 'quarterly',
    direction: 'down',
    baseline: null,
    targets: {},
  };

  it('is none without a definition', () => {
    expect(indicatorSetup([])).toBeNull();
    expect(indicatorSetup([baselineSet()])).toBeNull();
  });

  it('is its definition with the newest baseline and targets', () => {
    expect(indicatorSetup([defined])).toEqual(first);
    expect(
      indicatorSetup([
        defined,
        baselineSet(),
        targetsSet(),
        readingRecorded(),
        baselineSet({ percent: '9.10', baselineVersion: 2 }),
        targetsSet({ targets: { '2027': '7.33' } }),
      ]),
    ).toMatchObject({ ...first, baseline: { percent: '9.10' }, targets: { '2027': '7.33' } });
  });

  it('begins anew with a version, in its cadence', () => {
    expect(
      indicatorSetup([
        defined,
        baselineSet(),
        targetsSet(),
        {
          type: 'IndicatorVersioned',
          data: { indicatorVersion: 2, method: 'pooled', cadence: 'monthly' },
        },
      ]),
    ).toEqual({ ...first, cadence: 'monthly' });
  });
});

describe('the years whose target is not met by the baseline', () => {
  const asked = { cadence: 'quarterly', direction: 'down', periodWeights: null } as const;
  const baseline = { percent: '8.00', series: null };
  const targets = { '2028': '8.01', '2026': '8.00', '2027': '7.99' };

  it('are those on its wrong side or at it, in order', () => {
    expect(unmetYears(baseline, targets, asked)).toEqual([2026, 2028]);
    expect(unmetYears(baseline, targets, { ...asked, direction: 'up' })).toEqual([2026, 2027]);
  });

  it('are judged by the mean of a series with the weights of its periods', () => {
    const series = ['6', '9', '9', '9'].map((text, at) => ({
      periodStart: `2024-${String(at * 3 + 1).padStart(2, '0')}-01`,
      periodEnd: '2024-12-31',
      percent: text,
    }));
    const byQuarter = { percent: null, series };
    expect(unmetYears(byQuarter, { '2026': '8.00' }, asked)).toEqual([]);
    const periodWeights = ['9', '1', '1', '1'];
    expect(unmetYears(byQuarter, { '2026': '8.00' }, { ...asked, periodWeights })).toEqual([2026]);
  });
});

describe('the percentage of a reading', () => {
  it('is exact, from counts as from text', () => {
    expect(percentOf(days(1, 3)).toDecimal(4)).toBe('33.3333');
    expect(percentOf(percent('8.45')).toDecimal(4)).toBe('8.4500');
    expect(percentOf(days(0, 5)).toDecimal(4)).toBe('0.0000');
  });
});

describe('a reading', () => {
  it('is not asked about where there is nothing to compare it with', () => {
    expect(warningsOf(days(90, 100), undefined)).toEqual([]);
  });

  it.each([
    [days(1_000, 10_000), days(1_200, 10_000), []],
    [days(1_000, 10_000), days(1_201, 10_000), ['readings.jump']],
    [days(1_201, 10_000), days(1_000, 10_000), ['readings.jump']],
    [percent('10.0000'), percent('12.0000'), []],
    [percent('10.0000'), percent('12.0001'), ['readings.jump']],
    [days(80, 800), days(100, 1_000), []],
    [days(79, 799), days(100, 1_000), ['readings.fewer-possible-days']],
    [days(300, 700), days(100, 1_000), ['readings.jump', 'readings.fewer-possible-days']],
    [days(100, 1_000), days(10, 100), []],
  ])('of %j after %j is asked about as %j', (now, earlier, expected) => {
    expect(codes(now, earlier)).toEqual(expected);
  });

  it('is asked about with the figures behind the question', () => {
    expect(warningsOf(days(300, 700), before(days(100, 1_000)))).toEqual([
      {
        code: 'readings.jump',
        facts: {
          percent: '42.8571',
          before: '10.0000',
          comparedWith: '2025-01-01',
          limitPoints: '2.0',
        },
      },
      {
        code: 'readings.fewer-possible-days',
        facts: { possibleDays: 700, before: 1_000, comparedWith: '2025-01-01' },
      },
    ]);
  });

  it('jumps up as it jumps down', () => {
    const figures = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 50, max: 60 }))
      .map(([absent, possible]) => days(absent, possible));
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        const jumps = (x: Figures, y: Figures) => codes(x, y).includes('readings.jump');
        expect(jumps(a, b)).toBe(jumps(b, a));
        expect(codes(a, a)).toEqual([]);
      }),
    );
  });
});

describe('the periods that a period is compared with', () => {
  it.each([
    ['2026-04-01', 'quarterly', ['2025-04-01', '2026-01-01']],
    ['2026-01-01', 'quarterly', ['2025-01-01', '2025-10-01']],
    ['2026-01-01', 'monthly', ['2025-01-01', '2025-12-01']],
    ['2026-03-01', 'monthly', ['2025-03-01', '2026-02-01']],
    ['2026-07-01', 'halfyearly', ['2025-07-01', '2026-01-01']],
    ['2026-01-01', 'yearly', ['2025-01-01', '2025-01-01']],
  ] as const)(
    'from %s, %s, are the same a year before, then the one before: %j',
    (start, cadence, expected) => {
      expect(comparedPeriods(start, cadence)).toEqual(expected);
    },
  );
});
