import type { Logger } from '@kursholder/platform';

/** The log, for those who are made by Nest. */
export class ServerLog {
  constructor(readonly log: Logger) {}
}
