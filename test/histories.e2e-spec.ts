import fc from 'fast-check';
import type { Client as Database } from 'pg';
import {
  addAccounts,
  addMunicipality,
  catalogue,
  hashPassword,
  readModels,
  type PeopleDb,
} from '@kursholder/monitoring';
import { EventStore, foldAll, Projector, type Projection } from '@kursholder/eventstore';
import { createPool, kysely } from '@kursholder/platform';
import { Client, password, useApplication } from './support/application';
import { connect } from './support/counters';
import { anyCommand, onDates, refsOf, years, type Drawn } from './support/random-commands';

/*
 * Laws of the savings model (D9) that are about what happens after one another, over HTTP: random
 * commands, allowed and forbidden, are sent to one municipality, and questions are asked before and
 * after. A history goes on in the log that the one before left, so a case that fails is not shrunk;
 * fast-check prints its seed.
 */

const application = useApplication();
let database: Database;
let store: EventStore;
let people: Record<Drawn['who'], Client>;
let neighbour: Client;
let refs: ReturnType<typeof refsOf>;

beforeAll(async () => {
  const { connectionString } = application;
  database = await connect(connectionString);
  store = await EventStore.open({ connectionString, catalogue });
  neighbour = await makeNeighbour(connectionString);
  people = {
    controller: await application.as('controller'),
    reporter: await application.as('reporter'),
    owner: await application.as('owner'),
  };
  const { body } = await people.controller.get('/api/v1/measures');
  refs = refsOf(body.items as { ref: string; effect: string }[]);
  for (const { who, path, body: sent } of refs.setUp) await people[who].command(path, sent);
}, 60_000);

afterAll(async () => {
  await store.close();
  await database.end();
});

/** Another municipality of the same installation, with a measure of the same name. */
async function makeNeighbour(connectionString: string): Promise<Client> {
  const pool = kysely<PeopleDb>(createPool(connectionString));
  await addMunicipality(pool, {
    id: 'syddjurs',
    name: 'Syddjurs Kommune',
    demonstration: false,
  });
  await store.createLog('syddjurs');
  const account = { municipality: 'syddjurs', name: 'Controller', post: null };
  await addAccounts(pool, [
    {
      ...account,
      email: 'controller@syddjurs.example',
      roles: ['controller'],
      password_hash: await hashPassword(password),
    },
  ]);
  await pool.destroy();
  const client = await Client.signIn(application.url, 'controller', {
    municipality: 'syddjurs',
  });
  await client.command('/api/v1/measures', {
    reference: 'R307',
    title: 'Et andet tiltag',
    section: 'Et andet udvalg',
    kind: 'operating',
    effect: 'direct',
    owners: ['En anden chef'],
    forums: [],
    consultation: false,
    closed: false,
    amountsKr: { '2026': -777_000 },
  });
  return client;
}

const head = async (log: string) =>
  Number(
    (
      await database.query<{ position: string }>('select position from log.heads where log = $1', [
        log,
      ])
    ).rows[0]?.position,
  );

const ask = async (path: string): Promise<string> => {
  const { status, body } = await people.controller.get(path);
  if (status !== 200) throw new Error(`${path} answered ${String(status)}`);
  return JSON.stringify(body);
};

const counted = { commands: 0, refused: 0, recalled: 0, closed: 0, neighbours: 0 };
const remembered: { readonly path: string; readonly answer: string }[] = [];
const closedYears = new Map<number, Map<string, string>>();
const readings: string[] = [];

async function send({ who, path, body }: Drawn): Promise<void> {
  const before = await head('norddjurs');
  const at = path.replace('{reading}', readings.at(-1) ?? 'ukendt');
  const reply = await people[who].post(at, body);
  counted.commands += 1;
  expect([200, 201, 400, 403, 404, 409]).toContain(reply.status);
  if (reply.status !== 201) {
    // 25: what is refused, or stands already, appends nothing.
    counted.refused += 1;
    expect(await head('norddjurs')).toBe(before);
    return;
  }
  expect(reply.body.position).toBe(await head('norddjurs'));
  if (at.endsWith('/readings')) readings.push(reply.body.id as string);
  if (at.endsWith('/withdrawals')) readings.pop();
  const year = Number(/^\/api\/v1\/years\/(\d+)\//.exec(at)?.[1]);
  if (at.endsWith('/closures') && year > 0) closedYears.set(year, await standing(year));
  if (at.includes('/years/') && at.endsWith('/reopenings')) closedYears.delete(year);
}

/** The figures of a closed year without what stands beside them and moves. */
async function standing(year: number): Promise<Map<string, string>> {
  const figures = new Map<string, string>();
  const position = await head('norddjurs');
  for (const ref of refs.all) {
    const { body } = await people.controller.get(
      `/api/v1/realisation/${ref}/${String(year)}?atLeastPosition=${String(position)}`,
    );
    figures.set(ref, JSON.stringify({ ...body, restated: null, onDate: '', position: 0 }));
  }
  return figures;
}

describe('whatever is sent', () => {
  it('9, 17, 25, 28, 30: the past answers as it did, refusals change nothing, closed years stand', async () => {
    const before = await Promise.all(
      ['realisation/R307/2026', 'realisation?groupBy=year', 'measures'].map(
        async (path) => (await neighbour.get(`/api/v1/${path}`)).body as unknown,
      ),
    );
    const question = fc.record({
      ref: fc.nat({ max: 3 }),
      year: fc.constantFrom(...years),
      onDate: onDates,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyCommand, question, question), { minLength: 40, maxLength: 40 }),
        async (history) => {
          for (const [draw, ...questions] of history) {
            await send(draw(refs));
            const position = await head('norddjurs');
            for (const { ref, year, onDate } of questions) {
              const path = `/api/v1/realisation/${refs.all[ref] ?? ''}/${String(year)}?onDate=${onDate}`;
              const now = await ask(`${path}&atLeastPosition=${String(position)}`);
              remembered.push({ path: `${path}&knownAtPosition=${String(position)}`, answer: now });
              // 30: nothing of it reaches the neighbour.
              const theirs = await neighbour.get('/api/v1/realisation/R307/2026');
              expect(theirs.body).toEqual(before[0]);
              counted.neighbours += 1;
            }
          }
          for (const { path, answer } of remembered.slice(-80)) {
            expect(await ask(path)).toBe(answer);
            counted.recalled += 1;
          }
          for (const [year, figures] of closedYears) {
            expect(await standing(year)).toEqual(figures);
            counted.closed += figures.size;
          }
          await scenarioOfNothing();
        },
      ),
      { numRuns: 13, endOnFailure: true },
    );
    for (const [at, path] of [
      'realisation/R307/2026',
      'realisation?groupBy=year',
      'measures',
    ].entries()) {
      expect((await neighbour.get(`/api/v1/${path}`)).body).toEqual(before[at]);
    }
    expect(await head('syddjurs')).toBe(1);
    expect(counted.recalled).toBeGreaterThanOrEqual(1_000);
    expect(counted.neighbours).toBeGreaterThanOrEqual(1_000);
    expect(counted.refused).toBeGreaterThan(50);
    expect(counted.closed).toBeGreaterThan(0);
  }, 300_000);

  it('14: every grouping of what came of it adds up to the same totals', async () => {
    const totals = new Set<string>();
    for (const groupBy of ['measure', 'section', 'forum', 'owner', 'effect', 'expenditureType']) {
      const { body } = await people.controller.get(`/api/v1/realisation?groupBy=${groupBy}`);
      totals.add(JSON.stringify(body.totals));
      for (const total of body.totals as Sums[]) {
        const ofYear = (body.groups as Sums[]).filter(({ year }) => year === total.year);
        for (const name of parts) {
          expect(ofYear.reduce((sum, group) => sum + group[name], 0)).toBe(total[name]);
        }
      }
    }
    expect(totals.size).toBe(1);
  });

  it('13: the read models are what the log gives, folded in memory or built anew', async () => {
    const { connectionString } = application;
    const all = await store.read('norddjurs', 0, 100_000);
    const projector = new Projector({ store, connectionString, projections: readModels });
    const rowsOf = async (table: string) =>
      (
        await database.query<Record<string, unknown>>(
          `select * from read.${table} where log_id = 'norddjurs' order by lower(known), 2, 3`,
        )
      ).rows;
    for (const definition of readModels as readonly Projection[]) {
      const { table } = definition;
      const live = await rowsOf(table);
      expect(live).toHaveLength(foldAll(definition, all).length);
      await projector.rebuild(table, () => undefined);
      const order = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(order(await rowsOf(table))).toEqual(order(live));
    }
    await projector.stop();
  }, 120_000);
});

const parts = [
  'expectedSavingKr',
  'realisedSavingKr',
  'notRealisedSavingKr',
  'notMeasuredSavingKr',
  'notDueSavingKr',
  'netChangeKr',
] as const;
type Sums = Readonly<Record<(typeof parts)[number] | 'year', number>>;

/** 28: what-if without an if is what is, and writes nothing. */
async function scenarioOfNothing(): Promise<void> {
  const position = await head('norddjurs');
  const query = `realisation?from=2025&to=2028&atLeastPosition=${String(position)}`;
  const actual = await people.controller.get(`/api/v1/${query}`);
  const supposed = await people.controller.post('/api/v1/scenarios?from=2025&to=2028', {
    overrides: [],
  });
  expect(supposed.body).toEqual(actual.body);
  expect(await head('norddjurs')).toBe(position);
}
