import { specifyProjection } from '@kursholder/eventstore';
import { bookings, bookingsByDay, ledgerSnapshots } from './ledger.projection';

describe('the ledger snapshots', () => {
  const given = specifyProjection(ledgerSnapshots);
  const snapshot = (asOf: string, actualKr: number) => ({
    type: 'LedgerSnapshotRecorded',
    stream: 'measure-R307',
    data: { year: 2026, asOf, budgetBeforeKr: 9_000_000, actualKr, source: 'Opus' },
  });
  const row = (as_of: string, actual_kr: number) => ({
    ref: 'R307',
    year: 2026,
    as_of,
    budget_before_kr: 9_000_000,
    actual_kr,
    source: 'Opus',
  });

  it('stand one for each day, the newest of a day in the place of the one before', () => {
    const after = given(
      snapshot('2026-06-30', 8_800_000),
      snapshot('2026-09-30', 8_700_000),
      snapshot('2026-06-30', 8_900_000),
    );
    after.thenRowsAt(2, row('2026-06-30', 8_800_000), row('2026-09-30', 8_700_000));
    after.thenRows(row('2026-06-30', 8_900_000), row('2026-09-30', 8_700_000));
  });
});

const booking = (measure: string, voucher: string, amountKr: number, bookedOn = '2026-03-01') => ({
  type: 'BookingPosted',
  stream: `booking-${measure}-${voucher}`,
  data: { measure, voucher, bookedOn, amountKr, account: null, reverses: null },
});

describe('the bookings', () => {
  const given = specifyProjection(bookings);
  const row = (booked_at_position: number, ref: string, voucher: string, amount_kr: number) => ({
    ref,
    voucher,
    booked_on: '2026-03-01',
    amount_kr,
    booked_at_position,
  });

  it('stand one for each voucher of a measure, a reversal with its own sign', () => {
    const after = given(
      booking('pulje', 'B-1', 430_000),
      booking('andet', 'B-1', 5),
      booking('pulje', 'B-2', -430_000),
    );
    after.thenRowsAt(1, row(1, 'pulje', 'B-1', 430_000));
    after.thenRows(
      row(1, 'pulje', 'B-1', 430_000),
      row(2, 'andet', 'B-1', 5),
      row(3, 'pulje', 'B-2', -430_000),
    );
  });
});

describe('the bookings of a day', () => {
  const given = specifyProjection(bookingsByDay);
  const row = (ref: string, booked_on: string, amount_kr: number) => ({
    ref,
    booked_on,
    amount_kr,
  });

  it('are added up for each measure, and known as they were', () => {
    const after = given(
      booking('pulje', 'B-1', 400),
      booking('andet', 'B-1', 5),
      booking('pulje', 'B-2', 30),
      booking('pulje', 'B-3', 7, '2026-03-02'),
      booking('pulje', 'B-4', -400),
    );
    after.thenRowsAt(3, row('pulje', '2026-03-01', 430), row('andet', '2026-03-01', 5));
    after.thenRows(
      row('andet', '2026-03-01', 5),
      row('pulje', '2026-03-02', 7),
      row('pulje', '2026-03-01', 30),
    );
  });
});
