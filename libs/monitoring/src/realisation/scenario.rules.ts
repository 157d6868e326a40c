import type { AmountFact, ConditionFact, MeasureFacts, ReadingFact } from './facts.rules';
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

/** Whether an override is about this measure. */
export const concerns = (override: Override, { ref, indicator }: MeasureFacts): boolean =>
  'measure' in override ? override.measure === ref : override.indicator === indicator?.id;

/**
 * A measure's facts as they would be. A reading on a taken key replaces it. What comes of an end
 * target that cannot be derived is no target.
 */
export function withOverride(facts: MeasureFacts, override: Override): MeasureFacts {
  if (!concerns(override, facts)) return facts;
  switch (override.kind) {
    case 'amount':
      return { ...facts, amounts: withAmount(facts.amounts, override) };
    case 'condition': {
      const { kind: _, measure: __, ...condition } = override;
      return { ...facts, condition: { ...condition, decidedBy: null, position: 0 } };
    }
    case 'targets':
      return withTargets(facts, override);
    case 'reading': {
      const { indicator } = facts;
      if (indicator === null) return facts;
      const { kind: _, indicator: __, ...reading } = override;
      const others = indicator.readings.filter(
        ({ unitId, periodStart }) =>
          unitId !== reading.unitId || periodStart !== reading.periodStart,
      );
      const supposed: ReadingFact = { ...reading, id: 'supposed', quality: 'final', position: 0 };
      return { ...facts, indicator: { ...indicator, readings: [...others, supposed] } };
    }
  }
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
  { targets, endTarget }: Extract<Override, { kind: 'targets' }>,
): MeasureFacts {
  const { indicator, condition, amounts } = facts;
  if (indicator === null) return facts;
  let set = targets ?? {};
  if (endTarget !== null) {
    const derived = derivedTargets({
      baselineOfYear: baselineOfYear(
        indicator.baseline,
        indicator.cadence,
        condition?.periodWeights ?? null,
      ),
      direction: indicator.direction,
      endTarget,
      amounts,
    });
    set = 'targets' in derived ? derived.targets : {};
  }
  const rows = Object.entries(set).map(([year, percent]) => ({
    year: Number(year),
    percent,
    position: 0,
  }));
  return { ...facts, indicator: { ...indicator, targets: rows } };
}
