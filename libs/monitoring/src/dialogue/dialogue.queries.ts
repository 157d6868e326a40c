import type { AsKnown } from '@kursholder/platform';
import { heldAt, type Read } from '../read-models';

/** The dialogues of a measure, the newest request first. */
export const dialoguesAt = (
  db: Read,
  { log, position }: AsKnown,
  by: { measure?: string; id?: string },
) =>
  db
    .selectFrom('read.dialogues as d')
    .where('d.log_id', '=', log)
    .where(heldAt('d', position))
    .$call((rows) => (by.measure === undefined ? rows : rows.where('d.measure', '=', by.measure)))
    .$call((rows) => (by.id === undefined ? rows : rows.where('d.dialogue', '=', by.id)))
    .orderBy('d.requested_on', 'desc')
    .orderBy('d.dialogue')
    .select(['d.dialogue as id', 'd.measure', 'd.between', 'd.version'])
    .select(['d.requested_on as requestedOn', 'd.held_on as heldOn']);

/** The remedies of a measure by their day, undated ones last. */
export const remediesAt = (
  db: Read,
  { log, position }: AsKnown,
  by: { measure?: string; id?: string },
) =>
  db
    .selectFrom('read.remedies as r')
    .where('r.log_id', '=', log)
    .where(heldAt('r', position))
    .$call((rows) => (by.measure === undefined ? rows : rows.where('r.measure', '=', by.measure)))
    .$call((rows) => (by.id === undefined ? rows : rows.where('r.remedy', '=', by.id)))
    .orderBy('r.due_on', (order) => order.asc().nullsLast())
    .orderBy('r.remedy')
    .select(['r.remedy as id', 'r.measure', 'r.title', 'r.owner', 'r.version', 'r.cancelled'])
    .select(['r.expected_effect_kr as expectedEffectKr', 'r.due_on as dueOn'])
    .select(['r.progressed_on as progressedOn', 'r.completed_on as completedOn']);

/** The coordinations of a measure, the newest first. */
export const coordinationsAt = (db: Read, { log, position }: AsKnown, measure: string) =>
  db
    .selectFrom('read.coordinations as c')
    .where('c.log_id', '=', log)
    .where('c.ref', '=', measure)
    .where(heldAt('c', position))
    .orderBy('c.held_on', 'desc')
    .orderBy('c.recorded_at_position', 'desc')
    .select(['c.held_on as heldOn', 'c.held_with as with', 'c.recorded_by as recordedBy'])
    .select('c.recorded_at_position as position');
