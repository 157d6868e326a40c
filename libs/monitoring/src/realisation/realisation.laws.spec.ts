import { Fraction, largestRemainder, periodsOf } from '@kursholder/kernel';
import fc from 'fast-check';
import {
  conditionFact,
  exampleAmounts,
  exampleTargets,
  indicatorFact,
  measureFacts,
  stated,
} from '../../../../test/support/measure-facts';
import { plainFigure } from '../../../../test/support/plain-model';
import {
  anyMeasures,
  conditionalMeasures,
  configuredMeasures,
  directMeasures,
  rateMeasures,
  spendMeasures,
} from '../../../../test/support/random-measures';
import type { Drawn } from '../../../../test/support/random-measures';
import type { Figure, MeasureFacts, Payoff, ReadingFact } from './facts.rules';
import { figureOfYear, realisation } from './realisation.rules';
import { reckon } from './reckoning.rules';
import { supposed, type Override } from './scenario.rules';

/** fast-check prints seed and path of a case that fails. */
const laws = { numRuns: 1000 };
const year = 2026;
const figureOf = ({ facts, onDate }: Drawn): Figure => realisation(facts, year, onDate);

const withIndicator = (
  facts: MeasureFacts,
  change: Partial<NonNullable<MeasureFacts['indicator']>>,
): MeasureFacts => ({ ...facts, indicator: facts.indicator && { ...facts.indicator, ...change } });

const withPayoff = (facts: MeasureFacts, payoff: Payoff): MeasureFacts => ({
  ...facts,
  condition: facts.condition && { ...facts.condition, payoff },
});

const partsOf = (figure: Figure) => [
  figure.realisedSavingKr,
  figure.notRealisedSavingKr,
  figure.notMeasuredSavingKr,
  figure.notDueSavingKr,
];

/** A reading that is better by some hundredths of a point, or of a per cent of its days. */
function improved(reading: ReadingFact, isDown: boolean, by: number): ReadingFact {
  const sign = isDown ? -1 : 1;
  if (reading.percent !== null) {
    const percent = Math.max(
      0,
      Math.min(1_000_000, Math.round(Number(reading.percent) * 1e4) + sign * by),
    );
    return { ...reading, percent: (percent / 1e4).toFixed(4) };
  }
  const possible = reading.possibleDays ?? 0;
  const absent = Math.max(0, Math.min(possible, (reading.absentDays ?? 0) + sign * by));
  return { ...reading, absentDays: absent };
}

describe('a figure computed twice', () => {
  /** The band may differ by a krone between correct programs, everything else may not. */
  const banded = (field: string) => field === 'forecastLowKr' || field === 'forecastHighKr';
  const agrees = (drawn: Drawn) => {
    const figure: Record<string, unknown> = { ...figureOf(drawn) };
    const plain: Record<string, unknown> = plainFigure(drawn.facts, year, drawn.onDate);
    const expected = Object.entries(plain).map(([field, value]) => {
      const isNear = banded(field) && Math.abs(Number(figure[field]) - Number(value)) <= 1;
      return [field, isNear ? figure[field] : value];
    });
    expect(figure).toMatchObject(Object.fromEntries(expected));
  };

  it.each([
    ['conditional', conditionalMeasures, 1500],
    ['direct', directMeasures, 1000],
    ['rate', rateMeasures, 1000],
    ['spend or process', spendMeasures, 1000],
  ] as const)('is the same by another program: %s', (_, measures, numRuns) => {
    fc.assert(fc.property(measures, agrees), { numRuns });
  });
});

describe('invariants of every figure', () => {
  it('6, 11: the four parts are not negative and add up to E', () => {
    fc.assert(
      fc.property(anyMeasures, (drawn) => {
        const figure = figureOf(drawn);
        const parts = partsOf(figure);
        expect(parts.every((part) => part >= 0 && Number.isSafeInteger(part))).toBe(true);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(figure.expectedSavingKr);
      }),
      laws,
    );
  });

  it('1: 0 ≤ φ ≤ 1 and 0 ≤ realised ≤ E', () => {
    fc.assert(
      fc.property(conditionalMeasures, ({ facts, onDate }) => {
        const { paid, expectedKr } = reckon(facts, year, onDate);
        expect(paid.isLess(Fraction.zero)).toBe(false);
        expect(Fraction.one.isLess(paid)).toBe(false);
        const { realisedSavingKr } = realisation(facts, year, onDate);
        expect(realisedSavingKr).toBeGreaterThanOrEqual(0);
        expect(realisedSavingKr).toBeLessThanOrEqual(expectedKr);
      }),
      laws,
    );
  });

  it('7: does not depend on the order of the facts', () => {
    const shuffled = <T>(rows: readonly T[], seed: number) =>
      rows
        .map((row, at) => ({ row, key: Math.sin(seed + at) }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row);
    fc.assert(
      fc.property(anyMeasures, fc.integer(), ({ facts, onDate }, seed) => {
        const { indicator } = facts;
        const other: MeasureFacts = {
          ...facts,
          amounts: shuffled(facts.amounts, seed),
          incorporations: shuffled(facts.incorporations, seed),
          deliveries: shuffled(facts.deliveries, seed),
          bookings: shuffled(facts.bookings, seed),
          indicator: indicator && {
            ...indicator,
            readings: shuffled(indicator.readings, seed),
            targets: shuffled(indicator.targets, seed),
            units: shuffled(
              indicator.units.map((unit) => ({ ...unit, weights: shuffled(unit.weights, seed) })),
              seed,
            ),
          },
        };
        expect(realisation(other, year, onDate)).toEqual(realisation(facts, year, onDate));
      }),
      laws,
    );
  });

  it('19: an amount is a saving exactly when it is negative', () => {
    fc.assert(
      fc.property(anyMeasures, (drawn) => {
        const figure = figureOf(drawn);
        if (figure.effect === 'rate') return;
        const isSaving = (figure.amountKr ?? 0) < 0 && figure.status !== 'not_applicable';
        expect(figure.expectedSavingKr > 0).toBe(isSaving);
        if (figure.effect === 'spend' || figure.effect === 'process') {
          expect(figure.expectedSavingKr + figure.realisedSavingKr).toBe(0);
        }
      }),
      laws,
    );
  });

  it('writes no negative zero and only whole kroner', () => {
    fc.assert(
      fc.property(anyMeasures, (drawn) => {
        const wrong = Object.entries(figureOf(drawn)).filter(([, value]) =>
          typeof value === 'number'
            ? Object.is(value, -0) || !Number.isSafeInteger(value)
            : value === '-0.0000',
        );
        expect(wrong).toEqual([]);
      }),
      laws,
    );
  });

  it('is a JSON value, as a closing stores it', () => {
    fc.assert(
      fc.property(anyMeasures, (drawn) => {
        const figure = figureOf(drawn);
        expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
      }),
      laws,
    );
  });
});

describe('invariants of the payoff', () => {
  it('2: a better reading never lowers what is realised, nor the point forecast', () => {
    fc.assert(
      fc.property(
        configuredMeasures,
        fc.nat(),
        fc.integer({ min: 1, max: 900 }),
        (drawn, at, by) => {
          const { facts } = drawn;
          const readings = facts.indicator?.readings ?? [];
          fc.pre(readings.length > 0);
          const isDown = facts.indicator?.direction === 'down';
          const better = readings.map((reading, index) =>
            index === at % readings.length ? improved(reading, isDown, by) : reading,
          );
          const before = figureOf(drawn);
          const after = figureOf({ ...drawn, facts: withIndicator(facts, { readings: better }) });
          expect(after.realisedSavingKr).toBeGreaterThanOrEqual(before.realisedSavingKr);
          expect(after.forecastSavingKr ?? 0).toBeGreaterThanOrEqual(before.forecastSavingKr ?? 0);
        },
      ),
      laws,
    );
  });

  it('3: on target all is paid; on the baseline or worse, nothing', () => {
    fc.assert(
      fc.property(configuredMeasures, (drawn) => {
        const { facts, onDate } = drawn;
        const reckoning = reckon(facts, year, onDate);
        const { measured, movement, target } = reckoning;
        const period = measured?.measured[0]?.period;
        fc.pre(facts.condition?.payoff !== 'per_point' && facts.indicator?.method !== 'pooled');
        if (!movement || !target || !period) return;
        // One period alone, read exactly at the level: levels are shown with four decimals.
        const at = (level: Fraction) => {
          const percent = level.toDecimal(4);
          if (Fraction.parse(percent).compare(level) !== 0) return null;
          const readings = (facts.indicator?.readings ?? [])
            .filter(({ periodStart }) => periodStart === period.start)
            .map((reading) => ({ ...reading, percent }));
          return realisation(withIndicator(facts, { readings }), year, onDate);
        };
        const alone = withIndicator(facts, {
          readings: (facts.indicator?.readings ?? []).filter((r) => r.periodStart === period.start),
        });
        const levels = reckon(alone, year, onDate);
        const onTarget = levels.target && at(levels.target);
        const onBaseline = levels.movement && at(levels.movement.baseline);
        if (onTarget)
          expect([onTarget.ratio, onTarget.notRealisedSavingKr, onTarget.actual]).toEqual([
            '1.0000',
            0,
            onTarget.target,
          ]);
        if (onBaseline)
          expect([onBaseline.ratio, onBaseline.realisedSavingKr, onBaseline.actual]).toEqual([
            '0.0000',
            0,
            onBaseline.baseline,
          ]);
        if (movement.ratio.isLess(Fraction.zero))
          expect(figureOf(drawn)).toMatchObject({ realisedSavingKr: 0, status: 'adverse' });
      }),
      laws,
    );
  });

  it('4: threshold ≤ step ≤ linear', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const [threshold = 0, step = 0, linear = 0] = (
          ['threshold', 'step', 'linear_capped'] as const
        ).map((payoff) => realisation(withPayoff(facts, payoff), year, onDate).realisedSavingKr);
        expect(threshold).toBeLessThanOrEqual(step);
        expect(step).toBeLessThanOrEqual(linear);
      }),
      laws,
    );
  });

  it('5: hundredths of the unit change nothing but the unit', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const { indicator } = facts;
        fc.pre(
          indicator !== null &&
            indicator.method !== 'pooled' &&
            facts.condition?.payoff !== 'per_point',
        );
        // A hundredth of every percentage, which four decimals can still hold.
        const small = (text: string) => (Math.round(Number(text) * 100) / 10_000).toFixed(4);
        const coarse = (text: string) => (Math.round(Number(text) * 100) / 100).toFixed(4);
        const scaled = (to: (text: string) => string) =>
          withIndicator(facts, {
            readings: indicator.readings.map((r) => ({
              ...r,
              percent: r.percent && to(r.percent),
            })),
            targets: indicator.targets.map((t) => ({ ...t, percent: to(t.percent) })),
            baseline:
              indicator.baseline?.percent != null
                ? { ...indicator.baseline, percent: to(indicator.baseline.percent) }
                : indicator.baseline && {
                    percent: null,
                    position: indicator.baseline.position,
                    series: indicator.baseline.series.map((p) => ({
                      ...p,
                      percent: to(p.percent),
                    })),
                  },
          });
        const [points, hundredths] = [coarse, small].map((to) =>
          realisation(scaled(to), year, onDate),
        );
        expect(hundredths && partsOf(hundredths)).toEqual(points && partsOf(points));
        expect(hundredths?.ratio).toBe(points?.ratio);
        expect(hundredths?.forecastSavingKr).toBe(points?.forecastSavingKr);
      }),
      laws,
    );
  });

  it('15: without a reading nothing is realised and nothing is called a failure', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const figure = realisation(withIndicator(facts, { readings: [] }), year, onDate);
        expect(figure).toMatchObject({
          realisedSavingKr: 0,
          notRealisedSavingKr: 0,
          status: 'not_measured',
          dataStatus: 'not_measured',
          forecastSavingKr: null,
          outlook: 'unknown',
        });
      }),
      laws,
    );
  });

  it('24: a year outside the scope is indicative, and otherwise the same figure', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const { condition } = facts;
        if (!condition) return;
        const scoped = (scopeYears: number[]) =>
          realisation({ ...facts, condition: { ...condition, scopeYears } }, year, onDate);
        const [inside, outside] = [scoped([year]), scoped([year + 1])];
        expect(outside.notes).toContain('outside_scope');
        expect({ ...outside, basis: 'conditional', notes: [] }).toEqual({ ...inside, notes: [] });
        expect(outside.basis).toBe('indicative');
      }),
      laws,
    );
  });
});

describe('invariants of readings', () => {
  it('8: a correction is a replacement, a withdrawal an absence', () => {
    fc.assert(
      fc.property(configuredMeasures, fc.nat(), ({ facts, onDate }, at) => {
        const readings = facts.indicator?.readings ?? [];
        fc.pre(readings.length > 0);
        const chosen = readings[at % readings.length];
        if (!chosen) return;
        const others = readings.filter((reading) => reading !== chosen);
        const corrected = { ...improved(chosen, true, 100), position: chosen.position + 9000 };
        const strip = (figure: Figure) => ({ ...figure });
        // Also where both stand in the rows: the newest is the one that counts.
        expect(
          strip(
            realisation(withIndicator(facts, { readings: [corrected, ...readings] }), year, onDate),
          ),
        ).toEqual(
          strip(
            realisation(withIndicator(facts, { readings: [...others, corrected] }), year, onDate),
          ),
        );
        const withdrawals = [
          { readingId: chosen.id, periodStart: chosen.periodStart, position: 9999 },
        ];
        expect(
          realisation(withIndicator(facts, { readings: others, withdrawals }), year, onDate),
        ).toEqual(realisation(withIndicator(facts, { readings: others }), year, onDate));
      }),
      laws,
    );
  });

  it('10: a period is between its units, and its sums are theirs', () => {
    fc.assert(
      fc.property(conditionalMeasures, ({ facts, onDate }) => {
        const { measured } = reckon(facts, year, onDate);
        fc.pre(measured !== null && facts.indicator?.method !== 'published');
        for (const { readings, percent, numerator, denominator } of measured.periods) {
          const own = readings.map(({ reading, weight }) =>
            reading.percent === null
              ? { top: 100 * (reading.absentDays ?? 0), bottom: reading.possibleDays ?? 0 }
              : { top: weight * Number(reading.percent), bottom: weight },
          );
          if (!percent) continue;
          expect(numerator.toNumber()).toBeCloseTo(
            own.reduce((sum, { top }) => sum + top, 0),
            6,
          );
          expect(denominator.toNumber()).toBe(own.reduce((sum, { bottom }) => sum + bottom, 0));
          const shares = own.map(({ top, bottom }) => top / bottom);
          expect(percent.toNumber()).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-9);
          expect(percent.toNumber()).toBeLessThanOrEqual(Math.max(...shares) + 1e-9);
        }
      }),
      laws,
    );
  });

  it('a reading of a period that has not elapsed enters nothing', () => {
    fc.assert(
      fc.property(conditionalMeasures, ({ facts, onDate }) => {
        const due = facts.indicator?.readings.filter(({ periodEnd }) => periodEnd <= onDate);
        expect(realisation(withIndicator(facts, { readings: due ?? [] }), year, onDate)).toEqual(
          realisation(facts, year, onDate),
        );
      }),
      laws,
    );
  });
});

describe('invariants of the forecast', () => {
  it('16: the band holds the point, the 80 % band the 50 % one', () => {
    fc.assert(
      fc.property(configuredMeasures, (drawn) => {
        const figure = figureOf(drawn);
        if (figure.forecastSavingKr === null) return;
        const band = [
          figure.forecastLowKr,
          figure.forecastLow50Kr,
          figure.forecastSavingKr,
          figure.forecastHigh50Kr,
          figure.forecastHighKr,
        ].map(Number);
        expect([...band].sort((a, b) => a - b)).toEqual(band);
      }),
      laws,
    );
  });

  it('16: once all is measured the forecast is the actual, without a band', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts }) => {
        const figure = realisation(facts, year, '2027-01-31');
        if (figure.measuredPeriods !== figure.periods) return;
        expect([figure.forecastLowKr, figure.forecastHighKr]).toEqual([
          figure.forecastSavingKr,
          figure.forecastSavingKr,
        ]);
        expect(figure.forecastSavingKr).toBe(figure.realisedSavingKr);
        expect(figure.forecastPercent).toBe(figure.actual);
        expect(['0.0000', '1.0000']).toContain(figure.probabilityOfTarget);
        expect(figure.outlook).toBe(Number(figure.ratio) >= 0.9 ? 'good' : 'poor');
      }),
      laws,
    );
  });

  it('16: a wider spread of the periods widens the band', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -4000, max: 4000 }), { minLength: 4, maxLength: 11 }),
        fc.integer({ min: 11, max: 40 }),
        (offsets, tenths) => {
          const margin = (scale: number) =>
            monthlyForecast(offsets.map((offset) => Math.round((offset * scale) / 10)));
          expect(margin(tenths)).toBeGreaterThanOrEqual(margin(10) - 1e-4);
        },
      ),
      laws,
    );
  });

  /** Half the width of the band of a year of months, each off 8 % by so many ten-thousandths. */
  function monthlyForecast(offsets: readonly number[]): number {
    const facts = monthly(offsets);
    const { forecastLowPercent, forecastHighPercent } = realisation(facts, year, '2026-12-31');
    return (Number(forecastHighPercent) - Number(forecastLowPercent)) / 2;
  }

  const monthly = (offsets: readonly number[]): MeasureFacts =>
    measureFacts({
      amounts: exampleAmounts,
      condition: conditionFact(),
      indicator: indicatorFact({
        cadence: 'monthly',
        method: 'published',
        baseline: { percent: '9.00', series: null, position: 5 },
        targets: exampleTargets,
        readings: offsets.map((offset, at) => {
          const { start = '', end = '' } = periodsOf(year, 'monthly')[at] ?? {};
          const percent = ((80_000 + offset) / 10_000).toFixed(4);
          return stated(null, { periodStart: start, periodEnd: end }, percent, 10 + at);
        }),
      }),
    });
});

describe('largest remainder', () => {
  it('11: differs from the exact parts by less than a krone each', () => {
    fc.assert(
      fc.property(conditionalMeasures, ({ facts, onDate }) => {
        const { parts, expectedKr } = reckon(facts, year, onDate);
        const exact = [parts.realised, parts.notRealised, parts.notMeasured, parts.notDue];
        expect(partsOf(realisation(facts, year, onDate))).toEqual(
          largestRemainder(expectedKr, exact),
        );
        expect(Fraction.sum(exact).compare(Fraction.of(expectedKr))).toBe(0);
      }),
      laws,
    );
  });
});

describe('a closed year', () => {
  it('17: keeps its figures whatever comes later, on every day', () => {
    fc.assert(
      fc.property(anyMeasures, anyMeasures, (closed, later) => {
        const { condition, indicator } = closed.facts;
        const figure = figureOfYear(closed.facts, year, `${String(year)}-12-31`);
        const closure = {
          year,
          position: 6000,
          snapshotPosition: 5999,
          figure,
          condition,
          indicator,
        };
        const facts = { ...later.facts, effect: closed.facts.effect, closures: [closure] };
        const now = realisation(facts, year, later.onDate);
        expect(now).toMatchObject({ ...figure, onDate: later.onDate, yearStatus: 'closed' });
      }),
      laws,
    );
  });
});

describe('a what-if', () => {
  const assumed = (facts: MeasureFacts, override: Override): MeasureFacts => {
    const outcome = supposed(facts, override);
    return 'facts' in outcome ? outcome.facts : facts;
  };
  // Who asks what would be takes the reading for final.
  const withoutNotes = ({ notes: _, ...figure }: Figure) => figure;

  it('28: of the amount that stands is what is', () => {
    fc.assert(
      fc.property(anyMeasures, ({ facts, onDate }) => {
        const amountKr = facts.amounts.find((each) => each.year === year)?.amountKr ?? null;
        fc.pre(amountKr !== null);
        const override = { kind: 'amount', measure: facts.ref, year, amountKr } as const;
        const asItIs = assumed(facts, override);
        expect(realisation(asItIs, year, onDate)).toEqual(realisation(facts, year, onDate));
      }),
      laws,
    );
  });

  it('28: of every reading as it stands is what is', () => {
    fc.assert(
      fc.property(configuredMeasures, ({ facts, onDate }) => {
        const asItIs = (facts.indicator?.readings ?? []).reduce(
          (so, { id: _, position: __, quality: ___, ...reading }) =>
            assumed(so, { kind: 'reading', indicator: facts.indicator?.id ?? '', ...reading }),
          facts,
        );
        expect(withoutNotes(realisation(asItIs, year, onDate))).toEqual(
          withoutNotes(realisation(facts, year, onDate)),
        );
      }),
      laws,
    );
  });
});
