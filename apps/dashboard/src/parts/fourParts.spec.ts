import type { Sums } from '../api';
import { segments, standingOf } from './fourParts';

const parts = { realised: 184_155, notRealised: 340_845, notMeasured: 0, notDue: 525_000 };

describe('the bar of four parts', () => {
  it('leaves a part of 0 out and keeps the order', () => {
    expect(segments(parts, 0.001).map(({ key }) => key)).toEqual([
      'realised',
      'notRealised',
      'notDue',
    ]);
  });
  it('ends where the sum ends', () => {
    const last = segments(parts, 0.001).at(-1);
    expect((last?.from ?? 0) + (last?.size ?? 0)).toBeCloseTo(1050);
  });
  it('lets two pixels of page stand between parts', () => {
    const [first, second] = segments(parts, 0.001);
    expect((second?.from ?? 0) - (first?.from ?? 0) - (first?.size ?? 0)).toBeCloseTo(2);
  });
  it('shows the smallest part there is', () => {
    expect(segments({ ...parts, realised: 1 }, 0.0001)[0]?.size).toBe(1);
  });
});

describe('a sum', () => {
  const sums = (realised: number, notRealised: number, notMeasured: number, notDue: number) =>
    standingOf({
      realisedSavingKr: realised,
      notRealisedSavingKr: notRealised,
      notMeasuredSavingKr: notMeasured,
      notDueSavingKr: notDue,
    } as Sums);
  it('has no realised figure before it begins or while nothing of it is measured', () => {
    expect(sums(0, 0, 0, 9)).toBe('nothingDue');
    expect(sums(0, 0, 3, 6)).toBe('nothingMeasured');
  });
  it('has one from its first measurement on, which may be 0', () => {
    expect(sums(0, 3, 3, 3)).toBe('known');
    expect(sums(1, 0, 0, 8)).toBe('known');
    expect(sums(0, 0, 0, 0)).toBe('known');
  });
});
