import { join, resolve } from 'node:path';
import { StartupProblem, type Config, type Progress } from '@kursholder/platform';
import type { Beginning } from './first-load';

/** A municipality that does not exist, with an agreement and a story that are invented. */
export const eksempelby: Beginning = {
  municipality: { id: 'eksempel', name: 'Eksempelby Kommune', demonstration: true },
  agreement: ['eksempel-2025-2028-drift.csv'],
  story: 'eksempel-2025-2028.json',
};

/** The settings with the demonstration's own data folder; says where it is and how it goes away. */
export function demonstrationConfig(config: Config, progress: Progress): Config {
  if (config.databaseUrl !== undefined) {
    throw new StartupProblem(
      'A demonstration does not belong in a database of your own. ' +
        'Unset DATABASE_URL: it makes an embedded one in a folder of its own.',
    );
  }
  const dataDir = join(resolve(config.dataDir), 'demo');
  progress(
    `This is a demonstration: ${eksempelby.municipality.name} and all its figures are invented`,
  );
  progress(`Its data lie in ${dataDir}; to remove it, end it and delete that folder`);
  // A Redis may be shared with a real installation, whose jobs a demonstration must not take.
  return { ...config, dataDir, redisUrl: undefined };
}
