/** What a set of measured values says; ratios and medians, because single runs move by a third. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** `1234 (1100–1400)` */
export function spread(
  values: readonly number[],
  format = (value: number) => value.toFixed(0),
): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${format(median(values))} (${format(low)}–${format(high)})`;
}

export const ratio = (value: number): string => value.toFixed(2);

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
