import type {
  ConditionFact,
  IndicatorFact,
  MeasureFacts,
  ReadingFact,
  UnitFact,
} from '../../libs/monitoring/src/realisation/facts.rules';

/** A measure about which nothing is known but what the spec names. */
export const measureFacts = (known: Partial<MeasureFacts> = {}): MeasureFacts => ({
  ref: 'R307',
  effect: 'conditional',
  signUnclear: false,
  scopeYears: null,
  position: 1,
  amounts: [],
  incorporations: [],
  condition: null,
  indicator: null,
  recognitions: [],
  rates: [],
  rateBases: [],
  allocations: [],
  deliveries: [],
  bookings: [],
  ledgerSnapshots: [],
  assessments: [],
  manualForecasts: [],
  closures: [],
  ...known,
});

export const indicatorFact = (known: Partial<IndicatorFact> = {}): IndicatorFact => ({
  id: 'fravaer',
  version: 1,
  cadence: 'quarterly',
  direction: 'down',
  method: 'pooled',
  units: [],
  baseline: null,
  targets: [],
  readings: [],
  withdrawals: [],
  openingStatuses: [],
  position: 2,
  ...known,
});

export const conditionFact = (known: Partial<ConditionFact> = {}): ConditionFact => ({
  indicator: 'fravaer',
  scopeYears: [2026, 2027, 2028],
  payoff: 'linear_capped',
  krPerPoint: null,
  targetMeaning: 'yearAverage',
  periodWeights: null,
  decidedBy: null,
  position: 7,
  ...known,
});

export const unitFact = (id: string, weight: number, known: Partial<UnitFact> = {}): UnitFact => ({
  id,
  name: `Skole ${id}`,
  weights: [{ weight, effectiveOn: null, position: 3 }],
  activeFrom: null,
  activeTo: null,
  position: 3,
  ...known,
});

const quarterDays = [
  ['01-01', '03-31'],
  ['04-01', '06-30'],
  ['07-01', '09-30'],
  ['10-01', '12-31'],
] as const;

/** The days of a quarter. */
export function quarter(year: number, index: number) {
  const [from, to] = quarterDays[index - 1] ?? quarterDays[0];
  return { periodStart: `${String(year)}-${from}`, periodEnd: `${String(year)}-${to}` };
}

/** A reading in counted days. */
export const counted = (
  unitId: string,
  period: { readonly periodStart: string; readonly periodEnd: string },
  absentDays: number,
  possibleDays: number,
  position: number,
): ReadingFact => ({
  id: `reading-${unitId}-${period.periodStart}`,
  unitId,
  ...period,
  absentDays,
  possibleDays,
  percent: null,
  quality: 'final',
  position,
});

/** A reading as a percentage. */
export const stated = (
  unitId: string | null,
  period: { readonly periodStart: string; readonly periodEnd: string },
  percent: string,
  position: number,
): ReadingFact => ({
  id: `reading-${unitId ?? 'all'}-${period.periodStart}`,
  unitId,
  ...period,
  absentDays: null,
  possibleDays: null,
  percent,
  quality: 'final',
  position,
});

/** R307's amounts, with invented targets and baseline: the worked examples of the model. */
export const exampleAmounts = [
  [2025, -518_000],
  [2026, -1_050_000],
  [2027, -1_313_000],
  [2028, -1_575_000],
].map(([year = 0, amountKr = 0]) => ({ year, amountKr, originalKr: amountKr, position: 1 }));

export const exampleTargets = Object.entries({
  2025: '8.34',
  2026: '7.67',
  2027: '7.33',
  2028: '7.00',
}).map(([year, percent]) => ({ year: Number(year), percent, position: 6 }));

/** Worked example 2 as known on its days: each step adds to the readings of the one before. */
export const exampleTwo = {
  firstQuarter: [
    counted('A', quarter(2026, 1), 2100, 24_000, 10),
    counted('B', quarter(2026, 1), 1530, 18_000, 11),
    counted('C', quarter(2026, 1), 470, 6000, 12),
  ],
  secondQuarter: [
    counted('A', quarter(2026, 2), 1850, 23_000, 13),
    counted('B', quarter(2026, 2), 1420, 17_300, 14),
  ],
  late: counted('C', quarter(2026, 2), 450, 5800, 15),
  correction: counted('A', quarter(2026, 1), 2310, 24_000, 16),
  facts(readings: readonly ReadingFact[], known: Partial<MeasureFacts> = {}): MeasureFacts {
    return measureFacts({
      amounts: exampleAmounts,
      condition: conditionFact(),
      indicator: indicatorFact({
        units: [unitFact('A', 24), unitFact('B', 18), unitFact('C', 6)],
        baseline: { percent: '9.00', series: null, position: 5 },
        targets: exampleTargets,
        readings,
      }),
      ...known,
    });
  },
};

/** The readings of example 2 as they stand after the correction. */
export const correctedReadings: readonly ReadingFact[] = [
  exampleTwo.correction,
  ...exampleTwo.firstQuarter.slice(1),
  ...exampleTwo.secondQuarter,
  exampleTwo.late,
];
