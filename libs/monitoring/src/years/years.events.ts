import type { NewEvent } from '@kursholder/kernel';
import type { FigureOfYear } from '../realisation/facts.rules';

export type YearEvent =
  | NewEvent<
      'YearClosed',
      {
        readonly year: number;
        /** The figures are those of 31 December as known at this position. */
        readonly snapshotPosition: number;
        readonly figures: readonly FigureOfYear[];
        readonly decidedBy: string | null;
      }
    >
  | NewEvent<'YearReopened', { readonly year: number; readonly decidedBy: string | null }>;

export const yearStream = (year: number) => `year-${String(year)}`;
