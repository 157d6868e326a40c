import type { BenchServer } from './server';

/** What may be asked on the command line; each measurement has defaults of its own for what is not. */
export interface Options {
  readonly rounds: number;
  readonly seconds: number | undefined;
  readonly clients: readonly number[] | undefined;
  readonly stores: readonly string[];
  readonly events: number | undefined;
  readonly commands: number;
}

export interface Report {
  /** For people. */
  readonly printed: string;
  readonly rows: readonly unknown[];
}

export type Measurement = (
  server: BenchServer,
  options: Options,
  say: (line: string) => void,
) => Promise<Report>;
