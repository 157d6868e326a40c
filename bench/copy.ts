import { spawn, spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { fromUrl } from './floor';

/** The events as text: by psql where it is found, else by the server into nothing. */
export function findCopy(connectionString: string): { how: string; run: () => Promise<void> } {
  const { environment, database } = fromUrl(connectionString);
  if (spawnSync('psql', ['--version']).status !== 0) {
    return {
      how: 'COPY … TO /dev/null (psql was not found)',
      run: async () => {
        const client = new Client({ connectionString });
        await client.connect();
        await client.query(`copy log.events to '/dev/null'`);
        await client.end();
      },
    };
  }
  return {
    how: 'COPY … TO STDOUT (psql)',
    run: () =>
      new Promise((resolve, reject) => {
        const args = ['-c', 'copy log.events to stdout', '-o', '/dev/null', database];
        const env = { ...process.env, ...environment };
        spawn('psql', args, { env, stdio: 'ignore' }).on('exit', (status) => {
          if (status === 0) resolve();
          else reject(new Error('psql could not copy the events'));
        });
      }),
  };
}
