/** The probability that a standard normal variable is at most z, to double precision. */
export function normalProbability(z: number): number {
  return z < 0 ? upperTail(-z) : 1 - upperTail(z);
}

/**
 * The factor of a two-sided band of that many per cent, by Student's t with so many degrees of
 * freedom. A table, because only 4 to 9 observations ask for it and inverting the incomplete beta
 * function would be forty lines; the spec integrates the density and finds the same figures.
 */
export function studentFactor(band: 80 | 50, degrees: number): number | undefined {
  return studentFactors[degrees]?.[band];
}

/** The model's own factors, exactly these. */
export const normalFactors = { 80: 1.2816, 50: 0.6745 } as const;

const studentFactors: Readonly<Record<number, { readonly 80: number; readonly 50: number }>> = {
  3: { 80: 1.6377443536962101, 50: 0.7648923284043453 },
  4: { 80: 1.5332062740589439, 50: 0.7406970841126827 },
  5: { 80: 1.475884048824481, 50: 0.7266868438004226 },
  6: { 80: 1.4397557472651484, 50: 0.7175581964914126 },
  7: { 80: 1.4149239276505085, 50: 0.7111417780817863 },
  8: { 80: 1.3968153097438647, 50: 0.7063866126448386 },
};

/** P(Z > z) for z ≥ 0: the series of the density near 0, its continued fraction further out. */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * Number.EPSILON; odd += 2) sum += term *= (z * z) / odd;
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let depth = 100; depth > 0; depth -= 1) fraction = z + depth / fraction;
  return density / fraction;
}
