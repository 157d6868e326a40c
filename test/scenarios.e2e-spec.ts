import { useApplication, type Client } from './support/application';
import { handInFive, q1, q2, setUpR307 } from './support/worked-example';

/* What-if over HTTP, on worked example 2 with a second indicator of R307; every figure is invented. */

const application = useApplication();
let controller: Client;
let reporter: Client;

const condition = {
  indicator: 'bekymrende',
  scopeYears: [2026],
  payoff: 'step',
  targetMeaning: 'yearAverage',
  reason: 'Et eksempel',
  decidedBy: 'KB',
};

beforeAll(async () => {
  [controller, reporter] = await Promise.all([
    application.as('controller'),
    application.as('reporter'),
  ]);
  await setUpR307(application);
  await handInFive(application);
  await controller.command('/api/v1/indicators', {
    id: 'bekymrende',
    name: 'Bekymrende fravær',
    measure: 'R307',
    role: 'leading',
    direction: 'down',
    cadence: 'quarterly',
    method: 'published',
    units: [],
  });
  await controller.command('/api/v1/indicators/bekymrende/baseline', { percent: '20.00' });
  const { position } = await controller.command('/api/v1/indicators/bekymrende/targets', {
    targets: { '2026': '16.00' },
  });
  await controller.get(`/api/v1/measures?atLeastPosition=${String(position)}`);
}, 60_000);

const day = 'onDate=2026-09-02';
const suppose = (...overrides: readonly object[]) =>
  controller.post(`/api/v1/scenarios?${day}`, { overrides });
const actual = async (position?: number) =>
  (
    await controller.get(
      `/api/v1/realisation?${day}${position === undefined ? '' : `&atLeastPosition=${String(position)}`}`,
    )
  ).body;
const reading = { kind: 'reading', indicator: 'ungefravaer', unitId: 'A', ...q1 };
const supposedCondition = {
  kind: 'condition',
  measure: 'R307',
  indicator: 'ungefravaer',
  scopeYears: [2026],
  payoff: 'linear_capped',
  targetMeaning: 'yearAverage',
};

describe('what if', () => {
  it('of an indicator that pays nothing moves no figure', async () => {
    const before = await actual();
    const supposed = await suppose(
      { kind: 'reading', indicator: 'bekymrende', ...q1, percent: '12.00' },
      { kind: 'targets', indicator: 'bekymrende', targets: { '2026': '10.00' } },
    );
    expect(supposed.status).toBe(200);
    expect(supposed.body).toEqual(before);
  });

  it.each([
    ['an unknown unit', { ...reading, unitId: 'D', absentDays: 1, possibleDays: 2 }, 'unitId'],
    [
      'the wrong span',
      { ...reading, periodEnd: '2026-04-30', absentDays: 1, possibleDays: 2 },
      'periodEnd',
    ],
    ['a percentage where days are counted', { ...reading, percent: '8.00' }, 'percent'],
    ['more absent than possible', { ...reading, absentDays: 7, possibleDays: 5 }, 'absentDays'],
    ['weights for other periods', { ...supposedCondition, periodWeights: ['1'] }, 'periodWeights'],
    ['no kroner per point', { ...supposedCondition, payoff: 'per_point' }, 'krPerPoint'],
    ['the indicator of nobody', { ...supposedCondition, indicator: 'ukendt' }, 'indicator'],
    ['neither targets nor an end', { kind: 'targets', indicator: 'ungefravaer' }, 'targets'],
    ['a measure that is not there', { ...supposedCondition, measure: 'R999' }, 'measure'],
    ['an indicator that is not there', { ...reading, indicator: 'ukendt' }, 'indicator'],
  ])('%s is 400 at its field', async (_, override, field) => {
    const { status, body } = await suppose(override);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: `overrides.0.${field}` }]);
  });

  it('tells the numbers that cannot be', async () => {
    const { body } = await suppose({ ...reading, absentDays: 7, possibleDays: 5 });
    expect(body.errors[0].message).toContain('7');
  });

  it.each([
    ['a target on the wrong side', { targets: { '2026': '9.50' } }, 'indicators.target-not-better'],
    [
      'an end target that is no better',
      { endTarget: { year: 2028, percent: '9.00' } },
      'indicators.end-target-not-better',
    ],
    [
      'an end target in a year without an amount',
      { endTarget: { year: 2031, percent: '7.00' } },
      'indicators.end-target-no-amount',
    ],
  ])('%s is 409, as the command is', async (_, targets, code) => {
    const supposed = await suppose({ kind: 'targets', indicator: 'ungefravaer', ...targets });
    const commanded = await controller.post('/api/v1/indicators/ungefravaer/targets', {
      ...targets,
      reason: 'Et eksempel',
      decidedBy: 'KB',
    });
    expect([supposed.status, supposed.body.code]).toEqual([409, code]);
    expect([commanded.status, commanded.body.code]).toEqual([409, code]);
  });

  it('of a quarter that is not over counts once the day asked about has it over', async () => {
    const q4 = { periodStart: '2026-10-01', periodEnd: '2026-12-31' };
    const last = { ...reading, ...q4, absentDays: 2_000, possibleDays: 24_000 };
    const of = ['B', 'C'].map((unitId) => ({ ...last, unitId }));
    const { body } = await controller.post('/api/v1/scenarios?onDate=2026-12-31', {
      overrides: [last, ...of],
    });
    expect(body.totals.find(({ year }: { year: number }) => year === 2026)).toMatchObject({
      notDueSavingKr: 0,
    });
  });

  it('of another indicator, its readings and amounts is what the same commands then give', async () => {
    const supposed = await suppose(
      { kind: 'condition', measure: 'R307', ...condition },
      { kind: 'reading', indicator: 'bekymrende', ...q1, percent: '17.00' },
      { kind: 'reading', indicator: 'bekymrende', ...q2, percent: '18.50' },
      { kind: 'amount', measure: 'R307', year: 2026, amountKr: -900_000 },
    );
    await controller.command('/api/v1/measures/R307/condition', condition);
    await controller.command('/api/v1/measures/R307/amount-revisions', {
      year: 2026,
      amountKr: -900_000,
      reason: 'Et eksempel',
    });
    const readings = '/api/v1/indicators/bekymrende/readings';
    await reporter.command(readings, { ...q1, percent: '17.00' });
    const { position } = await reporter.command(readings, { ...q2, percent: '18.50' });
    const { groups, totals } = await actual(position);
    expect(supposed.body.groups).toEqual(groups);
    expect(supposed.body.totals).toEqual(totals);
    expect(totals[1]).toMatchObject({ year: 2026, realisedSavingKr: 425_000 });
  });
});
