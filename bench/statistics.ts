/** What a set of measured values says; ratios and medians, because single runs move by a third. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (index: number) => sorted[index] ?? NaN;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** `1234 (1100–1400)` */
export function spread(values: readonly number[], digits = 0): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [middle, from, to] = [median(values), low, high].map((value) => value.toFixed(digits));
  return `${middle ?? ''} (${from ?? ''}–${to ?? ''})`;
}

/**
 * Each value beside the floor's of the same round: what slowed the machine down in a round meets both.
 */
export const ratios = (values: readonly number[], floor: readonly number[]): number[] =>
  values.map((value, round) => value / (floor[round] ?? NaN));

/** Columns of equal width, the first to the left. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('   '),
    )
    .join('\n');
}
