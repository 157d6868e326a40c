import type { Sums } from '../api';

/** The four parts of an expected saving, always in this order. */
export const partKeys = ['realised', 'notRealised', 'notMeasured', 'notDue'] as const;
export type PartKey = (typeof partKeys)[number];
export type Parts = Readonly<Record<PartKey, number>>;

export const partClass: Readonly<Record<PartKey, string>> = {
  realised: 'part-realised',
  notRealised: 'part-not-realised',
  notMeasured: 'part-not-measured',
  notDue: 'part-not-due',
};

export const partsOf = (sums: Sums): Parts => ({
  realised: sums.realisedSavingKr,
  notRealised: sums.notRealisedSavingKr,
  notMeasured: sums.notMeasuredSavingKr,
  notDue: sums.notDueSavingKr,
});

/** A sum of which nothing is due yet, or nothing measured, has no realised figure: not even 0. */
export type Standing = 'nothingDue' | 'nothingMeasured' | 'known';

export function standingOf(sums: Sums): Standing {
  const { realised, notRealised, notMeasured, notDue } = partsOf(sums);
  if (realised > 0 || notRealised > 0) return 'known';
  if (notMeasured > 0) return 'nothingMeasured';
  return notDue > 0 ? 'nothingDue' : 'known';
}

export interface Segment {
  key: PartKey;
  value: number;
  from: number;
  size: number;
}

/** Where each part lies on a length; two pixels of page stand between parts, and a part of 0 is left out. */
export function segments(parts: Parts, perKr: number): Segment[] {
  const shown = partKeys.filter((key) => parts[key] > 0);
  let at = 0;
  return shown.map((key, index) => {
    const from = at;
    at += parts[key] * perKr;
    const gap = index < shown.length - 1 ? 2 : 0;
    return { key, value: parts[key], from, size: Math.max(at - from - gap, 1) };
  });
}
