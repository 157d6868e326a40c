import {
  conditionFact,
  correctedReadings,
  exampleAmounts,
  exampleTargets,
  exampleTwo,
  indicatorFact,
  measureFacts,
  stated,
} from '../../../../test/support/measure-facts';
import type { ReadingFact } from './facts.rules';
import { realisation } from './realisation.rules';

const { firstQuarter, secondQuarter, late } = exampleTwo;

describe('worked example 1: one yearly figure against b 9,00', () => {
  const year = (
    of: number,
    percent: string,
    payoff: 'linear_capped' | 'threshold' | 'step' | 'per_point',
  ) =>
    realisation(
      measureFacts({
        amounts: exampleAmounts,
        condition: conditionFact({
          payoff,
          krPerPoint: payoff === 'per_point' ? 787_500 : null,
        }),
        indicator: indicatorFact({
          cadence: 'yearly',
          method: 'published',
          baseline: { percent: '9.00', series: null, position: 5 },
          targets: exampleTargets,
          readings: [
            stated(
              null,
              { periodStart: `${String(of)}-01-01`, periodEnd: `${String(of)}-12-31` },
              percent,
              10,
            ),
          ],
        }),
      }),
      of,
      `${String(of)}-12-31`,
    );

  it.each([
    [2025, '8.50', '0.7576', 392_424, 0, 388_500, 393_750, 392_424],
    [2025, '8.34', '1.0000', 518_000, 518_000, 518_000, 518_000, 518_000],
    [2025, '8.00', '1.5152', 518_000, 518_000, 518_000, 518_000, 784_848],
    [2025, '9.20', '-0.3030', 0, 0, 0, 0, -156_970],
    [2026, '8.50', '0.3759', 394_737, 0, 262_500, 393_750, 394_737],
    [2026, '8.10', '0.6767', 710_526, 0, 525_000, 708_750, 710_526],
    [2026, '7.20', '1.3534', 1_050_000, 1_050_000, 1_050_000, 1_050_000, 1_421_053],
    [2027, '8.10', '0.5389', 707_605, 0, 656_500, 708_750, 707_605],
    [2028, '7.90', '0.5500', 866_250, 0, 787_500, 866_250, 866_250],
    [2028, '7.40', '0.8000', 1_260_000, 0, 1_181_250, 1_260_000, 1_260_000],
    [2028, '6.50', '1.2500', 1_575_000, 1_575_000, 1_575_000, 1_575_000, 1_968_750],
  ])('%i at %s %%', (of, percent, ratio, linear, threshold, step, perPoint, uncapped) => {
    const figure = year(of, percent, 'linear_capped');
    expect(figure.ratio).toBe(ratio);
    expect(
      (['linear_capped', 'threshold', 'step', 'per_point'] as const).map(
        (payoff) => year(of, percent, payoff).realisedSavingKr,
      ),
    ).toEqual([linear, threshold, step, perPoint]);
    expect(figure.realisedSavingKr + figure.potentialSurplusKr + figure.adverseSavingKr).toBe(
      uncapped,
    );
    expect(figure.basis).toBe(of === 2025 ? 'indicative' : 'conditional');
  });
});

describe('worked example 2: quarters of 2026, three schools', () => {
  const twoSchools = [...firstQuarter, ...secondQuarter];
  const withLate = [...twoSchools, late];

  it.each<[string, readonly ReadingFact[], string, string, string, string, number[], string]>([
    [
      'the first quarter',
      firstQuarter,
      '2026-04-20',
      '8.5417',
      '0.3446',
      '1.0000',
      [90_461, 172_039, 0, 787_500],
      'complete',
    ],
    [
      'two schools of the second',
      twoSchools,
      '2026-07-19',
      '8.3465',
      '0.4913',
      '0.9375',
      [257_942, 267_058, 0, 525_000],
      'partial',
    ],
    [
      'the late third school',
      withLate,
      '2026-08-23',
      '8.3103',
      '0.5186',
      '1.0000',
      [272_247, 252_753, 0, 525_000],
      'complete',
    ],
    [
      'the correction',
      correctedReadings,
      '2026-09-02',
      '8.5335',
      '0.3508',
      '1.0000',
      [184_155, 340_845, 0, 525_000],
      'complete',
    ],
    [
      'that day as known before it',
      withLate,
      '2026-09-02',
      '8.3103',
      '0.5186',
      '1.0000',
      [272_247, 252_753, 0, 525_000],
      'complete',
    ],
    [
      'a third quarter without readings',
      correctedReadings,
      '2026-10-27',
      '8.5335',
      '0.3508',
      '0.6667',
      [184_155, 340_845, 262_500, 262_500],
      'partial',
    ],
  ])('%s', (_, readings, onDate, actual, ratio, coverage, parts, dataStatus) => {
    const figure = realisation(exampleTwo.facts(readings), 2026, onDate);
    expect([figure.actual, figure.ratio, figure.coverage]).toEqual([actual, ratio, coverage]);
    expect([
      figure.realisedSavingKr,
      figure.notRealisedSavingKr,
      figure.notMeasuredSavingKr,
      figure.notDueSavingKr,
    ]).toEqual(parts);
    expect(figure.dataStatus).toBe(dataStatus);
  });

  it('answers after the correction as the API document shows it', () =>
    expect(realisation(exampleTwo.facts(correctedReadings), 2026, '2026-09-02')).toMatchObject({
      measure: 'R307',
      year: 2026,
      onDate: '2026-09-02',
      basis: 'conditional',
      amountKr: -1_050_000,
      expectedSavingKr: 1_050_000,
      investmentKr: 0,
      securedSavingKr: null,
      realisedSavingKr: 184_155,
      notRealisedSavingKr: 340_845,
      notMeasuredSavingKr: 0,
      notDueSavingKr: 525_000,
      baseline: '9.0000',
      target: '7.6700',
      actual: '8.5335',
      ratio: '0.3508',
      coverage: '1.0000',
      forecastSavingKr: 371_935,
      forecastLowKr: 118_987,
      forecastHighKr: 624_882,
      manualForecastKr: null,
      ledgerSavingKr: null,
      assessedSavingKr: null,
      surplusSavingKr: 0,
      adverseSavingKr: 0,
      status: 'not_met',
      dataStatus: 'complete',
      outlook: 'poor',
    }));

  it('expects 8,5289 % for the year, between 8,2085 and 8,8493, and the target under 1 %', () => {
    const figure = realisation(exampleTwo.facts(correctedReadings), 2026, '2026-09-02');
    expect(figure.forecastPercent).toBe('8.5289');
    expect(figure.forecastLowPercent).toBe('8.2085');
    expect(figure.forecastHighPercent).toBe('8.8493');
    expect(Number(figure.probabilityOfTarget)).toBeLessThan(0.01);
    expect(1_050_000 - (figure.forecastSavingKr ?? 0)).toBe(678_065);
    expect(figure.notes).toContain('default_spread');
  });
});

describe('the direct saving of D7', () => {
  const r901 = (effectiveOn: string, more = {}) =>
    measureFacts({
      ref: 'R901',
      effect: 'direct',
      amounts: [2026, 2027].map((year) => ({
        year,
        amountKr: -300_000,
        originalKr: -300_000,
        position: 1,
      })),
      incorporations: [
        { year: 2026, amountKr: -300_000, effectiveOn, position: 2 },
        { year: 2027, amountKr: -300_000, effectiveOn: '2027-01-01', position: 3 },
      ],
      ...more,
    });

  it.each([
    ['2026-01-01', '2026-06-30', 150_000, 0, 150_000],
    ['2026-01-01', '2026-12-31', 300_000, 0, 0],
    ['2026-05-01', '2026-12-31', 200_000, 100_000, 0],
    ['2026-05-02', '2026-12-31', 175_000, 125_000, 0],
  ])('in force from %s is on %s realised %i', (from, onDate, realised, notRealised, notDue) =>
    expect(realisation(r901(from), 2026, onDate)).toMatchObject({
      realisedSavingKr: realised,
      notRealisedSavingKr: notRealised,
      notMeasuredSavingKr: 0,
      notDueSavingKr: notDue,
      securedSavingKr: 300_000,
      basis: 'budget',
      dataStatus: 'complete',
    }),
  );

  it('has its full effect in the next year', () =>
    expect(realisation(r901('2026-05-01'), 2027, '2027-12-31').realisedSavingKr).toBe(300_000));

  it('is confirmed by the ledger for 220.000 when 80.000 too much was spent', () => {
    const ledgerSnapshots = [
      {
        year: 2026,
        asOf: '2026-12-31',
        budgetBeforeKr: 4_300_000,
        actualKr: 4_080_000,
        position: 9,
      },
    ];
    expect(realisation(r901('2026-01-01', { ledgerSnapshots }), 2026, '2027-02-01')).toMatchObject({
      realisedSavingKr: 300_000,
      ledgerSavingKr: 220_000,
      ledgerDifferenceKr: 80_000,
    });
  });
});

describe('the grant of D7', () => {
  it('has used 43 % on 30 June and saves nothing', () =>
    expect(
      realisation(
        measureFacts({
          effect: 'spend',
          amounts: [{ year: 2026, amountKr: 1_000_000, originalKr: 1_000_000, position: 1 }],
          bookings: [
            { bookedOn: '2025-12-31', amountKr: 7, position: 2 },
            { bookedOn: '2026-03-31', amountKr: 400_000, position: 3 },
            { bookedOn: '2026-06-30', amountKr: 30_000, position: 4 },
            { bookedOn: '2026-07-01', amountKr: 50_000, position: 5 },
          ],
        }),
        2026,
        '2026-06-30',
      ),
    ).toMatchObject({
      consumedKr: 430_000,
      consumedShare: '0.4300',
      expectedSavingKr: 0,
      investmentKr: 1_000_000,
      netChangeKr: 1_000_000,
      status: 'not_applicable',
      dataStatus: 'not_configured',
    }));
});

describe('the contribution of D7', () => {
  const contribution = (percent: string, year: number) =>
    measureFacts({
      effect: 'rate',
      amounts: [{ year: 2025, amountKr: 11_400_000, originalKr: 11_400_000, position: 1 }],
      rates: [{ year, percent, position: 2 }],
      rateBases: [{ year, baseKr: 2_000_000_000, position: 3 }],
      allocations: [
        { year, unit: 'Skoler', amountKr: 6_200_000, competence: 'administrative', position: 4 },
        { year, unit: 'Ældre', amountKr: 3_100_000, competence: 'political', position: 5 },
      ],
      deliveries: [
        {
          year,
          unit: 'Skoler',
          amountKr: 6_200_000,
          deliveredOn: `${String(year)}-09-01`,
          position: 6,
        },
        {
          year,
          unit: 'Ældre',
          amountKr: 3_100_000,
          deliveredOn: `${String(year)}-11-01`,
          position: 7,
        },
      ],
    });

  it.each([
    ['0.55', 2025, 11_000_000],
    ['0.80', 2025, 16_000_000],
    ['0.80', 2026, 16_000_000],
  ])('is %s %% of 2.000 mio. in %i', (percent, year, expectedKr) =>
    expect(realisation(contribution(percent, year), year, `${String(year)}-12-31`)).toMatchObject({
      expectedSavingKr: expectedKr,
      basis: 'delivered',
      investmentKr: 0,
    }),
  );

  it('is delivered for 84,5 %, with 1,7 mio. left', () =>
    expect(realisation(contribution('0.55', 2025), 2025, '2025-12-31')).toMatchObject({
      realisedSavingKr: 9_300_000,
      notRealisedSavingKr: 1_700_000,
      notDueSavingKr: 0,
      ratio: '0.8455',
      status: 'at_risk',
      dataStatus: 'complete',
      allocatedKr: 9_300_000,
    }));

  it('is not due before the year has ended', () =>
    expect(realisation(contribution('0.55', 2025), 2025, '2025-12-30')).toMatchObject({
      realisedSavingKr: 9_300_000,
      notRealisedSavingKr: 0,
      notDueSavingKr: 1_700_000,
      status: 'on_track',
    }));
});
