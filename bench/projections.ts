import { bigint, date, patch, projection, put, text } from '@kursholder/eventstore';
import type { BookingRecorded } from './sample';

/** A row for every event. */
export const bookings = projection<BookingRecorded>()({
  table: 'bookings',
  version: 1,
  columns: { ref: text, voucher: text, booked_on: date, amount_kr: bigint, account: text },
  key: ['ref', 'voucher'],
  on: {
    BookingRecorded: ({ data }) =>
      put({
        ref: data.ref,
        voucher: data.voucher,
        booked_on: data.bookedOn,
        amount_kr: data.amountKr,
        account: data.account,
      }),
  },
});

/** A new version of one of a hundred rows for every event. */
export const sums = projection<BookingRecorded>()({
  table: 'sums',
  version: 1,
  columns: { ref: text, amount_kr: bigint, bookings: bigint },
  key: ['ref'],
  on: {
    BookingRecorded: ({ data }) =>
      Number(data.voucher.slice(1)) < 100
        ? put({ ref: data.ref, amount_kr: data.amountKr, bookings: 1 })
        : patch({ ref: data.ref }, (row) => ({
            amount_kr: row.amount_kr + data.amountKr,
            bookings: row.bookings + 1,
          })),
  },
});
