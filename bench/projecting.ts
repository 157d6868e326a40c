import { EventStore, Projector } from '@kursholder/eventstore';
import { bookings } from './projections';
import { catalogue } from './sample';

/* A process that keeps the read model: `projecting.ts <connection>`. Says "ready", ends at "end". */

async function run(): Promise<void> {
  const [connectionString = ''] = process.argv.slice(2);
  const store = await EventStore.open({ connectionString, catalogue });
  const projector = new Projector({ store, connectionString, projections: [bookings] });
  await projector.start();
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await projector.stop();
  await store.close();
  process.exit(0);
}

void run();
