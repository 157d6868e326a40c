import type { AsKnown } from '@kursholder/platform';
import type { Read } from '../read-models';

/** As many postings as a history looks at; older ones are in the log. */
const mostVouchers = 1_000;

/** The vouchers of a measure that were booked last; a posting holds from its booking on. */
export const newestVouchersAt = (db: Read, { log, position }: AsKnown, ref: string) =>
  db
    .selectFrom('read.bookings as b')
    .where('b.log_id', '=', log)
    .where('b.ref', '=', ref)
    .where('b.booked_at_position', '<=', position)
    .orderBy('b.booked_at_position', 'desc')
    .limit(mostVouchers)
    .select('b.voucher');
