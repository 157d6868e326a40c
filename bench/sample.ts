import type { NewEvent } from '@kursholder/kernel';

/** The event that is measured with: 298 bytes of data, 97 of metadata once it is stored. */
export type BookingRecorded = NewEvent<
  'BookingRecorded',
  {
    readonly ref: string;
    readonly bookedOn: string;
    readonly amountKr: number;
    readonly voucher: string;
    readonly account: string;
    readonly text: string;
  }
>;

export const catalogue = { BookingRecorded: { schemaVersion: 1 } };

export function booking(number: number): BookingRecorded {
  const data = {
    ref: `R${String(300 + (number % 100))}`,
    bookedOn: `2026-${String(1 + (number % 12)).padStart(2, '0')}-15`,
    amountKr: -100_000 + (number % 200_000),
    voucher: `V${String(number).padStart(9, '0')}`,
    account: '5.46.61.1',
    text: '',
  };
  return {
    type: 'BookingRecorded',
    data: { ...data, text: filler(298 - JSON.stringify(data).length) },
  };
}

export const metadata = { request: filler(97 - '{"request":"","events":1,"inStream":1}'.length) };

function filler(length: number): string {
  return 'Budgetopfoelgning paa fravaer i enhederne, '.repeat(8).slice(0, length);
}

export const log = 'bench';
