import fc from 'fast-check';
import { catalogue, counted } from '../../../test/support/counters';
import { useDatabase } from '../../../test/support/database';
import { EventStore, verify, type Append, type AppendOutcome } from './index';

/* Whatever is asked of a log, by whichever of two stores and however much at once. */

const database = useDatabase();
let stores: EventStore[];
let logs = 0;

beforeAll(async () => {
  const { connectionString } = database;
  stores = await Promise.all([1, 2].map(() => EventStore.open({ connectionString, catalogue })));
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
});

interface Asked {
  readonly through: number;
  readonly commandId: string | null;
  readonly streams: readonly { stream: string; expectedVersion: number; count: number }[];
}

const asked: fc.Arbitrary<Asked> = fc.record({
  through: fc.nat({ max: 1 }),
  commandId: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { freq: 2 }),
  streams: fc.uniqueArray(
    fc.record({
      stream: fc.constantFrom('s', 't', 'u', 'v'),
      expectedVersion: fc.nat({ max: 4 }),
      count: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ stream }) => stream },
  ),
});

/** Batches one after another; what is in a batch is asked at once. */
const batches = fc.array(
  fc.array(
    asked.filter(({ streams }) => streams.some(({ count }) => count > 0)),
    { minLength: 1, maxLength: 8 },
  ),
  { minLength: 1, maxLength: 6 },
);

/** Each event says which command it is of, so that every one can be told in the log. */
const appendOf = (log: string, number: number, { commandId, streams }: Asked): Append => ({
  log,
  actor: 'somebody',
  correlationId: `command-${String(number)}`,
  commandId,
  streams: streams.map(({ stream, expectedVersion, count }) => ({
    stream,
    expectedVersion,
    events: Array.from({ length: count }, () => counted(number)),
  })),
});

it('a log holds exactly what was acknowledged, in one dense order, and proves it', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const log = `log-${String((logs += 1))}`;
      const [first] = stores;
      await first?.createLog(log);
      const outcomes: { asked: Asked; outcome: AppendOutcome }[] = [];
      for (const batch of all) {
        const offset = outcomes.length;
        const answers = await Promise.all(
          batch.map(async (one, at) =>
            stores[one.through]?.append(appendOf(log, offset + at, one)),
          ),
        );
        for (const [at, outcome] of answers.entries()) {
          const one = batch[at];
          if (one && outcome) outcomes.push({ asked: one, outcome });
        }
      }

      const events = (await first?.read(log, 0, 10_000)) ?? [];
      expect(events.map(({ position }) => position)).toEqual(events.map((_, at) => at + 1));
      for (const [at, { recordedAt, stream, version }] of events.entries()) {
        expect(recordedAt >= (events[at - 1]?.recordedAt ?? '')).toBe(true);
        expect(version).toBe(events.slice(0, at).filter((one) => one.stream === stream).length + 1);
      }
      for (const [number, { asked: one, outcome }] of outcomes.entries()) {
        const own = events.filter(
          ({ correlationId }) => correlationId === `command-${String(number)}`,
        );
        const expected = one.streams.flatMap(({ stream, count }) =>
          Array<string>(count).fill(stream),
        );
        if (outcome.kind === 'appended') {
          expect(own.map(({ stream }) => stream)).toEqual(expected);
          expect(own.map(({ position }) => position)).toEqual(
            own.map((_, at) => outcome.position - own.length + 1 + at),
          );
          expect(new Set(own.map(({ commitNo }) => commitNo)).size).toBe(1);
          expect(own[0]?.commandId).toBe(one.commandId);
          expect(own[0]?.metadata).toMatchObject({ events: own.length });
        } else {
          expect(own).toEqual([]);
        }
        if (outcome.kind === 'duplicate') {
          expect(outcome.first.commandId).toBe(one.commandId);
          expect(events[outcome.first.position - 1]).toEqual(outcome.first);
        }
        if (outcome.kind === 'conflict') {
          const named = one.streams.find(({ stream }) => stream === outcome.stream);
          expect(named?.expectedVersion).not.toBe(outcome.actualVersion);
        }
      }
      const ids = events.flatMap(({ commandId }) => (commandId === null ? [] : [commandId]));
      expect(new Set(ids).size).toBe(ids.length);
      const { connectionString } = database;
      expect(await verify({ connectionString, log, pageSize: 3 })).toMatchObject({
        ok: true,
        events: events.length,
      });
    }),
    { numRuns: 40 },
  );
}, 120_000);

it('one after another, the outcome is what a list in memory would give', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 15 }), async (all) => {
      const log = `log-${String((logs += 1))}`;
      await stores[0]?.createLog(log);
      const versions = new Map<string, number>();
      const ids = new Set<string>();
      let position = 0;
      for (const [number, one] of all.entries()) {
        if (one.streams.every(({ count }) => count === 0)) continue;
        const outcome = await stores[one.through]?.append(appendOf(log, number, one));
        const wrong = one.streams.find(
          ({ stream, expectedVersion }) => (versions.get(stream) ?? 0) !== expectedVersion,
        );
        if (one.commandId !== null && ids.has(one.commandId)) {
          expect(outcome).toMatchObject({ kind: 'duplicate', first: { commandId: one.commandId } });
        } else if (wrong) {
          expect(outcome?.kind).toBe('conflict');
        } else {
          for (const { stream, expectedVersion, count } of one.streams) {
            versions.set(stream, expectedVersion + count);
            position += count;
          }
          if (one.commandId !== null) ids.add(one.commandId);
          const [{ stream } = { stream: '' }] = one.streams;
          expect(outcome).toEqual({ kind: 'appended', position, version: versions.get(stream) });
        }
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
