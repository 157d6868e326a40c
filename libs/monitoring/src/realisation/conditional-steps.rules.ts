import { Fraction } from '@kursholder/kernel';
import type { FigureOfYear, MeasureFacts } from './facts.rules';
import { newestOf } from './figure.rules';
import type { CountedReading, PeriodMeasurement } from './measurement.rules';
import { reckon } from './reckoning.rules';
import type { Reckoning } from './reckoning.rules';
import { expectedStep, step } from './steps.rules';
import type { Input, PartKey, PartOfYear, PeriodRef, ShareOfYear, Step } from './steps.rules';

/** Expected, the fall that was agreed, what was measured, the share it pays, the year divided. */
export function conditionalSteps(
  facts: MeasureFacts,
  figure: FigureOfYear,
  onDate: string,
): Step[] {
  const { year } = figure;
  const reckoning = reckon(facts, year, onDate);
  return [
    expectedStep(facts, year, reckoning.expectedKr),
    fallStep(facts, year, reckoning),
    measuredStep(facts, year, reckoning),
    shareStep(facts, reckoning),
    distributionStep(facts, figure, reckoning),
    ...forecastStep(figure, reckoning),
  ];
}

function fallStep(facts: MeasureFacts, year: number, { levels, movement, target }: Reckoning) {
  const { indicator, condition } = facts;
  const baseline = movement?.baseline ?? levels.baseline;
  return step(
    {
      key: 'fall_expected',
      direction: indicator?.direction ?? 'down',
      baseline,
      target,
      meaning: condition?.targetMeaning ?? null,
      isSeries: indicator?.baseline?.series != null,
    },
    baseline && target && baseline.minus(target).times(levels.sign),
    'points',
    [...baselineInputs(facts, year), ...targetInputs(facts, year)],
  );
}

function measuredStep(facts: MeasureFacts, year: number, { measured, cadence }: Reckoning) {
  const { indicator } = facts;
  const elapsed = measured?.periods.filter((period) => period.elapsed) ?? [];
  return step(
    {
      key: 'measured',
      direction: indicator?.direction ?? 'down',
      method: indicator?.method ?? null,
      cadence,
      year,
      periods: elapsed.map(
        ({ period: { index }, numerator, denominator, percent, coverage, measured: counts }) => ({
          index,
          numerator,
          denominator,
          percent,
          coverage,
          measured: counts,
        }),
      ),
    },
    measured?.actual ?? null,
    'percent',
    elapsed.flatMap(({ period: { index }, readings }: PeriodMeasurement) =>
      readings.flatMap((reading) => readingInputs(reading, { cadence, year, index })),
    ),
  );
}

function shareStep({ condition, indicator }: MeasureFacts, reckoning: Reckoning): Step {
  const inputs: Input[] = [];
  if (condition) {
    const { payoff, krPerPoint, targetMeaning, position } = condition;
    inputs.push({ name: { code: 'payoff' }, value: payoff, unit: 'word', position });
    inputs.push({ name: { code: 'targetMeaning' }, value: targetMeaning, unit: 'word', position });
    if (krPerPoint !== null) {
      inputs.push({ name: { code: 'krPerPoint' }, value: krPerPoint, unit: 'kr', position });
    }
  }
  const { movement, expectedKr } = reckoning;
  return step(
    {
      key: 'share',
      direction: indicator?.direction ?? 'down',
      movement,
      payoff: condition?.payoff ?? null,
      krPerPoint: condition?.krPerPoint ?? null,
      expectedKr,
    },
    movement && reckoning.paid,
    'share',
    inputs,
  );
}

function distributionStep(
  facts: MeasureFacts,
  figure: FigureOfYear,
  { expectedKr, cadence, shares, paid, levels }: Reckoning,
): Step {
  const part = (
    name: PartKey,
    of: ShareOfYear,
    kr: number,
    paidOf: Fraction | null,
  ): PartOfYear => ({
    part: name,
    indexes: shares[of].indexes,
    terms: [{ kr: expectedKr, share: shares[of].share, paid: paidOf }],
    kr,
  });
  const unpaid = Fraction.one.minus(paid);
  const given = facts.condition?.periodWeights ?? null;
  const weights = given?.length === levels.shares.length ? given : null;
  const inputs = (['measured', 'notMeasured', 'notDue'] as const).flatMap((of) =>
    shares[of].indexes.map((index): Input => ({
      name: { code: 'periodWeight', period: { cadence, year: figure.year, index }, part: of },
      value: weights?.[index - 1] ?? '1',
      unit: 'weight',
      ...(weights && facts.condition ? { position: facts.condition.position } : {}),
    })),
  );
  return step(
    {
      key: 'distribution',
      expectedKr,
      cadence,
      parts: [
        part('realised', 'measured', figure.realisedSavingKr, paid),
        part('notRealised', 'measured', figure.notRealisedSavingKr, unpaid),
        part('notMeasured', 'notMeasured', figure.notMeasuredSavingKr, null),
        part('notDue', 'notDue', figure.notDueSavingKr, null),
      ],
    },
    Fraction.of(figure.realisedSavingKr),
    'kr',
    inputs,
  );
}

function forecastStep(figure: FigureOfYear, { forecast, measured }: Reckoning): Step[] {
  const { forecastSavingKr, forecastLowKr, forecastHighKr } = figure;
  if (!forecast || !measured?.actual || forecastSavingKr === null) return [];
  const { actual, measuredShare, rest, lookedBackOn, ratio, margin, spreadIsDefault } = forecast;
  return [
    step(
      {
        key: 'forecast',
        actual,
        measuredShare,
        now: measured.actual,
        rest,
        lookedBackOn,
        ratio,
        lowPercent: actual.minus(margin[80]),
        highPercent: actual.plus(margin[80]),
        lowKr: forecastLowKr ?? forecastSavingKr,
        highKr: forecastHighKr ?? forecastSavingKr,
        spreadIsDefault,
      },
      Fraction.of(forecastSavingKr),
      'kr',
    ),
  ];
}

function baselineInputs({ indicator }: MeasureFacts, year: number): Input[] {
  const baseline = indicator?.baseline;
  if (!baseline) return [];
  const { percent, position, series } = baseline;
  if (percent !== null) {
    return [{ name: { code: 'baseline' }, value: percent, unit: 'percent', position }];
  }
  return [...series]
    .sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1))
    .map((point, at) => ({
      name: {
        code: 'baselineOfPeriod',
        period: {
          cadence: indicator.cadence,
          year: Number(point.periodStart.slice(0, 4)) || year,
          index: at + 1,
        },
      },
      value: point.percent,
      unit: 'percent',
      position,
    }));
}

/** The year's target, and the one before where the path starts there. */
function targetInputs({ indicator, condition }: MeasureFacts, year: number): Input[] {
  const years = condition?.targetMeaning === 'yearEnd' ? [year, year - 1] : [year];
  return years
    .flatMap((each) => newestOf(indicator?.targets ?? [], each) ?? [])
    .map(({ year: of, percent, position }) => ({
      name: { code: 'target', year: of },
      value: percent,
      unit: 'percent',
      position,
    }));
}

function readingInputs({ reading, unit, weight }: CountedReading, period: PeriodRef): Input[] {
  const { id: readingId, position, absentDays, possibleDays, percent } = reading;
  const about = { unit: unit?.name ?? null, period };
  const source = { readingId, position };
  if (absentDays !== null && possibleDays !== null) {
    return [
      { name: { code: 'absentDays', ...about }, value: absentDays, unit: 'days', ...source },
      { name: { code: 'possibleDays', ...about }, value: possibleDays, unit: 'days', ...source },
      ...(unit ? [weightInput(about, weight, unit.position)] : []),
    ];
  }
  return [
    {
      name: { code: 'readingPercent', ...about },
      value: percent ?? '0',
      unit: 'percent',
      ...source,
    },
    ...(unit ? [weightInput(about, weight, unit.position)] : []),
  ];
}

function weightInput(
  about: { readonly unit: string | null; readonly period: PeriodRef },
  weight: number,
  position: number,
): Input {
  return { name: { code: 'unitWeight', ...about }, value: weight, unit: 'weight', position };
}
