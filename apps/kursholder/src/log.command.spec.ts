import { EventStore } from '@kursholder/eventstore';
import { Command } from 'commander';
import { append, catalogue, log, opened } from '../../../test/support/counters';
import { useDatabase } from '../../../test/support/database';
import { addLogCommands } from './log.command';

const database = useDatabase();
let store: EventStore;

beforeAll(async () => {
  const { connectionString } = database;
  process.env['DATABASE_URL'] = connectionString;
  store = await EventStore.open({ connectionString, catalogue });
  await store.createLog(log);
  await store.append(append('counter-1', 0, [opened()]));
  await store.append(append('counter-2', 0, [{ ...opened(), notes: { reason: 'hun er syg' } }]));
});

afterAll(async () => {
  delete process.env['DATABASE_URL'];
  await store.close();
});

async function run(...words: readonly string[]): Promise<string> {
  const said: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    const program = new Command();
    addLogCommands(program);
    await program.parseAsync(['log', ...words], { from: 'user' });
    return said.join('');
  } finally {
    write.mockRestore();
  }
}

describe('erasing what a person typed', () => {
  it('empties it, says so in the log, and leaves the chain whole', async () => {
    expect(await run('erase', '2', '--by', 'admin')).toContain('event 3 says so');
    const [erased, erasure] = await store.read(log, 1, 2);
    expect(erased).toMatchObject({ notes: null, notesErased: true });
    expect(erasure).toMatchObject({ type: 'NotesErased', actor: 'admin', data: { position: 2 } });
    expect(await run('verify')).toContain('intact, 3 events');
  });

  it.each(['1', '9', '0', 'x'])('of event %s is refused, and changes nothing', async (position) => {
    const { position: before } = await store.head(log);
    await expect(run('erase', position, '--by', 'admin')).rejects.toThrow(`event ${position}`);
    expect((await store.head(log)).position).toBe(before);
  });
});
