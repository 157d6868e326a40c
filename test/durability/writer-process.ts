import { EventStore, handle } from '@kursholder/eventstore';
import type { Decider } from '@kursholder/kernel';
import { catalogue, context, counted, type CounterEvent } from '../support/counters';

/*
 * A writer that is going to be killed: `writer-process.ts <database> <name> <clients>`. Each client
 * counts on streams that the other writers count on too, and says each acknowledgement on a line of its
 * own: `<command id> <stream> <version> <position>`. What it could not learn the outcome of it asks again
 * under the same command id. SIGTERM ends it in order.
 */

export const sharedStreams = 20;

const tally: Decider<number, CounterEvent, number> = {
  initial: 0,
  decide: (by) => ({ events: [counted(by)] }),
  evolve: (events) => events + 1,
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function opened(connectionString: string): Promise<EventStore> {
  for (;;) {
    try {
      return await EventStore.open({ connectionString, catalogue });
    } catch {
      await pause(50); // PostgreSQL was killed too
    }
  }
}

async function run(): Promise<void> {
  const [connectionString = '', name = '', clients = '1'] = process.argv.slice(2);
  const store = await opened(connectionString);
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const ending = () => stop.signal.aborted;
  const client = async (number: number) => {
    for (let at = 0; !ending(); at += 1) {
      const stream = `shared-${String((number + at * 7) % sharedStreams)}`;
      const commandId = `${name}-${String(number)}-${String(at)}`;
      for (;;) {
        try {
          const handled = await handle(store, tally, stream, at, {
            ...context,
            correlationId: commandId,
            commandId,
          });
          if (handled.kind === 'appended') {
            const { version, position } = handled;
            process.stdout.write(`${commandId} ${stream} ${String(version)} ${String(position)}\n`);
          } else if (handled.kind === 'duplicate') {
            const { version, position } = handled.first;
            process.stdout.write(`${commandId} ${stream} ${String(version)} ${String(position)}\n`);
          } else {
            throw new Error(`a command was ${handled.kind}`);
          }
          break;
        } catch (error) {
          if (ending()) break;
          const { name: kind } = error as Error;
          if (!['DatabaseUnavailable', 'OutcomeUnknown', 'QueueFull'].includes(kind)) throw error;
          await pause(20);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Number(clients) }, (_, number) => client(number)));
  await store.close();
}

void run();
