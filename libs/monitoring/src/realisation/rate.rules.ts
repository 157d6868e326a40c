import { Fraction, sumOfKroner, toKroner } from '@kursholder/kernel';
import type { FigureOfYear, MeasureFacts, RateBaseFact, RateFact } from './facts.rules';
import {
  bareFigure,
  decimal4,
  newestOf,
  partsInKroner,
  performanceOf,
  securedKr,
} from './figure.rules';

/** A contribution found as a percentage of a base, and delivered by those it was allotted to. */
export interface RateReckoning {
  readonly rate: RateFact | undefined;
  readonly base: RateBaseFact | undefined;
  readonly expectedKr: number;
  readonly allocatedKr: number;
  readonly deliveredKr: number;
  readonly realisedKr: number;
  /** From the year's last day what was not delivered is not realised; before, it is not due. */
  readonly yearIsOver: boolean;
  /** Null without anything to deliver. */
  readonly ratio: Fraction | null;
}

export function rateFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const reckoning = reckonRate(facts, year, onDate);
  const { rate, base, expectedKr, realisedKr, yearIsOver, ratio } = reckoning;
  const rest = Fraction.of(expectedKr - realisedKr);
  const bare = bareFigure(facts, year, onDate);
  const figure: FigureOfYear = {
    ...bare,
    basis: 'delivered',
    securedSavingKr: securedKr(facts, year, expectedKr),
    allocatedKr: reckoning.allocatedKr,
    deliveredKr: reckoning.deliveredKr,
  };
  if (!rate || !base) return { ...figure, status: 'not_configured' };
  return {
    ...figure,
    expectedSavingKr: expectedKr,
    ...partsInKroner(expectedKr, {
      realised: Fraction.of(realisedKr),
      notRealised: yearIsOver ? rest : Fraction.zero,
      notMeasured: Fraction.zero,
      notDue: yearIsOver ? Fraction.zero : rest,
    }),
    ratio: decimal4(ratio),
    status: !ratio ? 'not_applicable' : yearIsOver ? performanceOf(ratio) : 'on_track',
    dataStatus: 'complete',
  };
}

export function reckonRate(facts: MeasureFacts, year: number, onDate: string): RateReckoning {
  const rate = newestOf(facts.rates, year);
  const base = newestOf(facts.rateBases, year);
  const exact = rate && base && Fraction.parse(rate.percent).times(Fraction.of(base.baseKr, 100));
  const expectedKr = exact ? toKroner(exact) : 0;
  const deliveredKr = sumOf(
    facts.deliveries.filter((each) => each.year === year && each.deliveredOn <= onDate),
  );
  return {
    rate,
    base,
    expectedKr,
    allocatedKr: sumOf(facts.allocations.filter((each) => each.year === year)),
    deliveredKr,
    realisedKr: Math.min(expectedKr, deliveredKr),
    yearIsOver: onDate >= `${String(year)}-12-31`,
    ratio: expectedKr > 0 ? Fraction.of(deliveredKr, expectedKr).min(Fraction.one) : null,
  };
}

const sumOf = (facts: readonly { readonly amountKr: number }[]): number =>
  sumOfKroner(facts.map(({ amountKr }) => amountKr));
