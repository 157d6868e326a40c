import { EventStore, Projector, upcast, type EventKind } from '@kursholder/eventstore';
import { catalogue } from '../../libs/monitoring/src/catalogue';
import { readModels } from '../../libs/monitoring/src/read-models';
import { useDatabase } from '../support/database';
import {
  asRecorded,
  goldenEvent,
  goldenEvents,
  goldenFiles,
  type GoldenEvent,
} from '../support/golden-events';

/*
 * One stored example of every event type in every version that was ever written. Whoever adds a type
 * or raises a version adds a file to `events/`; those that are there stay as they are, for the logs
 * of municipalities hold such events for ever.
 */

const kinds = Object.entries<EventKind>(catalogue);

describe('the golden events', () => {
  it('have a file for every type and version of the catalogue, and none beside them', () => {
    const wanted = kinds.flatMap(([type, { schemaVersion }]) =>
      Array.from({ length: schemaVersion }, (_, at) => `${type}.v${String(at + 1)}.json`),
    );
    expect(goldenFiles()).toEqual(wanted.sort());
  });

  it.each(goldenFiles())('%s holds what its name says', (file) => {
    const { type, schemaVersion, ...rest } = goldenEvent(file);
    expect(`${type}.v${String(schemaVersion)}.json`).toBe(file);
    expect(Object.keys(rest).sort()).toEqual(['data', 'effectiveOn', 'notes', 'stream']);
  });

  it.each(goldenFiles())('%s becomes today’s shape, which every read model takes', (file) => {
    const event = goldenEvent(file);
    const data = upcast(catalogue, event.type, event.schemaVersion, event.data);
    const recorded = asRecorded({ ...event, data: data as GoldenEvent['data'] });
    for (const readModel of readModels) {
      expect(Array.isArray(readModel.changes(recorded))).toBe(true);
    }
  });
});

describe('a log of the golden events', () => {
  const database = useDatabase();
  const log = 'norddjurs';

  it('written by the programs of their time loads and projects with today’s', async () => {
    const { connectionString } = database;
    const events = goldenEvents();
    const versions = new Map<string, number>();
    const newest = Math.max(...events.map(({ schemaVersion }) => schemaVersion));
    for (let schemaVersion = 1; schemaVersion <= newest; schemaVersion += 1) {
      const ofThen = events.filter((event) => event.schemaVersion === schemaVersion);
      const store = await EventStore.open({
        connectionString,
        catalogue: Object.fromEntries(ofThen.map(({ type }) => [type, { schemaVersion }])),
      });
      await store.createLog(log);
      for (const { stream, type, data, effectiveOn, notes } of ofThen) {
        const expectedVersion = versions.get(stream) ?? 0;
        const outcome = await store.append({
          log,
          actor: 'somebody',
          correlationId: 'golden',
          streams: [{ stream, expectedVersion, events: [{ type, data, effectiveOn, notes }] }],
        });
        expect(outcome.kind).toBe('appended');
        versions.set(stream, expectedVersion + 1);
      }
      await store.close();
    }

    const store = await EventStore.open({ connectionString, catalogue });
    const projector = new Projector({ store, connectionString, projections: readModels });
    try {
      const loaded = await store.read(log, 0, events.length + 1);
      expect(loaded).toHaveLength(events.length);
      for (const event of loaded) {
        const today = (catalogue as Record<string, EventKind>)[event.type]?.schemaVersion;
        const stored = events.find(
          ({ type, schemaVersion }) => type === event.type && schemaVersion === event.schemaVersion,
        );
        expect(event).toMatchObject({ effectiveOn: stored?.effectiveOn, notes: stored?.notes });
        if (event.schemaVersion === today) expect(event.data).toEqual(stored?.data);
      }
      await projector.start();
      const reached = await projector.waitFor(log, events.length, 10_000);
      const states = await projector.status();
      expect(states.filter(({ error }) => error !== null)).toEqual([]);
      expect(reached).toBe(true);
      expect(states).toHaveLength(readModels.length);
    } finally {
      await projector.stop();
      await store.close();
    }
  });
});
