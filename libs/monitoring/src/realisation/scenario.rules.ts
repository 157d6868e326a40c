import { periodsPerYear, reject, type Refusal } from '@kursholder/kernel';
import { endTargetRefused, unmetYears } from '../indicators/indicators.rules';
import { impossibleIn, misplaced } from '../indicators/reading.rules';
import type {
  AmountFact,
  ConditionFact,
  IndicatorFact,
  MeasureFacts,
  ReadingFact,
} from './facts.rules';
import { isActive } from './measurement.rules';
import { baselineOfYear, derivedTargets } from './targets.rules';

/** One "what if": facts that take the place of the recorded ones, for one calculation. */
export type Override =
  | {
      readonly kind: 'amount';
      readonly measure: string;
      readonly year: number;
      readonly amountKr: number;
    }
  | ({ readonly kind: 'condition'; readonly measure: string } & Omit<
      ConditionFact,
      'position' | 'decidedBy'
    >)
  | {
      readonly kind: 'targets';
      readonly indicator: string;
      readonly targets: Readonly<Record<string, string>> | null;
      readonly endTarget: { readonly year: number; readonly percent: string } | null;
    }
  | ({ readonly kind: 'reading'; readonly indicator: string } & Omit<
      ReadingFact,
      'id' | 'position' | 'quality'
    >);

type Supposed = { readonly facts: MeasureFacts } | { readonly refusal: Refusal };
type Of<Kind extends Override['kind']> = Extract<Override, { readonly kind: Kind }>;

/** Whether an override is about this measure and the indicator that pays. */
export const concerns = (override: Override, { ref, indicator }: MeasureFacts): boolean =>
  'measure' in override ? override.measure === ref : override.indicator === indicator?.id;

/**
 * A measure's facts as they would be, or why they cannot be: what the command would refuse. A
 * reading on a taken key replaces it, and may be of a period that is not over. An amount may be the
 * one that stands.
 */
export function supposed(facts: MeasureFacts, override: Override): Supposed {
  switch (override.kind) {
    case 'amount':
      return { facts: { ...facts, amounts: withAmount(facts.amounts, override) } };
    case 'condition':
      return withCondition(facts, override);
    case 'targets':
      return facts.indicator === null ? { facts } : withTargets(facts, facts.indicator, override);
    case 'reading':
      return facts.indicator === null ? { facts } : withReading(facts, facts.indicator, override);
  }
}

function withCondition(facts: MeasureFacts, override: Of<'condition'>): Supposed {
  const { kind: _, measure: __, ...condition } = override;
  const { effect, indicator } = facts;
  if (effect !== 'conditional') return reject('conflict', 'measures.not-conditional', { effect });
  if (indicator?.id !== condition.indicator) {
    const named = { indicator: condition.indicator };
    return reject('invalid', 'indicators.unknown', named, 'indicator');
  }
  const { payoff, krPerPoint, periodWeights } = condition;
  if (payoff === 'per_point' && krPerPoint === null) {
    return reject('invalid', 'input.missing', {}, 'krPerPoint');
  }
  if (payoff !== 'per_point' && krPerPoint !== null) {
    return reject('invalid', 'measures.only-per-point', {}, 'krPerPoint');
  }
  const count = periodsPerYear[indicator.cadence];
  if (periodWeights !== null && periodWeights.length !== count) {
    const facts = { periodsPerYear: count };
    return reject('invalid', 'measures.weights-per-period', facts, 'periodWeights');
  }
  const [year] = unmet(indicator, targetsOf(indicator), periodWeights);
  if (year !== undefined) return reject('conflict', 'measures.weights-against-target', { year });
  return { facts: { ...facts, condition: { ...condition, decidedBy: null, position: 0 } } };
}

function withReading(
  facts: MeasureFacts,
  indicator: IndicatorFact,
  override: Of<'reading'>,
): Supposed {
  const { kind: _, indicator: __, ...reading } = override;
  const unit = indicator.units.find(({ id }) => id === reading.unitId);
  const refused =
    misplaced(reading, { ...indicator, unitIsKnown: unit !== undefined }) ??
    impossibleIn(reading, indicator.method);
  if (refused !== undefined) return refused;
  const { unitId, periodStart, periodEnd } = reading;
  if (unit !== undefined && !isActive(unit, { start: periodStart, end: periodEnd })) {
    return reject('conflict', 'readings.unit-not-active', { unitId, periodStart });
  }
  const others = indicator.readings.filter(
    (each) => each.unitId !== unitId || each.periodStart !== periodStart,
  );
  const handedIn: ReadingFact = { ...reading, id: 'supposed', quality: 'final', position: 0 };
  return { facts: { ...facts, indicator: { ...indicator, readings: [...others, handedIn] } } };
}

function withAmount(
  amounts: readonly AmountFact[],
  { year, amountKr }: { readonly year: number; readonly amountKr: number },
): AmountFact[] {
  const known = amounts.find((amount) => amount.year === year);
  const supposed = { year, amountKr, originalKr: known?.originalKr ?? null, position: 0 };
  return [...amounts.filter((amount) => amount.year !== year), supposed];
}

function withTargets(
  facts: MeasureFacts,
  indicator: IndicatorFact,
  { targets, endTarget }: Of<'targets'>,
): Supposed {
  const { baseline, cadence, direction } = indicator;
  if (targets === null && endTarget === null) {
    return reject('invalid', 'input.missing', {}, 'targets');
  }
  if (targets !== null && endTarget !== null) {
    return reject('invalid', 'input.one-of-two', { other: 'targets' }, 'endTarget');
  }
  const periodWeights = facts.condition?.periodWeights ?? null;
  let set = targets ?? {};
  if (endTarget !== null) {
    const derived = derivedTargets({
      baselineOfYear: baselineOfYear(baseline, cadence, periodWeights),
      direction,
      endTarget,
      amounts: facts.amounts,
    });
    if ('refused' in derived) {
      return endTargetRefused(derived);
    }
    set = derived.targets;
  }
  const [year] = unmet(indicator, set, periodWeights);
  if (year !== undefined) {
    return reject('conflict', 'indicators.target-not-better', {
      year,
      target: set[String(year)] ?? '',
      baseline: baselineOfYear(baseline, cadence, periodWeights)?.toDecimal(4) ?? '',
    });
  }
  const rows = Object.entries(set).map(([of, percent]) => ({
    year: Number(of),
    percent,
    position: 0,
  }));
  return { facts: { ...facts, indicator: { ...indicator, targets: rows } } };
}

/** The years whose target these weights put on the wrong side of the baseline. */
const unmet = (
  { baseline, cadence, direction }: IndicatorFact,
  targets: Readonly<Record<string, string>>,
  periodWeights: readonly string[] | null,
): number[] =>
  baseline === null ? [] : unmetYears(baseline, targets, { cadence, direction, periodWeights });

const targetsOf = ({ targets }: IndicatorFact): Record<string, string> =>
  Object.fromEntries(targets.map(({ year, percent }) => [String(year), percent]));
