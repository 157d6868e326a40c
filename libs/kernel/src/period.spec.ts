import fc from 'fast-check';
import {
  addDays,
  addMonthsToMonthEnd,
  cadences,
  periodOf,
  periodsOf,
  periodsPerYear,
} from './period';

const years = fc.integer({ min: 2000, max: 2100 });
const laws = { numRuns: 1000 };

describe('periodsOf', () => {
  it('gives the quarters of a year', () =>
    expect(
      periodsOf(2026, 'quarterly').map(({ index, start, end }) => [index, start, end]),
    ).toEqual([
      [1, '2026-01-01', '2026-03-31'],
      [2, '2026-04-01', '2026-06-30'],
      [3, '2026-07-01', '2026-09-30'],
      [4, '2026-10-01', '2026-12-31'],
    ]));

  it.each([
    [2024, '2024-02-29'],
    [2026, '2026-02-28'],
    [2000, '2000-02-29'],
    [2100, '2100-02-28'],
  ])('ends February %i on its last day', (year, end) =>
    expect(periodsOf(year, 'monthly')[1]?.end).toBe(end),
  );

  it('covers the year without a gap or an overlap, in every cadence', () =>
    fc.assert(
      fc.property(years, fc.constantFrom(...cadences), (year, cadence) => {
        const periods = periodsOf(year, cadence);
        expect(periods).toHaveLength(periodsPerYear[cadence]);
        expect(periods[0]?.start).toBe(`${String(year)}-01-01`);
        expect(periods.at(-1)?.end).toBe(`${String(year)}-12-31`);
        periods.slice(1).forEach(({ start }, at) => {
          expect(start).toBe(addDays(periods[at]?.end ?? '', 1));
        });
      }),
      laws,
    ));
});

describe('periodOf', () => {
  it('finds the period with exactly these days', () =>
    expect(periodOf('2026-04-01', '2026-06-30', 'quarterly')?.index).toBe(2));

  it.each([
    ['2026-04-01', '2026-06-29', 'quarterly'],
    ['2026-04-02', '2026-06-30', 'quarterly'],
    ['2026-04-01', '2026-06-30', 'monthly'],
    ['2025-12-01', '2026-02-28', 'quarterly'],
    ['2026-06-30', '2026-04-01', 'quarterly'],
  ] as const)('finds none from %s to %s, %s', (start, end, cadence) =>
    expect(periodOf(start, end, cadence)).toBeUndefined(),
  );
});

describe('addDays', () => {
  it.each([
    ['2026-06-30', 45, '2026-08-14'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (on, days, then) => expect(addDays(on, days)).toBe(then));
});

describe('addMonthsToMonthEnd', () => {
  it.each([
    ['2026-06-30', 3, '2026-09-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-02-28', 1, '2026-03-31'],
    ['2026-12-31', 6, '2027-06-30'],
  ])('%s and %i months ends on %s', (from, months, then) =>
    expect(addMonthsToMonthEnd(from, months)).toBe(then),
  );
});
