import { periodsOf } from '@kursholder/kernel';
import {
  conditionFact,
  correctedReadings,
  counted,
  exampleAmounts,
  exampleTargets,
  exampleTwo,
  indicatorFact,
  measureFacts,
  quarter,
  stated,
  unitFact,
} from '../../../../test/support/measure-facts';
import type { ConditionFact, IndicatorFact, MeasureFacts, ReadingFact } from './facts.rules';
import { figureOfYear, positionsBehind, realisation } from './realisation.rules';

const year = 2026;

/** Quarters with one published figure each; b 9,00, target 7,67. */
const published = (
  percents: readonly string[],
  known: {
    readonly indicator?: Partial<IndicatorFact>;
    readonly condition?: Partial<ConditionFact>;
    readonly measure?: Partial<MeasureFacts>;
  } = {},
) =>
  measureFacts({
    amounts: exampleAmounts,
    condition: conditionFact(known.condition),
    indicator: indicatorFact({
      method: 'published',
      baseline: { percent: '9.00', series: null, position: 5 },
      targets: exampleTargets,
      readings: percents.map((percent, at) =>
        stated(null, quarter(year, at + 1), percent, 10 + at),
      ),
      ...known.indicator,
    }),
    ...known.measure,
  });
const on = (facts: MeasureFacts, onDate = '2026-12-31') => realisation(facts, year, onDate);

describe('the status of a conditional measure', () => {
  // D is 1,33: r of 0,90 lies at 7,803, of 0,50 at 8,335.
  it.each([
    ['9.0001', 'adverse'],
    ['9.0000', 'not_met'],
    ['8.3351', 'not_met'],
    ['8.3350', 'at_risk'],
    ['7.8031', 'at_risk'],
    ['7.8030', 'on_track'],
    ['7.6701', 'on_track'],
    ['7.6700', 'met'],
    ['7.0000', 'met'],
  ])('at %s %% is %s', (percent, status) => {
    expect(on(published([percent]), '2026-03-31').status).toBe(status);
  });

  it('goes by the exact ratio where the rounded one would say more', () => {
    const figure = on(published(['7.67', '7.67', '7.67', '7.6701']));
    expect([figure.ratio, figure.status]).toEqual(['1.0000', 'on_track']);
  });

  it('mirrors itself where higher is better', () => {
    const up = published(['80.00'], {
      indicator: {
        direction: 'up',
        baseline: { percent: '75.00', series: null, position: 5 },
        targets: [{ year, percent: '85.00', position: 6 }],
      },
    });
    expect(on(up, '2026-03-31')).toMatchObject({
      ratio: '0.5000',
      status: 'at_risk',
      realisedSavingKr: 131_250,
      baseline: '75.0000',
      target: '85.0000',
      movedPoints: '5.0000',
      adverseSavingKr: 0,
    });
  });

  it('shows an adverse development beside the four parts', () => {
    expect(on(published(['9.50', '9.50']), '2026-06-30')).toMatchObject({
      status: 'adverse',
      realisedSavingKr: 0,
      notRealisedSavingKr: 525_000,
      adverseSavingKr: -197_368,
    });
  });

  it('is not measured before anything has elapsed, with all of it not due', () => {
    expect(on(published(['8.00']), '2026-03-30')).toMatchObject({
      status: 'not_measured',
      dataStatus: 'not_measured',
      coverage: null,
      actual: null,
      ratio: null,
      baseline: '9.0000',
      target: '7.6700',
      notDueSavingKr: 1_050_000,
      forecastSavingKr: null,
      outlook: 'unknown',
    });
  });
});

describe('a measure that is not configured', () => {
  const parts = { realisedSavingKr: 0, notMeasuredSavingKr: 525_000, notDueSavingKr: 525_000 };

  it.each<[string, MeasureFacts, object]>([
    [
      'no indicator',
      measureFacts({ amounts: exampleAmounts }),
      { baseline: null, target: null, actual: null, coverage: null, periods: 12 },
    ],
    [
      'no baseline',
      published(['8.00', '8.00'], { indicator: { baseline: null } }),
      { baseline: null, target: '7.6700', actual: '8.0000', coverage: '1.0000' },
    ],
    [
      'no target for the year',
      published(['8.00', '8.00'], { indicator: { targets: exampleTargets.slice(0, 1) } }),
      { baseline: '9.0000', target: null, actual: '8.0000' },
    ],
    [
      'no condition',
      published(['8.00', '8.00'], { measure: { condition: null } }),
      { baseline: '9.0000', target: '7.6700', actual: '8.0000' },
    ],
    [
      'a target that a newer baseline has overtaken',
      published(['8.00', '8.00'], {
        indicator: { baseline: { percent: '7.67', series: null, position: 9 } },
      }),
      { baseline: '7.6700', target: '7.6700' },
    ],
  ])('for want of %s realises nothing and shows what there is', (_, facts, shown) => {
    expect(on(facts, '2026-06-30')).toMatchObject({
      ...parts,
      ...shown,
      ratio: null,
      status: 'not_configured',
      dataStatus: 'not_configured',
      forecastSavingKr: null,
      outlook: 'unknown',
    });
  });

  it('divides its year by the condition’s weights as soon as there is one', () => {
    const facts = published([], {
      indicator: { baseline: null },
      condition: { periodWeights: ['1', '2', '3', '4'] },
    });
    expect(on(facts, '2026-06-30')).toMatchObject({
      notMeasuredSavingKr: 315_000,
      notDueSavingKr: 735_000,
    });
  });
});

describe('a year without a saving', () => {
  it.each([
    [null, 0],
    [0, 0],
    [250_000, 250_000],
  ])('with amount %s has four zeros and nothing to judge', (amountKr, investmentKr) => {
    const amounts = [{ year, amountKr, originalKr: amountKr, position: 1 }];
    expect(on(published(['8.00', '8.00'], { measure: { amounts } }), '2026-06-30')).toMatchObject({
      amountKr,
      expectedSavingKr: 0,
      investmentKr,
      notMeasuredSavingKr: 0,
      notDueSavingKr: 0,
      status: 'not_applicable',
      dataStatus: 'complete',
      ratio: '0.7519',
      actual: '8.0000',
      coverage: '1.0000',
      forecastSavingKr: null,
      outlook: 'unknown',
    });
  });

  it('wins over not configured, whose data axis stays', () => {
    expect(realisation(measureFacts(), 2031, '2031-06-30')).toMatchObject({
      amountKr: null,
      expectedSavingKr: 0,
      status: 'not_applicable',
      dataStatus: 'not_configured',
    });
  });
});

describe('the data status', () => {
  const two = (known: Partial<IndicatorFact> = {}) =>
    published(['8.00', '8.00'], { indicator: known });

  // The second quarter and one more end on 30 September; 45 days later is 14 November.
  it.each([
    ['2026-06-30', 'complete'],
    ['2026-09-29', 'complete'],
    ['2026-09-30', 'partial'],
    ['2026-11-14', 'partial'],
    ['2026-11-15', 'stale'],
    ['2027-06-01', 'stale'],
  ])('on %s is %s', (onDate, dataStatus) => {
    expect(on(two(), onDate).dataStatus).toBe(dataStatus);
  });

  it('stays complete however old it is', () => {
    const all = published(['8.00', '8.00', '8.00', '8.00']);
    expect(on(all, '2030-01-01').dataStatus).toBe('complete');
  });
});

describe('coverage', () => {
  const schools = [unitFact('A', 24), unitFact('B', 18), unitFact('C', 6)];
  const facts = (units: IndicatorFact['units'], readings: readonly ReadingFact[]) =>
    exampleTwo.facts(readings, {
      indicator: indicatorFact({
        units,
        baseline: { percent: '9.00', series: null, position: 5 },
        targets: exampleTargets,
        readings,
      }),
    });
  const [a, b, c] = exampleTwo.firstQuarter;

  it('of exactly 80 % is measured, below it is indicative only', () => {
    const units = (weight: number) => [unitFact('A', weight), unitFact('B', 100 - weight)];
    const readings = a ? [a] : [];
    expect(on(facts(units(80), readings), '2026-03-31')).toMatchObject({
      coverage: '0.8000',
      actual: '8.7500',
      dataStatus: 'partial',
      notes: expect.arrayContaining(['partial_period']) as unknown,
    });
    expect(on(facts(units(79), readings), '2026-03-31')).toMatchObject({
      coverage: '0.7900',
      actual: null,
      dataStatus: 'not_measured',
      notMeasuredSavingKr: 262_500,
    });
  });

  it('is 0 when no unit is active', () => {
    expect(on(facts([], []), '2026-03-31').coverage).toBe('0.0000');
  });

  it.each<[string, Partial<IndicatorFact['units'][number]>, string]>([
    ['was added on the first day', { activeFrom: '2026-01-01' }, '0.5000'],
    ['was added after the first day', { activeFrom: '2026-01-02' }, '1.0000'],
    ['closes on the last day', { activeTo: '2026-03-31' }, '0.5000'],
    ['closes before the last day', { activeTo: '2026-03-30' }, '1.0000'],
  ])('asks for a unit without a reading that %s', (_, known, coverage) => {
    const units = [unitFact('A', 10), unitFact('B', 10, known)];
    expect(on(facts(units, a ? [a] : []), '2026-03-31').coverage).toBe(coverage);
  });

  it('leaves readings of a unit that is not active out of the figure', () => {
    const units = [unitFact('A', 10), unitFact('B', 10, { activeTo: '2026-02-28' })];
    const readings = [a, b].flatMap((reading) => reading ?? []);
    expect(on(facts(units, readings), '2026-03-31').actual).toBe('8.7500');
  });

  it('weighs by the weight of the period’s first day, the newest of that day', () => {
    const changed = unitFact('C', 6, {
      weights: [
        { weight: 10, effectiveOn: '2026-01-01', position: 21 },
        { weight: 90, effectiveOn: '2026-01-02', position: 22 },
        { weight: 6, effectiveOn: null, position: 30 },
        { weight: 18, effectiveOn: '2026-01-01', position: 23 },
      ],
    });
    const readings = [a, b].flatMap((reading) => reading ?? []);
    const units = [...schools.slice(0, 2), changed];
    expect(on(facts(units, readings), '2026-03-31').coverage).toBe('0.7000');
    expect(c?.unitId).toBe('C');
  });

  it('of the year weighs its periods', () => {
    const weighed = exampleTwo.facts(correctedReadings, {
      condition: conditionFact({ periodWeights: ['1', '2', '3', '4'] }),
    });
    expect(on(weighed, '2026-10-01')).toMatchObject({
      coverage: '0.5000',
      actual: '8.5335',
      realisedSavingKr: 110_493,
      notMeasuredSavingKr: 315_000,
      notDueSavingKr: 420_000,
    });
  });
});

describe('the methods', () => {
  it('weighs percentages by the unit, not by the period', () => {
    const facts = measureFacts({
      amounts: exampleAmounts,
      condition: conditionFact({ periodWeights: ['1', '5', '1', '1'] }),
      indicator: indicatorFact({
        method: 'weighted_mean',
        units: [unitFact('A', 3), unitFact('B', 1)],
        baseline: { percent: '9.00', series: null, position: 5 },
        targets: exampleTargets,
        readings: [
          stated('A', quarter(year, 1), '8.00', 10),
          stated('B', quarter(year, 1), '10.00', 11),
          stated('A', quarter(year, 2), '7.50', 12),
          stated('B', quarter(year, 2), '7.50', 13),
        ],
      }),
    });
    expect(on(facts, '2026-06-30').actual).toBe('8.0000');
  });

  it('weighs published figures by the period', () => {
    const facts = published(['8.00', '7.00'], {
      condition: { periodWeights: ['3', '1', '1', '1'] },
    });
    expect(on(facts, '2026-06-30').actual).toBe('7.7500');
  });

  it('takes a correction in the place of what it corrects, whichever row comes first', () => {
    const [first = [], second = []] = [
      [...exampleTwo.firstQuarter, exampleTwo.correction],
      [exampleTwo.correction, ...exampleTwo.firstQuarter],
    ].map((readings) => on(exampleTwo.facts(readings), '2026-03-31'));
    expect(first).toEqual(second);
    expect(first).toMatchObject({ actual: '8.9792' });
  });
});

describe('a baseline by period', () => {
  const series = periodsOf(2025, 'quarterly').map(({ start, end }, at) => ({
    periodStart: start,
    periodEnd: end,
    percent: ['10.00', '9.00', '8.00', '9.00'][at] ?? '',
  }));
  const seasonal = (percents: string[], condition: Partial<ConditionFact> = {}) =>
    published(percents, {
      indicator: { baseline: { percent: null, series, position: 5 } },
      condition,
    });

  it('compares with the same periods, and D with the whole year', () => {
    // b_M 10,00; b_year 9,00; D 1,33; d 0,50.
    expect(on(seasonal(['9.50']), '2026-03-31')).toMatchObject({
      baseline: '10.0000',
      target: '8.6700',
      ratio: '0.3759',
      agreedPoints: '1.3300',
      movedPoints: '0.5000',
    });
  });

  it('carries the distance from the season forward', () => {
    // Half a point below in the first quarter is expected to stay so: 8,50 over the year.
    const figure = on(seasonal(['9.50']), '2026-03-31');
    expect([figure.forecastPercent, figure.forecastSavingKr]).toEqual(['8.5000', 394_737]);
  });

  it('is not called unadjusted, a single figure is', () => {
    expect(on(seasonal(['9.50']), '2026-03-31').notes).not.toContain('not_seasonally_adjusted');
    expect(on(published(['9.50']), '2026-03-31').notes).toContain('not_seasonally_adjusted');
  });

  it('pools by the readings’ denominators', () => {
    const facts = measureFacts({
      amounts: exampleAmounts,
      condition: conditionFact(),
      indicator: indicatorFact({
        units: [unitFact('A', 1)],
        baseline: { percent: null, series, position: 5 },
        targets: exampleTargets,
        readings: [
          counted('A', quarter(year, 1), 90, 1000, 10),
          counted('A', quarter(year, 2), 270, 3000, 11),
        ],
      }),
    });
    expect(on(facts, '2026-06-30')).toMatchObject({ baseline: '9.2500', actual: '9.0000' });
  });
});

describe('a target for the year’s end', () => {
  it('is compared with where the path has come', () => {
    // From 8,34 to 7,67: the first quarter's target is 8,1725.
    const facts = published(['8.1725'], { condition: { targetMeaning: 'yearEnd' } });
    expect(on(facts, '2026-03-31')).toMatchObject({
      target: '8.1725',
      ratio: '1.0000',
      status: 'met',
    });
  });

  it('is the year’s own target while nothing is measured', () => {
    const facts = published([], { condition: { targetMeaning: 'yearEnd' } });
    expect(on(facts, '2026-03-31').target).toBe('7.6700');
  });

  it('starts at the baseline in the first year', () => {
    const facts = published([], {
      condition: { targetMeaning: 'yearEnd' },
      indicator: { readings: [stated(null, quarter(2025, 1), '8.835', 10)] },
    });
    expect(realisation(facts, 2025, '2025-03-31')).toMatchObject({
      target: '8.8350',
      status: 'met',
    });
  });
});

describe('more than was agreed', () => {
  const beyond = (recognitions: MeasureFacts['recognitions'] = []) =>
    on(published(['7.005', '7.005'], { measure: { recognitions } }), '2026-06-30');

  it('is shown as potential and counts nowhere', () => {
    expect(beyond()).toMatchObject({
      ratio: '1.5000',
      realisedSavingKr: 525_000,
      notRealisedSavingKr: 0,
      surplusSavingKr: 0,
      potentialSurplusKr: 262_500,
      notes: expect.arrayContaining(['surplus_potential']) as unknown,
    });
  });

  it.each([
    ['10', 52_500],
    ['50', 262_500],
    ['200', 262_500],
    ['0', 0],
  ])(
    'counts beside the parts up to the %s %% that were recognised',
    (capPercent, surplusSavingKr) => {
      const figure = beyond([{ year, capPercent, position: 20 }]);
      expect(figure).toMatchObject({ surplusSavingKr, realisedSavingKr: 525_000 });
    },
  );

  it('goes by the newest recognition of the year', () => {
    const recognitions = [
      { year, capPercent: '10', position: 21 },
      { year, capPercent: '50', position: 20 },
      { year: 2027, capPercent: '90', position: 22 },
    ];
    expect(beyond(recognitions).surplusSavingKr).toBe(52_500);
  });
});

describe('the forecast', () => {
  it('looks back on the last four measured periods only', () => {
    const months = ['9.00', '9.00', '8.00', '8.00', '8.00', '8.00'];
    const facts = published([], {
      indicator: {
        cadence: 'monthly',
        readings: months.map((percent, at) => {
          const { start = '', end = '' } = periodsOf(year, 'monthly')[at] ?? {};
          return stated(null, { periodStart: start, periodEnd: end }, percent, 10 + at);
        }),
      },
    });
    // Half the year at 8,3333, the rest at 8,00; s = 0,5164 over six months, t with 5 degrees.
    expect(on(facts, '2026-06-30')).toMatchObject({
      forecastPercent: '8.1667',
      forecastSavingKr: 657_895,
      forecastLowPercent: '7.9467',
      forecastHighPercent: '8.3867',
    });
  });

  it('counts periods that elapsed without a reading as remaining', () => {
    const facts = published(['8.00']);
    const [march, december] = ['2026-03-31', '2026-12-31'].map((day) => on(facts, day));
    expect(december?.forecastSavingKr).toBe(march?.forecastSavingKr);
    expect(december?.forecastLowKr).toBe(march?.forecastLowKr);
  });

  it('keeps a tenth of a point of doubt where the periods were all alike', () => {
    const facts = published([], {
      indicator: {
        cadence: 'monthly',
        readings: [0, 1, 2, 3].map((at) => {
          const { start = '', end = '' } = periodsOf(year, 'monthly')[at] ?? {};
          return stated(null, { periodStart: start, periodEnd: end }, '8.00', 10 + at);
        }),
      },
    });
    // 2/3 · 0,10 · √(1/8 + 1/4) · 1,6377
    expect(on(facts, '2026-04-30')).toMatchObject({
      forecastLowPercent: '7.9331',
      forecastHighPercent: '8.0669',
    });
  });

  it.each([
    ['7.67', 'good'],
    ['7.80', 'uncertain'],
    ['8.50', 'poor'],
  ])('at %s %% after three quarters looks %s', (percent, outlook) => {
    const figure = on(published([percent, percent, percent]), '2026-09-30');
    expect(figure.outlook).toBe(outlook);
  });

  it('stands beside a manual one, which changes nothing', () => {
    const manualForecasts = [
      { year, realisedSavingKr: 500_000, position: 40 },
      { year, realisedSavingKr: 900_000, position: 39 },
    ];
    const plain = on(published(['8.00']), '2026-03-31');
    const figure = on(published(['8.00'], { measure: { manualForecasts } }), '2026-03-31');
    expect(figure).toEqual({ ...plain, manualForecastKr: 500_000 });
  });

  it('is not made from an opening status, which is shown as such', () => {
    const openingStatuses = [
      { year, percent: '8.80', position: 9 },
      { year, percent: '8.70', position: 8 },
    ];
    expect(on(published([], { indicator: { openingStatuses } }), '2026-02-01')).toMatchObject({
      openingStatus: '8.8000',
      actual: null,
      forecastSavingKr: null,
    });
  });
});

describe('a direct saving', () => {
  const direct = (
    incorporations: readonly (readonly [number, string, number?])[],
    amountKr: number | null = -300_000,
  ) =>
    measureFacts({
      effect: 'direct',
      amounts: [{ year, amountKr, originalKr: amountKr, position: 1 }],
      incorporations: incorporations.map(([kr, effectiveOn, of = year], at) => ({
        year: of,
        amountKr: kr,
        effectiveOn,
        position: 2 + at,
      })),
    });

  it('that was never incorporated is not met once a month has gone', () => {
    expect(on(direct([]), '2026-01-30')).toMatchObject({
      status: 'not_configured',
      dataStatus: 'not_configured',
      securedSavingKr: null,
      ratio: null,
      forecastSavingKr: 0,
      outlook: 'poor',
    });
    expect(on(direct([]), '2026-01-31')).toMatchObject({
      status: 'not_met',
      dataStatus: 'not_configured',
      notRealisedSavingKr: 25_000,
      ratio: '0.0000',
    });
  });

  it('is on track from the day it is in the budget', () => {
    expect(on(direct([[-300_000, '2026-01-01']]), '2025-11-01')).toMatchObject({
      status: 'on_track',
      dataStatus: 'complete',
      notDueSavingKr: 300_000,
      forecastSavingKr: 300_000,
      outlook: 'good',
    });
  });

  it('adds its incorporations up, and one with the opposite sign takes back', () => {
    const facts = direct([
      [-200_000, '2026-01-01'],
      [-200_000, '2026-04-01'],
      [150_000, '2026-07-01'],
    ]);
    // 3 × 200.000, 3 × 300.000 (no more than E), 6 × 250.000, each a twelfth.
    expect(on(facts)).toMatchObject({
      realisedSavingKr: 250_000,
      notRealisedSavingKr: 50_000,
      securedSavingKr: 250_000,
      ratio: '0.8333',
      status: 'at_risk',
    });
  });

  it('counts the sum of what is known whatever its day, and no other year’s', () => {
    const facts = direct([
      [-300_000, '2026-12-15'],
      [-300_000, '2025-01-01', 2025],
    ]);
    expect(on(facts)).toMatchObject({
      securedSavingKr: 300_000,
      realisedSavingKr: 0,
      dataStatus: 'complete',
      status: 'not_met',
    });
  });

  it('that was taken back altogether is not in the budget, and not null', () => {
    const facts = direct([
      [-300_000, '2026-01-01'],
      [400_000, '2026-01-01'],
    ]);
    expect(on(facts)).toMatchObject({
      securedSavingKr: 0,
      realisedSavingKr: 0,
      dataStatus: 'not_configured',
    });
  });

  it.each([
    [-270_000, 'good'],
    [-269_999, 'poor'],
  ])('with %i in the budget looks %s', (kr, outlook) => {
    expect(on(direct([[kr, '2026-01-01']]), '2026-02-01').outlook).toBe(outlook);
  });

  it('without a saving has nothing to judge and no forecast', () => {
    expect(on(direct([[-5, '2026-01-01']], 70_000))).toMatchObject({
      status: 'not_applicable',
      dataStatus: 'complete',
      expectedSavingKr: 0,
      investmentKr: 70_000,
      securedSavingKr: 0,
      forecastSavingKr: null,
      outlook: 'unknown',
    });
  });
});

describe('a rate', () => {
  const rate = (percent: string | null, baseKr: number | null, deliveredKr = 0) =>
    measureFacts({
      effect: 'rate',
      amounts: [{ year, amountKr: 11_400_000, originalKr: 11_400_000, position: 1 }],
      rates: percent === null ? [] : [{ year, percent, position: 2 }],
      rateBases: baseKr === null ? [] : [{ year, baseKr, position: 3 }],
      deliveries: [
        { year, unit: 'x', amountKr: deliveredKr, deliveredOn: '2026-06-30', position: 4 },
      ],
    });

  it.each([
    ['no base', '0.55', null],
    ['no percentage', null, 2_000_000_000],
  ])('with %s expects nothing and is not configured on both axes', (_, percent, baseKr) => {
    expect(on(rate(percent, baseKr, 500))).toMatchObject({
      expectedSavingKr: 0,
      realisedSavingKr: 0,
      investmentKr: 0,
      netChangeKr: 11_400_000,
      basis: 'delivered',
      status: 'not_configured',
      dataStatus: 'not_configured',
    });
  });

  it('rounds what is expected first', () => {
    expect(on(rate('0.5', 300)).expectedSavingKr).toBe(2);
  });

  it('realises no more than is expected', () => {
    expect(on(rate('0.5', 200_000, 5000))).toMatchObject({
      expectedSavingKr: 1000,
      realisedSavingKr: 1000,
      ratio: '1.0000',
      status: 'met',
      deliveredKr: 5000,
      forecastSavingKr: null,
      coverage: null,
    });
  });

  it('counts a delivery from its day', () => {
    expect([
      on(rate('0.5', 200_000, 400), '2026-06-29').realisedSavingKr,
      on(rate('0.5', 200_000, 400), '2026-06-30').realisedSavingKr,
    ]).toEqual([0, 400]);
  });

  it('of nothing has nothing to judge', () => {
    expect(on(rate('0', 200_000))).toMatchObject({
      status: 'not_applicable',
      dataStatus: 'complete',
      ratio: null,
    });
  });
});

describe('an amount of unclear sign', () => {
  it.each(['conditional', 'direct', 'spend', 'process', 'rate'] as const)(
    'stands in the net change of a %s measure and in no saving',
    (effect) => {
      const facts = measureFacts({
        effect,
        signUnclear: true,
        amounts: [{ year, amountKr: -11_400_000, originalKr: -11_400_000, position: 1 }],
      });
      expect(on(facts)).toMatchObject({
        netChangeKr: -11_400_000,
        amountKr: -11_400_000,
        expectedSavingKr: 0,
        investmentKr: 0,
        notMeasuredSavingKr: 0,
        notes: expect.arrayContaining(['sign_unclear']) as unknown,
      });
    },
  );

  it('says nothing of a year that has none', () => {
    const facts = measureFacts({
      effect: 'direct',
      signUnclear: true,
      amounts: [{ year: 2025, amountKr: -11_400_000, originalKr: null, position: 2 }],
    });
    expect(on(facts)).toMatchObject({ status: 'not_applicable' });
    expect(realisation(facts, 2025, '2026-12-31')).toMatchObject({ status: 'not_configured' });
  });

  it('does not hide what a rate with a base expects, which sums leave out', () => {
    const facts = measureFacts({
      effect: 'rate',
      signUnclear: true,
      rates: [{ year, percent: '0.55', position: 2 }],
      rateBases: [{ year, baseKr: 2_000_000_000, position: 3 }],
    });
    expect(on(facts)).toMatchObject({ signUnclear: true, expectedSavingKr: 11_000_000 });
  });
});

describe('amounts at the edge of what a number holds', () => {
  it('are exact in the parts of a direct saving', () => {
    const facts = measureFacts({
      effect: 'direct',
      amounts: [{ year, amountKr: -4_503_599_627_370_497, originalKr: null, position: 2 }],
    });
    expect(realisation(facts, year, '2026-12-29')).toMatchObject({
      realisedSavingKr: 0,
      notRealisedSavingKr: 4_128_299_658_422_956,
      notDueSavingKr: 375_299_968_947_541,
    });
    expect(on(facts)).toMatchObject({ notDueSavingKr: 0 });
  });

  it('never fail an answer where the goal is hair-thin', () => {
    const facts = measureFacts({
      amounts: [{ year, amountKr: -1_050_000, originalKr: null, position: 2 }],
      condition: conditionFact({ periodWeights: ['0.000001', '1', '1', '1'] }),
      indicator: indicatorFact({
        method: 'published',
        baseline: {
          percent: null,
          series: ['9.0001', '9', '9', '9'].map((percent, at) => ({
            ...quarter(year, at + 1),
            percent,
          })),
          position: 4,
        },
        targets: [{ year, percent: '9', position: 5 }],
        readings: [stated(null, quarter(year, 2), '10', 8)],
      }),
    });
    expect(on(facts)).toMatchObject({
      status: 'adverse',
      realisedSavingKr: 0,
      adverseSavingKr: -Number.MAX_SAFE_INTEGER,
    });
  });
});

describe('amounts', () => {
  it('shows the first one and that the goal was lowered', () => {
    const amounts = [{ year, amountKr: -900_000, originalKr: -1_050_000, position: 30 }];
    expect(on(published(['8.00'], { measure: { amounts } }))).toMatchObject({
      expectedSavingKr: 900_000,
      originalAmountKr: -1_050_000,
      notes: expect.arrayContaining(['target_lowered']) as unknown,
    });
  });

  it('of a grant keep their sign', () => {
    const amounts = [{ year, amountKr: -4, originalKr: -4, position: 1 }];
    expect(on(measureFacts({ effect: 'spend', amounts }))).toMatchObject({
      investmentKr: -4,
      expectedSavingKr: 0,
    });
    expect(on(measureFacts({ effect: 'process', amounts }))).toMatchObject({
      investmentKr: 0,
      netChangeKr: -4,
    });
  });
});

describe('the ledger and an assessment', () => {
  const snapshot = (asOf: string, actualKr: number, position: number) => ({
    year,
    asOf,
    budgetBeforeKr: 1000,
    actualKr,
    position,
  });

  it('stand beside the figure by the latest day that has come, then the newest', () => {
    const ledgerSnapshots = [
      snapshot('2026-03-31', 900, 50),
      snapshot('2026-06-30', 800, 41),
      snapshot('2026-06-30', 700, 42),
      snapshot('2026-09-30', 100, 43),
    ];
    const assessments = [{ year, realisedSavingKr: 77, position: 60 }];
    const facts = published(['8.00', '8.00'], { measure: { ledgerSnapshots, assessments } });
    const plain = on(published(['8.00', '8.00']), '2026-08-01');
    expect(on(facts, '2026-08-01')).toEqual({
      ...plain,
      ledgerSavingKr: 300,
      ledgerAsOf: '2026-06-30',
      ledgerDifferenceKr: 394_737 - 300,
      assessedSavingKr: 77,
    });
  });

  it('compares with what was realised on the ledger’s own day', () => {
    const ledgerSnapshots = [snapshot('2026-03-31', 0, 50)];
    const facts = published(['8.00', '8.00'], { measure: { ledgerSnapshots } });
    expect(on(facts, '2026-08-01').ledgerDifferenceKr).toBe(197_368 - 1000);
  });
});

describe('a closed year', () => {
  const full = ['8.00', '8.00', '8.00', '8.00'];
  const open = published(full);
  const closed = (facts: MeasureFacts): MeasureFacts => ({
    ...facts,
    closures: [
      {
        year,
        position: 101,
        snapshotPosition: 100,
        figure: figureOfYear(open, year, '2026-12-31'),
        condition: open.condition,
        indicator: facts.indicator && {
          ...facts.indicator,
          baseline: open.indicator?.baseline ?? null,
          targets: open.indicator?.targets ?? [],
        },
      },
    ],
  });

  it('17: is its snapshot whatever the day', () => {
    const snapshot = figureOfYear(open, year, '2026-12-31');
    for (const onDate of ['2026-06-30', '2026-12-31', '2030-01-01']) {
      expect(on(closed(open), onDate)).toEqual({
        ...snapshot,
        onDate,
        yearStatus: 'closed',
        restated: null,
      });
    }
  });

  it('stands where a later reading would move it, and says what that would give', () => {
    const corrected = stated(null, quarter(year, 4), '9.00', 150);
    const readings = [...(open.indicator?.readings.slice(0, 3) ?? []), corrected];
    const facts = closed(published([], { indicator: { readings } }));
    expect(on(facts, '2027-05-01')).toMatchObject({
      yearStatus: 'closed',
      realisedSavingKr: 789_474,
      actual: '8.0000',
      restated: { realisedSavingKr: 592_105, deltaKr: -197_369, actual: '8.2500', position: 150 },
    });
  });

  it('dates a withdrawal that moved it', () => {
    const readings = open.indicator?.readings.slice(0, 3) ?? [];
    const withdrawals = [{ readingId: 'x', periodStart: '2026-10-01', position: 160 }];
    const facts = closed(published([], { indicator: { readings, withdrawals } }));
    expect(on(facts).restated).toMatchObject({ notMeasuredSavingKr: 262_500, position: 160 });
  });

  it('is not touched by a new baseline, target or condition', () => {
    const later = published(full, {
      indicator: {
        baseline: { percent: '10.00', series: null, position: 150 },
        targets: [{ year, percent: '6.00', position: 151 }],
      },
      condition: { payoff: 'threshold', position: 152 },
    });
    expect(on(closed(later)).restated).toBeNull();
  });

  it('is not restated by a word beside it', () => {
    const assessments = [{ year, realisedSavingKr: 1, position: 170 }];
    const figure = on(closed(published(full, { measure: { assessments } })));
    expect([figure.restated, figure.assessedSavingKr]).toEqual([null, null]);
  });

  it('has zeros for a measure that was registered later', () => {
    const closures = [
      {
        year,
        position: 101,
        snapshotPosition: 100,
        figure: null,
        condition: null,
        indicator: null,
      },
    ];
    const facts = { ...open, position: 120, closures };
    expect(on(facts)).toMatchObject({
      yearStatus: 'closed',
      amountKr: null,
      netChangeKr: 0,
      expectedSavingKr: 0,
      status: 'not_applicable',
      restated: { expectedSavingKr: 1_050_000, deltaKr: 0 },
    });
  });

  it('leaves the other years open', () => {
    expect(realisation(closed(open), 2027, '2027-03-31').yearStatus).toBe('open');
  });
});

describe('positionsBehind', () => {
  it('lists what shaped the year, newest first', () => {
    expect(positionsBehind(exampleTwo.facts(correctedReadings), year)).toEqual([
      16, 15, 14, 13, 12, 11, 7, 6, 5, 3, 2, 1,
    ]);
  });

  it('leaves out other years', () => {
    const facts = exampleTwo.facts([counted('A', quarter(2027, 1), 1, 2, 99)], {
      assessments: [{ year: 2027, realisedSavingKr: 1, position: 98 }],
      bookings: [{ bookedOn: '2027-01-01', amountKr: 1, position: 97 }],
    });
    expect(positionsBehind(facts, year)[0]).toBe(7);
  });
});
