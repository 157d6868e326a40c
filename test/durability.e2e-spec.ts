import { measureDurability } from './durability/durability';

/* The short form; `npm run test:durability` kills for a minute. */

it('two writers and two projectors, killed again and again with PostgreSQL, lose and double nothing', async () => {
  const report = await measureDurability({
    seconds: 8,
    clients: 32,
    betweenKillsMs: 600,
    databaseKills: 1,
    say: () => undefined,
  });
  expect(report).toMatchObject({
    lost: 0,
    twice: 0,
    outOfOrder: 0,
    chain: true,
    readModelsEqual: true,
    kills: { database: 1 },
  });
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.kills.writers + report.kills.projectors).toBeGreaterThan(3);
}, 180_000);
