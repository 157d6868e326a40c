import { specifyProjection } from '@kursholder/eventstore';
import {
  baselineSet,
  firstQuarter,
  indicatorDefined,
  readingCorrected,
  readingRecorded,
  readingWithdrawn,
  secondQuarter,
  targetsSet,
  unit,
} from '../../../../test/support/events';
import type { IndicatorEvent } from './indicators.events';
import {
  baselines,
  indicators,
  openingStatuses,
  readings,
  targetSets,
  units,
} from './indicators.projection';

const on = <E extends IndicatorEvent>(event: E, id = 'fravaer') => ({
  ...event,
  stream: `indicator-${id}`,
});
const defined = on(indicatorDefined());
const versioned = on({
  type: 'IndicatorVersioned',
  data: { indicatorVersion: 2, method: 'weighted_mean', cadence: 'monthly' },
});
/** The instant of the event at a position, as the helper gives them. */
const at = (position: number) => `2026-01-01T12:00:${String(position - 1).padStart(2, '0')}.000Z`;

describe('the indicators', () => {
  const given = specifyProjection(indicators);
  const row = {
    indicator: 'fravaer',
    name: 'Elevfravær',
    measure: 'R307',
    role: 'driver' as const,
    direction: 'down' as const,
    cadence: 'quarterly' as const,
    method: 'pooled' as const,
    indicator_version: 1,
    defined_at_position: 1,
  };

  it('have a row each, and another method and cadence from a new version on', () => {
    const after = given(defined, on(indicatorDefined({ id: 'andet' }), 'andet'), versioned);
    const second = { ...row, indicator: 'andet', defined_at_position: 2 };
    after.thenRowsAt(1, row);
    after.thenRows(
      { ...row, method: 'weighted_mean', cadence: 'monthly', indicator_version: 2 },
      second,
    );
  });
});

describe('the units', () => {
  const given = specifyProjection(units);
  const row = (id: string, place: number, position = 1) => ({
    indicator: 'fravaer',
    unit: id,
    name: `Skole ${id}`,
    weights: [{ weight: 10, effectiveOn: null, position }],
    persons: null,
    supplier: null,
    active_from: null,
    active_to: null,
    place,
  });
  const changed = (
    data: Partial<{ name: string; weight: number; activeTo: string; mergedInto: string }>,
  ) =>
    on({
      type: 'UnitChanged',
      data: { unitId: 'A', name: null, weight: null, activeTo: null, mergedInto: null, ...data },
      effectiveOn: '2026-07-01',
    });

  it('stand in the order in which they were handed in, those added later behind them', () => {
    const after = given(
      on(indicatorDefined({ units: [unit('B'), unit('A')] })),
      on({
        type: 'UnitAdded',
        data: unit('C', { persons: 40, supplier: 'Skolechefen', activeFrom: '2026-08-01' }),
      }),
    );
    after.thenRowsAt(1, row('B', 0), row('A', 1));
    after.thenRows(row('B', 0), row('A', 1), {
      ...row('C', 1_002, 2),
      persons: 40,
      supplier: 'Skolechefen',
      active_from: '2026-08-01',
    });
  });

  it('keep every weight with its day', () => {
    const after = given(defined, changed({ weight: 12 }), changed({ weight: 11 }));
    after.thenRowsAt(1, row('A', 0), row('B', 1));
    after.thenRows(
      {
        ...row('A', 0),
        weights: [
          { weight: 10, effectiveOn: null, position: 1 },
          { weight: 12, effectiveOn: '2026-07-01', position: 2 },
          { weight: 11, effectiveOn: '2026-07-01', position: 3 },
        ],
      },
      row('B', 1),
    );
  });

  it('change their name and their last day, and nothing that is not said', () => {
    given(defined, changed({ name: 'Ny skole' })).thenRows(
      { ...row('A', 0), name: 'Ny skole' },
      row('B', 1),
    );
    given(
      defined,
      changed({ activeTo: '2026-06-30', mergedInto: 'B' }),
      changed({ name: 'Ny skole' }),
    ).thenRows({ ...row('A', 0), name: 'Ny skole', active_to: '2026-06-30' }, row('B', 1));
  });

  it('stay when their indicator has a new version', () =>
    given(defined, versioned).thenRows(row('A', 0), row('B', 1)));
});

describe('the baselines', () => {
  const given = specifyProjection(baselines);
  const row = {
    indicator: 'fravaer',
    percent: '9.00',
    series: null,
    decided_by: null,
    recorded_at: at(2),
  };

  it('are one per indicator, the newest, and none after a new version', () => {
    const series = [{ ...firstQuarter, percent: '9.1' }];
    const after = given(
      defined,
      on(baselineSet()),
      on(baselineSet({ percent: null, series, decidedBy: 'KB' })),
      versioned,
    );
    after.thenRowsAt(2, row);
    after.thenRowsAt(3, {
      ...row,
      percent: null,
      series,
      decided_by: 'KB',
      recorded_at: at(3),
    });
    after.thenRows();
  });
});

describe('the target sets', () => {
  const given = specifyProjection(targetSets);
  const row = {
    indicator: 'fravaer',
    targets: { '2026': '7.67' },
    decided_by: null,
    recorded_at: at(2),
  };

  it('are one per indicator, replaced as a whole, and none after a new version', () => {
    const after = given(
      defined,
      on(targetsSet()),
      on(targetsSet({ targets: { '2027': '7.33' }, decidedBy: 'KB' })),
      versioned,
    );
    after.thenRowsAt(2, row);
    after.thenRowsAt(3, {
      ...row,
      targets: { '2027': '7.33' },
      decided_by: 'KB',
      recorded_at: at(3),
    });
    after.thenRows();
  });
});

describe('the readings', () => {
  const given = specifyProjection(readings);
  const row = {
    reading: 'reading-1',
    indicator: 'fravaer',
    indicator_version: 1,
    unit: 'A',
    period_start: '2026-01-01',
    period_end: '2026-03-31',
    absent_days: 2_100,
    possible_days: 24_000,
    percent: null,
    quality: 'final' as const,
    supplied_by: null,
    received_on: '2026-04-15',
    status: 'effective' as const,
    recorded_by: 'somebody',
    recorded_at: at(1),
    recorded_at_position: 1,
    warnings: [],
    attested: false,
    previous: [],
  };
  const recorded = on(readingRecorded());
  const attested = on({
    type: 'ReadingAttested',
    data: { readingId: 'reading-1', unitId: 'A', ...firstQuarter },
  });
  const warnings = [{ code: 'readings.jump', facts: { percent: '11.2500' } }] as const;
  const first = {
    absentDays: 2_100,
    possibleDays: 24_000,
    percent: null,
  };

  it('have a row each, with who recorded it and when', () => {
    given(recorded).thenRows(row);
    given(
      on(
        readingRecorded({
          readingId: 'reading-2',
          unitId: null,
          ...secondQuarter,
          absentDays: null,
          possibleDays: null,
          percent: '8.5',
          quality: 'provisional',
          suppliedBy: 'Skolechefen',
          warnings,
        }),
      ),
    ).thenRows({
      ...row,
      reading: 'reading-2',
      unit: null,
      period_start: '2026-04-01',
      period_end: '2026-06-30',
      absent_days: null,
      possible_days: null,
      percent: '8.5',
      quality: 'provisional',
      supplied_by: 'Skolechefen',
      warnings,
    });
  });

  it('show the figures that a correction gives, and keep those before in order', () => {
    const second = {
      absentDays: 2_310,
      possibleDays: 24_000,
      percent: null,
    };
    const after = given(
      recorded,
      on(readingCorrected({ warnings })),
      on(
        readingCorrected({
          absentDays: 2_300,
          quality: 'provisional',
          previous: { ...second, quality: 'final' },
        }),
      ),
    );
    const corrected = { ...row, status: 'corrected' as const };
    after.thenRowsAt(1, row);
    after.thenRowsAt(2, {
      ...corrected,
      absent_days: 2_310,
      warnings,
      previous: [{ ...first, recordedAt: at(2), position: 2 }],
    });
    after.thenRows({
      ...corrected,
      absent_days: 2_300,
      quality: 'provisional',
      previous: [
        { ...first, recordedAt: at(2), position: 2 },
        { ...second, recordedAt: at(3), position: 3 },
      ],
    });
  });

  it('stay when they are withdrawn, and say so', () =>
    given(recorded, on(readingWithdrawn())).thenRows({ ...row, status: 'withdrawn' }));

  it('are attested until they are corrected', () => {
    given(recorded, attested).thenRows({ ...row, attested: true });
    given(recorded, attested, on(readingCorrected())).thenRows({
      ...row,
      absent_days: 2_310,
      status: 'corrected',
      previous: [{ ...first, recordedAt: at(3), position: 3 }],
    });
  });

  it('are each of their own indicator, whatever their names', () =>
    given(recorded, on(readingRecorded(), 'andet'), on(readingWithdrawn(), 'andet')).thenRows(row, {
      ...row,
      indicator: 'andet',
      status: 'withdrawn',
      recorded_at: at(2),
      recorded_at_position: 2,
    }));

  it('stay when their indicator has a new version, and keep theirs', () =>
    given(recorded, versioned).thenRows(row));
});

describe('the opening statuses', () => {
  const given = specifyProjection(openingStatuses);
  const received = (year: number, percent: string) =>
    on({
      type: 'OpeningStatusReceived',
      data: { year, percent, suppliedBy: 'Skolechefen', receivedOn: '2026-01-31' },
    });
  const row = (year: number, percent: string) => ({
    indicator: 'fravaer',
    year,
    percent,
    supplied_by: 'Skolechefen',
    received_on: '2026-01-31',
  });

  it('are the newest of each year', () => {
    const after = given(received(2026, '8.9'), received(2027, '8.1'), received(2026, '8.8'));
    after.thenRowsAt(2, row(2026, '8.9'), row(2027, '8.1'));
    after.thenRows(row(2026, '8.8'), row(2027, '8.1'));
  });
});
