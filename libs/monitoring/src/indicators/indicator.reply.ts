import { addDays, cadences, Fraction } from '@kursholder/kernel';
import type { RecordedEvent } from '@kursholder/eventstore';
import type { AsKnown, Language } from '@kursholder/platform';
import { z } from 'zod';
import { sentenceFor } from '../labels/sentences';
import type { IndicatorFact } from '../realisation/facts.rules';
import { measurement, type PeriodMeasurement } from '../realisation/measurement.rules';
import { baselineOfYear, periodShares } from '../realisation/targets.rules';
import { directions, methods, roles } from './indicators.events';
import { readingStatuses, type UnitWeight } from './indicators.projection';
import type { indicatorsAt, readingsAt } from './indicators.queries';
import { factOf, percentOf } from './indicators.rules';

type IndicatorRow = Awaited<ReturnType<ReturnType<typeof indicatorsAt>['execute']>>[number];
export type ReadingRow = Awaited<ReturnType<ReturnType<typeof readingsAt>['execute']>>[number];

const percent = z.string();
const decided = {
  position: z.int(),
  recordedAt: z.string(),
  decidedBy: z.string().nullable(),
};

export const indicatorReply = z
  .object({
    id: z.string(),
    name: z.string(),
    measure: z.string(),
    role: z.enum(roles),
    direction: z.enum(directions),
    cadence: z.enum(cadences),
    method: z.enum(methods),
    version: z.int(),
    indicatorVersion: z.int(),
    units: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        weight: z.int(),
        persons: z.int().nullable(),
        supplier: z.string().nullable(),
        activeFrom: z.string().nullable(),
        activeTo: z.string().nullable(),
      }),
    ),
    baseline: z
      .object({
        percent: percent.nullable(),
        series: z
          .array(z.object({ periodStart: z.string(), periodEnd: z.string(), percent }))
          .nullable(),
        ...decided,
      })
      .nullable(),
    targets: z.record(z.string(), percent),
    targetsSet: z.object(decided).nullable(),
    periods: z.array(
      z.object({
        year: z.int(),
        index: z.int(),
        periodStart: z.string(),
        periodEnd: z.string(),
        elapsed: z.boolean(),
        opensOn: z.string(),
        dueOn: z.string(),
        measured: z.boolean(),
        percent: percent.nullable(),
        absentDays: z.int().nullable(),
        possibleDays: z.int().nullable(),
        coverage: z.string(),
        unitsReceived: z.int(),
        unitsActive: z.int(),
      }),
    ),
    years: z.array(
      z.object({
        year: z.int(),
        baseline: percent.nullable(),
        target: percent.nullable(),
        actual: percent.nullable(),
        headline: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Indicator' });

export const readingReply = z
  .object({
    id: z.string(),
    unitId: z.string().nullable(),
    periodStart: z.string(),
    periodEnd: z.string(),
    absentDays: z.int().nullable(),
    possibleDays: z.int().nullable(),
    percent: percent.nullable(),
    shownPercent: percent,
    suppliedBy: z.string().nullable(),
    receivedOn: z.string(),
    quality: z.enum(['provisional', 'final']),
    note: z.string().nullable(),
    status: z.enum(readingStatuses),
    recordedBy: z.string(),
    recordedByName: z.string(),
    recordedAt: z.string(),
    position: z.int(),
    attested: z.boolean(),
    indicatorVersion: z.int(),
    warnings: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
    previous: z.array(
      z.object({
        absentDays: z.int().nullable(),
        possibleDays: z.int().nullable(),
        percent: percent.nullable(),
        recordedAt: z.string(),
        position: z.int(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Reading' });

/** A reading is due so many days after its period (close reading, M17). */
const dueDays = 15;

export function toIndicatorReply(
  row: IndicatorRow,
  {
    readings,
    years,
    periodWeights,
    headlines,
    version,
    known,
  }: {
    readings: readonly ReadingRow[];
    years: readonly number[];
    /** What each year's chart found, in words; none where the indicator does not pay. */
    headlines: ReadonlyMap<number, string>;
    periodWeights: readonly string[] | null;
    version: number;
    known: AsKnown;
  },
): z.infer<typeof indicatorReply> {
  const fact = indicatorFact(row, readings);
  const shares = periodShares(row.cadence, periodWeights);
  const measured = years.map((year) => ({
    year,
    measurement: measurement(fact, shares, year, known.onDate),
  }));
  const baseline =
    row.baseline === null ? null : baselineOfYear(factOf(row.baseline), row.cadence, periodWeights);
  return {
    id: row.id,
    name: row.name,
    measure: row.measure,
    role: row.role,
    direction: row.direction,
    cadence: row.cadence,
    method: row.method,
    version,
    indicatorVersion: row.indicatorVersion,
    units: row.units.map(({ weights, ...unit }) => ({ ...unit, weight: newestWeight(weights) })),
    baseline:
      row.baseline === null
        ? null
        : { ...row.baseline, series: row.baseline.series?.map((point) => ({ ...point })) ?? null },
    targets: { ...row.targetSet?.targets },
    targetsSet:
      row.targetSet === null
        ? null
        : {
            position: row.targetSet.position,
            recordedAt: row.targetSet.recordedAt,
            decidedBy: row.targetSet.decidedBy,
          },
    periods: measured.flatMap(({ measurement: { periods } }) =>
      periods.map((period) => periodReply(period, row.method === 'pooled')),
    ),
    years: measured.map(({ year, measurement: { actual } }) => {
      const target = row.targetSet?.targets[String(year)];
      return {
        year,
        baseline: baseline?.toDecimal(4) ?? null,
        target: target === undefined ? null : Fraction.parse(target).toDecimal(4),
        actual: actual?.toDecimal(4) ?? null,
        headline: headlines.get(year) ?? null,
      };
    }),
  };
}

const periodReply = (measured: PeriodMeasurement, counts: boolean) => ({
  year: measured.period.year,
  index: measured.period.index,
  periodStart: measured.period.start,
  periodEnd: measured.period.end,
  elapsed: measured.elapsed,
  opensOn: measured.period.end,
  dueOn: addDays(measured.period.end, dueDays),
  measured: measured.measured,
  percent: measured.percent?.toDecimal(4) ?? null,
  absentDays: counts ? sumOf(measured, 'absentDays') : null,
  possibleDays: counts ? sumOf(measured, 'possibleDays') : null,
  coverage: measured.coverage.toDecimal(4),
  unitsReceived: measured.unitsReceived,
  unitsActive: measured.unitsActive,
});

const sumOf = ({ readings }: PeriodMeasurement, count: 'absentDays' | 'possibleDays') =>
  readings.length === 0
    ? null
    : readings.reduce((sum, { reading }) => sum + (reading[count] ?? 0), 0);

function indicatorFact(row: IndicatorRow, readings: readonly ReadingRow[]): IndicatorFact {
  return {
    id: row.id,
    version: row.indicatorVersion,
    cadence: row.cadence,
    direction: row.direction,
    method: row.method,
    units: row.units.map((unit) => ({ ...unit, position: row.position })),
    baseline: null,
    targets: [],
    readings: readings
      .filter(({ status }) => status !== 'withdrawn')
      .filter(({ indicator_version }) => indicator_version === row.indicatorVersion)
      .map((reading) => ({
        id: reading.reading,
        unitId: reading.unit,
        periodStart: reading.period_start,
        periodEnd: reading.period_end,
        absentDays: reading.absent_days,
        possibleDays: reading.possible_days,
        percent: reading.percent,
        quality: reading.quality,
        position: reading.position,
      })),
    withdrawals: [],
    openingStatuses: [],
    position: row.position,
  };
}

/** The weight in force from the latest day, then recorded last. */
const newestWeight = (weights: readonly UnitWeight[]) =>
  [...weights].sort(
    (a, b) => (b.effectiveOn ?? '').localeCompare(a.effectiveOn ?? '') || b.position - a.position,
  )[0]?.weight ?? 0;

/** The years of an agreement, or of the readings where there is no agreement. */
export const yearsShown = (agreementYears: readonly number[], onDate: string): number[] =>
  agreementYears.length > 0 ? [...agreementYears] : [Number(onDate.slice(0, 4))];

export function toReadingReply(
  row: ReadingRow,
  {
    events,
    names,
    language,
  }: {
    /** The events behind the readings by position, for what people wrote. */
    events: ReadonlyMap<number, RecordedEvent>;
    names: ReadonlyMap<string, string>;
    language: Language;
  },
): z.infer<typeof readingReply> {
  const written = (position: number, field: string) => events.get(position)?.notes?.[field] ?? null;
  return {
    id: row.reading,
    unitId: row.unit,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    absentDays: row.absent_days,
    possibleDays: row.possible_days,
    percent: row.percent,
    shownPercent: percentOf({
      absentDays: row.absent_days,
      possibleDays: row.possible_days,
      percent: row.percent,
    }).toDecimal(4),
    suppliedBy: row.supplied_by,
    receivedOn: row.received_on,
    quality: row.quality,
    note: written(row.recorded_at_position, 'note'),
    status: row.status,
    recordedBy: row.recorded_by,
    recordedByName: names.get(row.recorded_by) ?? row.recorded_by,
    recordedAt: row.recorded_at,
    position: row.position,
    attested: row.attested,
    indicatorVersion: row.indicator_version,
    warnings: row.warnings.map(({ code, facts }) => ({
      code,
      message: sentenceFor(language, code, facts),
      facts,
    })),
    previous: row.previous.map(({ position, ...figures }) => ({
      ...figures,
      position,
      reason: written(position, 'reason'),
    })),
  };
}

/** The positions whose events hold what people wrote about these readings. */
export const writtenAt = (rows: readonly ReadingRow[]): number[] =>
  rows.flatMap((row) => [
    row.recorded_at_position,
    ...row.previous.map(({ position }) => position),
  ]);
