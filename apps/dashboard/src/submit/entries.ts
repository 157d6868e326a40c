import type { Indicator, IndicatorPeriod, Method, Reading, ReadingFigures, Unit } from '../api';
import { parseDays, parsePercent, percentOf } from '../format';

/** What is being typed for one unit, as text, and what it amounts to. */
export interface Entry {
  absentDays: string;
  possibleDays: string;
  percent: string;
  /** The answer to the question whether an unusual figure is right. */
  reason: string;
  confirmed: boolean;
}

const fieldNames = ['absentDays', 'possibleDays', 'percent'] as const;
export type EntryField = (typeof fieldNames)[number];
export type EntryFault = 'notWhole' | 'notPercent' | 'moreThanPossible' | 'zeroPossible';

export const emptyEntry: Entry = {
  absentDays: '',
  possibleDays: '',
  percent: '',
  reason: '',
  confirmed: false,
};

/** One line of the matrix. A published figure belongs to no unit. */
export interface Line {
  key: string;
  unit: Unit | null;
  name: string;
  weight: number;
}

/** Typed figures read: not yet whole, faulty at a field, or ready with their percentage. */
export type Read =
  | { kind: 'empty' }
  | { kind: 'partial' }
  | { kind: 'faulty'; field: EntryField; fault: EntryFault }
  | { kind: 'whole'; figures: ReadingFigures; percent: string };

export const fieldsOf = (method: Method): EntryField[] =>
  method === 'pooled' ? ['absentDays', 'possibleDays'] : ['percent'];

export function linesOf(
  indicator: Indicator,
  period: IndicatorPeriod,
  publishedName: string,
): Line[] {
  if (indicator.method === 'published')
    return [{ key: '', unit: null, name: publishedName, weight: 1 }];
  return indicator.units
    .filter((unit) => isActive(unit, period))
    .map((unit) => ({ key: unit.id, unit, name: unit.name, weight: unit.weight }));
}

/** Added on or before the period's first day and not closed before its last. */
export function isActive(unit: Unit, period: { periodStart: string; periodEnd: string }): boolean {
  return (
    (unit.activeFrom ?? '') <= period.periodStart && (unit.activeTo ?? '9999') >= period.periodEnd
  );
}

export function readEntry(entry: Entry, method: Method): Read {
  if (method !== 'pooled') return readPercent(entry.percent);
  const { absentDays, possibleDays } = entry;
  if (absentDays.trim() === '' && possibleDays.trim() === '') return { kind: 'empty' };
  const absent = parseDays(absentDays);
  const possible = parseDays(possibleDays);
  if (absentDays.trim() !== '' && absent === undefined)
    return { kind: 'faulty', field: 'absentDays', fault: 'notWhole' };
  if (possibleDays.trim() !== '' && possible === undefined)
    return { kind: 'faulty', field: 'possibleDays', fault: 'notWhole' };
  if (possible === 0) return { kind: 'faulty', field: 'possibleDays', fault: 'zeroPossible' };
  if (absent === undefined || possible === undefined) return { kind: 'partial' };
  if (absent > possible) return { kind: 'faulty', field: 'absentDays', fault: 'moreThanPossible' };
  return {
    kind: 'whole',
    figures: { absentDays: absent, possibleDays: possible },
    percent: percentOf(absent, possible) ?? '',
  };
}

/** Typed otherwise perhaps, but the same figure. */
export function isSameFigure(one: Read, other: Read): boolean {
  if (one.kind !== 'whole' || other.kind !== 'whole') return one.kind === other.kind;
  return fieldNames.every((field) => one.figures[field] === other.figures[field]);
}

function readPercent(text: string): Read {
  if (text.trim() === '') return { kind: 'empty' };
  const percent = parsePercent(text);
  if (percent === undefined || Number(percent) > 100)
    return { kind: 'faulty', field: 'percent', fault: 'notPercent' };
  return { kind: 'whole', figures: { percent }, percent };
}

/** The reading that stands for a line and period. */
export function standing(
  readings: readonly Reading[],
  line: Line,
  periodStart: string,
): Reading | undefined {
  return readings.find(
    (reading) =>
      reading.status !== 'withdrawn' &&
      reading.periodStart === periodStart &&
      (reading.unitId ?? null) === (line.unit?.id ?? null),
  );
}
