import { EventStore, Projector } from '@kursholder/eventstore';
import { catalogue, counts } from '../support/counters';
import { tallies } from './tallies';

/* A projector that is going to be killed: `projector-process.ts <database>`. SIGTERM ends it in order. */

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function run(): Promise<void> {
  const [connectionString = ''] = process.argv.slice(2);
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const ending = () => stop.signal.aborted;
  while (!ending()) {
    try {
      const store = await EventStore.open({ connectionString, catalogue });
      const projector = new Projector({
        store,
        connectionString,
        projections: [tallies, counts],
      });
      await projector.start();
      while (!ending()) await pause(20);
      await projector.stop();
      await store.close();
    } catch {
      await pause(50); // PostgreSQL was killed while it started
    }
  }
}

void run();
