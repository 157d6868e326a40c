import { Client } from 'pg';
import { useDatabase } from '../../../test/support/database';
import { EventStore } from './store';
import { verify, type Anchor, type Broken } from './verify';

/* A log of 40 commits of several events each, and what a person with the superuser's rights could do to it. */

const database = useDatabase();
const log = 'norddjurs';
let store: EventStore;
let admin: Client;

beforeAll(async () => {
  const { connectionString } = database;
  store = await EventStore.open({
    connectionString,
    catalogue: { Counted: { schemaVersion: 1 } },
  });
  await store.createLog(log);
  for (let commit = 1; commit <= 40; commit += 1) {
    await store.append({
      log,
      actor: 'somebody',
      correlationId: `request-${String(commit)}`,
      commandId: `command-${String(commit)}`,
      streams: [
        {
          stream: `counter-${String(commit)}`,
          expectedVersion: 0,
          events: [
            {
              type: 'Counted',
              data: { by: commit },
              notes: { reason: `because ${String(commit)}` },
            },
            { type: 'Counted', data: { by: -commit }, effectiveOn: '2026-01-01' },
            { type: 'Counted', data: { by: 0 } },
          ],
        },
      ],
    });
  }
  admin = new Client({ connectionString });
  // The database is dropped under it at the end.
  admin.on('error', () => undefined);
  await admin.connect();
}, 30_000);

afterAll(async () => {
  await admin.end();
  await store.close();
});

const check = (anchor?: Anchor) =>
  verify({
    connectionString: database.connectionString,
    log,
    pageSize: 10,
    ...(anchor === undefined ? {} : { anchor }),
  });

/** Does something behind the log's back, looks, and takes it back. */
async function tamperedBy(statements: readonly string[], anchor?: Anchor) {
  await admin.query('create table kept as select * from log.events');
  await admin.query('create table kept_heads as select * from log.heads');
  const disarm = ['append_only', 'append_only_truncate'].map(
    (trigger) => `alter table log.events disable trigger ${trigger}`,
  );
  const rearm = ['append_only', 'append_only_truncate'].map(
    (trigger) => `alter table log.events enable always trigger ${trigger}`,
  );
  for (const statement of [...disarm, ...statements]) await admin.query(statement);
  try {
    return await check(anchor);
  } finally {
    await admin.query('delete from log.events');
    await admin.query('insert into log.events select * from kept');
    await admin.query(
      'update log.heads h set position = k.position, commit_no = k.commit_no, hash = k.hash, recorded_at = k.recorded_at from kept_heads k where h.log = k.log',
    );
    await admin.query('drop table kept, kept_heads');
    for (const statement of rearm) await admin.query(statement);
  }
}

describe('verify', () => {
  it('finds an untouched log intact, whatever the page', async () => {
    expect(await check()).toMatchObject({ ok: true, events: 120, commits: 40, broken: null });
    const { connectionString } = database;
    expect(await verify({ connectionString, log, pageSize: 1 })).toMatchObject({ ok: true });
    expect(await verify({ connectionString, log, pageSize: 1_000 })).toMatchObject({
      ok: true,
    });
  });

  const columns: readonly (readonly [column: string, value: string])[] = [
    ['stream', `'counter-x'`],
    ['version', '77'],
    ['type', `'Other'`],
    ['schema_version', '2'],
    ['event_id', 'gen_random_uuid()'],
    ['command_id', `'other'`],
    ['correlation_id', `'other'`],
    ['causation_id', `'other'`],
    ['actor', `'else'`],
    ['recorded_at', `recorded_at + interval '1 millisecond'`],
    ['occurred_at', `occurred_at + interval '1 millisecond'`],
    ['effective_on', `'2026-01-02'`],
    ['data', `'{"by":18}'`],
    ['data', `'{"by": 17}'`],
    ['metadata', `'{"x":1}'`],
    ['notes_hash', `sha256('x')`],
    ['commit_hash', `sha256('x')`],
  ];

  it.each(columns)('finds a changed %s (%s) and names its commit', async (column, value) => {
    const outcome = await tamperedBy([
      `update log.events set ${column} = ${value} where position = 49`,
    ]);
    expect(outcome).toMatchObject({ ok: false, broken: { commitNo: 17 } });
  });

  const acts: readonly (readonly [
    what: string,
    reason: Broken['reason'],
    commit: number,
    statements: string[],
  ])[] = [
    [
      'changed notes',
      'notes',
      17,
      [`update log.events set notes = '{"reason":"other"}' where position = 49`],
    ],
    [
      'notes taken away without saying so',
      'notes',
      17,
      ['update log.events set notes = null, notes_salt = null where position = 49'],
    ],
    ['a deleted event', 'missing', 17, ['delete from log.events where position = 50']],
    ['a deleted commit', 'missing', 18, ['delete from log.events where commit_no = 17']],
    [
      'two rows swapped',
      'hash',
      17,
      [
        'update log.events set position = 1000 where position = 49',
        'update log.events set position = 49 where position = 50',
        'update log.events set position = 50 where position = 1000',
      ],
    ],
    ['the tail cut off', 'missing', 40, ['delete from log.events where commit_no = 40']],
    [
      'a commit appended by hand',
      'head',
      41,
      [
        `insert into log.events select log, 121, 41, 'counter-41', 1, type, 1, gen_random_uuid(), null, 'r', null, 'x', recorded_at, occurred_at, null, data, metadata from log.events where position = 119`,
      ],
    ],
  ];

  it.each(acts)('finds %s', async (_what, reason, commitNo, statements) => {
    expect(await tamperedBy(statements)).toMatchObject({ ok: false, broken: { reason, commitNo } });
  });

  const cutWithHead = [
    'delete from log.events where commit_no > 38',
    `update log.heads h set position = e.position, commit_no = e.commit_no, hash = e.commit_hash, recorded_at = e.recorded_at
     from log.events e where e.log = h.log and e.commit_no = 38 and e.commit_hash is not null`,
  ];

  it('sees a tail cut off together with its head only against an anchor', async () => {
    expect(await tamperedBy(cutWithHead)).toMatchObject({ ok: true, commits: 38 });
    const anchor = await store.head(log);
    expect(await tamperedBy(cutWithHead, anchor)).toMatchObject({
      ok: false,
      broken: { reason: 'anchor' },
    });
    expect(await check(anchor)).toMatchObject({ ok: true });
  });

  it('accepts notes that were erased by the one function, and nothing else of them', async () => {
    await admin.query('grant log_eraser to current_user');
    await store.eraseNotes(log, 4, { actor: 'admin', correlationId: 'erasure' });
    const [erased] = await store.read(log, 3, 1);
    expect(erased).toMatchObject({ notes: null, notesErased: true });
    expect(await check()).toMatchObject({ ok: true, commits: 41 });
  });
});
