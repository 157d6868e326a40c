import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { loadConfig, migrate, openDatabase, StartupProblem } from '@kursholder/platform';
import { demonstrationConfig } from './demonstration';
import { addLogCommands } from './log.command';
import { addPeopleCommands } from './people.command';
import { startAll, startDemonstration, startDoors, startEngines } from './parts';
import { runService } from './service';

/** The one executable. `npm start` is `start`; `npm run kursholder -- <command>` is any of them. */
const rootDir = rootFolder(__dirname);
const program = new Command('kursholder').description('Målene i en budgetaftale, fulgt over tid');

const say = (line: string) => {
  console.log(line);
};

program
  .command('start')
  .description('API, dashboard and jobs in one process')
  .action(() => runService({ rootDir, mode: 'own', parts: [startAll], progress: say }));

program
  .command('demo')
  .description('the same with invented data, in a data folder of its own')
  .action(() => {
    const config = demonstrationConfig(loadConfig(), say);
    return runService({ rootDir, mode: 'own', parts: [startDemonstration], progress: say, config });
  });

program
  .command('api')
  .description('the API and the dashboard alone')
  .action(() => runService({ rootDir, mode: 'own', parts: [startDoors], progress: say }));

program
  .command('worker')
  .description('projections and jobs alone; joins the embedded database of a running api')
  .action(() => runService({ rootDir, mode: 'attach', parts: [startEngines], progress: say }));

program
  .command('migrate')
  .description('bring the database up to date (start, api and worker do so themselves)')
  .action(async () => {
    const database = await openDatabase(loadConfig(), { mode: 'attach', progress: say });
    try {
      const names = await migrate(database.connectionString, rootDir, say);
      if (names.length === 0) say('The database is up to date.');
    } finally {
      await database.close();
    }
  });

addLogCommands(program);
addPeopleCommands(program, rootDir);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exit(1);
});

/** Found from the sources and from the bundle alike. */
function rootFolder(from: string): string {
  if (existsSync(join(from, 'db', 'migrations'))) return from;
  const above = dirname(from);
  if (above === from) throw new StartupProblem('The folder db/migrations is missing.');
  return rootFolder(above);
}
