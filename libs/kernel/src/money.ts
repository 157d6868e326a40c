import { Fraction } from './fraction';

/**
 * Whole kroner as a safe integer, which is how an event and JSON carry them. What lies beyond becomes
 * the last safe one: a development away from a hair-thin goal has no bound, and must not keep the
 * figures of all other measures from being answered.
 */
export const toKroner = (exact: Fraction): number => safe(exact.round());

/** The sum of whole kroner, exact however large they are, within the same bounds. */
export function sumOfKroner(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
    // Doubles add up whole numbers exactly as long as each sum on the way is a safe one.
    if (!Number.isSafeInteger(sum))
      return safe(amounts.reduce((all, each) => all + BigInt(each), 0n));
  }
  return sum;
}

function safe(kroner: bigint): number {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(kroner > most ? most : kroner < -most ? -most : kroner);
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
