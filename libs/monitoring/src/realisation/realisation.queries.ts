import type { AsKnown } from '@kursholder/platform';
import { heldAt, type Read } from '../read-models';

/** What measures are grouped by and called, in the agreement's order. */
export const groupedMeasuresAt = (db: Read, { log, position }: AsKnown) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .orderBy('m.registered_at_position')
    .select(['m.ref', 'm.slug', 'm.title', 'm.section', 'm.forums', 'm.owners', 'm.effect'])
    .select('m.expenditure_type as expenditureType');
