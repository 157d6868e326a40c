import { accept, nothingNew, reject, type Decider } from '@kursholder/kernel';
import type { FigureOfYear } from '../realisation/facts.rules';
import type { YearEvent } from './years.events';

export type YearCommand =
  | {
      readonly type: 'CloseYear';
      readonly year: number;
      readonly today: string;
      readonly snapshotPosition: number;
      readonly figures: readonly FigureOfYear[];
      readonly decidedBy: string | null;
      readonly reason: string;
    }
  | {
      readonly type: 'ReopenYear';
      readonly year: number;
      readonly decidedBy: string | null;
      readonly reason: string;
    };

/** Whether the year is closed. */
export type YearState = boolean;

export const year: Decider<YearCommand, YearEvent, YearState> = {
  initial: false,
  decide: (command, isClosed) => {
    const { year: of, decidedBy, reason } = command;
    if (command.type === 'ReopenYear') {
      return isClosed
        ? accept({ type: 'YearReopened', data: { year: of, decidedBy }, notes: { reason } })
        : nothingNew;
    }
    if (isClosed) return nothingNew;
    if (command.today < `${String(of)}-12-31`) {
      return reject('conflict', 'years.not-over', { year: of });
    }
    const { snapshotPosition, figures } = command;
    return accept({
      type: 'YearClosed',
      data: { year: of, snapshotPosition, figures, decidedBy },
      notes: { reason },
    });
  },
  evolve: (_, { type }) => type === 'YearClosed',
};
