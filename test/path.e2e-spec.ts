import { EventStore } from '@kursholder/eventstore';
import { useApplication, type Client } from './support/application';

/* The path of decisions over HTTP, on measures of the Norddjurs agreement; what happens is invented. */

const application = useApplication();

let controller: Client;
let secretary: Client;
let efficiency: string;

beforeAll(async () => {
  [controller, secretary] = await Promise.all([
    application.as('controller'),
    application.as('secretary'),
  ]);
  const { body } = await controller.get('/api/v1/measures?q=effektiviseringsbidrag');
  efficiency = body.items[0].ref as string;
});

const send = (what: string, body: object) =>
  secretary.command(`/api/v1/measures/${efficiency}/${what}`, body);
const path = async (query = '', client = controller) => {
  const store = await EventStore.open({
    connectionString: application.connectionString,
    catalogue: {},
  });
  const { position } = await store.head('norddjurs');
  await store.close();
  const { body } = await client.get(
    `/api/v1/measures/${efficiency}/path?atLeastPosition=${String(position)}&${query}`,
  );
  return body as {
    steps: {
      step: number;
      forum: string;
      status: string;
      plannedOn: string | null;
      decisions: object[];
    }[];
    warnings: { code: string; message: string; facts: object }[];
    consultations: object[];
    meetings: object[];
    prioritisations: object[];
    medInvolvedOn: string | null;
    position: number;
  };
};
const codes = async (query = '') => (await path(query)).warnings.map(({ code }) => code);

describe('the path of a measure', () => {
  it('has its steps before anything happened', async () => {
    const { steps, warnings } = await path();
    expect(steps.map(({ step, forum, status }) => [step, forum, status])).toEqual([
      [1, 'FUDV', 'not_scheduled'],
      [2, 'Høring', 'not_scheduled'],
      [3, 'FUDV', 'not_scheduled'],
      [4, 'ØK', 'not_scheduled'],
      [5, 'KB', 'not_scheduled'],
    ]);
    expect(steps[0]).toMatchObject({
      kind: 'forum',
      stated: true,
      plannedOn: null,
      window: { duty: 'M1', from: '2024-11', to: '2024-12', everyYear: true },
      decisions: [],
    });
    expect(warnings).toEqual([]);
  });

  it('is deferred, taken up again and held, as it was known each time', async () => {
    await send('path-steps', { forum: 'FUDV', step: 1, plannedOn: '2024-11-20' });
    const deferred = await send('decisions', {
      forum: 'FUDV',
      step: 1,
      decidedOn: '2024-11-20',
      outcome: 'deferred',
      text: 'Udsat til næste møde',
    });
    const again = await send('path-steps', { forum: 'FUDV', step: 1, plannedOn: '2024-12-04' });
    await send('decisions', {
      forum: 'FUDV',
      step: 1,
      decidedOn: '2024-12-04',
      outcome: 'adopted',
      journalRef: 'sag 12',
    });
    const first = async (query = '') => (await path(query)).steps[0];
    expect(await first()).toMatchObject({
      status: 'held',
      plannedOn: '2024-12-04',
      decisions: [
        {
          decidedOn: '2024-11-20',
          outcome: 'deferred',
          note: 'Udsat til næste møde',
          noteErased: false,
        },
        { decidedOn: '2024-12-04', outcome: 'adopted', journalRef: 'sag 12', note: null },
      ],
    });
    const known = (position: number) => `knownAtPosition=${String(position)}`;
    expect(await first(known(deferred.position))).toMatchObject({ status: 'deferred' });
    expect(await first(known(again.position))).toMatchObject({ status: 'scheduled' });
    expect(await first('onDate=2024-11-30')).toMatchObject({ status: 'scheduled' });
    expect(await first('onDate=2024-11-19')).toMatchObject({ decisions: [] });
  });

  it('is warned of, in the reader’s language, and nothing is refused', async () => {
    await send('consultations', {
      opensOn: '2024-12-05',
      closesOn: '2024-12-14',
      parties: ['Råd og nævn'],
    });
    await send('decisions', {
      forum: 'FUDV',
      step: 3,
      decidedOn: '2024-12-12',
      outcome: 'adopted',
    });
    await send('decisions', { forum: 'KB', step: 5, decidedOn: '2025-02-04', outcome: 'adopted' });
    expect(await codes()).toEqual([
      'path.hearing-too-short',
      'path.before-hearing-closed',
      'path.before-med',
      'path.outside-its-month',
      'path.out-of-order',
    ]);
    const english = await path('', controller.with({ 'accept-language': 'en' }));
    expect(english.warnings[0]).toMatchObject({
      message: expect.stringContaining('10 days') as string,
      facts: { days: 10, least: 14 },
    });
    expect((await path()).warnings[0]?.message).toContain('10 dage');
    expect(await codes('onDate=2024-12-11')).toEqual(['path.hearing-too-short']);
  });

  it('shows hearings, MED, prioritisations and the meetings of its bodies', async () => {
    await send('consultations', {
      opensOn: '2024-12-05',
      closesOn: '2024-12-18',
      parties: ['Råd og nævn', 'Hovedudvalget'],
    });
    await send('prioritisations', { forum: 'ØK', decidedOn: '2025-01-14', note: 'Skoler først' });
    await secretary.command('/api/v1/forums/FUDV/meetings', { heldOn: '2024-12-04' });
    await secretary.command('/api/v1/forums/TU/meetings', { heldOn: '2024-12-05' });
    expect(await path()).toMatchObject({
      consultations: [
        { days: 10, involvesMed: false },
        { days: 14, involvesMed: true, parties: ['Råd og nævn', 'Hovedudvalget'] },
      ],
      medInvolvedOn: '2024-12-05',
      prioritisations: [{ forum: 'ØK', decidedOn: '2025-01-14', note: 'Skoler først' }],
      meetings: [{ forum: 'FUDV', heldOn: '2024-12-04' }],
    });
    // The same parties were heard long enough, MED among them.
    expect(await codes()).toEqual([
      'path.before-hearing-closed',
      'path.outside-its-month',
      'path.out-of-order',
    ]);
  });

  it('of an unknown measure is 404', async () => {
    expect((await controller.get('/api/v1/measures/R999/path')).status).toBe(404);
  });
});

describe('the conflicts of the agreement', () => {
  it('are warnings of the measures that have them, one by one and in the list', async () => {
    const { body } = await controller.get('/api/v1/measures?limit=500');
    const items = body.items as { ref: string; title: string; warnings: { code: string }[] }[];
    expect(items.map(({ warnings }) => warnings.map(({ code }) => code.split('.')[1]))).toEqual([
      ['sign-unclear', ...Array.from({ length: 3 }, () => 'duty-times-disagree')],
      [],
      [],
      [],
      ['closed-with-open-condition'],
      ['forum-not-named'],
      ['forum-not-named'],
      ['owner-not-one', 'forum-not-named'],
      [],
    ]);
    const r307 = await controller.get('/api/v1/measures/R307');
    expect(r307.body.warnings).toMatchObject([
      {
        message: expect.stringMatching(/^Lukket proces, åben betingelse: /) as string,
        facts: { years: [2026, 2027, 2028] },
      },
    ]);
  });

  it('leave the base of the rate missing until it is set', async () => {
    const missing = async (query = '') =>
      (await controller.get(`/api/v1/measures/${efficiency}?${query}`)).body.missing.map(
        ({ code }: { code: string }) => code,
      ) as string[];
    expect(await missing()).toEqual(['sign', 'rate_base']);
    const { position } = await controller.command(`/api/v1/measures/${efficiency}/rate-bases`, {
      year: 2026,
      baseKr: 2_000_000_000,
    });
    expect(await missing(`atLeastPosition=${String(position)}`)).toEqual(['sign']);
  });
});
