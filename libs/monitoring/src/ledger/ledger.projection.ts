import { bigint, date, integer, patch, projection, put, text } from '@kursholder/eventstore';
import type { MeasureEvent } from '../measures/measures.events';
import type { BookingEvent } from './ledger.events';

/** What the ledger said of a measure's year on a day. */
export const ledgerSnapshots = projection<LedgerSnapshot>()({
  table: 'ledger_snapshots',
  version: 1,
  columns: {
    ref: text,
    year: integer,
    as_of: date,
    budget_before_kr: bigint,
    actual_kr: bigint,
    source: text,
  },
  key: ['ref', 'year', 'as_of'],
  on: {
    LedgerSnapshotRecorded: ({ stream, data }) =>
      put({
        ref: stream.slice('measure-'.length),
        year: data.year,
        as_of: data.asOf,
        budget_before_kr: data.budgetBeforeKr,
        actual_kr: data.actualKr,
        source: data.source,
      }),
  },
});

type LedgerSnapshot = Extract<MeasureEvent, { type: 'LedgerSnapshotRecorded' }>;

/** Postings, one row each. */
export const bookings = projection<BookingEvent>()({
  table: 'bookings',
  version: 2,
  columns: {
    ref: text,
    voucher: text,
    booked_on: date,
    amount_kr: bigint,
    booked_at_position: bigint,
  },
  key: ['ref', 'voucher'],
  indexes: [['ref', 'booked_at_position']],
  on: {
    BookingPosted: ({ data, position }) =>
      put({
        ref: data.measure,
        voucher: data.voucher,
        booked_on: data.bookedOn,
        amount_kr: data.amountKr,
        booked_at_position: position,
      }),
  },
});

/** What is booked on a day in all, so that a figure does not add up every posting. */
export const bookingsByDay = projection<BookingEvent>()({
  table: 'bookings_by_day',
  version: 1,
  columns: { ref: text, booked_on: date, amount_kr: bigint },
  key: ['ref', 'booked_on'],
  on: {
    BookingPosted: ({ data }) => {
      const key = { ref: data.measure, booked_on: data.bookedOn };
      return patch(key, ({ amount_kr }) => ({ amount_kr: amount_kr + data.amountKr }), {
        ...key,
        amount_kr: data.amountKr,
      });
    },
  },
});
