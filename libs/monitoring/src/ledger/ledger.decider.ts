import { accept, reject, type Decider } from '@kursholder/kernel';
import type { BookingEvent, BookingPosted } from './ledger.events';

export interface PostBooking {
  readonly data: BookingPosted;
  readonly text: string | null;
  readonly measureExists: boolean;
}

/** One voucher of one measure: it is booked once. */
export const booking: Decider<PostBooking, BookingEvent, boolean> = {
  initial: false,
  decide: ({ data, text, measureExists }, isBooked) => {
    if (!measureExists) return reject('missing', 'measures.unknown');
    if (isBooked) {
      return reject('conflict', 'ledger.voucher-used', { voucher: data.voucher });
    }
    return accept({
      type: 'BookingPosted',
      data,
      effectiveOn: data.bookedOn,
      notes: text === null ? null : { text },
    });
  },
  evolve: () => true,
};
