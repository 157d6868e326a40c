import { Fraction } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import type { Direction, MeasureFacts, Method, Payoff, TargetMeaning } from './facts.rules';
import { newestOf } from './figure.rules';

/**
 * One step of an explanation: a formula anyone can follow with a pencil. Nothing here is words,
 * `labels` says it in Danish and English. The inputs are the leaves, each the value of one recorded
 * fact, and the leaves alone give the figure.
 */
export interface Step {
  readonly formula: Formula;
  /** Exact; null where there is nothing to compute yet. */
  readonly result: Fraction | null;
  readonly unit: Unit;
  readonly inputs: readonly Input[];
}

export type StepKey = Formula['key'];
export type Unit = 'kr' | 'percent' | 'points' | 'share' | 'days' | 'weight' | 'word';

export interface Input {
  readonly name: InputName;
  /** As recorded: whole numbers as numbers, percentages and weights as decimal text. */
  readonly value: number | string;
  readonly unit: Unit;
  readonly readingId?: string;
  /** Of the event that made it so; missing for what is known without one, such as equal weights. */
  readonly position?: number;
}

export interface PeriodRef {
  readonly cadence: Cadence;
  readonly year: number;
  readonly index: number;
}

/** Which share of the year a period lies in. */
export type ShareOfYear = 'measured' | 'notMeasured' | 'notDue';

export type InputName =
  | { readonly code: 'amount' | 'target' | 'rate' | 'rateBase'; readonly year: number }
  | { readonly code: 'baseline' | 'payoff' | 'targetMeaning' | 'krPerPoint' | 'closedFigure' }
  | { readonly code: 'baselineOfPeriod'; readonly period: PeriodRef }
  | { readonly code: 'periodWeight'; readonly period: PeriodRef; readonly part: ShareOfYear }
  | {
      readonly code: 'absentDays' | 'possibleDays' | 'readingPercent' | 'unitWeight';
      /** The unit's name; null for a published figure. */
      readonly unit: string | null;
      readonly period: PeriodRef;
    }
  | {
      readonly code: 'incorporation' | 'booking' | 'ledgerBudget' | 'ledgerActual';
      readonly on: string;
    }
  | { readonly code: 'delivery'; readonly unit: string; readonly on: string }
  | {
      readonly code: 'allocation';
      readonly unit: string;
      readonly competence: 'administrative' | 'political';
    }
  | { readonly code: 'measure'; readonly ref: string; readonly title: string };

export type PartKey = 'realised' | 'notRealised' | 'notMeasured' | 'notDue';

/** One of the four parts: Σ kr · share · paid over its terms, then rounded with the others. */
export interface PartOfYear {
  readonly part: PartKey;
  /** The periods it rests on; none where a part is not made of periods. */
  readonly indexes: readonly number[];
  readonly terms: readonly {
    readonly kr: number;
    readonly share: Fraction | null;
    readonly paid: Fraction | null;
  }[];
  readonly kr: number;
}

export type Formula =
  | {
      readonly key: 'expected';
      readonly year: number;
      readonly amountKr: number | null;
      readonly originalKr: number | null;
      readonly signUnclear: boolean;
    }
  | {
      readonly key: 'fall_expected';
      readonly direction: Direction;
      readonly baseline: Fraction | null;
      readonly target: Fraction | null;
      readonly meaning: TargetMeaning | null;
      readonly isSeries: boolean;
    }
  | {
      readonly key: 'measured';
      readonly direction: Direction;
      /** Null without an indicator. */
      readonly method: Method | null;
      readonly cadence: Cadence;
      readonly year: number;
      /** Those that have elapsed. */
      readonly periods: readonly {
        readonly index: number;
        readonly numerator: Fraction;
        readonly denominator: Fraction;
        readonly percent: Fraction | null;
        readonly coverage: Fraction;
        readonly measured: boolean;
      }[];
    }
  | {
      readonly key: 'share';
      readonly direction: Direction;
      readonly movement: {
        readonly baseline: Fraction;
        readonly actual: Fraction;
        readonly moved: Fraction;
        readonly agreed: Fraction;
        readonly ratio: Fraction;
      } | null;
      readonly payoff: Payoff | null;
      readonly krPerPoint: number | null;
      readonly expectedKr: number;
    }
  | {
      readonly key: 'distribution';
      readonly expectedKr: number;
      /** Null where the parts are not made of periods. */
      readonly cadence: Cadence | null;
      readonly parts: readonly PartOfYear[];
    }
  | {
      readonly key: 'forecast';
      readonly actual: Fraction;
      readonly measuredShare: Fraction;
      readonly now: Fraction;
      readonly rest: Fraction | null;
      readonly lookedBackOn: number;
      readonly ratio: Fraction;
      readonly lowPercent: Fraction;
      readonly highPercent: Fraction;
      readonly lowKr: number;
      readonly highKr: number;
      readonly spreadIsDefault: boolean;
    }
  | {
      readonly key: 'incorporated';
      /** Months of the year with the same amount out of the budget, in order. */
      readonly runs: readonly { readonly months: number; readonly inForceKr: number }[];
      readonly elapsed: number;
    }
  | {
      readonly key: 'contribution';
      readonly percent: string | null;
      readonly baseKr: number | null;
    }
  | {
      readonly key: 'delivered';
      readonly deliveredKr: number;
      readonly allocatedKr: number;
      readonly expectedKr: number;
    }
  | { readonly key: 'grant'; readonly year: number; readonly amountKr: number | null }
  | { readonly key: 'consumed'; readonly consumedKr: number; readonly grantKr: number }
  | { readonly key: 'no_money'; readonly year: number; readonly amountKr: number | null }
  | {
      readonly key: 'ledger';
      readonly asOf: string;
      readonly budgetBeforeKr: number;
      readonly actualKr: number;
      readonly differenceKr: number;
    }
  | {
      readonly key: 'closed';
      readonly year: number;
      readonly closedKr: number;
      /** What later facts make of it; null when they moved nothing. */
      readonly restatedKr: number | null;
    }
  | { readonly key: 'sum'; readonly of: SummedPart; readonly termsKr: readonly number[] };

export type SummedPart = 'expected' | PartKey | 'forecast' | 'netChange';

export function step(
  formula: Formula,
  result: Fraction | null,
  unit: Unit,
  inputs: readonly Input[] = [],
): Step {
  return { formula, result, unit, inputs };
}

/** E, and the amount it comes from. */
export function expectedStep(facts: MeasureFacts, year: number, expectedKr: number): Step {
  const amount = newestOf(facts.amounts, year);
  return step(
    {
      key: 'expected',
      year,
      amountKr: amount?.amountKr ?? null,
      originalKr: amount?.originalKr ?? null,
      signUnclear: facts.signUnclear,
    },
    Fraction.of(expectedKr),
    'kr',
    amountInput(facts, year),
  );
}

export function amountInput(facts: MeasureFacts, year: number): Input[] {
  const amount = newestOf(facts.amounts, year);
  if (amount?.amountKr == null) return [];
  const { amountKr, position } = amount;
  return [{ name: { code: 'amount', year }, value: amountKr, unit: 'kr', position }];
}
