import { bigint, integer, jsonb, projection, put, remove } from '@kursholder/eventstore';
import type { FigureOfYear } from '../realisation/facts.rules';
import type { YearEvent } from './years.events';

/** Years that are closed, with each measure's figures as they stood; a reopened year has no row. */
export const closures = projection<YearEvent>()({
  table: 'closures',
  version: 1,
  columns: {
    year: integer,
    snapshot_position: bigint,
    figures: jsonb<readonly FigureOfYear[]>(),
  },
  key: ['year'],
  on: {
    YearClosed: ({ data }) =>
      put({ year: data.year, snapshot_position: data.snapshotPosition, figures: data.figures }),
    YearReopened: ({ data }) => remove({ year: data.year }),
  },
});
