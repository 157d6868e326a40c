import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshDatabase, rootDir, temporaryFolder } from '../../../test/support/database';
import { migrate } from './migrate';
import { createPool } from './postgres';

describe('migrating', () => {
  let root: string;
  let connectionString: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    root = temporaryFolder('migrations');
    mkdirSync(join(root, 'db', 'migrations'), { recursive: true });
    const database = await freshDatabase({ empty: true });
    connectionString = database.connectionString;
    drop = () => database.drop();
    file('0001_one.sql', 'create schema app; create table app.one (n int);');
    file('0002_two.sql', 'create table app.two (n int);\ninsert into app.one values (1);');
  });
  afterEach(async () => {
    rmSync(root, { recursive: true });
    await drop();
  });

  const file = (name: string, text: string) => {
    writeFileSync(join(root, 'db', 'migrations', name), text);
  };
  const run = () => migrate(connectionString, root);
  async function query(statement: string): Promise<unknown[]> {
    const pool = createPool(connectionString);
    try {
      return (await pool.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await pool.end();
    }
  }

  it('applies every file once, in order', async () => {
    expect(await run()).toEqual(['0001_one', '0002_two']);
    expect(await run()).toEqual([]);
    expect(await query('select n from app.one')).toEqual([{ n: 1 }]);
  });

  it('applies what came since', async () => {
    await run();
    file('0003_three.sql', 'create table app.three (n int)');
    expect(await run()).toEqual(['0003_three']);
  });

  it('lets processes that start at once take turns', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, run));
    expect(all.flat().sort()).toEqual(['0001_one', '0002_two']);
    expect(await query('select n from app.one')).toEqual([{ n: 1 }]);
  });

  it('keeps nothing of a file that fails, and names it', async () => {
    await run();
    file('0003_three.sql', 'create table app.three (n int); insert into app.nowhere values (1);');
    await expect(run()).rejects.toThrow(/0003_three\.sql failed.*app\.nowhere/);
    expect(await query("select to_regclass('app.three') as three")).toEqual([{ three: null }]);
    file('0003_three.sql', 'create table app.three (n int);');
    expect(await run()).toEqual(['0003_three']);
  });

  it('refuses a file that was changed afterwards', async () => {
    await run();
    file('0001_one.sql', 'create schema app; create table app.one (n bigint);');
    await expect(run()).rejects.toThrow('0001_one.sql was changed after');
  });

  it('takes other line ends for the same file', async () => {
    await run();
    file('0002_two.sql', 'create table app.two (n int);\r\ninsert into app.one values (1);');
    expect(await run()).toEqual([]);
  });

  it('refuses a database that a newer release has migrated', async () => {
    file('0003_three.sql', 'select 1');
    await run();
    rmSync(join(root, 'db', 'migrations', '0003_three.sql'));
    await expect(run()).rejects.toThrow('0003_three.sql, which this release does not know');
  });

  it('refuses a new file before one that is applied', async () => {
    file('0004_four.sql', 'select 1');
    await run();
    file('0003_late.sql', 'select 1');
    await expect(run()).rejects.toThrow('0003_late.sql comes before 0004_four.sql');
  });

  it.each(['three.sql', '0002_zwei.sql', '3_three.sql'])('refuses the name %s', async (name) => {
    file(name, 'select 1');
    await expect(run()).rejects.toThrow(`${name} is not named`);
  });

  it('brings an empty database to where the project is', async () => {
    cpSync(join(rootDir, 'db'), join(root, 'real', 'db'), { recursive: true });
    const real = () => migrate(connectionString, join(root, 'real'));
    expect((await real()).length).toBeGreaterThan(0);
    expect(await real()).toEqual([]);
  });
});
