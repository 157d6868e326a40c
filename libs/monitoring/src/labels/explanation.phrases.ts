import type { Cadence } from '@kursholder/kernel';
import type { MissingSetting } from '../realisation/explanation.rules';
import type { Direction, Note, Payoff, TargetMeaning } from '../realisation/facts.rules';
import type {
  InputName,
  PartKey,
  ShareOfYear,
  StepKey,
  SummedPart,
  Unit,
} from '../realisation/steps.rules';

/**
 * All that an explanation and the headlines say in one language. Figures come in as text; which
 * phrase is said when is decided in `explanation.words`, once for all languages.
 */
export interface ExplanationPhrases {
  readonly cadences: Readonly<
    Record<Cadence, { readonly one: string; readonly many: string; readonly none: string }>
  >;
  readonly payoffs: Readonly<Record<Payoff, string>>;
  readonly targetMeanings: Readonly<Record<TargetMeaning, string>>;
  readonly missing: Readonly<Record<MissingSetting, string>>;
  readonly notes: Readonly<Record<Note, string>>;
  readonly units: Readonly<Record<Unit, string>>;
  readonly parts: Readonly<Record<PartKey, string>>;
  /** After an amount: 409.155 kr. realiseret. */
  readonly partAfterAmount: Readonly<Record<PartKey, string>>;
  readonly effects: Readonly<Record<'conditional' | 'direct' | 'rate', string>>;
  readonly competences: Readonly<Record<'administrative' | 'political', string>>;
  readonly shares: Readonly<Record<ShareOfYear, string>>;
  readonly sums: Readonly<Record<SummedPart, string>>;
  readonly labels: Readonly<Record<Exclude<StepKey, 'sum'>, (direction: Direction) => string>>;
  readonly inputs: InputPhrases;

  /** Sentences of the paragraph above the steps. */
  readonly expected: (year: string, kr: string) => string;
  readonly nothingExpected: (year: string) => string;
  readonly outsideScope: string;
  readonly measuredOf: (measured: string, all: string, coverage: string) => string;
  readonly noneMeasured: (elapsed: string) => string;
  readonly noneElapsed: (none: string) => string;
  readonly moved: (text: {
    readonly direction: Direction;
    readonly actual: string;
    readonly baseline: string;
    readonly target: string;
    readonly moved: string;
    readonly agreed: string;
    readonly ratio: string;
  }) => string;
  readonly movedWrongWay: (text: {
    readonly direction: Direction;
    readonly actual: string;
    readonly baseline: string;
    readonly target: string;
    readonly moved: string;
    readonly agreed: string;
  }) => string;
  readonly calculation: (payoff: string) => string;
  readonly lacks: (settings: string, several: boolean) => string;
  readonly realisedToDate: (realised: string, due: string, documented: boolean) => string;
  readonly partLeft: Readonly<Record<Exclude<PartKey, 'realised'>, (kr: string) => string>>;
  readonly incorporated: (kr: string) => string;
  readonly notIncorporated: string;
  readonly delivered: (allocated: string, delivered: string, share: string) => string;
  readonly grant: (year: string, kr: string) => string;
  readonly consumed: (kr: string, share: string | null) => string;
  readonly noMoney: string;
  readonly closed: string;
  readonly restated: (kr: string, delta: string) => string;
  readonly changed: (day: string, what: string, delta: string) => string;
  readonly bandCovers: string;

  /** The one short sentence of a row in a list. */
  readonly rowGrant: (consumed: string, granted: string) => string;
  readonly rowGrantUnused: (granted: string) => string;
  readonly rowGrantOnlyIn: (years: string) => string;
  readonly rowNoAmounts: string;
  readonly rowNoAmountIn: (year: string) => string;
  readonly rowRateBaseMissing: string;
  readonly rowRateMissing: string;
  readonly rowHeldOut: (kr: string, year: string) => string;
  readonly rowSignUnclear: string;
  readonly rowNotConfigured: (settings: string, several: boolean) => string;
  readonly rowNotMeasured: (periods: string) => string;
  readonly rowProcessAmount: string;
  readonly rowRatio: (ratio: string, direction: Direction) => string;
  readonly rowWrongWay: (direction: Direction) => string;
  readonly rowMonths: (elapsed: string, all: string) => string;
  readonly rowDelivered: (delivered: string, expected: string) => string;

  /** Headlines. */
  readonly endsBelow: (year: string, kr: string) => string;
  readonly endsAsAgreed: (year: string) => string;
  readonly realisedOfDue: (year: string, realised: string, due: string) => string;
  readonly realisedOfYear: (year: string, realised: string, expected: string) => string;
  readonly nothingDue: (year: string, kr: string) => string;
  readonly nothingAgreed: (year: string) => string;
  readonly realisedSplit: (parts: string) => string;
  readonly forecastMissing: (count: number) => string;
  readonly indicative: (kr: string) => string;
  readonly ofExpected: (kr: string, parts: string) => string;
  readonly chartMoved: (direction: Direction, moved: string, agreed: string) => string;
  readonly chartMovedBeyond: (direction: Direction, moved: string, agreed: string) => string;
  readonly chartMovedWrongWay: (direction: Direction, moved: string, agreed: string) => string;
  readonly chartUnchanged: (direction: Direction, agreed: string) => string;
  readonly chartNotMeasured: (direction: Direction, year: string) => string;
  readonly chartNotBegun: (direction: Direction, year: string) => string;
  readonly chartNotConfigured: (direction: Direction) => string;
  readonly chartMeasuredOnly: (direction: Direction, actual: string) => string;

  /** Inside formulas. */
  readonly atMost: (ratio: string) => string;
  readonly atLeast: (ratio: string) => string;
  readonly threshold: (ratio: string) => string;
  readonly steps: (ratio: string) => string;
  readonly adopted: (amount: string) => string;
  readonly revised: (original: string, amount: string) => string;
  readonly blank: string;
  readonly noneYet: string;
  readonly ofAllocated: (delivered: string, expected: string, allocated: string) => string;
  readonly band: (low: string, high: string, kroner: string) => string;
  readonly difference: (kr: string) => string;
  readonly later: (kr: string, delta: string) => string;
}

/** The name of each leaf, with its unit, period and day already written. */
type InputPhrases = {
  readonly [Code in InputName['code']]: (about: {
    readonly year: string;
    readonly unit: string;
    readonly period: string;
    readonly on: string;
    readonly title: string;
    readonly part: string;
  }) => string;
};
