import type { ReadTable } from '@kursholder/eventstore';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { agreements, importedRows } from './agreements/agreements.projection';
import {
  baselines,
  indicators,
  readings,
  targetSets,
  units,
} from './indicators/indicators.projection';
import {
  amountsByYear,
  conditions,
  incorporations,
  measures,
} from './measures/measures.projection';
import { milestones } from './milestones/milestones.projection';

/** Every read model of the product: one that is not in this list does not run. */
export const readModels = [
  agreements,
  importedRows,
  measures,
  amountsByYear,
  incorporations,
  conditions,
  indicators,
  units,
  baselines,
  targetSets,
  readings,
  milestones,
];

/** The read models as tables. */
export interface ReadDb {
  'read.agreements': ReadTable<typeof agreements>;
  'read.imported_rows': ReadTable<typeof importedRows>;
  'read.measures': ReadTable<typeof measures>;
  'read.amounts_by_year': ReadTable<typeof amountsByYear>;
  'read.incorporations': ReadTable<typeof incorporations>;
  'read.conditions': ReadTable<typeof conditions>;
  'read.indicators': ReadTable<typeof indicators>;
  'read.units': ReadTable<typeof units>;
  'read.baselines': ReadTable<typeof baselines>;
  'read.target_sets': ReadTable<typeof targetSets>;
  'read.readings': ReadTable<typeof readings>;
  'read.milestones': ReadTable<typeof milestones>;
}

export type Read = Kysely<ReadDb>;

/** Whether a row of a read model held at the position. */
export const heldAt = (table: string, position: number): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${table}.known`)} @> ${position}::bigint`;

/** The position of the event that made a row so. */
export const madeAt = (table: string): RawBuilder<number> =>
  sql<number>`lower(${sql.ref(`${table}.known`)})`;
