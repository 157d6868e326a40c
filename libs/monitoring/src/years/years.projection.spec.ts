import { specifyProjection } from '@kursholder/eventstore';
import { closures } from './years.projection';

const given = specifyProjection(closures);

const closed = (year: number, snapshotPosition: number) => ({
  type: 'YearClosed',
  stream: `year-${String(year)}`,
  data: { year, snapshotPosition, figures: [], decidedBy: 'KB' },
});
const row = (year: number, snapshot_position: number) => ({
  year,
  snapshot_position,
  figures: [],
});

describe('the closures', () => {
  it('are those of the years that are closed now, and were then', () => {
    const after = given(
      closed(2025, 10),
      closed(2026, 20),
      { type: 'YearReopened', stream: 'year-2025', data: { year: 2025, decidedBy: 'KB' } },
      closed(2025, 30),
    );
    after.thenRowsAt(2, row(2025, 10), row(2026, 20));
    after.thenRowsAt(3, row(2026, 20));
    after.thenRows(row(2025, 30), row(2026, 20));
  });
});
