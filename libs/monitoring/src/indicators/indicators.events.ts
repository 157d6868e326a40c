import type { Cadence, Json, NewEvent } from '@kursholder/kernel';

export const roles = ['driver', 'leading', 'context'] as const;
export const directions = ['down', 'up'] as const;
export type Direction = (typeof directions)[number];
/** How readings become a period's figure, savings model D2.2. */
export const methods = ['pooled', 'weighted_mean', 'published'] as const;
export type Method = (typeof methods)[number];

/** A school or other unit that readings come from. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  /** Its share in coverage, and in a weighted mean. */
  readonly weight: number;
  /** How many persons it covers; a basis for hiding small groups. */
  readonly persons: number | null;
  readonly supplier: string | null;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
}

/** The figures of a reading: counts where the method pools, else a percentage as decimal text. */
export interface Figures {
  readonly absentDays: number | null;
  readonly possibleDays: number | null;
  readonly percent: string | null;
}

export type Quality = 'provisional' | 'final';

/** Something implausible about a reading, alert rule A05: a code and the figures behind it. */
export interface ReadingWarning {
  readonly code: 'readings.jump' | 'readings.fewer-possible-days';
  readonly facts: Readonly<Record<string, Json>>;
}

interface ReadingKey {
  readonly readingId: string;
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
}

export interface SeriesPoint {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly percent: string;
}

export type IndicatorEvent =
  | NewEvent<
      'IndicatorDefined',
      {
        readonly id: string;
        readonly name: string;
        readonly measure: string;
        readonly role: (typeof roles)[number];
        readonly direction: Direction;
        readonly cadence: Cadence;
        readonly method: Method;
        readonly units: readonly Unit[];
      }
    >
  | NewEvent<
      'BaselineSet',
      {
        readonly baselineVersion: number;
        readonly percent: string | null;
        readonly series: readonly SeriesPoint[] | null;
        readonly decidedBy: string | null;
      }
    >
  | NewEvent<
      'TargetsSet',
      {
        readonly targetsVersion: number;
        /** Percentages by year; the whole set. */
        readonly targets: Readonly<Record<string, string>>;
        /** The end target that they were derived from, where they were (savings model D3). */
        readonly endTarget: { readonly year: number; readonly percent: string } | null;
        readonly decidedBy: string | null;
      }
    >
  /** Another method or cadence: units stay; baseline, targets and readings begin anew. */
  | NewEvent<
      'IndicatorVersioned',
      { readonly indicatorVersion: number; readonly method: Method; readonly cadence: Cadence }
    >
  | NewEvent<'UnitAdded', Unit>
  | NewEvent<
      'UnitChanged',
      {
        readonly unitId: string;
        readonly name: string | null;
        readonly weight: number | null;
        readonly activeTo: string | null;
        /** The unit that takes over; this one ends the day before `effectiveOn`. */
        readonly mergedInto: string | null;
      }
    >
  /** The status at the start of a year (close reading, M16): never a performance. */
  | NewEvent<
      'OpeningStatusReceived',
      {
        readonly year: number;
        readonly percent: string;
        readonly suppliedBy: string | null;
        readonly receivedOn: string;
      }
    >
  /** Somebody confirmed that an implausible reading is right. */
  | NewEvent<'ReadingAttested', ReadingKey>
  | NewEvent<
      'ReadingRecorded',
      ReadingKey &
        Figures & {
          readonly indicatorVersion: number;
          readonly suppliedBy: string | null;
          readonly receivedOn: string;
          readonly quality: Quality;
          readonly warnings: readonly ReadingWarning[];
        }
    >
  | NewEvent<
      'ReadingCorrected',
      ReadingKey &
        Figures & {
          readonly quality: Quality;
          readonly warnings: readonly ReadingWarning[];
          /** The figures that these replace. */
          readonly previous: Figures & { readonly quality: Quality };
        }
    >
  | NewEvent<'ReadingWithdrawn', ReadingKey & { readonly previous: Figures }>;

export const indicatorStream = (id: string) => `indicator-${id}`;
