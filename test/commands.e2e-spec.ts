import { randomUUID } from 'node:crypto';
import { useApplication, type Client } from './support/application';

/* What holds for every command: retries, lost updates, reading one's own writes, knowing the past. */

const application = useApplication();
const amounts = '/api/v1/measures/R901/amount-revisions';

let controller: Client;
beforeAll(async () => {
  controller = await application.as('controller');
});

const revision = (amountKr: number) => ({ year: 2026, amountKr, reason: 'Prøve' });

describe('a command sent again with its key', () => {
  it('gives the first answer, also when the state has moved on and the version is stale', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await controller.post(amounts, revision(-310_000), key);
    expect(first.status).toBe(201);
    await controller.command(amounts, revision(-320_000));
    const again = await controller.post(
      amounts,
      { reason: 'Prøve', amountKr: -310_000, year: 2026 },
      {
        ...key,
        'if-match': '"1"',
      },
    );
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('is 422 with another body or path', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await controller.post(amounts, revision(-330_000), key);
    expect((await controller.post(amounts, revision(-340_000), key)).status).toBe(422);
    expect(
      (await controller.post('/api/v1/measures/R307/amount-revisions', revision(-330_000), key))
        .status,
    ).toBe(422);
  });

  it('is recorded once, however many arrive at the same time', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => controller.post(amounts, revision(-345_000), key)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => body.position as number)).size).toBe(1);
  });

  it('is decided again when it was refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const present = await controller.get('/api/v1/measures/R901');
    const same = revision(present.body.amountsKr['2026'] as number);
    expect((await controller.post(amounts, same, key)).status).toBe(409);
    await controller.command(amounts, revision(-111_000));
    expect((await controller.post(amounts, same, key)).status).toBe(201);
  });

  it.each(['', 'x'.repeat(201), 'ø'])('refuses the key %p', async (key) => {
    const reply = await controller.post(amounts, revision(-1), {
      'idempotency-key': encodeURI(key) === key ? key : 'a\tb',
    });
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0].path).toBe('Idempotency-Key');
  });
});

describe('a command with a version', () => {
  it('is 412 when the version is stale, and changes nothing', async () => {
    const { headers, body } = await controller.get('/api/v1/measures/R901');
    const etag = headers.get('etag') ?? '';
    expect(etag).toBe(`"${String(body.version)}"`);
    const first = await controller.post(amounts, revision(-401_000), { 'if-match': etag });
    expect(first.status).toBe(201);
    const second = await controller.post(amounts, revision(-402_000), { 'if-match': etag });
    expect(second.status).toBe(412);
    const { body: after } = await controller.get(
      `/api/v1/measures/R901?atLeastPosition=${String(first.body.position)}`,
    );
    expect(after.amountsKr['2026']).toBe(-401_000);
    expect(after.version).toBe(first.body.version);
  });

  it('takes none where it makes its own stream', async () => {
    const reply = await controller.post(
      '/api/v1/measures/R901/milestones',
      { title: 'X', dueOn: null },
      { 'if-match': '"1"' },
    );
    expect(reply.status).toBe(400);
  });

  it.each(['3', 'W/"3"', '*'])('refuses %p as a version', async (version) => {
    const reply = await controller.post(amounts, revision(-1), { 'if-match': version });
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0].path).toBe('If-Match');
  });

  it('never conflicts without one, however many write at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, at) => controller.post(amounts, revision(-500_000 - at))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const versions = replies.map(({ body }) => body.version as number);
    expect(new Set(versions).size).toBe(20);
  });
});

describe('a command whose effect already stands', () => {
  it('answers 200 and appends nothing', async () => {
    const owners = { owners: ['Arbejdsmarkedschef', 'Økonomichef'] };
    const first = await controller.post('/api/v1/measures/R901/owners', owners);
    expect(first.status).toBe(201);
    const again = await controller.post('/api/v1/measures/R901/owners', owners);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });
});

describe('the past', () => {
  it('answers as it would have then, and a thing not yet recorded is 404', async () => {
    const { position } = await controller.command('/api/v1/measures', {
      reference: 'T1',
      title: 'Et nyt tiltag',
      section: 'Et afsnit',
      kind: 'operating',
      effect: 'direct',
      owners: [],
      forums: [],
      consultation: false,
      closed: false,
      amountsKr: { '2026': -1_000 },
    });
    const at = (n: number) => `knownAtPosition=${String(n)}`;
    expect((await controller.get(`/api/v1/measures/T1?${at(position)}`)).status).toBe(200);
    expect((await controller.get(`/api/v1/measures/T1?${at(position - 1)}`)).status).toBe(404);
    expect((await controller.get('/api/v1/measures/et-nyt-tiltag')).body.ref).toBe('T1');
  });

  it('is empty before the first event', async () => {
    const measures = await controller.get('/api/v1/measures?knownAt=2001-01-01');
    expect(measures.body).toMatchObject({ items: [], position: 0 });
    const realisation = await controller.get(
      '/api/v1/realisation?from=2025&to=2026&knownAt=2001-01-01',
    );
    expect(realisation.body).toMatchObject({ position: 0, onDate: '2001-01-01', groups: [] });
    expect(realisation.body.totals[0]).toMatchObject({ year: 2025, expectedSavingKr: 0 });
  });

  it('is today where today is asked for', async () => {
    const now = await controller.get('/api/v1/realisation');
    const today = await controller.get(`/api/v1/realisation?knownAt=${String(now.body.onDate)}`);
    expect(today.body.position).toBe(now.body.position);
  });
});
