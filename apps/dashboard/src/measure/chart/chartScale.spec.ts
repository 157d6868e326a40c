import type { Indicator, IndicatorPeriod } from '../../api';
import { axisOf, missingRuns, placer } from './chartScale';

const indicator = (percents: (string | null)[], targets: Record<string, string>) =>
  ({
    periods: percents.map((percent) => ({ percent })),
    targets,
    years: [],
    baseline: { percent: '9.0000', series: null },
  }) as unknown as Indicator;

describe('the percent axis', () => {
  it('holds every value with at most four lines', () => {
    const { low, high, ticks } = axisOf(indicator(['8.98', '8.07'], { '2028': '7.00' }));
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(9);
    expect(ticks.length).toBeLessThanOrEqual(4);
  });
  it('never begins below 0', () => {
    expect(axisOf(indicator(['0.10'], {})).low).toBe(0);
  });
});

describe('missing periods', () => {
  const period = (elapsed: boolean, measured: boolean) =>
    ({ elapsed, measured }) as IndicatorPeriod;
  it('that follow one another are one field, and those not over are none', () => {
    const periods = [
      period(true, false),
      period(true, false),
      period(true, true),
      period(true, false),
      period(false, false),
    ];
    expect(missingRuns(periods)).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 3 },
    ]);
  });
});

describe('a label', () => {
  const bounds = { x: 0, y: 0, width: 100, height: 100 };
  const box = (x: number, y: number) => ({ x, y, width: 20, height: 10 });
  it('takes the first free place', () => {
    const free = placer(bounds);
    free.keep(box(0, 0));
    expect(free.place([box(5, 5), box(40, 40)])).toEqual(box(40, 40));
  });
  it('is left out where there is none', () => {
    const free = placer(bounds);
    free.keep(bounds);
    expect(free.place([box(5, 5), box(40, 40)])).toBeUndefined();
  });
  it('stands on a line only when every free place does', () => {
    const free = placer(bounds);
    free.avoid(box(0, 0));
    expect(free.place([box(0, 0), box(40, 40)])).toEqual(box(40, 40));
    expect(free.place([box(0, 0)])).toEqual(box(0, 0));
  });
  it('never leaves the drawing', () => {
    expect(placer(bounds).place([box(90, 0)])).toBeUndefined();
  });
});
