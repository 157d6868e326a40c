import type { BookingRecorded } from './sample';

/** What the append measurement asks of a store. */
export interface Appender {
  append(stream: string, expectedVersion: number, event: BookingRecorded): Promise<void>;
  close(): Promise<void>;
}

export const peers: Readonly<
  Record<string, (connectionString: string, clients: number) => Promise<Appender>>
> = {};
