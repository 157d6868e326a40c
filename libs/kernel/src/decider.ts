import type { Json } from './json';

/** What a decider asks to have recorded: facts in `data`, what a person typed in `notes`. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** Free text by a person; kept apart so that it can be erased without breaking the chain. */
  readonly notes?: Readonly<Record<string, string>> | null;
  /** The day from which it counts in the budget, `YYYY-MM-DD`; null where that has no meaning. */
  readonly effectiveOn?: string | null;
}

/** The four ways to be refused; the doors translate them to 400, 404, 409 and 403. */
export type RefusalKind = 'invalid' | 'missing' | 'conflict' | 'forbidden';

export interface Refusal<Code extends string = string> {
  readonly kind: RefusalKind;
  /** `slice.what-is-so`, for example `readings.period-taken`. */
  readonly code: Code;
  /** Figures and names the sentence needs; never words. */
  readonly facts: Readonly<Record<string, Json>>;
  /** The field that is wrong, as a dotted path, where there is one. */
  readonly path?: string;
}

export type Decision<Event extends NewEvent> =
  { readonly events: readonly Event[] } | { readonly refusal: Refusal };

/** The behaviour of one stream as two pure functions: no clock, no randomness, no database. */
export interface Decider<Command, Event extends NewEvent, State> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => Decision<Event>;
  readonly evolve: (state: State, event: Event) => State;
}

export const accept = <Event extends NewEvent>(...events: Event[]): Decision<Event> => ({ events });

/** The effect already stands: nothing is appended and the caller is told so. */
export const nothingNew: { readonly events: readonly [] } = { events: [] };

export function reject(
  kind: RefusalKind,
  code: string,
  facts: Readonly<Record<string, Json>> = {},
  path?: string,
): { readonly refusal: Refusal } {
  return { refusal: { kind, code, facts, ...(path === undefined ? {} : { path }) } };
}
