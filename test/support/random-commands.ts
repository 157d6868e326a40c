import { periodsOf } from '@kursholder/kernel';
import fc, { type Arbitrary } from 'fast-check';

/*
 * Commands drawn at random for the Norddjurs agreement, as they are sent over HTTP. Many are refused:
 * a draw does not know what the ones before it did.
 */

export interface Drawn {
  readonly who: 'controller' | 'reporter' | 'owner';
  readonly path: string;
  readonly body: unknown;
}

export interface Refs {
  /** R307, R901, the rate and a spend. */
  readonly all: readonly string[];
  readonly setUp: readonly Drawn[];
}

export const years = [2025, 2026, 2027, 2028] as const;
const units = ['A', 'B', 'C'];

export function refsOf(measures: readonly { ref: string; effect: string }[]): Refs {
  const first = (effect: string) => measures.find((each) => each.effect === effect)?.ref ?? '';
  return {
    all: ['R307', 'R901', first('rate'), first('spend')],
    setUp: [
      {
        who: 'controller',
        path: '/api/v1/indicators',
        body: {
          id: 'fravaer',
          name: 'Elevfravær',
          measure: 'R307',
          direction: 'down',
          cadence: 'quarterly',
          method: 'pooled',
          units: units.map((id, at) => ({ id, name: `Skole ${id}`, weight: 24 - 9 * at })),
        },
      },
    ],
  };
}

const percent = (from: number, to: number) =>
  fc.integer({ min: from * 100, max: to * 100 }).map((hundredths) => (hundredths / 100).toFixed(2));
const year = fc.constantFrom(...years);
const kroner = (min: number, max: number) => fc.integer({ min, max });
const day = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((numbers) => numbers.map((one) => String(one).padStart(2, '0')).join('-'));

/** Days to ask about, past the agreement's years too. */
export const onDates: Arbitrary<string> = fc.oneof(
  day,
  fc.constantFrom('2024-12-31', '2029-06-01'),
);

const reading = fc
  .record({
    unitId: fc.constantFrom(...units, 'D'),
    of: fc.constantFrom(2025, 2026),
    place: fc.integer({ min: 0, max: 3 }),
    absentDays: kroner(0, 2_500),
    possibleDays: kroner(2_000, 25_000),
  })
  .map(({ of, place, ...rest }) => {
    const period = periodsOf(of, 'quarterly')[place];
    return { ...rest, periodStart: period?.start, periodEnd: period?.end };
  });
const figures = fc.record({ absentDays: kroner(0, 2_500), possibleDays: kroner(2_400, 25_000) });
const decided = { reason: 'Et eksempel', decidedBy: 'KB' };

type Draw = (refs: Refs) => Drawn;

const command = <T>(
  body: Arbitrary<T>,
  path: (refs: Refs) => string,
  who: Drawn['who'] = 'controller',
): Arbitrary<Draw> =>
  body.map((drawn) => (refs) => ({ who, path: `/api/v1/${path(refs)}`, body: drawn }));

const indicator = 'indicators/fravaer';
const rate = ({ all }: Refs) => `measures/${all[2] ?? ''}`;
const spend = ({ all }: Refs) => `measures/${all[3] ?? ''}`;

const revision = fc.record({ year, amountKr: kroner(-2_000_000, 100_000) });

/** A command, as soon as it is known which measures there are. */
export const anyCommand: Arbitrary<Draw> = fc.oneof(
  { weight: 8, arbitrary: command(reading, () => `${indicator}/readings`, 'reporter') },
  {
    weight: 3,
    arbitrary: command(
      figures.map((drawn) => ({ ...drawn, reason: 'Et eksempel' })),
      () => `${indicator}/readings/{reading}/corrections`,
      'reporter',
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.constant({ reason: 'Et eksempel' }),
      () => `${indicator}/readings/{reading}/withdrawals`,
      'reporter',
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      percent(8, 11).map((drawn) => ({ percent: drawn, ...decided })),
      () => `${indicator}/baseline`,
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      fc.dictionary(year.map(String), percent(6, 9), { minKeys: 1 }).map((targets) => ({
        targets,
        ...decided,
      })),
      () => `${indicator}/targets`,
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      fc.record({
        indicator: fc.constant('fravaer'),
        scopeYears: fc.subarray([...years], { minLength: 1 }),
        payoff: fc.constantFrom('linear_capped', 'threshold', 'step'),
        targetMeaning: fc.constantFrom('yearAverage', 'yearEnd'),
        reason: fc.constant(decided.reason),
        decidedBy: fc.constant(decided.decidedBy),
      }),
      () => 'measures/R307/condition',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(revision, fc.nat({ max: 1 })).map(([drawn, at]): Draw => ({ all }) => ({
      who: 'controller',
      path: `/api/v1/measures/${all[at] ?? ''}/amount-revisions`,
      body: { ...drawn, ...decided },
    })),
  },
  {
    weight: 2,
    arbitrary: command(
      fc.record({ year, amountKr: kroner(-400_000, 100_000) }),
      () => 'measures/R901/incorporations',
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.record({ year, percent: percent(0, 2) }),
      (refs) => `${rate(refs)}/rates`,
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.record({ year, baseKr: kroner(1, 3_000_000_000) }),
      (refs) => `${rate(refs)}/rate-bases`,
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.record({
        year,
        unit: fc.constantFrom('Skoler', 'Ældre'),
        amountKr: kroner(1, 9_000_000),
        deliveredOn: day,
      }),
      (refs) => `${rate(refs)}/deliveries`,
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      fc.record({
        bookedOn: day,
        amountKr: kroner(-50_000, 400_000),
        voucher: fc.nat({ max: 60 }).map((number) => `B${String(number)}`),
      }),
      (refs) => `${spend(refs)}/bookings`,
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      day.chain((asOf) =>
        fc.record({
          year: fc.constant(Number(asOf.slice(0, 4))),
          asOf: fc.constant(asOf),
          budgetBeforeKr: kroner(0, 3_000_000),
          actualKr: kroner(0, 3_000_000),
          source: fc.constant('Et eksempel'),
        }),
      ),
      () => 'measures/R307/ledger-snapshots',
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.record({ year, realisedSavingKr: kroner(0, 2_000_000), note: fc.constant('Et eksempel') }),
      () => 'measures/R307/assessments',
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      fc.record({ year, capPercent: percent(0, 20) }).map((drawn) => ({ ...drawn, ...decided })),
      () => 'measures/R307/recognitions',
    ),
  },
  { weight: 1, arbitrary: command(fc.constant(decided), () => 'years/2025/closures') },
  { weight: 1, arbitrary: command(fc.constant(decided), () => 'years/2025/reopenings') },
  {
    weight: 1,
    arbitrary: command(
      fc.record({ title: fc.constant('Et eksempel'), dueOn: day }),
      () => 'measures/R307/milestones',
      'owner',
    ),
  },
);
