import { Fraction } from './fraction';

/** Whole kroner as a safe integer, which is how an event and JSON carry them. */
export function toKroner(exact: Fraction): number {
  const kroner = Number(exact.round());
  if (!Number.isSafeInteger(kroner)) throw new RangeError('an amount beyond the safe integers');
  return kroner;
}

/**
 * Rounds parts to whole kroner that add up to the total exactly: each part is rounded down, then
 * the kroner left over go to the largest remainders, ties to the earlier part.
 *
 * @example
 * // three equal thirds of 100 kr.
 * largestRemainder(100, [1, 1, 1].map((n) => Fraction.of(100 * n, 3))) // [34, 33, 33]
 * @throws RangeError when the exact parts do not add up to the total.
 */
export function largestRemainder(totalKr: number, parts: readonly Fraction[]): number[] {
  const total = Fraction.of(totalKr);
  if (Fraction.sum(parts).compare(total) !== 0) {
    throw new RangeError('the parts do not add up to the total');
  }
  const floors = parts.map((part) => part.floor());
  const left = Number(BigInt(totalKr) - floors.reduce((sum, floor) => sum + floor, 0n));
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part.minus(Fraction.of(floors[index] ?? 0n)) }))
    .sort((a, b) => b.remainder.compare(a.remainder) || a.index - b.index)
    .slice(0, left);
  const raised = new Set(byRemainder.map(({ index }) => index));
  return floors.map((floor, index) => Number(floor) + (raised.has(index) ? 1 : 0));
}
