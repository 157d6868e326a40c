import type { Decider, Json, NewEvent, Refusal } from '@kursholder/kernel';
import type { RecordedEvent } from './recorded-event';
import type { EventStore } from './store';

/*
 * Read, fold, decide, append.
 *
 * Invariants:
 *   1. In a process the commands on one stream are decided one after another.
 *   2. The folded state is kept in memory with its version. Appending checks the version, so a state
 *      that fell behind (another process appended) is found out, read on and decided on again.
 *   3. What is not appended (a refusal, nothing new, a stale version) is answered only on a state
 *      that was read in this call, and only when the command's id is unknown in the log.
 *   4. Only a command that names a version is told that it is stale; any other is decided again.
 */

/** Who asks, and how. */
export interface CommandContext {
  readonly log: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Makes the command safe to repeat. */
  readonly commandId?: string;
  /** The version that the caller saw. */
  readonly expectedVersion?: number;
  /** Kept on the command's first event. */
  readonly metadata?: Readonly<Record<string, Json>>;
  readonly occurredAt?: string;
  /** `false`: a stream that does not exist is refused as missing (`stream.missing`) without deciding. */
  readonly mayCreate?: boolean;
}

export type Handled =
  /** `position` of the last event, `version` of the stream. */
  | { readonly kind: 'appended'; readonly version: number; readonly position: number }
  /** The effect stood already; the stream's version and last position. */
  | { readonly kind: 'unchanged'; readonly version: number; readonly position: number }
  /** The command id was used before: the first event of that command. */
  | { readonly kind: 'duplicate'; readonly first: RecordedEvent }
  /** Another version was expected than the stream has. */
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Decides a command on a stream and appends what was decided.
 *
 * @example
 * const counter: Decider<{ by: number }, Counted, number> = {
 *   initial: 0,
 *   decide: ({ by }, sum) =>
 *     sum + by > 10 ? reject('conflict', 'counter.full') : accept({ type: 'Counted', data: { by } }),
 *   evolve: (sum, { data }) => sum + data.by,
 * };
 * await handle(store, counter, 'counter-1', { by: 7 }, { log, actor, correlationId }); // appended
 * await handle(store, counter, 'counter-1', { by: 7 }, { log, actor, correlationId }); // refused
 */
export function handle<Command, Event extends NewEvent, State>(
  store: EventStore,
  decider: Decider<Command, Event, State>,
  stream: string,
  command: Command,
  context: CommandContext,
): Promise<Handled> {
  const { turns, folded } = memoryOf(store);
  const key = JSON.stringify([context.log, stream]);
  const before = turns.get(key) ?? Promise.resolve();
  const turn = before.then(() =>
    decideAndAppend(store, folded, key, decider, stream, command, context),
  );
  const settled = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(key, settled);
  void settled.then(() => {
    if (turns.get(key) === settled) turns.delete(key);
  });
  return turn;
}

interface Folded<State> {
  readonly decider: unknown;
  readonly state: State;
  readonly version: number;
  /** Of the stream's last event. */
  readonly position: number;
}

interface Memory {
  /** The last command of each stream that has one under way. */
  readonly turns: Map<string, Promise<void>>;
  /** In the order of use, the longest unused first. */
  readonly folded: Map<string, Folded<unknown>>;
}

const memories = new WeakMap<EventStore, Memory>();
const statesKept = 2_000;

function memoryOf(store: EventStore): Memory {
  const known = memories.get(store);
  if (known) return known;
  const memory: Memory = { turns: new Map(), folded: new Map() };
  memories.set(store, memory);
  return memory;
}

async function decideAndAppend<Command, Event extends NewEvent, State>(
  store: EventStore,
  folded: Map<string, Folded<unknown>>,
  key: string,
  decider: Decider<Command, Event, State>,
  stream: string,
  command: Command,
  context: CommandContext,
): Promise<Handled> {
  const { log, commandId, expectedVersion, mayCreate } = context;
  const remembered = folded.get(key);
  const beginning: Folded<State> = { decider, state: decider.initial, version: 0, position: 0 };
  let current = remembered?.decider === decider ? (remembered as Folded<State>) : beginning;
  let fresh = false;

  const readOn = async () => {
    current = await foldOn(store, decider, log, stream, current);
    remember(folded, key, current);
    fresh = true;
  };
  if (current.version === 0) await readOn();

  for (;;) {
    // Of a stream that is not there the decider says so; no version of it can be stale.
    const stale =
      expectedVersion !== undefined && current.version !== 0 && expectedVersion !== current.version;
    const missing = mayCreate === false && current.version === 0;
    const decision = stale || missing ? undefined : decider.decide(command, current.state);
    if (decision && 'events' in decision && decision.events.length > 0) {
      const { events } = decision;
      const outcome = await store.append({
        log,
        actor: context.actor,
        correlationId: context.correlationId,
        causationId: context.causationId ?? null,
        commandId: commandId ?? null,
        ...(context.occurredAt === undefined ? {} : { occurredAt: context.occurredAt }),
        ...(context.metadata === undefined ? {} : { metadata: context.metadata }),
        streams: [{ stream, expectedVersion: current.version, events }],
      });
      if (outcome.kind === 'appended') {
        const { version, position } = outcome;
        folded.delete(key); // should evolve throw, the state is read again next time
        const state = events.map(asStored).reduce(decider.evolve, current.state);
        remember(folded, key, { decider, state, version, position });
        return outcome;
      }
      if (outcome.kind === 'duplicate') return outcome;
      // TRICKY: after a restore from a backup the log is behind what we remember, and reading on from
      // there would find nothing for ever.
      if (outcome.actualVersion < current.version) current = beginning;
      await readOn();
      continue;
    }
    if (!fresh) {
      const { version } = current;
      await readOn();
      if (current.version !== version) continue;
    }
    const first = commandId === undefined ? undefined : await store.findCommand(log, commandId);
    if (first) return { kind: 'duplicate', first };
    const { version, position } = current;
    if (missing) {
      const refusal: Refusal = { kind: 'missing', code: 'stream.missing', facts: { stream } };
      return { kind: 'refused', refusal };
    }
    if (!decision) return { kind: 'stale', version };
    return 'refusal' in decision
      ? { kind: 'refused', refusal: decision.refusal }
      : { kind: 'unchanged', version, position };
  }
}

async function foldOn<Event extends NewEvent, State>(
  store: EventStore,
  decider: Decider<never, Event, State>,
  log: string,
  stream: string,
  from: Folded<State>,
): Promise<Folded<State>> {
  const events = await store.load(log, stream, from.version);
  const last = events.at(-1);
  if (!last) return from;
  const state = (events as unknown as Event[]).reduce(decider.evolve, from.state);
  return { decider, state, version: last.version, position: last.position };
}

/** As it will be read, so that a state kept and a state read are the same. */
const asStored = <Event extends NewEvent>(event: Event): Event => ({
  ...event,
  data: JSON.parse(JSON.stringify(event.data)) as unknown,
});

function remember(folded: Map<string, Folded<unknown>>, key: string, state: Folded<unknown>): void {
  folded.delete(key);
  folded.set(key, state);
  if (folded.size <= statesKept) return;
  const [oldest] = folded.keys();
  if (oldest !== undefined) folded.delete(oldest);
}
