import { EventStore, handle } from '@kursholder/eventstore';
import type { Decider } from '@kursholder/kernel';
import { catalogue, context, counted, type CounterEvent } from './counters';

/*
 * Counts on three streams that another process counts on too: `counting-process.ts <database> <name>
 * <times>`. Says how often it was acknowledged.
 */

/** Knows how far it is, so that every lost race has to be decided again. */
const tally: Decider<undefined, CounterEvent, number> = {
  initial: 0,
  decide: (_, sum) => ({ events: [counted(sum + 1)] }),
  evolve: (sum) => sum + 1,
};

async function run(): Promise<void> {
  const [connectionString = '', name = '', times = '0'] = process.argv.slice(2);
  const store = await EventStore.open({ connectionString, catalogue });
  const outcomes = await Promise.all(
    Array.from({ length: Number(times) }, (_, at) =>
      handle(store, tally, `shared-${String(at % 3)}`, undefined, {
        ...context,
        actor: `process ${name}`,
      }),
    ),
  );
  await store.close();
  process.stdout.write(String(outcomes.filter(({ kind }) => kind === 'appended').length));
}

void run();
