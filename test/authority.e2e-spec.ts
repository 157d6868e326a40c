import { randomUUID } from 'node:crypto';
import { password, startApplication, useApplication } from './support/application';

const application = useApplication();

const accounts = [
  'reporter',
  'supplier',
  'owner',
  'coordinator',
  'controller',
  'finance',
  'secretary',
  'politician',
  'auditor',
  'admin',
];

/* A body that is wrong everywhere: who may gets 400 or 404, who may not 403 before it is looked at. */
const bad = { nothing: 'of this' };

const writes: readonly (readonly [path: string, allowed: readonly string[]])[] = [
  ['/api/v1/measures', ['controller', 'finance']],
  ['/api/v1/measures/R307/amount-revisions', ['controller', 'finance']],
  ['/api/v1/measures/R307/incorporations', ['controller', 'finance']],
  ['/api/v1/measures/R307/owners', ['controller', 'finance']],
  ['/api/v1/measures/R307/closures', ['controller', 'finance']],
  ['/api/v1/measures/R307/reopenings', ['controller', 'finance']],
  ['/api/v1/measures/R307/condition', ['controller', 'finance']],
  ['/api/v1/indicators', ['controller', 'finance']],
  ['/api/v1/indicators/x/baseline', ['controller', 'finance']],
  ['/api/v1/indicators/x/targets', ['controller', 'finance']],
  ['/api/v1/indicators/x/readings', ['reporter', 'supplier']],
  ['/api/v1/indicators/x/readings/y/corrections', ['reporter', 'supplier']],
  ['/api/v1/indicators/x/readings/y/withdrawals', ['reporter', 'supplier']],
  ['/api/v1/measures/R307/milestones', ['owner', 'controller', 'secretary']],
  ['/api/v1/milestones/x/completions', ['owner', 'controller', 'secretary']],
  ['/api/v1/milestones/x/reschedulings', ['owner', 'controller', 'secretary']],
  ['/api/v1/milestones/x/cancellations', ['owner', 'controller', 'secretary']],
];

const reads = [
  '/api/v1/me',
  '/api/v1/agreements',
  '/api/v1/measures',
  '/api/v1/measures/R307',
  '/api/v1/measures/R307/history',
  '/api/v1/indicators',
  '/api/v1/milestones',
  '/api/v1/realisation',
  '/api/v1/realisation/R307/2026',
  '/api/v1/realisation/R307/2026/explanation',
  '/api/openapi.json',
  '/api/docs',
];

describe('authority', () => {
  it.each(accounts)('of %s: only its own acts, and every page to read', async (account) => {
    const client = await application.as(account);
    for (const [path, allowed] of writes) {
      const { status } = await client.post(path, bad);
      const expected = allowed.includes(account) ? [400, 404] : [403];
      expect({ path, status: expected.includes(status) ? 'as expected' : status }).toEqual({
        path,
        status: 'as expected',
      });
    }
    for (const path of reads)
      expect({ path, status: (await client.get(path)).status }).toEqual({ path, status: 200 });
    const log = await client.get('/api/v1/events');
    expect(log.status).toBe(
      ['auditor', 'controller', 'finance', 'admin'].includes(account) ? 200 : 403,
    );
    const upload = await client.upload('/api/v1/imports/agreement', {
      name: 'x.csv',
      bytes: Buffer.from('x'),
    });
    expect(upload.status).toBe(account === 'controller' ? 400 : 403);
  });

  it('of nobody: 401 everywhere but health and signing in', async () => {
    const nobody = application.anonymous();
    for (const path of reads) expect((await nobody.get(path)).status).toBe(401);
    for (const [path] of writes) expect((await nobody.post(path, bad)).status).toBe(401);
    expect((await nobody.get('/api/v1/events/live')).status).toBe(401);
    expect((await nobody.get('/health/live')).status).toBe(200);
    expect((await nobody.get('/health/ready')).status).toBe(200);
  });

  it('needs the CSRF token for a write', async () => {
    const controller = await application.as('controller');
    const path = '/api/v1/measures/R901/owners';
    for (const token of ['', 'wrong']) {
      const reply = await controller.with({ 'x-csrf-token': token }).post(path, { owners: [] });
      expect({ status: reply.status, code: reply.body.code }).toEqual({
        status: 403,
        code: 'request.csrf',
      });
    }
  });

  it('lets an owner act on the measures of its post only', async () => {
    const [owner, controller] = [await application.as('owner'), await application.as('controller')];
    const plan = { title: 'Status til AU', dueOn: '2026-12-01' };
    const own = await owner.post('/api/v1/measures/R307/milestones', plan);
    expect(own.status).toBe(201);
    const { body } = await controller.get('/api/v1/measures?q=sygefrav%C3%A6r');
    const other = body.items[0].ref as string;
    expect((await owner.post(`/api/v1/measures/${other}/milestones`, plan)).status).toBe(403);
    const theirs = await controller.command(`/api/v1/measures/${other}/milestones`, plan);
    expect(
      (
        await owner.post(`/api/v1/milestones/${theirs.id}/completions`, {
          completedOn: '2026-01-02',
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await owner.post(`/api/v1/milestones/${own.body.id as string}/completions`, {
          completedOn: '2026-01-02',
        })
      ).status,
    ).toBe(201);
  });
});

describe('signing in', () => {
  it('answers the same to a wrong password and an unknown address', async () => {
    const nobody = application.anonymous();
    const wrong = await nobody.post('/api/v1/session', {
      email: 'admin@norddjurs.example',
      password: 'forkert',
    });
    const unknown = await nobody.post('/api/v1/session', {
      email: `${randomUUID()}@norddjurs.example`,
      password: 'forkert',
    });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.title).toBe(unknown.body.title);
  });

  it('is refused after ten failures, also with the right password, and a success does not count', async () => {
    const own = await startApplication();
    try {
      const nobody = own.anonymous();
      const attempt = (secret: string) =>
        nobody.post('/api/v1/session', { email: 'secretary@norddjurs.example', password: secret });
      for (let i = 0; i < 3; i += 1) expect((await attempt(password)).status).toBe(200);
      const failures = await Promise.all(Array.from({ length: 12 }, () => attempt('forkert')));
      expect(failures.filter(({ status }) => status === 401)).toHaveLength(10);
      const refused = await attempt(password);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await own.stop();
    }
  });

  it('ends when one signs out, and its cookie is not to be read by scripts', async () => {
    const response = await fetch(`${application.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'POLITICIAN@norddjurs.example',
        password,
      }),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const { csrfToken } = (await response.json()) as { csrfToken: string };
    const client = application
      .anonymous()
      .with({ cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': csrfToken });
    expect((await client.get('/api/v1/me')).body.csrfToken).toBe(csrfToken);
    expect((await client.delete('/api/v1/session')).status).toBe(204);
    expect((await client.get('/api/v1/me')).status).toBe(401);
  });

  it('limits requests where a limit is set, but not event streams', async () => {
    const own = await startApplication({ rateLimitPerMinute: 5 });
    try {
      const client = await own.as('auditor');
      const statuses = [];
      for (let i = 0; i < 7; i += 1) statuses.push((await client.get('/api/v1/me')).status);
      expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await own.stop();
    }
  });
});
