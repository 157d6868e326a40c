/**
 * What keeps Kursholder from starting and the person at the console can put right. The command
 * line prints the message alone, without a stack, and ends with code 1.
 */
export class StartupProblem extends Error {
  override name = 'StartupProblem';
}

/** Says one step of the start, in plain words; the command line prints it as one line. */
export type Progress = (line: string) => void;
