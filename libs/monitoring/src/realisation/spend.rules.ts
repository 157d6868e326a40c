import { Fraction, sumOfKroner } from '@kursholder/kernel';
import type { FigureOfYear, MeasureFacts } from './facts.rules';
import { bareFigure, decimal4 } from './figure.rules';

/** A grant: nothing is saved, what is followed is how much of it is used. */
export function spendFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  const bare = bareFigure(facts, year, onDate);
  const grantKr = bare.netChangeKr;
  const consumedKr = consumed(facts, year, onDate);
  return {
    ...bare,
    investmentKr: facts.signUnclear ? 0 : grantKr,
    consumedKr,
    consumedShare: grantKr === 0 ? null : decimal4(Fraction.of(consumedKr, grantKr)),
  };
}

/** Milestones only; an amount, if there is one, stands in the net change alone. */
export function processFigure(facts: MeasureFacts, year: number, onDate: string): FigureOfYear {
  return bareFigure(facts, year, onDate);
}

/** What was booked in the year up to a day. */
function consumed(facts: MeasureFacts, year: number, onDate: string): number {
  return sumOfKroner(
    facts.bookings
      .filter(({ bookedOn }) => bookedOn.startsWith(String(year)) && bookedOn <= onDate)
      .map(({ amountKr }) => amountKr),
  );
}
