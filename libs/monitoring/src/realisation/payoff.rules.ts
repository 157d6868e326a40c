import { Fraction } from '@kursholder/kernel';
import type { ConditionFact } from './facts.rules';

/** How far the indicator has moved against what was agreed, in percentage points the right way. */
export interface Movement {
  /** b_M, the baseline of the periods compared. */
  readonly baseline: Fraction;
  /** a, measured or expected. */
  readonly actual: Fraction;
  /** d; negative when it went the wrong way. */
  readonly moved: Fraction;
  /** D, always above 0. */
  readonly agreed: Fraction;
  /** r = d / D. */
  readonly ratio: Fraction;
}

/** φ: the share of the expected saving that a movement pays, from 0 to 1. */
export function paidShare(
  { payoff, krPerPoint }: Pick<ConditionFact, 'payoff' | 'krPerPoint'>,
  { moved, ratio }: Pick<Movement, 'moved' | 'ratio'>,
  expectedKr: number,
): Fraction {
  switch (payoff) {
    case 'linear_capped':
      return clamped(ratio);
    case 'threshold':
      return ratio.isAtLeast(Fraction.one) ? Fraction.one : Fraction.zero;
    case 'step':
      return steps.find((step) => ratio.isAtLeast(step)) ?? Fraction.zero;
    case 'per_point':
      // Without a saving there is nothing to pay a share of.
      return expectedKr === 0
        ? Fraction.zero
        : clamped(moved.times(Fraction.of(krPerPoint ?? 0, expectedKr)));
  }
}

/** The negotiated steps, the highest first. */
const steps = [4, 3, 2, 1].map((quarters) => Fraction.of(quarters, 4));

const clamped = (share: Fraction): Fraction => share.max(Fraction.zero).min(Fraction.one);
