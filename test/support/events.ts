import type {
  AgreementEvent,
  AgreementTable,
} from '../../libs/monitoring/src/agreements/agreements.events';
import type { IndicatorEvent, Unit } from '../../libs/monitoring/src/indicators/indicators.events';
import type { MeasureEvent } from '../../libs/monitoring/src/measures/measures.events';
import type {
  MilestoneEvent,
  PlannedObligation,
} from '../../libs/monitoring/src/milestones/milestones.events';

/* Events with everything in them, of which a spec names only what it is about. */

export type EventOf<E extends { readonly type: string }, Type extends E['type']> = Extract<
  E,
  { readonly type: Type }
>;
type DataOf<
  E extends { readonly type: string; readonly data: unknown },
  Type extends E['type'],
> = EventOf<E, Type>['data'];

export const agreementRegistered = (
  id = '2025-2028',
  years: readonly number[] = [2025, 2026, 2027, 2028],
): EventOf<AgreementEvent, 'AgreementRegistered'> => ({
  type: 'AgreementRegistered',
  data: { id, title: `Budgetaftale ${id}`, years },
});

export const operatingTable: AgreementTable = {
  kind: 'operating',
  title: 'Budgetændringer drift',
  columns: ['Overskrift', '2025', '2026'],
  years: [2025, 2026],
};

export const tableImported = (
  known: Partial<DataOf<AgreementEvent, 'AgreementTableImported'>> = {},
): EventOf<AgreementEvent, 'AgreementTableImported'> => ({
  type: 'AgreementTableImported',
  data: {
    batch: '00000000-0000-4000-8000-00000000000b',
    file: { name: 'drift.csv', sha256: 'ab'.repeat(32) },
    table: operatingTable,
    rows: [],
    ...known,
  },
});

export const measureRegistered = (
  known: Partial<DataOf<MeasureEvent, 'MeasureRegistered'>> = {},
): EventOf<MeasureEvent, 'MeasureRegistered'> => ({
  type: 'MeasureRegistered',
  data: {
    ref: 'R307',
    slug: 'investering-i-fravaersindsatsen',
    agreement: '2025-2028',
    reference: 'R307',
    referenceSuffix: '(B)',
    title: 'Investering i fraværsindsatsen',
    section: 'Arbejdsmarkedsudvalget',
    group: 'Råderumsforslag - AU',
    kind: 'operating',
    effect: 'conditional',
    owners: ['Arbejdsmarkedschefen'],
    courseText: null,
    processText: 'Ved årets begyndelse får Arbejdsmarkedsafdelingen en status.',
    forums: ['BUU', 'AU', 'ØK', 'KB'],
    consultation: false,
    closed: false,
    expenditureType: 'transfer',
    priceLevel: null,
    gross: null,
    oneOff: null,
    scopeYears: [2026, 2027, 2028],
    amountsKr: { '2025': -518_000, '2026': -1_050_000, '2027': null },
    signUnclear: false,
    crossCutting: { value: 'yes', provenance: 'stated' },
    obligations: [],
    source: null,
    ...known,
  },
});

export const unit = (id: string, known: Partial<Unit> = {}): Unit => ({
  id,
  name: `Skole ${id}`,
  weight: 10,
  persons: null,
  supplier: null,
  activeFrom: null,
  activeTo: null,
  ...known,
});

export const indicatorDefined = (
  known: Partial<DataOf<IndicatorEvent, 'IndicatorDefined'>> = {},
): EventOf<IndicatorEvent, 'IndicatorDefined'> => ({
  type: 'IndicatorDefined',
  data: {
    id: 'fravaer',
    name: 'Elevfravær',
    measure: 'R307',
    role: 'driver',
    direction: 'down',
    cadence: 'quarterly',
    method: 'pooled',
    units: [unit('A'), unit('B')],
    ...known,
  },
});

export const baselineSet = (
  known: Partial<DataOf<IndicatorEvent, 'BaselineSet'>> = {},
): EventOf<IndicatorEvent, 'BaselineSet'> => ({
  type: 'BaselineSet',
  data: { baselineVersion: 1, percent: '9.00', series: null, decidedBy: null, ...known },
});

export const targetsSet = (
  known: Partial<DataOf<IndicatorEvent, 'TargetsSet'>> = {},
): EventOf<IndicatorEvent, 'TargetsSet'> => ({
  type: 'TargetsSet',
  data: {
    targetsVersion: 1,
    targets: { '2026': '7.67' },
    endTarget: null,
    decidedBy: null,
    ...known,
  },
});

export const firstQuarter = { periodStart: '2026-01-01', periodEnd: '2026-03-31' };
export const secondQuarter = { periodStart: '2026-04-01', periodEnd: '2026-06-30' };

export const readingRecorded = (
  known: Partial<DataOf<IndicatorEvent, 'ReadingRecorded'>> = {},
): EventOf<IndicatorEvent, 'ReadingRecorded'> => ({
  type: 'ReadingRecorded',
  data: {
    readingId: 'reading-1',
    unitId: 'A',
    ...firstQuarter,
    indicatorVersion: 1,
    absentDays: 2_100,
    possibleDays: 24_000,
    percent: null,
    suppliedBy: null,
    receivedOn: '2026-04-15',
    quality: 'final',
    warnings: [],
    ...known,
  },
});

export const readingCorrected = (
  known: Partial<DataOf<IndicatorEvent, 'ReadingCorrected'>> = {},
): EventOf<IndicatorEvent, 'ReadingCorrected'> => ({
  type: 'ReadingCorrected',
  data: {
    readingId: 'reading-1',
    unitId: 'A',
    ...firstQuarter,
    absentDays: 2_310,
    possibleDays: 24_000,
    percent: null,
    quality: 'final',
    warnings: [],
    previous: { absentDays: 2_100, possibleDays: 24_000, percent: null, quality: 'final' },
    ...known,
  },
});

export const readingWithdrawn = (
  known: Partial<DataOf<IndicatorEvent, 'ReadingWithdrawn'>> = {},
): EventOf<IndicatorEvent, 'ReadingWithdrawn'> => ({
  type: 'ReadingWithdrawn',
  data: {
    readingId: 'reading-1',
    unitId: 'A',
    ...firstQuarter,
    previous: { absentDays: 2_100, possibleDays: 24_000, percent: null },
    ...known,
  },
});

export const milestonePlanned = (
  known: Partial<DataOf<MilestoneEvent, 'MilestonePlanned'>> = {},
): EventOf<MilestoneEvent, 'MilestonePlanned'> => ({
  type: 'MilestonePlanned',
  data: {
    id: 'milestone-1',
    measure: 'R307',
    title: 'Status på fraværet',
    dueOn: '2026-01-31',
    forum: 'AU',
    kind: null,
    obligation: null,
    period: null,
    ...known,
  },
});

export const obligation = (known: Partial<PlannedObligation> = {}): PlannedObligation => ({
  code: 'M17',
  who: 'Skole- og dagtilbudschefen',
  when: 'løbende',
  reading: 'løbende 4 om året +15 dage',
  assumed: true,
  disagreement: null,
  after: [],
  before: [],
  ...known,
});
