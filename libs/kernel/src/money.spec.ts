import fc from 'fast-check';
import { Fraction } from './fraction';
import { largestRemainder, sumOfKroner, toKroner } from './money';

const laws = { numRuns: 1000 };
const amounts = fc.integer({ min: 0, max: 2_000_000_000 });
const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 8 });

describe('toKroner', () => {
  it('rounds once, half away from zero', () =>
    expect([Fraction.of(5, 2), Fraction.of(-5, 2), Fraction.of(-1, 3)].map(toKroner)).toEqual([
      3, -3, 0,
    ]));

  it('ends at the last safe integer', () =>
    expect([2n ** 53n, -(2n ** 60n)].map((kr) => toKroner(Fraction.of(kr)))).toEqual([
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
    ]));
});

describe('sumOfKroner', () => {
  const most = Number.MAX_SAFE_INTEGER;

  it('is exact where sums on the way are beyond the safe integers', () =>
    expect(sumOfKroner([most, most, 1, -most, -most])).toBe(1));

  it('ends at the last safe integer', () =>
    expect([sumOfKroner([most, 1]), sumOfKroner([-most, -most])]).toEqual([most, -most]));

  it('does not depend on the order', () =>
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 12 }), (kroner) => {
        expect(sumOfKroner([...kroner].reverse())).toBe(sumOfKroner(kroner));
      }),
      laws,
    ));
});

describe('largestRemainder', () => {
  it('computes the example above it', () =>
    expect(
      largestRemainder(
        100,
        [1, 1, 1].map((n) => Fraction.of(100 * n, 3)),
      ),
    ).toEqual([34, 33, 33]));

  it('gives the krone to the earlier of two equal remainders', () =>
    expect(largestRemainder(1, [Fraction.zero, Fraction.of(1, 2), Fraction.of(1, 2)])).toEqual([
      0, 1, 0,
    ]));

  it('gives the krone to the larger remainder wherever it stands', () =>
    expect(largestRemainder(10, [Fraction.of(33, 10), Fraction.of(67, 10)])).toEqual([3, 7]));

  it('adds up where rounding each part would not', () => {
    const halves = [1, 1, 1, 1].map(() => Fraction.of(1, 2));
    expect(halves.map(toKroner)).toEqual([1, 1, 1, 1]);
    expect(largestRemainder(2, halves)).toEqual([1, 1, 0, 0]);
  });

  it('refuses parts of another total', () =>
    expect(() => largestRemainder(2, [Fraction.one])).toThrow(RangeError));

  it('adds up exactly, keeps each part within a krone, and never below zero', () =>
    fc.assert(
      fc.property(amounts, weights, (totalKr, of) => {
        const all = of.reduce((sum, weight) => sum + weight, 0);
        fc.pre(all > 0);
        const exact = of.map((weight) => Fraction.of(BigInt(totalKr) * BigInt(weight), all));
        const rounded = largestRemainder(totalKr, exact);
        expect(rounded.reduce((sum, part) => sum + part, 0)).toBe(totalKr);
        rounded.forEach((part, at) => {
          const floor = Number((exact[at] ?? Fraction.zero).floor());
          expect(part - floor === 0 || part - floor === 1).toBe(true);
          expect(part).toBeGreaterThanOrEqual(0);
        });
      }),
      laws,
    ));

  it('raises no part before one with a larger remainder', () =>
    fc.assert(
      fc.property(amounts, weights, (totalKr, of) => {
        const all = of.reduce((sum, weight) => sum + weight, 0);
        fc.pre(all > 0);
        const exact = of.map((weight) => Fraction.of(BigInt(totalKr) * BigInt(weight), all));
        const remainders = exact.map((part) => part.minus(Fraction.of(part.floor())));
        const raised = largestRemainder(totalKr, exact).map(
          (part, at) => BigInt(part) > (exact[at] ?? Fraction.zero).floor(),
        );
        remainders.forEach((larger, a) => {
          remainders.forEach((smaller, b) => {
            if (smaller.isLess(larger) && raised[b]) expect(raised[a]).toBe(true);
          });
        });
      }),
      laws,
    ));
});
