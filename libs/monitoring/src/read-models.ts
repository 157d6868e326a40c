import type { ReadTable } from '@kursholder/eventstore';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { agreements, importedRows } from './agreements/agreements.projection';
import { coordinations, dialogues, remedies } from './dialogue/dialogue.projection';
import {
  consultations,
  decisions,
  meetings,
  pathSteps,
  prioritisations,
} from './forums/forums.projection';
import {
  baselines,
  indicators,
  openingStatuses,
  readings,
  targetSets,
  units,
} from './indicators/indicators.projection';
import { bookings, bookingsByDay, ledgerSnapshots } from './ledger/ledger.projection';
import {
  amountsByYear,
  conditions,
  contributions,
  incorporations,
  measures,
  yearSettings,
} from './measures/measures.projection';
import { milestones } from './milestones/milestones.projection';
import { closures } from './years/years.projection';

/** Every read model of the product: one that is not in this list does not run. */
export const readModels = [
  agreements,
  importedRows,
  measures,
  amountsByYear,
  incorporations,
  conditions,
  yearSettings,
  contributions,
  ledgerSnapshots,
  bookings,
  bookingsByDay,
  indicators,
  units,
  baselines,
  targetSets,
  readings,
  openingStatuses,
  dialogues,
  remedies,
  closures,
  milestones,
  pathSteps,
  decisions,
  prioritisations,
  consultations,
  meetings,
  coordinations,
];

/** The read models as tables. */
export interface ReadDb {
  'read.agreements': ReadTable<typeof agreements>;
  'read.imported_rows': ReadTable<typeof importedRows>;
  'read.measures': ReadTable<typeof measures>;
  'read.amounts_by_year': ReadTable<typeof amountsByYear>;
  'read.incorporations': ReadTable<typeof incorporations>;
  'read.conditions': ReadTable<typeof conditions>;
  'read.year_settings': ReadTable<typeof yearSettings>;
  'read.contributions': ReadTable<typeof contributions>;
  'read.ledger_snapshots': ReadTable<typeof ledgerSnapshots>;
  'read.bookings': ReadTable<typeof bookings>;
  'read.bookings_by_day': ReadTable<typeof bookingsByDay>;
  'read.indicators': ReadTable<typeof indicators>;
  'read.units': ReadTable<typeof units>;
  'read.baselines': ReadTable<typeof baselines>;
  'read.target_sets': ReadTable<typeof targetSets>;
  'read.readings': ReadTable<typeof readings>;
  'read.opening_statuses': ReadTable<typeof openingStatuses>;
  'read.dialogues': ReadTable<typeof dialogues>;
  'read.remedies': ReadTable<typeof remedies>;
  'read.closures': ReadTable<typeof closures>;
  'read.milestones': ReadTable<typeof milestones>;
  'read.path_steps': ReadTable<typeof pathSteps>;
  'read.decisions': ReadTable<typeof decisions>;
  'read.prioritisations': ReadTable<typeof prioritisations>;
  'read.consultations': ReadTable<typeof consultations>;
  'read.meetings': ReadTable<typeof meetings>;
  'read.coordinations': ReadTable<typeof coordinations>;
}

export type Read = Kysely<ReadDb>;

/** Whether a row of a read model held at the position. */
export const heldAt = (table: string, position: number): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${table}.known`)} @> ${position}::bigint`;

/** The position of the event that made a row so. */
export const madeAt = (table: string): RawBuilder<number> =>
  sql<number>`lower(${sql.ref(`${table}.known`)})`;
