import type { Decider, NewEvent } from '@kursholder/kernel';
import { foldAll } from './fold';
import type { Columns } from './columns';
import type { Projection, Row } from './projection';
import type { RecordedEvent } from './recorded-event';

/*
 * Given events, when a command, then events: the grammar of specs for deciders; and given events, then
 * rows, for projections. Values in, values out, no database. A mismatch throws an error with both
 * sides, so that it works in any test runner.
 */

/**
 * @example
 * const given = specify(counter);
 * it('counts', () => given(counted(3)).when({ by: 4 }).then(counted(4)));
 * it('counts nothing for 0', () => given().when({ by: 0 }).thenNothing());
 * it('is full at 10', () => given(counted(8)).when({ by: 3 }).thenRejected('counter.full'));
 */
export const specify =
  <Command, Event extends NewEvent, State>(decider: Decider<Command, Event, State>) =>
  (...past: readonly Event[]) => ({
    when: (command: Command) => {
      const state = past.reduce(decider.evolve, decider.initial);
      const decision = decider.decide(command, state);
      const events = 'events' in decision ? decision.events : [];
      // Evolving must take whatever deciding gave.
      events.reduce(decider.evolve, state);
      return {
        /** Exactly these events; notes and days left out there are not looked at. */
        then: (...expected: readonly Event[]) => {
          if ('refusal' in decision) differ('was refused', decision.refusal, expected);
          const seen = events.map((event, at) => pick(event, expected[at]));
          same(seen, expected);
        },
        thenNothing: () => {
          if ('refusal' in decision) differ('was refused', decision.refusal, []);
          same(events, []);
        },
        /** With these facts too, where they are given. */
        thenRejected: (code: string, facts?: Readonly<Record<string, unknown>>) => {
          if (!('refusal' in decision)) return differ('was not refused', events, code);
          same(decision.refusal.code, code);
          if (facts !== undefined) same(decision.refusal.facts, facts);
        },
      };
    },
  });

const pick = (event: NewEvent, like: NewEvent | undefined): unknown =>
  Object.fromEntries(
    Object.entries(event).filter(([name]) => name === 'data' || (like && name in like)),
  );

type Recorded<E extends NewEvent> = E & Partial<Omit<RecordedEvent<E>, keyof NewEvent>>;

/**
 * @example
 * const given = specifyProjection(counters);
 * it('adds up', () => given({ type: 'Counted', data: { by: 3 }, stream: 'counter-1' })
 *   .thenRows({ counter: 'counter-1', sum: 3 }));
 */
export const specifyProjection =
  <C extends Columns>(definition: Projection<C>) =>
  (...events: readonly Recorded<NewEvent>[]) => {
    const recorded = events.map(asRecorded);
    const versions = foldAll(definition as unknown as Projection, recorded);
    const at = (position: number) =>
      versions
        .filter(({ from, to }) => from <= position && (to === null || position < to))
        .map(({ row }) => row as Row<C>);
    const inOrder = (rows: readonly unknown[]) =>
      [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1));
    return {
      /** The rows after the last event, in any order. */
      thenRows: (...expected: readonly Row<C>[]) => {
        same(inOrder(at(recorded.length)), inOrder(expected));
      },
      /** The rows as they were known after that many of the events. */
      thenRowsAt: (position: number, ...expected: readonly Row<C>[]) => {
        same(inOrder(at(position)), inOrder(expected));
      },
      rows: () => at(recorded.length),
    };
  };

/** Positions 1, 2, 3 …; versions as they come in their streams; instants a second apart. */
function asRecorded(
  event: Recorded<NewEvent>,
  at: number,
  all: readonly Recorded<NewEvent>[],
): RecordedEvent {
  const { stream = 'stream-1' } = event;
  const before = all.slice(0, at).filter((one) => (one.stream ?? 'stream-1') === stream).length;
  const instant = new Date(Date.UTC(2026, 0, 1, 12, 0, at)).toISOString();
  return {
    log: 'norddjurs',
    position: at + 1,
    commitNo: at + 1,
    stream,
    version: before + 1,
    schemaVersion: 1,
    eventId: `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
    commandId: null,
    correlationId: 'given',
    causationId: null,
    actor: 'somebody',
    recordedAt: instant,
    occurredAt: instant,
    effectiveOn: null,
    notesErased: false,
    metadata: {},
    ...event,
    notes: null,
    ...(event.effectiveOn === undefined ? {} : { effectiveOn: event.effectiveOn }),
  };
}

function same(seen: unknown, expected: unknown): void {
  if (text(seen) !== text(expected)) differ('is not as expected', seen, expected);
}

function differ(what: string, seen: unknown, expected: unknown): never {
  const error = new Error(`${what}\nexpected: ${text(expected)}\nseen: ${text(seen)}`);
  throw error;
}

/** As JSON with keys in order, so that two values of the same content are the same text. */
const text = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    2,
  );
