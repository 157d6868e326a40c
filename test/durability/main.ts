import { parseArgs } from 'node:util';
import { measureDurability } from './durability';

/* `npm run test:durability -- --seconds 60`: ends with 1 when anything was lost, doubled or out of order. */

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      clients: { type: 'string', default: '32' },
      between: { type: 'string', default: '700' },
      'database-kills': { type: 'string', default: '4' },
    },
  });
  const report = await measureDurability({
    seconds: Number(values.seconds),
    clients: Number(values.clients),
    betweenKillsMs: Number(values.between),
    databaseKills: Number(values['database-kills']),
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const { lost, twice, outOfOrder, chain, readModelsEqual } = report;
  if (lost + twice + outOfOrder > 0 || !chain || !readModelsEqual) process.exitCode = 1;
}

void main();
