import {
  accept,
  addDays,
  Fraction,
  nothingNew,
  periodOf,
  periodsPerYear,
  reject,
  sameJson,
  type Cadence,
  type Decider,
  type Decision,
  type Json,
  type NewEvent,
} from '@kursholder/kernel';
import { isActive } from '../realisation/measurement.rules';
import { baselineOfYear, derivedTargets } from '../realisation/targets.rules';
import type {
  Direction,
  Figures,
  IndicatorEvent,
  Method,
  Quality,
  SeriesPoint,
  Unit,
} from './indicators.events';
import {
  comparedPeriods,
  endTargetRefused,
  factOf,
  unmetYears,
  warningsOf,
} from './indicators.rules';
import { impossibleIn, misplaced, spanFacts } from './reading.rules';

type DataOf<Type extends IndicatorEvent['type']> = Extract<IndicatorEvent, { type: Type }>['data'];

/** What a person hands in. */
export interface ReadingHandedIn extends Figures {
  readonly readingId: string;
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly suppliedBy: string | null;
  readonly receivedOn: string | null;
  readonly quality: Quality;
  readonly note: string | null;
}

/** What may be asked of one indicator and its readings. */
export type IndicatorCommand =
  | {
      readonly type: 'DefineIndicator';
      readonly data: DataOf<'IndicatorDefined'>;
      readonly measureExists: boolean;
    }
  | ({
      readonly type: 'SetBaseline';
      readonly percent: string | null;
      readonly series: readonly SeriesPoint[] | null;
      /** The weights of the measure's condition, where it has any. */
      readonly periodWeights: readonly string[] | null;
    } & Decided)
  | ({
      readonly type: 'SetTargets';
      readonly targets: Readonly<Record<string, string>> | null;
      readonly endTarget: { readonly year: number; readonly percent: string } | null;
      readonly periodWeights: readonly string[] | null;
      /** The measure's amounts, from which an end target is derived. */
      readonly amounts: readonly { readonly year: number; readonly amountKr: number | null }[];
    } & Decided)
  | {
      readonly type: 'VersionIndicator';
      readonly method: Method | null;
      readonly cadence: Cadence | null;
      readonly reason: string;
    }
  | { readonly type: 'AddUnit'; readonly data: Unit }
  | {
      readonly type: 'ChangeUnit';
      readonly data: DataOf<'UnitChanged'>;
      readonly effectiveOn: string;
    }
  | {
      readonly type: 'ReceiveOpeningStatus';
      readonly year: number;
      readonly percent: string;
      readonly suppliedBy: string | null;
      readonly receivedOn: string | null;
      readonly today: string;
    }
  | { readonly type: 'AttestReading'; readonly readingId: string; readonly note: string }
  | { readonly type: 'RecordReading'; readonly data: ReadingHandedIn; readonly today: string }
  | {
      readonly type: 'CorrectReading';
      readonly readingId: string;
      readonly figures: Figures;
      /** Null leaves it as it is. */
      readonly quality: Quality | null;
      readonly reason: string;
    }
  | { readonly type: 'WithdrawReading'; readonly readingId: string; readonly reason: string };

interface Decided {
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

interface KnownReading extends Figures {
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly quality: Quality;
  readonly withdrawn: boolean;
  readonly attested: boolean;
}

type Baseline = DataOf<'BaselineSet'>;
type Targets = DataOf<'TargetsSet'>;

export type IndicatorState = {
  readonly id: string;
  readonly measure: string;
  readonly direction: Direction;
  readonly cadence: Cadence;
  readonly method: Method;
  readonly indicatorVersion: number;
  readonly units: ReadonlyMap<string, Unit>;
  /** The newest change of each unit, with its day. */
  readonly unitChanges: ReadonlyMap<string, Json>;
  readonly openingStatuses: Readonly<Record<number, string>>;
  readonly baseline: Baseline | null;
  readonly targets: Targets | null;
  readonly readings: ReadonlyMap<string, KnownReading>;
  /** The effective reading of each unit and period. */
  readonly taken: ReadonlyMap<string, string>;
} | null;

type Known = NonNullable<IndicatorState>;

export const indicator: Decider<IndicatorCommand, IndicatorEvent, IndicatorState> = {
  initial: null,
  decide,
  evolve,
};

function decide(command: IndicatorCommand, state: IndicatorState): Decision<IndicatorEvent> {
  if (command.type === 'DefineIndicator') return define(command, state);
  if (state === null) return reject('missing', 'indicators.unknown');
  switch (command.type) {
    case 'SetBaseline':
      return setBaseline(command, state);
    case 'SetTargets':
      return setTargets(command, state);
    case 'VersionIndicator':
      return versionIndicator(command, state);
    case 'AddUnit':
      return addUnit(command, state);
    case 'ChangeUnit':
      return changeUnit(command, state);
    case 'ReceiveOpeningStatus':
      return receiveOpeningStatus(command, state);
    case 'AttestReading':
      return attestReading(command, state);
    case 'RecordReading':
      return recordReading(command, state);
    case 'CorrectReading':
      return correctReading(command, state);
    case 'WithdrawReading':
      return withdrawReading(command, state);
  }
}

type Asked<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

function define(
  { data, measureExists }: Asked<'DefineIndicator'>,
  state: IndicatorState,
): Decision<IndicatorEvent> {
  if (!measureExists) {
    return reject('invalid', 'measures.unknown', { measure: data.measure }, 'measure');
  }
  if (state !== null) return reject('conflict', 'indicators.id-taken', { id: data.id });
  if (data.method === 'published' && data.units.length > 0) {
    return reject('invalid', 'indicators.published-has-no-units', {}, 'units');
  }
  const ids = data.units.map(({ id }) => id);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  if (twice !== -1) {
    return reject(
      'invalid',
      'indicators.unit-twice',
      { unitId: ids[twice] ?? '' },
      `units.${String(twice)}.id`,
    );
  }
  return accept({ type: 'IndicatorDefined', data });
}

function setBaseline(
  { percent, series, periodWeights, decidedBy, reason }: Asked<'SetBaseline'>,
  { baseline, targets, cadence, direction }: Known,
): Decision<IndicatorEvent> {
  const misplaced = series === null ? undefined : misplacedIn(series, cadence);
  if (misplaced !== undefined) return misplaced;
  const stands = { percent, series: series === null ? null : inOrder(series) };
  if (
    baseline !== null &&
    samePercent(percent, baseline.percent) &&
    sameSeries(stands.series, baseline.series)
  ) {
    return nothingNew;
  }
  const unmet = unmetYears(stands, targets?.targets ?? {}, { cadence, direction, periodWeights });
  if (unmet.length > 0) {
    return reject('conflict', 'indicators.baseline-against-target', { year: unmet[0] ?? 0 });
  }
  if (baseline !== null && (reason === null || decidedBy === null)) {
    return reject('conflict', 'input.later-version-needs-reason');
  }
  return accept({
    type: 'BaselineSet',
    data: { ...stands, baselineVersion: (baseline?.baselineVersion ?? 0) + 1, decidedBy },
    notes: reason === null ? null : { reason },
  });
}

/** A series has exactly one figure for each period of one year. */
function misplacedIn(
  series: readonly SeriesPoint[],
  cadence: Cadence,
): ReturnType<typeof reject> | undefined {
  for (const [at, { periodStart, periodEnd }] of series.entries()) {
    if (periodOf(periodStart, periodEnd, cadence) === undefined) {
      return reject(
        'invalid',
        'indicators.wrong-span',
        spanFacts(periodStart, cadence),
        `series.${String(at)}.periodEnd`,
      );
    }
  }
  const places = new Set(series.map(({ periodStart }) => periodStart.slice(5)));
  const years = new Set(series.map(({ periodStart }) => periodStart.slice(0, 4)));
  const count = periodsPerYear[cadence];
  return series.length === count && places.size === count && years.size === 1
    ? undefined
    : reject('invalid', 'indicators.series-not-a-year', { periodsPerYear: count }, 'series');
}

const inOrder = (series: readonly SeriesPoint[]) =>
  [...series].sort((a, b) => (a.periodStart < b.periodStart ? -1 : 1));

function setTargets(
  { targets, endTarget, periodWeights, amounts, decidedBy, reason }: Asked<'SetTargets'>,
  state: Known,
): Decision<IndicatorEvent> {
  const { baseline, cadence, direction } = state;
  const ofYear =
    baseline === null ? null : baselineOfYear(factOf(baseline), cadence, periodWeights);
  let set = targets ?? {};
  if (endTarget !== null) {
    const derived = derivedTargets({ baselineOfYear: ofYear, direction, endTarget, amounts });
    if ('refused' in derived) {
      return endTargetRefused(derived);
    }
    set = derived.targets;
  }
  const before = state.targets;
  if (before !== null && sameTargets(set, before.targets)) return nothingNew;
  if (baseline !== null) {
    const unmet = unmetYears(baseline, set, { cadence, direction, periodWeights });
    if (unmet.length > 0) {
      return reject('conflict', 'indicators.target-not-better', {
        year: unmet[0] ?? 0,
        target: set[String(unmet[0])] ?? '',
        baseline: ofYear?.toDecimal(4) ?? '',
      });
    }
  }
  if (before !== null && (reason === null || decidedBy === null)) {
    return reject('conflict', 'input.later-version-needs-reason');
  }
  return accept({
    type: 'TargetsSet',
    data: {
      targets: set,
      endTarget,
      targetsVersion: (before?.targetsVersion ?? 0) + 1,
      decidedBy,
    },
    notes: reason === null ? null : { reason },
  });
}

function versionIndicator(
  { method, cadence, reason }: Asked<'VersionIndicator'>,
  state: Known,
): Decision<IndicatorEvent> {
  const next = { method: method ?? state.method, cadence: cadence ?? state.cadence };
  if (next.method === state.method && next.cadence === state.cadence) return nothingNew;
  if (next.method === 'published' && state.units.size > 0) {
    return reject('conflict', 'indicators.published-has-no-units');
  }
  return accept({
    type: 'IndicatorVersioned',
    data: { ...next, indicatorVersion: state.indicatorVersion + 1 },
    notes: { reason },
  });
}

function addUnit({ data }: Asked<'AddUnit'>, { method, units }: Known): Decision<IndicatorEvent> {
  if (method === 'published') return reject('conflict', 'indicators.published-has-no-units');
  const known = units.get(data.id);
  if (known === undefined) return accept({ type: 'UnitAdded', data });
  return sameJson(json(known), json(data))
    ? nothingNew
    : reject('conflict', 'indicators.unit-taken', { unitId: data.id });
}

function changeUnit(
  { data, effectiveOn }: Asked<'ChangeUnit'>,
  { units, unitChanges }: Known,
): Decision<IndicatorEvent> {
  const unit = units.get(data.unitId);
  if (unit === undefined)
    return reject('missing', 'readings.unknown-unit', { unitId: data.unitId });
  if (data.mergedInto !== null && (data.mergedInto === unit.id || !units.has(data.mergedInto))) {
    return reject('invalid', 'readings.unknown-unit', { unitId: data.mergedInto }, 'mergedInto');
  }
  const activeTo = data.mergedInto === null ? data.activeTo : addDays(effectiveOn, -1);
  if (activeTo !== null && unit.activeFrom !== null && activeTo < unit.activeFrom) {
    return reject(
      'invalid',
      'input.ends-before-it-begins',
      {},
      data.mergedInto === null ? 'activeTo' : 'effectiveOn',
    );
  }
  const change = { ...data, activeTo };
  return sameJson(unitChanges.get(unit.id), json({ ...change, effectiveOn }))
    ? nothingNew
    : accept({ type: 'UnitChanged', data: change, effectiveOn });
}

function receiveOpeningStatus(
  { year, percent, suppliedBy, receivedOn, today }: Asked<'ReceiveOpeningStatus'>,
  { openingStatuses }: Known,
): Decision<IndicatorEvent> {
  if (receivedOn !== null && receivedOn > today) {
    return reject('invalid', 'input.after-today', {}, 'receivedOn');
  }
  const known = openingStatuses[year];
  if (known !== undefined && Fraction.parse(known).compare(Fraction.parse(percent)) === 0) {
    return nothingNew;
  }
  return accept({
    type: 'OpeningStatusReceived',
    data: { year, percent, suppliedBy, receivedOn: receivedOn ?? today },
  });
}

function attestReading(
  { readingId, note }: Asked<'AttestReading'>,
  { readings }: Known,
): Decision<IndicatorEvent> {
  const reading = readings.get(readingId);
  if (reading === undefined) return reject('missing', 'readings.unknown');
  if (reading.withdrawn) return reject('conflict', 'readings.withdrawn', { readingId });
  if (reading.attested) return nothingNew;
  const { unitId, periodStart, periodEnd } = reading;
  return accept({
    type: 'ReadingAttested',
    data: { readingId, unitId, periodStart, periodEnd },
    notes: { note },
  });
}

function recordReading(
  { data, today }: Asked<'RecordReading'>,
  state: Known,
): Decision<IndicatorEvent> {
  const { readingId, unitId, periodStart, periodEnd, suppliedBy, quality, note } = data;
  const unit = unitId === null ? undefined : state.units.get(unitId);
  const nowhere = misplaced(data, { ...state, unitIsKnown: unit !== undefined });
  if (nowhere !== undefined) return nowhere;
  if (periodEnd > today) {
    return reject('invalid', 'readings.period-not-over', { periodEnd }, 'periodEnd');
  }
  if (data.receivedOn !== null && data.receivedOn > today) {
    return reject('invalid', 'input.after-today', {}, 'receivedOn');
  }
  const impossible = impossibleIn(data, state.method);
  if (impossible !== undefined) return impossible;
  if (unit !== undefined && !isActive(unit, { start: periodStart, end: periodEnd })) {
    return reject('conflict', 'readings.unit-not-active', { unitId: unit.id, periodStart });
  }
  const takenBy = state.taken.get(keyOf(unitId, periodStart));
  if (takenBy !== undefined) {
    return reject('conflict', 'readings.period-taken', {
      readingId: takenBy,
      correction: `/api/v1/indicators/${state.id}/readings/${takenBy}/corrections`,
    });
  }
  const { absentDays, possibleDays, percent } = data;
  return accept({
    type: 'ReadingRecorded',
    data: {
      readingId,
      indicatorVersion: state.indicatorVersion,
      unitId,
      periodStart,
      periodEnd,
      absentDays,
      possibleDays,
      percent,
      suppliedBy,
      receivedOn: data.receivedOn ?? today,
      quality,
      warnings: warningsOf(data, comparedWith(state, unitId, periodStart)),
    },
    notes: note === null ? null : { note },
  });
}

function comparedWith(state: Known, unitId: string | null, periodStart: string) {
  for (const start of comparedPeriods(periodStart, state.cadence)) {
    const id = state.taken.get(keyOf(unitId, start));
    const reading = id === undefined ? undefined : state.readings.get(id);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

function correctReading(
  { readingId, figures, quality: asked, reason }: Asked<'CorrectReading'>,
  state: Known,
): Decision<IndicatorEvent> {
  const reading = state.readings.get(readingId);
  if (reading === undefined) return reject('missing', 'readings.unknown');
  if (reading.withdrawn) return reject('conflict', 'readings.withdrawn', { readingId });
  const impossible = impossibleIn(figures, state.method);
  if (impossible !== undefined) return impossible;
  const { unitId, periodStart, periodEnd } = reading;
  const quality = asked ?? reading.quality;
  const previous = { ...figuresOf(reading), quality: reading.quality };
  if (sameFigures(figures, reading) && quality === reading.quality) return nothingNew;
  const { absentDays, possibleDays, percent } = figures;
  return accept({
    type: 'ReadingCorrected',
    data: {
      readingId,
      unitId,
      periodStart,
      periodEnd,
      absentDays,
      possibleDays,
      percent,
      quality,
      warnings: warningsOf(figures, comparedWith(state, unitId, periodStart)),
      previous,
    },
    notes: { reason },
  });
}

function withdrawReading(
  { readingId, reason }: Asked<'WithdrawReading'>,
  { readings }: Known,
): Decision<IndicatorEvent> {
  const reading = readings.get(readingId);
  if (reading === undefined) return reject('missing', 'readings.unknown');
  if (reading.withdrawn) return reject('conflict', 'readings.withdrawn', { readingId });
  const { unitId, periodStart, periodEnd } = reading;
  return accept({
    type: 'ReadingWithdrawn',
    data: { readingId, unitId, periodStart, periodEnd, previous: figuresOf(reading) },
    notes: { reason },
  });
}

const figuresOf = ({ absentDays, possibleDays, percent }: Figures): Figures => ({
  absentDays,
  possibleDays,
  percent,
});

/** `8.5` and `8.50` are the same percentage. */
const samePercent = (a: string | null, b: string | null) =>
  a === null || b === null ? a === b : Fraction.parse(a).compare(Fraction.parse(b)) === 0;

const sameFigures = (a: Figures, b: Figures) =>
  a.absentDays === b.absentDays &&
  a.possibleDays === b.possibleDays &&
  samePercent(a.percent, b.percent);

/** Both in order, and each with one figure per period of a year. */
const sameSeries = (a: Baseline['series'], b: Baseline['series']) =>
  a === null || b === null
    ? a === b
    : a.length === b.length &&
      a.every(
        ({ periodStart, percent }, at) =>
          periodStart === b[at]?.periodStart && samePercent(percent, b[at].percent),
      );

const sameTargets = (a: Targets['targets'], b: Targets['targets']) =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([year, percent]) => samePercent(percent, b[year] ?? null));

const keyOf = (unitId: string | null, periodStart: string) => `${periodStart} ${unitId ?? ''}`;

/** Events and commands hold nothing but JSON; the types of interfaces do not say so. */
const json = (value: unknown) => value as Json;

function evolve(state: IndicatorState, event: IndicatorEvent): IndicatorState {
  if (event.type === 'IndicatorDefined') {
    const { id, measure, direction, cadence, method, units } = event.data;
    return {
      id,
      measure,
      direction,
      cadence,
      method,
      indicatorVersion: 1,
      openingStatuses: {},
      units: new Map(units.map((unit) => [unit.id, unit])),
      unitChanges: new Map(),
      baseline: null,
      targets: null,
      readings: new Map(),
      taken: new Map(),
    };
  }
  if (state === null) throw new Error(`${event.type} before IndicatorDefined`);
  switch (event.type) {
    case 'BaselineSet':
      return { ...state, baseline: event.data };
    case 'TargetsSet':
      return { ...state, targets: event.data };
    case 'IndicatorVersioned':
      return {
        ...state,
        ...event.data,
        baseline: null,
        targets: null,
        readings: new Map(),
        taken: new Map(),
      };
    case 'UnitAdded':
      return { ...state, units: new Map([...state.units, [event.data.id, event.data]]) };
    case 'UnitChanged':
      return {
        ...state,
        units: changedUnits(state.units, event.data),
        unitChanges: new Map([
          ...state.unitChanges,
          [event.data.unitId, json({ ...event.data, effectiveOn: event.effectiveOn ?? null })],
        ]),
      };
    case 'OpeningStatusReceived':
      return {
        ...state,
        openingStatuses: { ...state.openingStatuses, [event.data.year]: event.data.percent },
      };
    case 'ReadingRecorded':
    case 'ReadingCorrected':
    case 'ReadingWithdrawn':
    case 'ReadingAttested':
      return evolveReadings(state, event);
  }
}

function changedUnits(
  units: Known['units'],
  { unitId, name, weight, activeTo }: DataOf<'UnitChanged'>,
): Known['units'] {
  const unit = units.get(unitId);
  if (unit === undefined) return units;
  const changed = {
    ...unit,
    name: name ?? unit.name,
    weight: weight ?? unit.weight,
    activeTo: activeTo ?? unit.activeTo,
  };
  return new Map([...units, [unitId, changed]]);
}

type ReadingEvent = Extract<IndicatorEvent, { type: `Reading${string}` }> & NewEvent;

function evolveReadings(state: Known, event: ReadingEvent): Known {
  const { readingId, unitId, periodStart, periodEnd } = event.data;
  const key = keyOf(unitId, periodStart);
  const readings = new Map(state.readings);
  const taken = new Map(state.taken);
  if (event.type === 'ReadingAttested') {
    const known = readings.get(readingId);
    if (known !== undefined) readings.set(readingId, { ...known, attested: true });
  } else if (event.type === 'ReadingWithdrawn') {
    const known = readings.get(readingId);
    if (known !== undefined) readings.set(readingId, { ...known, withdrawn: true });
    taken.delete(key);
  } else {
    readings.set(readingId, {
      unitId,
      periodStart,
      periodEnd,
      ...figuresOf(event.data),
      quality: event.data.quality,
      withdrawn: false,
      attested: false,
    });
    taken.set(key, readingId);
  }
  return { ...state, readings, taken };
}
