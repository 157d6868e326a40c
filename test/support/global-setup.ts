import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { startTestServer } from './database';

/** Jest loads setup and teardown apart; what they share hangs on the process. */
export const shared = process as unknown as { endTestServer?: () => Promise<void> };

/** One PostgreSQL for the run, also when jest runs a single spec. */
export default async function globalSetup(): Promise<void> {
  const database = await startTestServer();
  shared.endTestServer = async () => {
    await database.close();
    rmSync(dirname(database.where), { recursive: true, force: true });
  };
}
