import type { AsKnown } from '@kursholder/platform';
import { sql } from 'kysely';
import { heldAt, type Read } from '../read-models';

/** The budget agreements as known at a position. */
export const agreementsAt = (db: Read, { log, position }: AsKnown) =>
  db
    .selectFrom('read.agreements as a')
    .where('a.log_id', '=', log)
    .where(heldAt('a', position))
    .orderBy('a.agreement')
    .select(['a.agreement as id', 'a.title', 'a.years', 'a.tables']);

/** The sections of each table in the agreement's order, with how many measures stand in them. */
export const sectionsAt = (db: Read, { log, position }: AsKnown) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .groupBy(['m.agreement', 'm.kind', 'm.section'])
    .orderBy(sql`min(m.registered_at_position)`)
    .select(['m.agreement', 'm.kind', 'm.section as title'])
    .select(({ fn }) => fn.countAll<number>().as('measures'));

/** What was imported last into an agreement, row by row. */
export const importedRowsAt = (db: Read, { log, position }: AsKnown, agreement: string) =>
  db
    .selectFrom('read.imported_rows as r')
    .where('r.log_id', '=', log)
    .where('r.agreement', '=', agreement)
    .where(heldAt('r', position))
    .select(['r.row_key', 'r.ref', 'r.stated']);
