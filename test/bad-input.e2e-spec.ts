import { useApplication, type Client } from './support/application';

/* Whatever is sent: the right status, the field named, in the reader's language, nothing changed. */

const application = useApplication();

let controller: Client;
let reporter: Client;
let auditor: Client;

beforeAll(async () => {
  [controller, reporter, auditor] = await Promise.all([
    application.as('controller'),
    application.as('reporter'),
    application.as('auditor'),
  ]);
  await controller.command('/api/v1/indicators', {
    id: 'fravaer',
    name: 'Elevfravær',
    measure: 'R307',
    direction: 'down',
    cadence: 'quarterly',
    method: 'pooled',
    units: [
      { id: 'A', name: 'Skole A', weight: 2 },
      { id: 'B', name: 'Skole B', weight: 1, activeFrom: '2026-04-01' },
    ],
  });
  await controller.command('/api/v1/indicators/fravaer/baseline', { percent: '9.00' });
  await controller.command('/api/v1/indicators/fravaer/targets', { targets: { '2026': '7.67' } });
  const { position } = await reporter.command('/api/v1/indicators/fravaer/readings', reading());
  await controller.get(`/api/v1/measures?atLeastPosition=${String(position)}`);
});

const headPosition = async () => {
  const { body } = await auditor.get('/api/v1/events?limit=500');
  return body.next as number;
};

function reading(changes: object = {}) {
  return {
    unitId: 'A',
    periodStart: '2026-01-01',
    periodEnd: '2026-03-31',
    absentDays: 80,
    possibleDays: 1_000,
    ...changes,
  };
}

const measure = (changes: object = {}) => ({
  title: 'Et tiltag',
  section: 'Et afsnit',
  kind: 'operating',
  effect: 'direct',
  owners: ['Økonomichef'],
  forums: ['AU'],
  consultation: false,
  closed: false,
  amountsKr: { '2026': -100 },
  ...changes,
});

const revision = (changes: object = {}) => ({
  year: 2026,
  amountKr: -1,
  reason: 'Prøve',
  ...changes,
});

const condition = (changes: object = {}) => ({
  indicator: 'fravaer',
  scopeYears: [2026],
  payoff: 'linear_capped',
  targetMeaning: 'yearAverage',
  ...changes,
});

const readings = '/api/v1/indicators/fravaer/readings';
const amounts = '/api/v1/measures/R307/amount-revisions';
const omit = Symbol('omitted');
const without = (body: object, field: string) =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));

type Case = readonly [
  what: string,
  who: 'controller' | 'reporter',
  path: string,
  body: unknown,
  status: number,
  field: string | typeof omit,
];

const cases: readonly Case[] = [
  [
    'an amount that is missing',
    'controller',
    amounts,
    without(revision(), 'amountKr'),
    400,
    'amountKr',
  ],
  ['an amount as text', 'controller', amounts, revision({ amountKr: '-1' }), 400, 'amountKr'],
  ['an amount with øre', 'controller', amounts, revision({ amountKr: -1.5 }), 400, 'amountKr'],
  [
    'an amount beyond the safe integers',
    'controller',
    amounts,
    revision({ amountKr: 9007199254740993 }),
    400,
    'amountKr',
  ],
  ['an amount of null', 'controller', amounts, revision({ amountKr: null }), 400, 'amountKr'],
  [
    'an amount equal to the old one',
    'controller',
    amounts,
    revision({ amountKr: -1_050_000 }),
    409,
    omit,
  ],
  ['a year before 2000', 'controller', amounts, revision({ year: 1999 }), 400, 'year'],
  ['a year as text', 'controller', amounts, revision({ year: '2026' }), 400, 'year'],
  ['a reason that is blank', 'controller', amounts, revision({ reason: ' ' }), 400, 'reason'],
  [
    'a reason that is too long',
    'controller',
    amounts,
    revision({ reason: 'x'.repeat(4_001) }),
    400,
    'reason',
  ],
  ['a reason with a NUL', 'controller', amounts, revision({ reason: 'a\u0000b' }), 400, 'reason'],
  [
    'a reason with half a surrogate pair',
    'controller',
    amounts,
    '{"year":2026,"amountKr":-1,"reason":"\\ud800"}',
    400,
    'reason',
  ],
  [
    'a day outside its year',
    'controller',
    amounts,
    revision({ effectiveOn: '2027-01-01' }),
    400,
    'effectiveOn',
  ],
  [
    'an impossible day',
    'controller',
    amounts,
    revision({ effectiveOn: '2026-02-30' }),
    400,
    'effectiveOn',
  ],
  [
    'the year 0000',
    'controller',
    amounts,
    revision({ effectiveOn: '0000-01-01' }),
    400,
    'effectiveOn',
  ],
  ['a field that does not exist', 'controller', amounts, revision({ amount: 1 }), 400, 'amount'],
  [
    'a measure that does not exist',
    'controller',
    '/api/v1/measures/R999/amount-revisions',
    revision(),
    404,
    omit,
  ],
  [
    'a measure name with a NUL',
    'controller',
    '/api/v1/measures/R%00/amount-revisions',
    revision(),
    404,
    omit,
  ],
  ['a body that is a list', 'controller', amounts, [], 400, ''],
  ['a body that is null', 'controller', amounts, 'null', 400, omit],

  [
    'a measure without a title',
    'controller',
    '/api/v1/measures',
    without(measure(), 'title'),
    400,
    'title',
  ],
  [
    'a title of 301 characters',
    'controller',
    '/api/v1/measures',
    measure({ title: 'x'.repeat(301) }),
    400,
    'title',
  ],
  [
    'an unknown effect',
    'controller',
    '/api/v1/measures',
    measure({ effect: 'magic' }),
    400,
    'effect',
  ],
  [
    'an owner that is a number',
    'controller',
    '/api/v1/measures',
    measure({ owners: [1] }),
    400,
    'owners.0',
  ],
  [
    'an amount of a year that is none',
    'controller',
    '/api/v1/measures',
    measure({ amountsKr: { '26': 1 } }),
    400,
    'amountsKr.26',
  ],
  [
    'an amount by year as text',
    'controller',
    '/api/v1/measures',
    measure({ amountsKr: { '2026': '1' } }),
    400,
    'amountsKr.2026',
  ],
  [
    'a reference with a slash',
    'controller',
    '/api/v1/measures',
    measure({ reference: 'R/1' }),
    400,
    'reference',
  ],
  [
    'a reference that is taken',
    'controller',
    '/api/v1/measures',
    measure({ reference: 'R307' }),
    409,
    omit,
  ],
  [
    'an agreement that does not exist',
    'controller',
    '/api/v1/measures',
    measure({ agreement: 'nope' }),
    400,
    'agreement',
  ],

  [
    'a condition on a direct measure',
    'controller',
    '/api/v1/measures/R901/condition',
    condition({ indicator: 'fravaer' }),
    409,
    omit,
  ],
  [
    'a condition with an unknown indicator',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ indicator: 'nope' }),
    400,
    'indicator',
  ],
  [
    'a condition with an unknown payoff',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ payoff: 'lottery' }),
    400,
    'payoff',
  ],
  [
    'per point without a value',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ payoff: 'per_point' }),
    400,
    'krPerPoint',
  ],
  [
    'a value without per point',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ krPerPoint: 1 }),
    400,
    'krPerPoint',
  ],
  [
    'three weights for four quarters',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ periodWeights: ['1', '1', '1'] }),
    400,
    'periodWeights',
  ],
  [
    'a weight of nothing',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ periodWeights: ['0', '1', '1', '1'] }),
    400,
    'periodWeights.0',
  ],
  [
    'no scope years',
    'controller',
    '/api/v1/measures/R307/condition',
    condition({ scopeYears: [] }),
    400,
    'scopeYears',
  ],

  [
    'an indicator of an unknown measure',
    'controller',
    '/api/v1/indicators',
    {
      id: 'x',
      name: 'X',
      measure: 'R999',
      direction: 'down',
      cadence: 'monthly',
      method: 'pooled',
      units: [],
    },
    400,
    'measure',
  ],
  [
    'an unknown cadence',
    'controller',
    '/api/v1/indicators',
    {
      id: 'x',
      name: 'X',
      measure: 'R307',
      direction: 'down',
      cadence: 'weekly',
      method: 'pooled',
      units: [],
    },
    400,
    'cadence',
  ],
  [
    'an indicator id that is taken',
    'controller',
    '/api/v1/indicators',
    {
      id: 'fravaer',
      name: 'X',
      measure: 'R307',
      direction: 'down',
      cadence: 'monthly',
      method: 'pooled',
      units: [],
    },
    409,
    omit,
  ],
  [
    'a unit twice',
    'controller',
    '/api/v1/indicators',
    {
      id: 'x',
      name: 'X',
      measure: 'R307',
      direction: 'down',
      cadence: 'monthly',
      method: 'pooled',
      units: [
        { id: 'A', name: 'A', weight: 1 },
        { id: 'A', name: 'B', weight: 1 },
      ],
    },
    400,
    'units.1.id',
  ],
  [
    'a unit that ends before it begins',
    'controller',
    '/api/v1/indicators',
    {
      id: 'x',
      name: 'X',
      measure: 'R307',
      direction: 'down',
      cadence: 'monthly',
      method: 'pooled',
      units: [{ id: 'A', name: 'A', weight: 1, activeFrom: '2026-02-01', activeTo: '2026-01-01' }],
    },
    400,
    'units.0.activeTo',
  ],
  [
    'units on a published indicator',
    'controller',
    '/api/v1/indicators',
    {
      id: 'x',
      name: 'X',
      measure: 'R307',
      direction: 'down',
      cadence: 'monthly',
      method: 'published',
      units: [{ id: 'A', name: 'A', weight: 1 }],
    },
    400,
    'units',
  ],

  [
    'a baseline of 101 %',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { percent: '101' },
    400,
    'percent',
  ],
  [
    'a baseline as a number',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { percent: 9 },
    400,
    'percent',
  ],
  [
    'a baseline with a comma',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { percent: '9,0' },
    400,
    'percent',
  ],
  [
    'neither percent nor series',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    {},
    400,
    'percent',
  ],
  [
    'a series with a month in it',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { series: [{ periodStart: '2024-01-01', periodEnd: '2024-01-31', percent: '9' }] },
    400,
    'series.0.periodEnd',
  ],
  [
    'a series of one quarter',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { series: [{ periodStart: '2024-01-01', periodEnd: '2024-03-31', percent: '9' }] },
    400,
    'series',
  ],
  [
    'a baseline below the target',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { percent: '7.00', reason: 'x', decidedBy: 'AU' },
    409,
    omit,
  ],
  [
    'a second baseline without a reason',
    'controller',
    '/api/v1/indicators/fravaer/baseline',
    { percent: '9.10' },
    409,
    omit,
  ],
  [
    'a target not below the baseline',
    'controller',
    '/api/v1/indicators/fravaer/targets',
    { targets: { '2026': '9.00' }, reason: 'x', decidedBy: 'AU' },
    409,
    omit,
  ],
  [
    'no targets',
    'controller',
    '/api/v1/indicators/fravaer/targets',
    { targets: {} },
    400,
    'targets',
  ],
  [
    'a target of a year that is none',
    'controller',
    '/api/v1/indicators/fravaer/targets',
    { targets: { x: '8' } },
    400,
    'targets.x',
  ],
  [
    'targets and an end target',
    'controller',
    '/api/v1/indicators/fravaer/targets',
    { targets: { '2026': '8' }, endTarget: { year: 2028, percent: '7' } },
    400,
    'endTarget',
  ],

  ['an unknown unit', 'reporter', readings, reading({ unitId: 'Z' }), 400, 'unitId'],
  ['no unit', 'reporter', readings, without(reading(), 'unitId'), 400, 'unitId'],
  [
    'more absent than possible days',
    'reporter',
    readings,
    reading({ unitId: 'A', periodStart: '2026-04-01', periodEnd: '2026-06-30', absentDays: 1_001 }),
    400,
    'absentDays',
  ],
  [
    'no possible days',
    'reporter',
    readings,
    reading({ possibleDays: 0, absentDays: 0 }),
    400,
    'possibleDays',
  ],
  ['a negative count', 'reporter', readings, reading({ absentDays: -1 }), 400, 'absentDays'],
  [
    'more than 10⁹ days',
    'reporter',
    readings,
    reading({ possibleDays: 1_000_000_001 }),
    400,
    'possibleDays',
  ],
  ['half a day', 'reporter', readings, reading({ absentDays: 0.5 }), 400, 'absentDays'],
  [
    'a percentage where days are taken',
    'reporter',
    readings,
    { ...without(without(reading(), 'absentDays'), 'possibleDays'), percent: '8.00' },
    400,
    'percent',
  ],
  [
    'no figures',
    'reporter',
    readings,
    without(without(reading(), 'absentDays'), 'possibleDays'),
    400,
    'absentDays',
  ],
  [
    'a period of the wrong span',
    'reporter',
    readings,
    reading({ periodEnd: '2026-01-31' }),
    400,
    'periodEnd',
  ],
  [
    'an end before its start',
    'reporter',
    readings,
    reading({ periodStart: '2026-03-31', periodEnd: '2026-01-01' }),
    400,
    'periodEnd',
  ],
  [
    'a period that is not over',
    'reporter',
    readings,
    reading({ periodStart: '2099-01-01', periodEnd: '2099-03-31' }),
    400,
    'periodEnd',
  ],
  ['an unknown quality', 'reporter', readings, reading({ quality: 'good' }), 400, 'quality'],
  [
    'a reading received tomorrow',
    'reporter',
    readings,
    reading({ periodStart: '2026-04-01', periodEnd: '2026-06-30', receivedOn: '2099-01-01' }),
    400,
    'receivedOn',
  ],
  ['a unit that is not active', 'reporter', readings, reading({ unitId: 'B' }), 409, omit],
  ['a second reading for the same unit and period', 'reporter', readings, reading(), 409, omit],
  [
    'an indicator that does not exist',
    'reporter',
    '/api/v1/indicators/nope/readings',
    reading(),
    404,
    omit,
  ],
  [
    'a correction of an unknown reading',
    'reporter',
    `${readings}/nope/corrections`,
    { absentDays: 1, possibleDays: 2, reason: 'x' },
    404,
    omit,
  ],
  [
    'a correction without a reason',
    'reporter',
    `${readings}/nope/corrections`,
    { absentDays: 1, possibleDays: 2 },
    400,
    'reason',
  ],

  [
    'a milestone without a day or null',
    'controller',
    '/api/v1/measures/R307/milestones',
    { title: 'X' },
    400,
    'dueOn',
  ],
  [
    'a milestone of an unknown measure',
    'controller',
    '/api/v1/measures/R999/milestones',
    { title: 'X', dueOn: null },
    404,
    omit,
  ],
  [
    'an unknown milestone',
    'controller',
    '/api/v1/milestones/nope/completions',
    { completedOn: '2026-01-01' },
    404,
    omit,
  ],
];

describe('a command with bad input', () => {
  it.each(cases)(
    '%s is refused and changes nothing',
    async (_what, who, path, body, status, field) => {
      const client = who === 'controller' ? controller : reporter;
      const before = await headPosition();
      const reply = await client.post(path, body);
      expect({ status: reply.status, body: reply.body }).toMatchObject({
        status,
        body: { status },
      });
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(reply.body.title).not.toBe('');
      if (field !== omit) {
        const named = reply.body.errors.find((error: { path: string }) => error.path === field);
        expect(named).toMatchObject({ message: expect.stringMatching(/\S/) as string });
        expect(named.message).not.toBe(named.code);
      }
      expect(await headPosition()).toBe(before);
    },
  );

  it('names the reading and the way to correct it where the period is taken', async () => {
    const { body } = await reporter.post(readings, reading());
    expect(body.facts.readingId).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.facts.correction).toBe(`${readings}/${String(body.facts.readingId)}/corrections`);
  });

  it('speaks English to those who read it', async () => {
    const danish = await controller.post(amounts, revision({ reason: '' }));
    const english = await controller.post(amounts, revision({ reason: '' }), {
      'accept-language': 'en',
    });
    expect(danish.body.errors[0].message).toContain('tomt');
    expect(english.body.errors[0].message).toContain('empty');
  });
});

describe('a request that cannot be read', () => {
  it.each([
    ['broken JSON', '{"year":', { 'content-type': 'application/json' }, 400],
    [
      'bytes that are not UTF-8',
      Buffer.from(JSON.stringify(revision({ reason: 'før' })), 'latin1'),
      { 'content-type': 'application/json' },
      400,
    ],
    ['another content type', 'year=2026', { 'content-type': 'text/plain' }, 415],
    [
      'a form where JSON is taken',
      'year=2026',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
    ],
    [
      'an unknown encoding',
      '{}',
      { 'content-type': 'application/json', 'content-encoding': 'x-nope' },
      415,
    ],
    [
      'a charset that does not exist',
      '{}',
      { 'content-type': 'application/json; charset=nope' },
      415,
    ],
    [
      'deep nesting',
      '['.repeat(5_000) + ']'.repeat(5_000),
      { 'content-type': 'application/json' },
      400,
    ],
  ])('%s', async (_what, body, headers, status) => {
    const reply = await controller.send('POST', amounts, { body, headers });
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status });
  });

  it('five MB of JSON is too large', async () => {
    const reply = await controller.post(amounts, revision({ reason: 'x'.repeat(5_000_000) }));
    expect(reply.status).toBe(413);
  });

  it.each([
    ['/api/v1/nope', 404],
    ['/api/v1/measures/%ff', 400],
    ['/api/v1/measures?limit=0', 400],
    ['/api/v1/measures?limit=501', 400],
    ['/api/v1/measures?year=26', 400],
    ['/api/v1/realisation?from=2028&to=2025', 400],
    ['/api/v1/realisation?groupBy=colour', 400],
    ['/api/v1/realisation/R307/26', 404],
    ['/api/v1/realisation/R999/2026', 404],
    ['/api/v1/realisation?onDate=2026-02-30', 400],
    ['/api/v1/realisation?knownAt=2099-01-01', 400],
    ['/api/v1/realisation?knownAt=0000-01-01', 400],
    ['/api/v1/realisation?knownAt=yesterday', 400],
    ['/api/v1/realisation?knownAtPosition=0', 400],
    ['/api/v1/realisation?knownAtPosition=99999999', 400],
    ['/api/v1/realisation?knownAtPosition=1&knownAt=2026-01-01', 400],
    ['/api/v1/realisation?knownAt=2026-01-01&knownAt=2026-01-02', 400],
  ])('GET %s answers %d', async (path, status) => {
    const reply = await controller.get(path);
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status, body: { status } });
  });
});
