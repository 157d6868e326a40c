import type { AsKnown } from '@kursholder/platform';
import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { heldAt, madeAt, type Read } from '../read-models';

export interface MeasureFilter {
  /** Reference or slug. */
  readonly named?: string | undefined;
  readonly section?: string | undefined;
  readonly forum?: string | undefined;
  readonly owner?: string | undefined;
  readonly kind?: 'operating' | 'capital' | undefined;
  readonly effect?: string | undefined;
  /** Words in the reference or the title. */
  readonly q?: string | undefined;
}

/** The measures of a municipality as known at a position, in the agreement's order. */
export const measuresAt = (db: Read, { log, position }: AsKnown, filter: MeasureFilter) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .$call((rows) => {
      const { named, section, forum, owner, kind, effect, q } = filter;
      let found = rows;
      if (named !== undefined) {
        // A name may be one measure's reference and another's slug: the reference goes first.
        found = found
          .where((eb) => eb.or([eb('m.ref', '=', named), eb('m.slug', '=', named)]))
          .orderBy((eb) => eb('m.ref', '=', named), 'desc');
      }
      if (section !== undefined) found = found.where('m.section', '=', section);
      if (kind !== undefined) found = found.where('m.kind', '=', kind);
      if (effect !== undefined) found = found.where(sql<string>`m.effect`, '=', effect);
      if (forum !== undefined) found = found.where(sql<boolean>`m.forums ? ${forum}`);
      if (owner !== undefined) found = found.where(sql<boolean>`m.owners ? ${owner}`);
      if (q !== undefined) {
        found = found.where(
          sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', m.reference, m.title))) > 0`,
        );
      }
      return found;
    })
    .orderBy('m.registered_at_position')
    .select(['m.ref', 'm.slug', 'm.agreement', 'm.reference', 'm.reference_suffix', 'm.title'])
    .select(['m.section', 'm.headroom_group', 'm.kind', 'm.effect', 'm.owners', 'm.course_text'])
    .select(['m.process_text', 'm.forums', 'm.consultation', 'm.closed', 'm.expenditure_type'])
    .select(['m.price_level', 'm.gross', 'm.one_off', 'm.scope_years', 'm.sign_unclear'])
    .select(['m.cross_cutting', 'm.obligations'])
    .select((measure) => [
      measure
        .exists(
          measure
            .selectFrom('read.year_settings as y')
            .whereRef('y.log_id', '=', 'm.log_id')
            .whereRef('y.ref', '=', 'm.ref')
            .where('y.kind', '=', 'rate_base')
            .where(heldAt('y', position))
            .select('y.ref'),
        )
        .as('has_rate_base'),
      jsonArrayFrom(
        measure
          .selectFrom('read.amounts_by_year as a')
          .whereRef('a.log_id', '=', 'm.log_id')
          .whereRef('a.ref', '=', 'm.ref')
          .where(heldAt('a', position))
          .orderBy('a.year')
          .select(['a.year', 'a.amount_kr', 'a.original_kr']),
      ).as('amounts'),
      jsonArrayFrom(
        measure
          .selectFrom('read.incorporations as b')
          .whereRef('b.log_id', '=', 'm.log_id')
          .whereRef('b.ref', '=', 'm.ref')
          .where(heldAt('b', position))
          .groupBy('b.year')
          .select(['b.year', sql<number>`sum(b.amount_kr)::bigint`.as('amount_kr')]),
      ).as('incorporated'),
      jsonObjectFrom(
        measure
          .selectFrom('read.conditions as c')
          .whereRef('c.log_id', '=', 'm.log_id')
          .whereRef('c.ref', '=', 'm.ref')
          .where(heldAt('c', position))
          .select(['c.indicator', 'c.scope_years as scopeYears', 'c.payoff'])
          .select(['c.kr_per_point as krPerPoint', 'c.target_meaning as targetMeaning'])
          .select(['c.period_weights as periodWeights', 'c.decided_by as decidedBy'])
          .select(madeAt('c').as('position')),
      ).as('condition'),
      jsonArrayFrom(
        measure
          .selectFrom('read.indicators as i')
          .whereRef('i.log_id', '=', 'm.log_id')
          .whereRef('i.measure', '=', 'm.ref')
          .where(heldAt('i', position))
          .orderBy('i.defined_at_position')
          .select(['i.indicator as id', 'i.name', 'i.role'])
          .select((indicator) => [
            indicator
              .exists(
                indicator
                  .selectFrom('read.baselines as bl')
                  .whereRef('bl.log_id', '=', 'i.log_id')
                  .whereRef('bl.indicator', '=', 'i.indicator')
                  .where(heldAt('bl', position))
                  .select('bl.indicator'),
              )
              .as('hasBaseline'),
            indicator
              .exists(
                indicator
                  .selectFrom('read.target_sets as t')
                  .whereRef('t.log_id', '=', 'i.log_id')
                  .whereRef('t.indicator', '=', 'i.indicator')
                  .where(heldAt('t', position))
                  .select('t.indicator'),
              )
              .as('hasTargets'),
          ]),
      ).as('indicators'),
    ]);

export type MeasureRow = Awaited<ReturnType<ReturnType<typeof measuresAt>['execute']>>[number];

/**
 * The ref of the measure that an address names by reference or slug; the name itself where none is
 * known, so that the stream of that name answers that there is none.
 */
export async function refNamed(db: Read, log: string, named: string): Promise<string> {
  const found = await db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(sql<boolean>`upper_inf(m.known)`)
    .where((eb) => eb.or([eb('m.ref', '=', named), eb('m.slug', '=', named)]))
    .orderBy((eb) => eb('m.ref', '=', named), 'desc')
    .limit(1)
    .select('m.ref')
    .executeTakeFirst();
  return found?.ref ?? named;
}

/** The refs and slugs that measures have. */
export const refsAt = (db: Read, { log, position }: AsKnown) =>
  db
    .selectFrom('read.measures as m')
    .where('m.log_id', '=', log)
    .where(heldAt('m', position))
    .select(['m.ref', 'm.slug']);
