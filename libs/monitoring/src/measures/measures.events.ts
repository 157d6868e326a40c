import type { NewEvent } from '@kursholder/kernel';
import type { CoordinationEvent } from '../dialogue/dialogue.events';
import type { PathEvent } from '../forums/forums.events';
import type { LedgerEvent } from '../ledger/ledger.events';
import type { Obligation } from './obligations.events';
import type { RateEvent } from './rates.events';

/** What a measure (tiltag) saves or costs by, savings model D1. */
export const effects = ['conditional', 'direct', 'spend', 'rate', 'process'] as const;
export type Effect = (typeof effects)[number];

/** Which of the document's two tables a measure stands in: drift or anlæg. */
export const kinds = ['operating', 'capital'] as const;
export type Kind = (typeof kinds)[number];

export const expenditureTypes = ['service', 'transfer', 'other'] as const;
export type ExpenditureType = (typeof expenditureTypes)[number];

/** How a fall in absence becomes kroner, savings model D3. */
export const payoffs = ['linear_capped', 'threshold', 'step', 'per_point'] as const;
export type Payoff = (typeof payoffs)[number];

export const targetMeanings = ['yearAverage', 'yearEnd'] as const;
export type TargetMeaning = (typeof targetMeanings)[number];

/** Amounts in whole kroner with the document's sign (negative is a saving); null is a blank. */
export type AmountsKr = Readonly<Record<string, number | null>>;

/** The facts of a measure as the agreement states them. */
export interface MeasureFactsStated {
  readonly title: string;
  readonly section: string;
  /** A heading inside the section, such as `Råderumsforslag - AU`. */
  readonly group: string | null;
  readonly kind: Kind;
  readonly effect: Effect;
  /** Tovholdere, in the agreement's words. */
  readonly owners: readonly string[];
  readonly courseText: string | null;
  readonly processText: string | null;
  /** The path of decisions (sagsgang), in order; a forum may occur twice. */
  readonly forums: readonly string[];
  /** The MED/Høring mark. */
  readonly consultation: boolean;
  /** The Slut mark: the case is closed, which says nothing of what is realised. */
  readonly closed: boolean;
  readonly expenditureType: ExpenditureType;
  readonly priceLevel: string | null;
  readonly gross: boolean | null;
  readonly oneOff: boolean | null;
  /** The years its condition is said to cover, until a condition replaces them. */
  readonly scopeYears: readonly number[] | null;
  readonly amountsKr: AmountsKr;
  readonly signUnclear: boolean;
  readonly crossCutting: {
    readonly value: 'yes' | 'no' | 'unknown';
    readonly provenance: string | null;
  };
  readonly obligations: readonly Obligation[];
}

export interface MeasureRegistered extends MeasureFactsStated {
  readonly ref: string;
  readonly slug: string;
  readonly agreement: string | null;
  readonly reference: string | null;
  /** What stands behind the reference in the document, kept verbatim: `(B)`. */
  readonly referenceSuffix: string | null;
  /** The import it came with and its row there; null when a person registered it. */
  readonly source: { readonly batch: string; readonly row: number } | null;
}

export interface AmountRevised {
  readonly year: number;
  readonly amountKr: number;
  /** The amount until now; null when the year had none. */
  readonly previousKr: number | null;
  readonly decidedBy: string | null;
}

export interface BudgetIncorporated {
  readonly year: number;
  readonly amountKr: number;
  readonly decidedBy: string | null;
}

export interface ConditionSet {
  /** 1 for the first, one more for each later one. */
  readonly conditionVersion: number;
  readonly indicator: string;
  readonly scopeYears: readonly number[];
  readonly payoff: Payoff;
  readonly krPerPoint: number | null;
  readonly targetMeaning: TargetMeaning;
  /** Positive decimals, one per period of the year; null means equal weights. */
  readonly periodWeights: readonly string[] | null;
  readonly decidedBy: string | null;
}

export type MeasureEvent =
  | NewEvent<'MeasureRegistered', MeasureRegistered>
  /** An agreement was imported again and the document had changed: only what changed stands here. */
  | NewEvent<
      'MeasureReimported',
      {
        readonly source: { readonly batch: string; readonly row: number };
        readonly changes: Partial<MeasureFactsStated>;
      }
    >
  | NewEvent<'AmountRevised', AmountRevised>
  | NewEvent<'BudgetIncorporated', BudgetIncorporated>
  | NewEvent<'OwnersAssigned', { readonly owners: readonly string[] }>
  | NewEvent<'MeasureClosed', { readonly decidedBy: string | null }>
  | NewEvent<'MeasureReopened', { readonly decidedBy: string | null }>
  | NewEvent<'ConditionSet', ConditionSet>
  /** What an amount of unclear sign is, once somebody decided it. */
  | NewEvent<'SignResolved', { readonly effect: Effect; readonly decidedBy: string }>
  | MeasureFactEvent;

/** Facts about a measure that a decider records as they come; some replace the one before. */
export type MeasureFactEvent =
  | NewEvent<
      'OverAchievementRecognised',
      {
        readonly year: number;
        /** `"10"` counts a surplus up to 110 %. */
        readonly capPercent: string;
        readonly decidedBy: string;
      }
    >
  | RateEvent
  | LedgerEvent
  | PathEvent
  | CoordinationEvent;

/** Facts of a year of which only the newest holds. */
export type YearSetting = 'recognition' | 'rate' | 'rate_base' | 'assessment' | 'manual_forecast';

export const measureStream = (ref: string) => `measure-${ref}`;
