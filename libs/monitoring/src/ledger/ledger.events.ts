import type { NewEvent } from '@kursholder/kernel';

/** A posting in the ledger; a voucher is booked once per measure and has its own stream. */
export interface BookingPosted {
  readonly measure: string;
  readonly voucher: string;
  readonly bookedOn: string;
  /** Positive for cost. */
  readonly amountKr: number;
  readonly account: string | null;
  /** The voucher that this one takes back. */
  readonly reverses: string | null;
}

export type BookingEvent = NewEvent<'BookingPosted', BookingPosted>;

/** The ledger's word about a measure: what was budgeted before the reduction, and what was spent. */
export type LedgerEvent =
  | NewEvent<
      'LedgerSnapshotRecorded',
      {
        readonly year: number;
        readonly asOf: string;
        readonly budgetBeforeKr: number;
        readonly actualKr: number;
        readonly source: string;
      }
    >
  | NewEvent<
      'AccountMapped',
      { readonly account: string; readonly validFrom: string; readonly validTo: string | null }
    >
  /** What a controller holds to be realised; it stands beside the figure and changes no part. */
  | NewEvent<'RealisationAssessed', { readonly year: number; readonly realisedSavingKr: number }>
  /** A person's forecast beside the computed one. */
  | NewEvent<'ForecastStated', { readonly year: number; readonly realisedSavingKr: number }>;

/** TRICKY: a voucher may hold any characters; encoded it cannot run into the measure's name. */
export const bookingStream = (measure: string, voucher: string) =>
  `booking-${measure}-${encodeURIComponent(voucher)}`;
