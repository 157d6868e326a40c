export interface Database {
  connectionString: string;
  /** For people: the folder of the embedded database, or host and name of another. */
  where: string;
  embedded: boolean;
  /** The embedded server's process id, for tests and reports. */
  serverPid(): number | undefined;
  /** Call it when the end begins: a start that comes now waits instead of refusing. */
  announceEnd(): void;
  /** The embedded database died and could not be started again. */
  onLost(listener: (error: Error) => void): void;
  /** Ends the embedded database in order, if it is ours. Close all pools first. */
  close(): Promise<void>;
}
