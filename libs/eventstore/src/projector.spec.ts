import { Client } from 'pg';
import { accept, reject, type Decider, type NewEvent } from '@kursholder/kernel';
import { useDatabase } from '../../../test/support/database';
import { bigint, EventStore, handle, patch, projection, Projector, put, text } from './index';

type Counted = NewEvent<'Counted', { readonly by: number }>;
type Opened = NewEvent<'Opened', { readonly name: string }>;
type CounterEvent = Opened | Counted;

const counters = projection<CounterEvent>()({
  table: 'counters',
  version: 1,
  columns: { counter: text, sum: bigint },
  key: ['counter'],
  on: {
    Opened: ({ stream }) => put({ counter: stream, sum: 0 }),
    Counted: ({ stream, data }) =>
      patch({ counter: stream }, (row) => ({ sum: row.sum + data.by })),
  },
});

const counter: Decider<{ by: number }, CounterEvent, number | null> = {
  initial: null,
  decide: ({ by }, sum) =>
    sum === null
      ? accept<CounterEvent>(
          { type: 'Opened', data: { name: 'x' } },
          { type: 'Counted', data: { by } },
        )
      : sum + by > 100
        ? reject('conflict', 'counter.full')
        : accept<CounterEvent>({ type: 'Counted', data: { by } }),
  evolve: (sum, event) => (event.type === 'Opened' ? 0 : (sum ?? 0) + event.data.by),
};

describe('smoke', () => {
  const database = useDatabase();
  it('works', async () => {
    const { connectionString } = database;
    const store = await EventStore.open({
      connectionString,
      catalogue: { Opened: { schemaVersion: 1 }, Counted: { schemaVersion: 1 } },
    });
    await store.createLog('n');
    const projector = new Projector({
      store,
      connectionString,
      projections: [counters],
      onTrouble: console.log,
    });
    await projector.start();
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((by) =>
        handle(
          store,
          counter,
          `c-${String(by % 2)}`,
          { by },
          { log: 'n', actor: 'a', correlationId: 'x', commandId: `k${String(by)}` },
        ),
      ),
    );
    console.log(results);
    console.log(
      await handle(
        store,
        counter,
        'c-1',
        { by: 1000 },
        { log: 'n', actor: 'a', correlationId: 'x' },
      ),
    );
    const { position } = await store.head('n');
    const t = performance.now();
    console.log(await projector.waitFor('n', position, 2000), performance.now() - t);
    console.log(await projector.status());
    const client = new Client({ connectionString });
    await client.connect();
    console.log((await client.query('select * from read.counters order by 1, 2, 4')).rows);
    await projector.rebuild('counters', (p) => console.log(p));
    console.log((await client.query('select * from read.counters order by 1, 2, 4')).rows);
    console.log((await client.query('select * from log.builds')).rows);
    await handle(store, counter, 'c-1', { by: 3 }, { log: 'n', actor: 'a', correlationId: 'x' });
    console.log(await projector.waitFor('n', position + 1, 2000));
    console.log(await projector.status());
    await client.end();
    await projector.stop();
    await store.close();
  });
});
