import fc from 'fast-check';
import { Fraction } from './fraction';

const fractions = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    fc.bigInt({ min: 1n, max: 10n ** 15n }),
  )
  .map(([n, d]) => Fraction.of(n, d));
const laws = { numRuns: 1000 };

describe('Fraction', () => {
  it('computes the example above it', () =>
    expect(Fraction.parse('8.45').minus(Fraction.of(8)).toDecimal(4)).toBe('0.4500'));

  it('is kept in lowest terms with a positive denominator', () => {
    const { numerator, denominator } = Fraction.of(6, -4);
    expect([numerator, denominator]).toEqual([-3n, 2n]);
  });

  it('has no denominator 0', () => expect(() => Fraction.of(1, 0)).toThrow(RangeError));

  it('is not divided by zero', () =>
    expect(() => Fraction.one.over(Fraction.zero)).toThrow(RangeError));

  it.each(['', '.5', '5.', '1e3', '8,45', ' 1', '+1', '0x10', '١'])('is not read from %j', (text) =>
    expect(() => Fraction.parse(text)).toThrow(SyntaxError),
  );

  it.each([
    ['0', '0.0000'],
    ['-0', '0.0000'],
    ['-0.5', '-0.5000'],
    ['100.0000', '100.0000'],
    ['007.5', '7.5000'],
  ])('reads %s', (text, shown) => expect(Fraction.parse(text).toDecimal(4)).toBe(shown));

  it.each([
    [Fraction.of(1, 2), 1n],
    [Fraction.of(-1, 2), -1n],
    [Fraction.of(3, 2), 2n],
    [Fraction.of(-5, 2), -3n],
    [Fraction.of(499, 1000), 0n],
    [Fraction.of(-499, 1000), 0n],
  ])('rounds half away from zero (%#)', (exact, whole) => expect(exact.round()).toBe(whole));

  it('shows a small negative figure as zero without a sign', () =>
    expect(Fraction.of(-1, 100_000).toDecimal(4)).toBe('0.0000'));

  it('shows no point when no decimals are asked for', () =>
    expect(Fraction.of(-21, 2).toDecimal(0)).toBe('-11'));

  it('is taken down towards minus infinity', () =>
    expect([Fraction.of(-1, 3), Fraction.of(-2), Fraction.of(5, 3)].map((f) => f.floor())).toEqual([
      -1n,
      -2n,
      1n,
    ]));

  it('is the nearest double however small or large', () => {
    expect(Fraction.of(1, 3).toNumber()).toBe(1 / 3);
    expect(Fraction.of(-1, 3n * 10n ** 30n).toNumber()).toBe(-3.3333333333333333e-31);
    expect(Fraction.of(10n ** 25n, 3).toNumber()).toBe(3.3333333333333333e24);
    expect(Fraction.zero.toNumber()).toBe(0);
    // Above the middle of two doubles by less than any of the digits that are kept.
    const above = (2n ** 53n + 1n) * 2n ** 80n + 1n;
    expect(Fraction.of(above, 2n ** 80n).toNumber()).toBe(2 ** 53 + 2);
  });

  it('is the double that was divided when both are doubles', () =>
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (n, d) => {
        expect(Fraction.of(n, d).toNumber()).toBe(n / d === 0 ? 0 : n / d);
      }),
      laws,
    ));

  it('adds and takes away, multiplies and divides without loss', () =>
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(a.plus(b).minus(b).compare(a)).toBe(0);
        if (!b.isZero()) expect(a.times(b).over(b).compare(a)).toBe(0);
      }),
      laws,
    ));

  it('multiplies each term of a sum', () =>
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(
          a
            .plus(b)
            .times(c)
            .compare(a.times(c).plus(b.times(c))),
        ).toBe(0);
      }),
      laws,
    ));

  it('is ordered as its differences are', () =>
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(a.compare(b)).toBe(a.minus(b).compare(Fraction.zero));
        expect(a.isLess(b)).toBe(!a.isAtLeast(b));
        expect(a.min(b).plus(a.max(b)).compare(a.plus(b))).toBe(0);
      }),
      laws,
    ));

  it('is rounded alike on both sides of zero, and by no more than a half', () =>
    fc.assert(
      fc.property(fractions, (a) => {
        expect(a.negated().round()).toBe(-a.round());
        const off = a.minus(Fraction.of(a.round()));
        expect(off.max(off.negated()).compare(Fraction.of(1, 2))).toBeLessThanOrEqual(0);
      }),
      laws,
    ));

  it('is read back from its own decimals within half a place', () =>
    fc.assert(
      fc.property(fractions, fc.integer({ min: 0, max: 12 }), (a, places) => {
        const off = Fraction.parse(a.toDecimal(places)).minus(a);
        const half = Fraction.of(1n, 2n * 10n ** BigInt(places));
        expect(off.max(off.negated()).compare(half)).toBeLessThanOrEqual(0);
      }),
      laws,
    ));
});
