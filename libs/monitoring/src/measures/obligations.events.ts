/** A duty (pligt) that the agreement lays on somebody. */
export interface Obligation {
  readonly code: string;
  readonly text: string;
  readonly who: string;
  /** When, in words. */
  readonly when: string;
  /** How that is read; imports before it was kept do not say. */
  readonly due?: Due;
  /** What else the agreement says of the same day, where it contradicts itself. */
  readonly disagreement?: string;
}

export type Due = DueReading & {
  readonly after: readonly string[];
  readonly before: readonly string[];
  /** The figures are defaults that the municipality may set, not facts of the agreement. */
  readonly assumed: boolean;
};

export type DueReading =
  /** Months as `YYYY-MM`, both inclusive; one month when they are equal. */
  | {
      readonly kind: 'window';
      readonly from: string;
      readonly to: string;
      readonly everyYear: boolean;
    }
  | { readonly kind: 'duration'; readonly days: number }
  /** `by` is a day of the year, `MM-DD`. */
  | { readonly kind: 'yearly'; readonly by: string }
  | {
      readonly kind: 'recurring';
      readonly timesPerYear: number;
      readonly daysAfterPeriod: number | null;
      readonly year: number | null;
    }
  | { readonly kind: 'conditional'; readonly condition: string }
  | { readonly kind: 'precondition' }
  | { readonly kind: 'order' }
  | { readonly kind: 'undated' };
