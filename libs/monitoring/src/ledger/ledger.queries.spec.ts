import { compiler, inLines } from '../../../../test/support/compiled-sql';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import { newestVouchersAt } from './ledger.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const booked = (measure: string, voucher: string, bookedOn: string) => ({
  type: 'BookingPosted',
  stream: `booking-${measure}-${voucher}`,
  data: { measure, voucher, bookedOn, amountKr: 1, account: null, reverses: null },
});

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    booked('pulje', 'B', '2026-03-01'),
    booked('pulje', 'A', '2026-01-01'),
    booked('andet', 'C', '2026-02-01'),
    booked('pulje', 'D', '2026-02-01'),
  );
  await logs.append('syddjurs', booked('pulje', 'X', '2026-03-01'));
});

describe('the vouchers of a measure', () => {
  const vouchers = async (log: string, position?: number) => {
    const rows = await newestVouchersAt(logs.db, logs.known(log, position), 'pulje').execute();
    return rows.map(({ voucher }) => voucher);
  };

  it('come as they were booked, the newest first', async () => {
    expect(await vouchers('norddjurs')).toEqual(['D', 'A', 'B']);
  });
  it('are those known then', async () => {
    expect(await vouchers('norddjurs', 3)).toEqual(['A', 'B']);
  });
  it('are never those of another municipality', async () => {
    expect(await vouchers('syddjurs')).toEqual(['X']);
  });
});

describe('the SQL', () => {
  it('of the vouchers', () => {
    const { db } = compiler<ReadDb>();
    const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
    expect(inLines(newestVouchersAt(db, known, 'pulje').compile().sql)).toMatchInlineSnapshot(`
     "select "b"."voucher"
     from "read"."bookings" as "b"
     where "b"."log_id" = $1
     and "b"."ref" = $2
     and "b"."booked_at_position" <= $3
     order by "b"."booked_at_position" desc
     limit $4"
    `);
  });
});
