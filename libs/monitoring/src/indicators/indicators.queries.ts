import type { AsKnown, Moment } from '@kursholder/platform';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { heldAt, madeAt, type Read } from '../read-models';

/** Indicators with units, baseline and targets, in the order in which they were defined. */
export const indicatorsAt = (
  db: Read,
  { log, position }: AsKnown,
  { id, measure }: { id?: string | undefined; measure?: string | undefined },
) =>
  db
    .selectFrom('read.indicators as i')
    .where('i.log_id', '=', log)
    .where(heldAt('i', position))
    .$call((rows) => {
      let found = rows;
      if (id !== undefined) found = found.where('i.indicator', '=', id);
      if (measure !== undefined) found = found.where('i.measure', '=', measure);
      return found;
    })
    .orderBy('i.defined_at_position')
    .select(['i.indicator as id', 'i.name', 'i.measure', 'i.role', 'i.direction', 'i.cadence'])
    .select(['i.method', 'i.indicator_version as indicatorVersion', madeAt('i').as('position')])
    .select((indicator) => [
      jsonArrayFrom(
        indicator
          .selectFrom('read.units as u')
          .whereRef('u.log_id', '=', 'i.log_id')
          .whereRef('u.indicator', '=', 'i.indicator')
          .where(heldAt('u', position))
          .orderBy('u.place')
          .select(['u.unit as id', 'u.name', 'u.weights', 'u.persons', 'u.supplier'])
          .select(['u.active_from as activeFrom', 'u.active_to as activeTo']),
      ).as('units'),
      jsonObjectFrom(
        indicator
          .selectFrom('read.baselines as b')
          .whereRef('b.log_id', '=', 'i.log_id')
          .whereRef('b.indicator', '=', 'i.indicator')
          .where(heldAt('b', position))
          .select(['b.percent', 'b.series', 'b.decided_by as decidedBy'])
          .select(['b.recorded_at as recordedAt', madeAt('b').as('position')]),
      ).as('baseline'),
      jsonObjectFrom(
        indicator
          .selectFrom('read.target_sets as t')
          .whereRef('t.log_id', '=', 'i.log_id')
          .whereRef('t.indicator', '=', 'i.indicator')
          .where(heldAt('t', position))
          .select(['t.targets', 't.decided_by as decidedBy'])
          .select(['t.recorded_at as recordedAt', madeAt('t').as('position')]),
      ).as('targetSet'),
    ]);

export interface ReadingFilter {
  readonly unitId?: string | undefined;
  /** Periods that begin on or after, and end on or before. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The readings of an indicator by period and unit, withdrawn ones included. */
export const readingsAt = (
  db: Read,
  { log, position }: Moment,
  indicator: string,
  { unitId, from, to }: ReadingFilter,
) =>
  db
    .selectFrom('read.readings as r')
    .where('r.log_id', '=', log)
    .where('r.indicator', '=', indicator)
    .where(heldAt('r', position))
    .$call((rows) => {
      let found = rows;
      if (unitId !== undefined) found = found.where('r.unit', '=', unitId);
      if (from !== undefined) found = found.where('r.period_start', '>=', from);
      if (to !== undefined) found = found.where('r.period_end', '<=', to);
      return found;
    })
    .orderBy('r.period_start')
    .orderBy('r.unit')
    .orderBy('r.recorded_at')
    .select(['r.reading', 'r.unit', 'r.period_start', 'r.period_end', 'r.absent_days'])
    .select(['r.possible_days', 'r.percent', 'r.quality', 'r.supplied_by', 'r.received_on'])
    .select([
      'r.indicator_version',
      'r.attested',
      'r.status',
      'r.recorded_by',
      'r.recorded_at',
      'r.warnings',
      'r.previous',
    ])
    .select(['r.recorded_at_position', madeAt('r').as('position')]);
