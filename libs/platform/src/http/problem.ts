import type { Json, RefusalKind } from '@kursholder/kernel';

/** One wrong field: where it is, and a code with the figures its sentence needs. */
export interface FieldProblem {
  /** Dotted path of the field, or the name of the query parameter or header. */
  readonly path: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, Json>>;
}

interface ProblemParts {
  readonly facts?: Readonly<Record<string, Json>>;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What is answered instead of a result (RFC 9457). It carries a code and figures; the words are
 * chosen by the problem filter, in the reader's language.
 */
export class Problem extends Error {
  readonly facts: Readonly<Record<string, Json>>;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    { facts = {}, errors = [], headers = {} }: ProblemParts = {},
  ) {
    super(code);
    this.facts = facts;
    this.errors = errors;
    this.headers = headers;
  }

  /** Bad input in one field. */
  static input(path: string, code: string, facts: Record<string, Json> = {}): Problem {
    return new Problem(400, 'input.invalid', { errors: [{ path, code, facts }] });
  }
}

export const statusOf: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  missing: 404,
  conflict: 409,
  forbidden: 403,
};
