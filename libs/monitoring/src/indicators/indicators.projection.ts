import {
  bigint,
  date,
  ignore,
  instant,
  integer,
  jsonb,
  nullable,
  patch,
  projection,
  put,
  text,
  textOf,
  type RecordedEvent,
} from '@kursholder/eventstore';
import type { Cadence } from '@kursholder/kernel';
import type {
  Direction,
  Figures,
  IndicatorEvent,
  Method,
  Quality,
  ReadingWarning,
  roles,
  SeriesPoint,
} from './indicators.events';

const idOf = ({ stream }: { readonly stream: string }) => stream.slice('indicator-'.length);

/** The indicators themselves. */
export const indicators = projection<IndicatorEvent>()({
  table: 'indicators',
  version: 1,
  columns: {
    indicator: text,
    name: text,
    measure: text,
    role: textOf<(typeof roles)[number]>(),
    direction: textOf<Direction>(),
    cadence: textOf<Cadence>(),
    method: textOf<Method>(),
    defined_at_position: bigint,
  },
  key: ['indicator'],
  on: {
    IndicatorDefined: ({ data, position }) =>
      put({
        indicator: data.id,
        name: data.name,
        measure: data.measure,
        role: data.role,
        direction: data.direction,
        cadence: data.cadence,
        method: data.method,
        defined_at_position: position,
      }),
    BaselineSet: ignore,
    TargetsSet: ignore,
    ReadingRecorded: ignore,
    ReadingCorrected: ignore,
    ReadingWithdrawn: ignore,
  },
});

/** The units that an indicator's readings come from. */
export const units = projection<IndicatorEvent>()({
  table: 'units',
  version: 1,
  columns: {
    indicator: text,
    unit: text,
    name: text,
    weight: bigint,
    persons: nullable(bigint),
    supplier: nullable(text),
    active_from: nullable(date),
    active_to: nullable(date),
    /** The place in the list as it was handed in. */
    place: integer,
  },
  key: ['indicator', 'unit'],
  on: {
    IndicatorDefined: ({ data }) =>
      data.units.map((unit, place) =>
        put({
          indicator: data.id,
          unit: unit.id,
          name: unit.name,
          weight: unit.weight,
          persons: unit.persons,
          supplier: unit.supplier,
          active_from: unit.activeFrom,
          active_to: unit.activeTo,
          place,
        }),
      ),
    BaselineSet: ignore,
    TargetsSet: ignore,
    ReadingRecorded: ignore,
    ReadingCorrected: ignore,
    ReadingWithdrawn: ignore,
  },
});

/** The baseline that a fall is counted from. */
export const baselines = projection<IndicatorEvent>()({
  table: 'baselines',
  version: 1,
  columns: {
    indicator: text,
    percent: nullable(text),
    series: nullable(jsonb<readonly SeriesPoint[]>()),
    decided_by: nullable(text),
    recorded_at: instant,
  },
  key: ['indicator'],
  on: {
    BaselineSet: (event) =>
      put({
        indicator: idOf(event),
        percent: event.data.percent,
        series: event.data.series,
        decided_by: event.data.decidedBy,
        recorded_at: event.recordedAt,
      }),
    IndicatorDefined: ignore,
    TargetsSet: ignore,
    ReadingRecorded: ignore,
    ReadingCorrected: ignore,
    ReadingWithdrawn: ignore,
  },
});

/** The targets, one row per indicator because setting them replaces the whole set. */
export const targetSets = projection<IndicatorEvent>()({
  table: 'target_sets',
  version: 1,
  columns: {
    indicator: text,
    targets: jsonb<Readonly<Record<string, string>>>(),
    decided_by: nullable(text),
    recorded_at: instant,
  },
  key: ['indicator'],
  on: {
    TargetsSet: (event) =>
      put({
        indicator: idOf(event),
        targets: event.data.targets,
        decided_by: event.data.decidedBy,
        recorded_at: event.recordedAt,
      }),
    IndicatorDefined: ignore,
    BaselineSet: ignore,
    ReadingRecorded: ignore,
    ReadingCorrected: ignore,
    ReadingWithdrawn: ignore,
  },
});

export const readingStatuses = ['effective', 'corrected', 'withdrawn'] as const;

/** Readings with the figures that count now; the earlier ones are in `previous`. */
export const readings = projection<IndicatorEvent>()({
  table: 'readings',
  version: 1,
  columns: {
    reading: text,
    indicator: text,
    unit: nullable(text),
    period_start: date,
    period_end: date,
    absent_days: nullable(bigint),
    possible_days: nullable(bigint),
    percent: nullable(text),
    quality: textOf<Quality>(),
    supplied_by: nullable(text),
    received_on: date,
    status: textOf<(typeof readingStatuses)[number]>(),
    recorded_by: text,
    recorded_at: instant,
    recorded_at_position: bigint,
    warnings: jsonb<readonly ReadingWarning[]>(),
    previous: jsonb<readonly EarlierFigures[]>(),
  },
  key: ['indicator', 'reading'],
  on: {
    ReadingRecorded: (event) =>
      put({
        reading: event.data.readingId,
        indicator: idOf(event),
        unit: event.data.unitId,
        period_start: event.data.periodStart,
        period_end: event.data.periodEnd,
        ...figureColumns(event.data),
        quality: event.data.quality,
        supplied_by: event.data.suppliedBy,
        received_on: event.data.receivedOn,
        status: 'effective' as const,
        recorded_by: event.actor,
        recorded_at: event.recordedAt,
        recorded_at_position: event.position,
        warnings: event.data.warnings,
        previous: [],
      }),
    ReadingCorrected: (event) =>
      patch({ indicator: idOf(event), reading: event.data.readingId }, (row) => ({
        ...figureColumns(event.data),
        quality: event.data.quality,
        status: 'corrected' as const,
        warnings: event.data.warnings,
        previous: [...row.previous, earlier(event)],
      })),
    ReadingWithdrawn: (event) =>
      patch(
        { indicator: idOf(event), reading: event.data.readingId },
        { status: 'withdrawn' as const },
      ),
    IndicatorDefined: ignore,
    BaselineSet: ignore,
    TargetsSet: ignore,
  },
});

/** Figures that a correction replaced; `position` is the correction's. */
export interface EarlierFigures extends Figures {
  readonly recordedAt: string;
  readonly position: number;
}

const figureColumns = ({ absentDays, possibleDays, percent }: Figures) => ({
  absent_days: absentDays,
  possible_days: possibleDays,
  percent,
});

type Corrected = Extract<IndicatorEvent, { type: 'ReadingCorrected' }>;

const earlier = ({ data, position, recordedAt }: RecordedEvent<Corrected>): EarlierFigures => ({
  absentDays: data.previous.absentDays,
  possibleDays: data.previous.possibleDays,
  percent: data.previous.percent,
  recordedAt,
  position,
});
