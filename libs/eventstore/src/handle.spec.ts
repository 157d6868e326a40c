import {
  append,
  catalogue,
  connect,
  context,
  counted,
  counter,
  log,
  opened,
  openStore,
} from '../../../test/support/counters';
import { useDatabase } from '../../../test/support/database';
import { handle, type EventStore } from './index';

const database = useDatabase();
let store: EventStore;
/** As another process would have it: with a memory of its own. */
let other: EventStore;
let streams = 0;
const newStream = () => `counter-${String((streams += 1))}`;

beforeAll(async () => {
  store = await openStore(database.connectionString);
  other = await openStore(database.connectionString);
});

afterAll(async () => {
  await Promise.all([store.close(), other.close()]);
});

const count = (stream: string, by: number, more: object = {}, through = store) =>
  handle(through, counter, stream, { count: by }, { ...context, ...more });

describe('handling a command', () => {
  it('appends what was decided', async () => {
    const stream = newStream();
    const { position } = await store.head(log);
    expect(await count(stream, 3)).toEqual({
      kind: 'appended',
      version: 2,
      position: position + 2,
    });
    expect(await store.load(log, stream)).toMatchObject([opened(), counted(3)]);
  });

  it('appends nothing for nothing new, and says where the stream is', async () => {
    const stream = newStream();
    const { position } = await store.head(log);
    await count(stream, 3);
    await count(newStream(), 1);
    expect(await count(stream, 0)).toEqual({
      kind: 'unchanged',
      version: 2,
      position: position + 2,
    });
  });

  it('passes a refusal on', async () => {
    const stream = newStream();
    await count(stream, 90);
    expect(await count(stream, 11)).toEqual({
      kind: 'refused',
      refusal: { kind: 'conflict', code: 'counters.full', facts: { sum: 90 } },
    });
    expect(await store.load(log, stream)).toHaveLength(2);
  });

  it('is decided again when another process was first', async () => {
    const stream = newStream();
    await count(stream, 1);
    await count(stream, 1, {}, other);
    await count(stream, 1);
    expect(await count(stream, 1, {}, other)).toMatchObject({ kind: 'appended', version: 5 });
    expect(await store.load(log, stream)).toMatchObject([
      { type: 'Opened' },
      ...[1, 1, 1, 1].map(counted),
    ]);
  });

  it('is not refused, nor found to be nothing new, on a state that fell behind', async () => {
    const stream = newStream();
    await count(stream, 95);
    await other.append(append(stream, 2, [counted(-50)]));
    expect(await count(stream, 20)).toMatchObject({ kind: 'appended' });
    await other.append(append(stream, 4, [counted(-5)]));
    expect(await count(stream, 0)).toMatchObject({ kind: 'unchanged', version: 5 });
  });

  it('is stale only when it named another version than there is', async () => {
    const stream = newStream();
    await count(stream, 1);
    expect(await count(stream, 1, { expectedVersion: 1 })).toEqual({ kind: 'stale', version: 2 });
    expect(await count(stream, 1, { expectedVersion: 2 })).toMatchObject({ kind: 'appended' });
    await other.append(append(stream, 3, [counted(1)]));
    expect(await count(stream, 1, { expectedVersion: 3 })).toEqual({ kind: 'stale', version: 4 });
    expect(await count(stream, 1, { expectedVersion: 4 })).toMatchObject({ kind: 'appended' });
  });

  it('with a known command id is answered with the first event, whatever it would be else', async () => {
    const stream = newStream();
    await count(stream, 99, { commandId: 'the-99' });
    for (const more of [{}, { expectedVersion: 77 }]) {
      expect(await count(stream, 99, { commandId: 'the-99', ...more })).toMatchObject({
        kind: 'duplicate',
        first: { stream, version: 1, metadata: { events: 2, inStream: 2 } },
      });
    }
    expect(await count(newStream(), 5, { commandId: 'the-99' })).toMatchObject({
      kind: 'duplicate',
      first: { stream },
    });
    expect(await count(stream, 99, { commandId: 'another-99' })).toMatchObject({
      kind: 'refused',
    });
  });

  it('refuses a stream that is not there when it may not make one', async () => {
    expect(await count('counter-none', 1, { mayCreate: false })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'missing', code: 'stream.missing', facts: { stream: 'counter-none' } },
    });
  });

  it('of many on one stream decides one after another', async () => {
    const stream = newStream();
    const outcomes = await Promise.all(Array.from({ length: 120 }, () => count(stream, 1)));
    expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(100);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(20);
    const events = await store.load(log, stream);
    // Never a lost race: each was appended by a commit of its own, in order.
    expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
  });

  it('reads from the beginning when the log was set back behind what it remembers', async () => {
    const stream = newStream();
    await count(stream, 1);
    await count(stream, 90);
    const admin = await connect(database.connectionString);
    await admin.query('alter table log.events disable trigger append_only');
    await admin.query(`delete from log.events where stream = $1 and version = 3`, [stream]);
    await admin.query('alter table log.events enable always trigger append_only');
    await admin.end();
    expect(await count(stream, 5)).toMatchObject({ kind: 'appended', version: 3 });
    expect(await store.load(log, stream)).toMatchObject([opened(), counted(1), counted(5)]);
  });

  it('goes on after a command that failed', async () => {
    const stream = newStream();
    const failing = { ...counter, decide: () => ({ events: [{ type: 'Unknown', data: {} }] }) };
    await expect(
      handle(store, failing as unknown as typeof counter, stream, { count: 1 }, context),
    ).rejects.toThrow('the catalogue has no Unknown');
    expect(Object.keys(catalogue)).not.toContain('Unknown');
    expect(await count(stream, 1)).toMatchObject({ kind: 'appended', version: 2 });
  });
});
