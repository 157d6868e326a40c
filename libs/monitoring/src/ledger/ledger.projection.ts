import { bigint, date, integer, projection, put, text } from '@kursholder/eventstore';
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
  version: 1,
  columns: { ref: text, voucher: text, booked_on: date, amount_kr: bigint },
  key: ['ref', 'voucher'],
  indexes: [['ref', 'booked_on']],
  on: {
    BookingPosted: ({ data }) =>
      put({
        ref: data.measure,
        voucher: data.voucher,
        booked_on: data.bookedOn,
        amount_kr: data.amountKr,
      }),
  },
});
