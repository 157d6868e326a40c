import type { MeasureEvent } from './measures.events';

/** What other streams ask about a measure. */
export interface MeasureSetup {
  readonly owners: readonly string[];
  readonly amounts: readonly { readonly year: number; readonly amountKr: number | null }[];
  /** Of its condition; null for equal weights or no condition. */
  readonly periodWeights: readonly string[] | null;
  /** The indicator that its condition names. */
  readonly conditionIndicator: string | null;
}

/** The set-up after these events of one measure; null when there are none. */
export function measureSetup(events: readonly MeasureEvent[]): MeasureSetup | null {
  if (events.length === 0) return null;
  const amountsKr: Record<string, number | null> = {};
  let owners: readonly string[] = [];
  let periodWeights: readonly string[] | null = null;
  let conditionIndicator: string | null = null;
  for (const { type, data } of events) {
    switch (type) {
      case 'MeasureRegistered':
        Object.assign(amountsKr, data.amountsKr);
        owners = data.owners;
        break;
      case 'MeasureReimported':
        Object.assign(amountsKr, data.changes.amountsKr);
        owners = data.changes.owners ?? owners;
        break;
      case 'AmountRevised':
        amountsKr[data.year] = data.amountKr;
        break;
      case 'OwnersAssigned':
        owners = data.owners;
        break;
      case 'ConditionSet':
        periodWeights = data.periodWeights;
        conditionIndicator = data.indicator;
    }
  }
  const amounts = Object.entries(amountsKr).map(([year, amountKr]) => ({
    year: Number(year),
    amountKr,
  }));
  return { owners, amounts, periodWeights, conditionIndicator };
}

/** What the source does not give and somebody has to: it names neither baseline nor targets. */
export const missingCodes = [
  'indicator',
  'baseline',
  'targets',
  'condition',
  'rate_base',
  'sign',
] as const;
export type Missing = (typeof missingCodes)[number];
