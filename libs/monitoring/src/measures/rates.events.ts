import type { NewEvent } from '@kursholder/kernel';

/** The efficiency contribution (effektiviseringsbidrag): a rate of a base, found by units. */
export type RateEvent =
  | NewEvent<'RateSet', { readonly year: number; readonly percent: string }>
  | NewEvent<'RateBaseSet', { readonly year: number; readonly baseKr: number }>
  | NewEvent<
      'ContributionAllocated',
      {
        readonly year: number;
        readonly unit: string;
        readonly amountKr: number;
        readonly competence: 'administrative' | 'political';
      }
    >
  | NewEvent<
      'ContributionDelivered',
      {
        readonly year: number;
        readonly unit: string;
        readonly amountKr: number;
        readonly deliveredOn: string;
      }
    >;
