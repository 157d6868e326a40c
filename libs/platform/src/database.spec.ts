import { useDatabase } from '../../../test/support/database';
import { openDatabase } from './database';

describe('a database of one’s own', () => {
  const database = useDatabase({ empty: true });

  async function open(databaseUrl: string) {
    const said: string[] = [];
    const progress = (line: string) => void said.push(line);
    const opened = await openDatabase({ databaseUrl, dataDir: '.data' }, { mode: 'own', progress });
    await opened.close();
    return { opened, said };
  }

  it('is used as it is when it is new enough and has btree_gist', async () => {
    const { opened, said } = await open(database.connectionString);
    expect(opened.connectionString).toBe(database.connectionString);
    expect(opened.embedded).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^Using the database localhost\/test_/)]);
  });

  it('that cannot be reached is named, without its password', async () => {
    const address = 'postgresql://someone:hemmelig@127.0.0.1:1/kursholder';
    const opening = open(address);
    await expect(opening).rejects.toThrow(
      /^The database 127\.0\.0\.1:1\/kursholder \(DATABASE_URL\) cannot be reached: .*ECONNREFUSED/,
    );
    await expect(open(address)).rejects.not.toThrow('hemmelig');
  });
});
