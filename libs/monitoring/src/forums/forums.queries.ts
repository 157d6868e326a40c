import type { AsKnown } from '@kursholder/platform';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { heldAt, type Read } from '../read-models';

/**
 * A measure's path of decisions with all that happened on it, in one statement: as known at the
 * position, and what bodies had decided or held by the day of the question.
 */
export const pathAt = (db: Read, { log, position, onDate }: AsKnown, named: string) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .where((eb) => eb.or([eb('m.ref', '=', named), eb('m.slug', '=', named)]))
    .orderBy((eb) => eb('m.ref', '=', named), 'desc')
    .limit(1)
    .select(['m.ref', 'm.forums', 'm.consultation', 'm.obligations'])
    .select((measure) => [
      jsonArrayFrom(
        measure
          .selectFrom('read.path_steps as s')
          .whereRef('s.log_id', '=', 'm.log_id')
          .whereRef('s.ref', '=', 'm.ref')
          .where(heldAt('s', position))
          .orderBy('s.step')
          .orderBy('s.forum')
          .select(['s.step', 's.forum', 's.planned_on as plannedOn']),
      ).as('planned'),
      jsonArrayFrom(
        measure
          .selectFrom('read.decisions as d')
          .whereRef('d.log_id', '=', 'm.log_id')
          .whereRef('d.ref', '=', 'm.ref')
          .where(heldAt('d', position))
          .where('d.decided_on', '<=', onDate)
          .orderBy('d.decided_on')
          .orderBy('d.decided_at_position')
          .select(['d.step', 'd.forum', 'd.decided_on as decidedOn', 'd.outcome'])
          .select(['d.journal_ref as journalRef', 'd.decided_at_position as position']),
      ).as('decisions'),
      jsonArrayFrom(
        measure
          .selectFrom('read.prioritisations as p')
          .whereRef('p.log_id', '=', 'm.log_id')
          .whereRef('p.ref', '=', 'm.ref')
          .where(heldAt('p', position))
          .where('p.decided_on', '<=', onDate)
          .orderBy('p.decided_on')
          .orderBy('p.prioritised_at_position')
          .select(['p.forum', 'p.decided_on as decidedOn', 'p.journal_ref as journalRef'])
          .select('p.prioritised_at_position as position'),
      ).as('prioritisations'),
      jsonArrayFrom(
        measure
          .selectFrom('read.consultations as c')
          .whereRef('c.log_id', '=', 'm.log_id')
          .whereRef('c.ref', '=', 'm.ref')
          .where(heldAt('c', position))
          .orderBy('c.opens_on')
          .orderBy('c.opened_at_position')
          .select(['c.opens_on as opensOn', 'c.closes_on as closesOn', 'c.parties'])
          .select('c.opened_at_position as position'),
      ).as('consultations'),
      jsonArrayFrom(
        measure
          .selectFrom('read.meetings as f')
          .whereRef('f.log_id', '=', 'm.log_id')
          .where(sql<boolean>`m.forums ? f.forum`)
          .where(heldAt('f', position))
          .where('f.held_on', '<=', onDate)
          .orderBy('f.held_on')
          .orderBy('f.forum')
          .select(['f.forum', 'f.held_on as heldOn']),
      ).as('meetings'),
    ]);
