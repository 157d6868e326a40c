import { parseArgs } from 'node:util';
import { measureAppend } from './append';
import { measureRebuild } from './rebuild';
import { startServer } from './server';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '1,8,32' },
      stores: { type: 'string', default: 'ours,ours×2' },
      events: { type: 'string', default: '1000000' },
    },
  });
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const server = await startServer(say);
  try {
    const [what] = positionals;
    if (what === 'append') {
      const { printed, ...result } = await measureAppend(
        server,
        {
          clients: values.clients.split(',').map(Number),
          seconds: Number(values.seconds),
          rounds: Number(values.rounds),
          stores: values.stores.split(','),
        },
        say,
      );
      process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${printed}\n`);
    } else if (what === 'rebuild') {
      const { printed, ...result } = await measureRebuild(
        server,
        { events: Number(values.events), rounds: Number(values.rounds) },
        say,
      );
      process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${printed}\n`);
    }
  } finally {
    await server.close();
  }
}

void main();
