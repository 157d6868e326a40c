import fc from 'fast-check';
import { normalFactors, normalProbability, studentFactor } from './distributions.rules';

const laws = { numRuns: 1000 };

describe('normalProbability', () => {
  it.each([
    [0, 0.5],
    [0.5, 0.691462461274013104],
    [-1, 0.158655253931457051],
    [-2.3, 0.0107241100216758104],
    [3, 0.998650101968369905],
    [-5, 2.86651571879193912e-7],
    [-8, 6.22096057427178412e-16],
  ])('of %d agrees with tables to double precision', (z, probability) => {
    expect(Math.abs(normalProbability(z) / probability - 1)).toBeLessThan(1e-13);
  });

  it('is a fifth and four fifths where an outlook turns', () => {
    expect(normalProbability(-0.8416212335729143)).toBeCloseTo(0.2, 14);
    expect(normalProbability(0.8416212335729143)).toBeCloseTo(0.8, 14);
  });

  it('never falls as z rises, and both sides make one', () => {
    const z = fc.double({ min: -12, max: 12, noNaN: true });
    fc.assert(
      fc.property(z, z, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(normalProbability(low)).toBeLessThanOrEqual(normalProbability(high) + 1e-15);
        expect(normalProbability(a) + normalProbability(-a)).toBeCloseTo(1, 14);
      }),
      laws,
    );
  });

  it('ends at none and all however far out', () => {
    expect([normalProbability(-1e9), normalProbability(1e9)]).toEqual([0, 1]);
  });
});

describe('studentFactor', () => {
  const bands = [
    [80, 0.9],
    [50, 0.75],
  ] as const;
  const degrees = [3, 4, 5, 6, 7, 8];

  it.each(degrees.flatMap((of) => bands.map(([band, upTo]) => [of, band, upTo] as const)))(
    'with %d degrees for %d %% leaves the right share below it',
    (of, band, upTo) => {
      const factor = studentFactor(band, of) ?? 0;
      expect(Math.abs(studentShare(factor, of) - upTo)).toBeLessThan(1e-14);
    },
  );

  it('is wider than the normal one, and narrows with more observations', () => {
    for (const [band] of bands) {
      const factors = degrees.map((of) => studentFactor(band, of) ?? 0);
      expect([...factors].sort((a, b) => b - a)).toEqual(factors);
      expect(Math.min(...factors)).toBeGreaterThan(normalFactors[band]);
    }
  });

  it('is not asked for elsewhere', () => {
    expect([2, 9].map((of) => studentFactor(80, of))).toEqual([undefined, undefined]);
  });

  /** The closed form of Student's distribution for whole degrees of freedom. */
  function studentShare(t: number, of: number): number {
    const angle = Math.atan(t / Math.sqrt(of));
    const cos = Math.cos(angle);
    let [term, sum] = of % 2 === 1 ? [cos, 0] : [1, 0];
    for (let k = of % 2 === 1 ? 1 : 0; k <= of - 2; k += 2) {
      sum += term;
      term *= ((k + 1) / (k + 2)) * cos * cos;
    }
    const inside =
      of % 2 === 1 ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    return 0.5 + inside / 2;
  }
});
