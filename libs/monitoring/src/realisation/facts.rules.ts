import type { Cadence } from '@kursholder/kernel';

/**
 * What is known about one measure at one position, as rows: the whole input of the savings model.
 * Every fact carries the position of the event that made it so, which is how an explanation leads
 * back to the log. Percentages and weights of periods are decimal texts as in JSON, days are
 * `YYYY-MM-DD`. The order of the rows means nothing.
 */
export interface MeasureFacts {
  readonly ref: string;
  readonly effect: Effect;
  /** The document's amount could be a saving or a cost; nobody has resolved it yet. */
  readonly signUnclear: boolean;
  /** The measure's own scope (null: all its years); a condition's scope replaces it. */
  readonly scopeYears: readonly number[] | null;
  readonly position: number;
  /** One per year. */
  readonly amounts: readonly AmountFact[];
  readonly incorporations: readonly IncorporationFact[];
  readonly condition: ConditionFact | null;
  /** The condition's indicator; without a condition the measure's first; null without any. */
  readonly indicator: IndicatorFact | null;
  readonly recognitions: readonly RecognitionFact[];
  readonly rates: readonly RateFact[];
  readonly rateBases: readonly RateBaseFact[];
  readonly allocations: readonly AllocationFact[];
  readonly deliveries: readonly DeliveryFact[];
  readonly bookings: readonly BookingFact[];
  readonly ledgerSnapshots: readonly LedgerSnapshotFact[];
  readonly assessments: readonly AssessmentFact[];
  readonly manualForecasts: readonly ManualForecastFact[];
  /** Only years that are closed now; a reopened year has no row. */
  readonly closures: readonly ClosureFact[];
}

export const effects = ['conditional', 'direct', 'spend', 'rate', 'process'] as const;
export type Effect = (typeof effects)[number];

export const payoffs = ['linear_capped', 'threshold', 'step', 'per_point'] as const;
export type Payoff = (typeof payoffs)[number];

export const targetMeanings = ['yearAverage', 'yearEnd'] as const;
export type TargetMeaning = (typeof targetMeanings)[number];

export const methods = ['pooled', 'weighted_mean', 'published'] as const;
export type Method = (typeof methods)[number];

/** Which way is better: `down` for absence. */
export const directions = ['down', 'up'] as const;
export type Direction = (typeof directions)[number];

export interface AmountFact {
  readonly year: number;
  /** The document's sign: negative is a saving. Null where the document has a blank. */
  readonly amountKr: number | null;
  /** What the agreement said first (oprindeligt budget). */
  readonly originalKr: number | null;
  readonly position: number;
}

interface IncorporationFact {
  readonly year: number;
  /** The document's sign: negative takes money out of the budget, positive gives it back. */
  readonly amountKr: number;
  readonly effectiveOn: string;
  readonly position: number;
}

export interface ConditionFact {
  readonly indicator: string;
  readonly scopeYears: readonly number[];
  readonly payoff: Payoff;
  readonly krPerPoint: number | null;
  readonly targetMeaning: TargetMeaning;
  /** One per period of the year, not yet normalised; null: all alike. */
  readonly periodWeights: readonly string[] | null;
  readonly decidedBy: string | null;
  readonly position: number;
}

/** The newest version of an indicator with everything that belongs to that version. */
export interface IndicatorFact {
  readonly id: string;
  /** From 1; another method or cadence makes the next. */
  readonly version: number;
  readonly cadence: Cadence;
  readonly direction: Direction;
  readonly method: Method;
  readonly units: readonly UnitFact[];
  readonly baseline: BaselineFact | null;
  readonly targets: readonly TargetFact[];
  /** The effective ones: a corrected reading once, as corrected; a withdrawn one not at all. */
  readonly readings: readonly ReadingFact[];
  /** Only to date what a withdrawal took away; they enter no figure. */
  readonly withdrawals: readonly WithdrawalFact[];
  readonly openingStatuses: readonly OpeningStatusFact[];
  readonly position: number;
}

export interface UnitFact {
  readonly id: string;
  readonly name: string;
  readonly weights: readonly UnitWeightFact[];
  /** Null: it always was active. */
  readonly activeFrom: string | null;
  /** Its last day; a merger closes a unit the day before it takes effect. */
  readonly activeTo: string | null;
  readonly position: number;
}

export interface UnitWeightFact {
  readonly weight: number;
  /** Null for the weight it was added with, which holds until the first change. */
  readonly effectiveOn: string | null;
  readonly position: number;
}

/** One percentage, or exactly one per period of a year, matched by place in the year. */
export type BaselineFact = { readonly position: number } & (
  | { readonly percent: string; readonly series: null }
  | { readonly percent: null; readonly series: readonly SeriesPoint[] }
);

interface SeriesPoint {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly percent: string;
}

export interface TargetFact {
  readonly year: number;
  readonly percent: string;
  readonly position: number;
}

/** `pooled` carries the two counts, the other methods `percent`; the rest is null. */
export interface ReadingFact {
  readonly id: string;
  /** Null for `published`. */
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly absentDays: number | null;
  readonly possibleDays: number | null;
  readonly percent: string | null;
  readonly quality: 'provisional' | 'final';
  /** Of the recording, or of the newest correction. */
  readonly position: number;
}

interface WithdrawalFact {
  readonly readingId: string;
  readonly periodStart: string;
  readonly position: number;
}

interface OpeningStatusFact {
  readonly year: number;
  readonly percent: string;
  readonly position: number;
}

interface RecognitionFact {
  readonly year: number;
  /** `"10"` lets a surplus count up to 110 %. */
  readonly capPercent: string;
  readonly position: number;
}

export interface RateFact {
  readonly year: number;
  readonly percent: string;
  readonly position: number;
}

export interface RateBaseFact {
  readonly year: number;
  readonly baseKr: number;
  readonly position: number;
}

interface AllocationFact {
  readonly year: number;
  readonly unit: string;
  readonly amountKr: number;
  readonly competence: 'administrative' | 'political';
  readonly position: number;
}

interface DeliveryFact {
  readonly year: number;
  readonly unit: string;
  readonly amountKr: number;
  readonly deliveredOn: string;
  readonly position: number;
}

/** The postings of one day added up; `position` is the newest of them. */
interface BookingFact {
  readonly bookedOn: string;
  readonly amountKr: number;
  readonly position: number;
}

interface LedgerSnapshotFact {
  readonly year: number;
  readonly asOf: string;
  readonly budgetBeforeKr: number;
  readonly actualKr: number;
  readonly position: number;
}

interface AssessmentFact {
  readonly year: number;
  readonly realisedSavingKr: number;
  readonly position: number;
}

interface ManualForecastFact {
  readonly year: number;
  readonly realisedSavingKr: number;
  readonly position: number;
}

export interface ClosureFact {
  readonly year: number;
  readonly position: number;
  readonly snapshotPosition: number;
  /** As `YearClosed` carries it; null for a measure that was registered later. */
  readonly figure: FigureOfYear | null;
  /**
   * The condition and the indicator's version with its baseline and targets as they stood at
   * `snapshotPosition` (later ones do not touch a closed year); its units, readings and
   * withdrawals are that version's as known now.
   */
  readonly condition: ConditionFact | null;
  readonly indicator: IndicatorFact | null;
}

export const performances = [
  'not_configured',
  'not_applicable',
  'not_measured',
  'adverse',
  'met',
  'not_met',
  'at_risk',
  'on_track',
] as const;
export type Performance = (typeof performances)[number];

export const dataStatuses = [
  'not_configured',
  'not_measured',
  'partial',
  'stale',
  'complete',
] as const;
export type DataStatus = (typeof dataStatuses)[number];

export const outlooks = ['good', 'uncertain', 'poor', 'unknown'] as const;
export type Outlook = (typeof outlooks)[number];

export const bases = ['conditional', 'indicative', 'budget', 'delivered', 'none'] as const;
export type Basis = (typeof bases)[number];

/** What a reader must know beside the figure. */
export type Note =
  /** A yearly baseline against single periods: ikke sæsonkorrigeret. */
  | 'not_seasonally_adjusted'
  /** A measured period lacks units. */
  | 'partial_period'
  /** A reading that counts is provisional. */
  | 'provisional'
  /** Too few periods to know their spread: the forecast's band is an estimate (skøn). */
  | 'default_spread'
  /** The year lies outside the condition's scope. */
  | 'outside_scope'
  /** The measure went beyond its target: merpotentiale. */
  | 'surplus_potential'
  /** The saving agreed is smaller than at first: mål nedsat. */
  | 'target_lowered'
  | 'sign_unclear';

/**
 * A realisation figure as it stands in JSON. A type, not an interface, so that it is a `Json`
 * value and `YearClosed` can carry it.
 */
export type FigureOfYear = {
  readonly measure: string;
  readonly year: number;
  readonly onDate: string;
  readonly effect: Effect;
  readonly basis: Basis;
  readonly signUnclear: boolean;
  readonly amountKr: number | null;
  readonly originalAmountKr: number | null;
  readonly netChangeKr: number;
  readonly expectedSavingKr: number;
  readonly investmentKr: number;
  readonly securedSavingKr: number | null;
  readonly realisedSavingKr: number;
  readonly notRealisedSavingKr: number;
  readonly notMeasuredSavingKr: number;
  readonly notDueSavingKr: number;
  readonly baseline: string | null;
  readonly target: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly coverage: string | null;
  readonly forecastSavingKr: number | null;
  /** The 80 % band. */
  readonly forecastLowKr: number | null;
  readonly forecastHighKr: number | null;
  readonly manualForecastKr: number | null;
  readonly ledgerSavingKr: number | null;
  readonly assessedSavingKr: number | null;
  readonly surplusSavingKr: number;
  readonly adverseSavingKr: number;
  readonly status: Performance;
  readonly dataStatus: DataStatus;
  readonly outlook: Outlook;
  /** Percentage points the indicator has moved the right way, and those that were agreed. */
  readonly movedPoints: string | null;
  readonly agreedPoints: string | null;
  readonly periods: number | null;
  readonly elapsedPeriods: number | null;
  readonly measuredPeriods: number | null;
  /** The percentage the forecast expects for the year, its 80 % band, and the 50 % band in kroner. */
  readonly forecastPercent: string | null;
  readonly forecastLowPercent: string | null;
  readonly forecastHighPercent: string | null;
  readonly forecastLow50Kr: number | null;
  readonly forecastHigh50Kr: number | null;
  readonly probabilityOfTarget: string | null;
  /** What stands beyond the target, recognised or not. */
  readonly potentialSurplusKr: number;
  /** The newest opening status of the year, which never makes a figure. */
  readonly openingStatus: string | null;
  readonly ledgerAsOf: string | null;
  /** Realised on the ledger's day less the ledger's saving. */
  readonly ledgerDifferenceKr: number | null;
  readonly consumedKr: number | null;
  readonly consumedShare: string | null;
  /** A rate's contributions that units have been given to find. */
  readonly allocatedKr: number | null;
  readonly deliveredKr: number | null;
  readonly notes: readonly Note[];
};

export type Figure = FigureOfYear & {
  readonly yearStatus: 'open' | 'closed';
  /** A closed year as later facts would have it. `deltaKr` is of the realised saving. */
  readonly restated:
    (FigureOfYear & { readonly deltaKr: number; readonly position: number }) | null;
};
