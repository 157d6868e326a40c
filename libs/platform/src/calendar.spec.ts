import fc from 'fast-check';
import { Calendar } from './calendar';

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
