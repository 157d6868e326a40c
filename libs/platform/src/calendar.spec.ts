import fc from 'fast-check';
import { Calendar } from './calendar';

describe('an instant as it is written', () => {
  const calendar = new Calendar();

  it.each([
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01t12:00:00.9999z', '2026-03-01T12:00:00.999Z'],
    ['2026-03-01 12:00:00+01:00', '2026-03-01T11:00:00.000Z'],
    ['2028-02-29T23:59:59-02:00', '2028-03-01T01:59:59.000Z'],
    ['1999-12-31T23:00:00Z', '1999-12-31T23:00:00.000Z'],
    ['2000-01-01T00:00:00+01:00', '1999-12-31T23:00:00.000Z'],
  ])('%s is %s', (written, instant) => {
    expect(calendar.parseInstant(written)).toBe(instant);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T12:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-29T24:00:00Z',
    '2026-11-29T23:60:00Z',
    '2026-11-29T23:59:60Z',
    '2026-13-01T00:00:00Z',
    '2026-11-29T12:00:00',
    '2026-11-29T12:00:00+25:00',
    '1999-12-31T22:59:59Z',
    '2100-12-31T23:00:00Z',
  ])('%s is none', (written) => {
    expect(calendar.parseInstant(written)).toBeUndefined();
  });
});

describe('today', () => {
  it('begins at midnight in Copenhagen, in winter and in summer', () => {
    let now = 0;
    const calendar = new Calendar(() => now);
    const todayAt = (instant: string) => {
      now = Date.parse(instant);
      return calendar.today();
    };
    expect(todayAt('2026-01-14T22:59:59.999Z')).toBe('2026-01-14');
    expect(todayAt('2026-01-14T23:00:00.000Z')).toBe('2026-01-15');
    expect(todayAt('2026-07-14T21:59:59.999Z')).toBe('2026-07-14');
    expect(todayAt('2026-07-14T22:00:00.000Z')).toBe('2026-07-15');
    // The clock is put back.
    expect(todayAt('2026-07-14T21:59:59.999Z')).toBe('2026-07-14');
  });

  it('is the day of the present instant, however the clock moves', () => {
    const minutes = fc.integer({ min: -3_000, max: 3_000 });
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 1, maxLength: 20 }), (steps) => {
        let now = Date.parse('2026-10-25T00:30:00Z');
        const calendar = new Calendar(() => now);
        for (const step of steps) {
          now += step * 59_999;
          expect(calendar.today()).toBe(calendar.dayOf(calendar.now()));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
