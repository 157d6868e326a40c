import {
  bigint,
  boolean,
  date,
  ignore,
  instant,
  integer,
  jsonb,
  nullable,
  patch,
  projection,
  put,
  remove,
  text,
  textOf,
  type ProjectedEvent,
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
  Unit,
} from './indicators.events';

const idOf = ({ stream }: { readonly stream: string }) => stream.slice('indicator-'.length);

/** Events of readings, where a read model is about something else. */
const readingsElsewhere = {
  ReadingRecorded: ignore,
  ReadingCorrected: ignore,
  ReadingWithdrawn: ignore,
  ReadingAttested: ignore,
} as const;

/** Events of units and of the year's start, where a read model is about something else. */
const unitsElsewhere = {
  UnitAdded: ignore,
  UnitChanged: ignore,
  OpeningStatusReceived: ignore,
} as const;

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
    indicator_version: integer,
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
        indicator_version: 1,
        defined_at_position: position,
      }),
    IndicatorVersioned: (event) =>
      patch(
        { indicator: idOf(event) },
        {
          method: event.data.method,
          cadence: event.data.cadence,
          indicator_version: event.data.indicatorVersion,
        },
      ),
    BaselineSet: ignore,
    TargetsSet: ignore,
    ...unitsElsewhere,
    ...readingsElsewhere,
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
    /** As first given and as changed later; the latest on or before a period's first day holds. */
    weights: jsonb<readonly UnitWeight[]>(),
    persons: nullable(bigint),
    supplier: nullable(text),
    active_from: nullable(date),
    active_to: nullable(date),
    /** The place in the list as it was handed in. */
    place: integer,
  },
  key: ['indicator', 'unit'],
  on: {
    IndicatorDefined: ({ data, position }) =>
      data.units.map((unit, place) => put(unitRow(data.id, unit, place, position))),
    // Behind those that came with the indicator, in the order in which they were added.
    UnitAdded: (event) =>
      put(unitRow(idOf(event), event.data, mostUnitsAtOnce + event.version, event.position)),
    UnitChanged: (event) => {
      const { unitId, name, weight, activeTo } = event.data;
      return patch({ indicator: idOf(event), unit: unitId }, (row) => ({
        name: name ?? row.name,
        active_to: activeTo ?? row.active_to,
        weights:
          weight === null
            ? row.weights
            : [
                ...row.weights,
                { weight, effectiveOn: event.effectiveOn, position: event.position },
              ],
      }));
    },
    IndicatorVersioned: ignore,
    BaselineSet: ignore,
    TargetsSet: ignore,
    OpeningStatusReceived: ignore,
    ...readingsElsewhere,
  },
});

export interface UnitWeight {
  readonly weight: number;
  /** Null for the one it was added with. */
  readonly effectiveOn: string | null;
  readonly position: number;
}

/** As many as an indicator can be defined with; those added later stand behind them. */
const mostUnitsAtOnce = 1_000;

const unitRow = (indicator: string, unit: Unit, place: number, position: number) => ({
  indicator,
  unit: unit.id,
  name: unit.name,
  weights: [{ weight: unit.weight, effectiveOn: null, position }],
  persons: unit.persons,
  supplier: unit.supplier,
  active_from: unit.activeFrom,
  active_to: unit.activeTo,
  place,
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
    IndicatorVersioned: (event) => remove({ indicator: idOf(event) }),
    IndicatorDefined: ignore,
    TargetsSet: ignore,
    ...unitsElsewhere,
    ...readingsElsewhere,
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
    IndicatorVersioned: (event) => remove({ indicator: idOf(event) }),
    IndicatorDefined: ignore,
    BaselineSet: ignore,
    ...unitsElsewhere,
    ...readingsElsewhere,
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
    indicator_version: integer,
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
    attested: boolean,
    previous: jsonb<readonly EarlierFigures[]>(),
  },
  key: ['indicator', 'reading'],
  on: {
    ReadingRecorded: (event) =>
      put({
        reading: event.data.readingId,
        indicator: idOf(event),
        indicator_version: event.data.indicatorVersion,
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
        attested: false,
        previous: [],
      }),
    ReadingCorrected: (event) =>
      patch({ indicator: idOf(event), reading: event.data.readingId }, (row) => ({
        ...figureColumns(event.data),
        quality: event.data.quality,
        status: 'corrected' as const,
        warnings: event.data.warnings,
        attested: false,
        previous: [...row.previous, earlier(event)],
      })),
    ReadingWithdrawn: (event) =>
      patch(
        { indicator: idOf(event), reading: event.data.readingId },
        { status: 'withdrawn' as const },
      ),
    ReadingAttested: (event) =>
      patch({ indicator: idOf(event), reading: event.data.readingId }, { attested: true }),
    IndicatorDefined: ignore,
    IndicatorVersioned: ignore,
    BaselineSet: ignore,
    TargetsSet: ignore,
    ...unitsElsewhere,
  },
});

/** The status of a year's start as received last. */
export const openingStatuses = projection<IndicatorEvent>()({
  table: 'opening_statuses',
  version: 1,
  columns: {
    indicator: text,
    year: integer,
    percent: text,
    supplied_by: nullable(text),
    received_on: date,
  },
  key: ['indicator', 'year'],
  on: {
    OpeningStatusReceived: (event) =>
      put({
        indicator: idOf(event),
        year: event.data.year,
        percent: event.data.percent,
        supplied_by: event.data.suppliedBy,
        received_on: event.data.receivedOn,
      }),
    IndicatorDefined: ignore,
    IndicatorVersioned: ignore,
    BaselineSet: ignore,
    TargetsSet: ignore,
    UnitAdded: ignore,
    UnitChanged: ignore,
    ...readingsElsewhere,
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

const earlier = ({ data, position, recordedAt }: ProjectedEvent<Corrected>): EarlierFigures => ({
  absentDays: data.previous.absentDays,
  possibleDays: data.previous.possibleDays,
  percent: data.previous.percent,
  recordedAt,
  position,
});
