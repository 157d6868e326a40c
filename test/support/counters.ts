import {
  bigint,
  EventStore,
  ignore,
  patch,
  projection,
  put,
  remove,
  text,
  type Append,
} from '@kursholder/eventstore';
import { accept, nothingNew, reject, type Decider, type NewEvent } from '@kursholder/kernel';
import { Client } from 'pg';

/* The smallest thing that happens: counters that count. For the specs of the event store. */

export type CounterEvent =
  | NewEvent<'Opened', { readonly name: string }>
  | NewEvent<'Counted', { readonly by: number }>
  | NewEvent<'Closed', Readonly<Record<string, never>>>;

export const opened = (name = 'a counter'): CounterEvent => ({ type: 'Opened', data: { name } });
export const counted = (by: number): CounterEvent => ({ type: 'Counted', data: { by } });
export const closed: CounterEvent = { type: 'Closed', data: {} };

export const catalogue = {
  Opened: { schemaVersion: 1 },
  Counted: { schemaVersion: 1 },
  Closed: { schemaVersion: 1 },
};

type CounterCommand = { readonly count: number } | 'close';

/** Counts up to 100; counting 0 is nothing new. */
export const counter: Decider<CounterCommand, CounterEvent, number | null> = {
  initial: null,
  decide: (command, sum) => {
    if (command === 'close') return accept<CounterEvent>(closed);
    if (command.count === 0) return nothingNew;
    if ((sum ?? 0) + command.count > 100) return reject('conflict', 'counters.full', { sum });
    return sum === null ? accept(opened(), counted(command.count)) : accept(counted(command.count));
  },
  evolve: (sum, event) => {
    switch (event.type) {
      case 'Opened':
        return 0;
      case 'Counted':
        return (sum ?? 0) + event.data.by;
      case 'Closed':
        return null;
    }
  },
};

/** What each counter stands at. */
export const counters = projection<CounterEvent>()({
  table: 'counters',
  version: 1,
  columns: { counter: text, sum: bigint },
  key: ['counter'],
  on: {
    Opened: ({ stream }) => put({ counter: stream, sum: 0 }),
    Counted: ({ stream, data }) =>
      patch({ counter: stream }, (row) => ({ sum: row.sum + data.by })),
    Closed: ({ stream }) => remove({ counter: stream }),
  },
});

/** Every count as a row of its own. */
export const counts = projection<CounterEvent>()({
  table: 'counts',
  version: 1,
  columns: { counter: text, position: bigint, by: bigint },
  key: ['counter', 'position'],
  on: {
    Opened: ignore,
    Counted: ({ stream, position, data }) => put({ counter: stream, position, by: data.by }),
    Closed: ({ stream }) => remove({ counter: stream }),
  },
});

export const log = 'norddjurs';

export const openStore = async (
  connectionString: string,
  options: Partial<Parameters<typeof EventStore.open>[0]> = {},
): Promise<EventStore> => {
  const store = await EventStore.open({ connectionString, catalogue, ...options });
  await store.createLog(log);
  return store;
};

export const append = (
  stream: string,
  expectedVersion: number,
  events: readonly CounterEvent[],
  rest: Partial<Append> = {},
): Append => ({
  log,
  actor: 'somebody',
  correlationId: 'request-1',
  streams: [{ stream, expectedVersion, events }],
  ...rest,
});

export const context = { log, actor: 'somebody', correlationId: 'request-1' };

/** A connection that is not the store's; what it asks is answered with rows as they are. */
export async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Asks again until it is so; a test that waits for ever says what for. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  isSo: (seen: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > until) throw new Error(`still ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
