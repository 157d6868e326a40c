import { periodOf, periodsOf, reject, type Cadence, type Json } from '@kursholder/kernel';
import type { Figures, Method } from './indicators.events';

/** What one reading must fit: the indicator's own setting, and its unit where it names one. */
export interface ReadingPlace {
  readonly method: Method;
  readonly cadence: Cadence;
  readonly unitIsKnown: boolean;
}

type Refused = ReturnType<typeof reject>;

/** Why a reading belongs nowhere: its unit or its span; undefined where it fits. */
export function misplaced(
  reading: {
    readonly unitId: string | null;
    readonly periodStart: string;
    readonly periodEnd: string;
  },
  { method, cadence, unitIsKnown }: ReadingPlace,
): Refused | undefined {
  const { unitId, periodStart, periodEnd } = reading;
  if (method === 'published' && unitId !== null) {
    return reject('invalid', 'readings.published-has-no-units', {}, 'unitId');
  }
  if (method !== 'published' && unitId === null) {
    return reject('invalid', 'input.missing', {}, 'unitId');
  }
  if (unitId !== null && !unitIsKnown) {
    return reject('invalid', 'readings.unknown-unit', { unitId }, 'unitId');
  }
  return periodOf(periodStart, periodEnd, cadence) === undefined
    ? reject('invalid', 'indicators.wrong-span', spanFacts(periodStart, cadence), 'periodEnd')
    : undefined;
}

/** Figures that the method does not take, or that cannot be. */
export function impossibleIn(
  { absentDays, possibleDays, percent }: Figures,
  method: Method,
): Refused | undefined {
  if (method !== 'pooled') {
    if (absentDays !== null) return reject('invalid', 'readings.takes-percent', {}, 'absentDays');
    if (possibleDays !== null)
      return reject('invalid', 'readings.takes-percent', {}, 'possibleDays');
    return percent === null ? reject('invalid', 'input.missing', {}, 'percent') : undefined;
  }
  if (percent !== null) return reject('invalid', 'readings.takes-days', {}, 'percent');
  if (absentDays === null) return reject('invalid', 'input.missing', {}, 'absentDays');
  if (possibleDays === null) return reject('invalid', 'input.missing', {}, 'possibleDays');
  if (possibleDays === 0) return reject('invalid', 'readings.no-possible-days', {}, 'possibleDays');
  return absentDays > possibleDays
    ? reject(
        'invalid',
        'readings.more-absent-than-possible',
        { absentDays, possibleDays },
        'absentDays',
      )
    : undefined;
}

export const spanFacts = (periodStart: string, cadence: Cadence): Record<string, Json> => ({
  cadence,
  expected: periodsOf(Number(periodStart.slice(0, 4)), cadence).map(
    ({ start, end }) => `${start}–${end}`,
  ),
});
