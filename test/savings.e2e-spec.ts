import { useApplication, type Client } from './support/application';

/* The savings model beyond R307's line, through HTTP; the invented figures are the model's own examples. */

const application = useApplication();

let controller: Client;
let reporter: Client;

beforeAll(async () => {
  [controller, reporter] = await Promise.all([
    application.as('controller'),
    application.as('reporter'),
  ]);
});

const figure = async (ref: string, year: number, query = '') =>
  (await controller.get(`/api/v1/realisation/${ref}/${String(year)}?${query}`)).body;

const efficiency = async () =>
  (await controller.get('/api/v1/measures?q=effektiviseringsbidrag')).body.items[0].ref as string;

describe('a direct saving', () => {
  it('is realised by the months that it is in the budget', async () => {
    expect(await figure('R901', 2026, 'onDate=2026-06-30')).toMatchObject({
      basis: 'budget',
      realisedSavingKr: 150_000,
      notDueSavingKr: 150_000,
      securedSavingKr: 300_000,
      forecastSavingKr: 300_000,
      outlook: 'good',
      status: 'met',
      dataStatus: 'complete',
    });
    expect(await figure('R901', 2026, 'onDate=2026-12-31')).toMatchObject({
      realisedSavingKr: 300_000,
    });
  });

  it('counts part of the year from the day it takes effect, and what is taken back', async () => {
    const { position } = await controller.command('/api/v1/measures', {
      reference: 'D1',
      title: 'Delårsvirkning',
      section: 'Arbejdsmarkedsudvalget',
      kind: 'operating',
      effect: 'direct',
      owners: ['Arbejdsmarkedschef'],
      forums: [],
      consultation: false,
      closed: false,
      amountsKr: { '2026': -300_000 },
    });
    expect(
      await figure('D1', 2026, `onDate=2026-12-31&atLeastPosition=${String(position)}`),
    ).toMatchObject({
      status: 'not_met',
      dataStatus: 'not_configured',
      securedSavingKr: null,
      realisedSavingKr: 0,
      notRealisedSavingKr: 300_000,
    });
    const taken = await controller.command('/api/v1/measures/D1/incorporations', {
      year: 2026,
      amountKr: -300_000,
      effectiveOn: '2026-05-01',
      decidedBy: 'KB',
    });
    const at = `onDate=2026-12-31&atLeastPosition=${String(taken.position)}`;
    expect(await figure('D1', 2026, at)).toMatchObject({
      realisedSavingKr: 200_000,
      notRealisedSavingKr: 100_000,
      securedSavingKr: 300_000,
    });
  });

  it('has the ledger beside it, and the difference, and never in a part', async () => {
    const { position } = await controller.command('/api/v1/measures/R901/ledger-snapshots', {
      year: 2026,
      asOf: '2026-06-30',
      budgetBeforeKr: 1_000_000,
      actualKr: 780_000,
      source: 'Halvårsregnskab',
    });
    const at = `onDate=2026-06-30&atLeastPosition=${String(position)}`;
    expect(await figure('R901', 2026, at)).toMatchObject({
      ledgerSavingKr: 220_000,
      ledgerDifferenceKr: -70_000,
      realisedSavingKr: 150_000,
    });
  });
});

describe('spending', () => {
  it('is consumed by bookings, a voucher once, and saves nothing', async () => {
    const { body } = await controller.get('/api/v1/measures?q=sygefrav%C3%A6r');
    const ref = body.items[0].ref as string;
    const bookings = `/api/v1/measures/${ref}/bookings`;
    await controller.command(bookings, {
      bookedOn: '2026-03-01',
      amountKr: 400_000,
      voucher: 'B 1/æ',
    });
    const { position } = await controller.command(bookings, {
      bookedOn: '2026-06-30',
      amountKr: 30_000,
      voucher: 'B2',
    });
    const again = await controller.post(bookings, {
      bookedOn: '2026-06-30',
      amountKr: 30_000,
      voucher: 'B2',
    });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe('ledger.voucher-used');
    const absurd = { bookedOn: '2026-06-30', amountKr: 1e12 + 1, voucher: 'B3' };
    const refused = await controller.post(bookings, absurd);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ path: 'amountKr', code: 'input.too-large' }]);
    expect(
      await figure(ref, 2026, `onDate=2026-06-30&atLeastPosition=${String(position)}`),
    ).toMatchObject({
      expectedSavingKr: 0,
      investmentKr: 1_000_000,
      consumedKr: 430_000,
      consumedShare: '0.4300',
      status: 'not_applicable',
      dataStatus: 'not_configured',
      coverage: null,
    });
  });
});

describe('the efficiency contribution', () => {
  it('is kept out of the sums until its sign is resolved, then follows rate and base', async () => {
    const ref = await efficiency();
    expect(await figure(ref, 2025, 'onDate=2025-12-31')).toMatchObject({
      signUnclear: true,
      expectedSavingKr: 0,
      netChangeKr: 11_400_000,
      status: 'not_configured',
    });
    await controller.command(`/api/v1/measures/${ref}/sign-resolutions`, {
      effect: 'rate',
      reason: 'Satsen er en besparelse',
      decidedBy: 'ØK',
    });
    const twice = await controller.post(`/api/v1/measures/${ref}/sign-resolutions`, {
      effect: 'rate',
      reason: 'x',
      decidedBy: 'ØK',
    });
    expect(twice.status).toBe(409);
    await controller.command(`/api/v1/measures/${ref}/rate-bases`, {
      year: 2025,
      baseKr: 2_000_000_000,
    });
    await controller.command(`/api/v1/measures/${ref}/rates`, { year: 2025, percent: '0.55' });
    await controller.command(`/api/v1/measures/${ref}/allocations`, {
      year: 2025,
      unit: 'Skoler',
      amountKr: 6_200_000,
      competence: 'administrative',
    });
    await controller.command(`/api/v1/measures/${ref}/deliveries`, {
      year: 2025,
      unit: 'Skoler',
      amountKr: 6_200_000,
      deliveredOn: '2025-06-01',
    });
    const { position } = await controller.command(`/api/v1/measures/${ref}/deliveries`, {
      year: 2025,
      unit: 'Social',
      amountKr: 3_100_000,
      deliveredOn: '2025-12-01',
    });
    const at = (on: string) => `onDate=${on}&atLeastPosition=${String(position)}`;
    expect(await figure(ref, 2025, at('2025-12-31'))).toMatchObject({
      basis: 'delivered',
      expectedSavingKr: 11_000_000,
      realisedSavingKr: 9_300_000,
      notRealisedSavingKr: 1_700_000,
      ratio: '0.8455',
      status: 'at_risk',
      investmentKr: 0,
    });
    expect(await figure(ref, 2025, at('2025-06-30'))).toMatchObject({
      realisedSavingKr: 6_200_000,
      notDueSavingKr: 4_800_000,
      status: 'on_track',
    });
    const rates = await controller.post('/api/v1/measures/R901/rates', {
      year: 2025,
      percent: '0.55',
    });
    expect(rates.status).toBe(409);
  });
});

describe('worked example 2 with forecast, over-achievement and closing', () => {
  const readings = '/api/v1/indicators/fravaer/readings';
  const q1 = { periodStart: '2026-01-01', periodEnd: '2026-03-31' };
  const q2 = { periodStart: '2026-04-01', periodEnd: '2026-06-30' };
  let first = '';

  const read = (unitId: string, period: typeof q1, absentDays: number, possibleDays: number) =>
    reporter.command(readings, { unitId, ...period, absentDays, possibleDays });

  beforeAll(async () => {
    await controller.command('/api/v1/indicators', {
      id: 'fravaer',
      name: 'Elevfravær',
      measure: 'R307',
      direction: 'down',
      cadence: 'quarterly',
      method: 'pooled',
      units: [
        { id: 'A', name: 'Skole A', weight: 24 },
        { id: 'B', name: 'Skole B', weight: 18 },
        { id: 'C', name: 'Skole C', weight: 6 },
      ],
    });
    await controller.command('/api/v1/indicators/fravaer/baseline', { percent: '9.00' });
    await controller.command('/api/v1/indicators/fravaer/targets', {
      endTarget: { year: 2028, percent: '7.00' },
    });
    await controller.command('/api/v1/measures/R307/condition', {
      indicator: 'fravaer',
      scopeYears: [2026, 2027, 2028],
      payoff: 'linear_capped',
      targetMeaning: 'yearAverage',
    });
    ({ id: first } = await read('A', q1, 2_310, 24_000));
    await read('B', q1, 1_530, 18_000);
    await read('C', q1, 470, 6_000);
    await read('A', q2, 1_850, 23_000);
    await read('B', q2, 1_420, 17_300);
    const { position } = await read('C', q2, 450, 5_800);
    await controller.get(`/api/v1/realisation?atLeastPosition=${String(position)}`);
  });

  it('derives the targets of worked example 1 from the end target', async () => {
    const { body } = await controller.get('/api/v1/indicators/fravaer');
    expect(body.targets).toEqual({
      '2025': '8.34',
      '2026': '7.67',
      '2027': '7.33',
      '2028': '7.00',
    });
  });

  it('forecasts the year with its band', async () => {
    const body = await figure('R307', 2026, 'onDate=2026-09-02');
    expect(body).toMatchObject({
      realisedSavingKr: 184_155,
      forecastSavingKr: 371_935,
      outlook: 'poor',
    });
    expect(Math.abs(body.forecastLowKr - 118_987)).toBeLessThanOrEqual(1);
    expect(Math.abs(body.forecastHighKr - 624_882)).toBeLessThanOrEqual(1);
  });

  it('keeps a manual forecast and an assessment beside the computed figure', async () => {
    await controller.command('/api/v1/measures/R307/forecasts', {
      year: 2026,
      realisedSavingKr: 400_000,
      reason: 'Efterår',
    });
    const { position } = await controller.command('/api/v1/measures/R307/assessments', {
      year: 2026,
      realisedSavingKr: 170_000,
      note: 'Skøn',
    });
    expect(
      await figure('R307', 2026, `onDate=2026-09-02&atLeastPosition=${String(position)}`),
    ).toMatchObject({
      manualForecastKr: 400_000,
      assessedSavingKr: 170_000,
      forecastSavingKr: 371_935,
      realisedSavingKr: 184_155,
    });
  });

  it('answers what if, without an event, and as recorded with nothing supposed', async () => {
    const before = await controller.get('/api/v1/realisation?onDate=2026-09-02');
    const nothing = await controller.post('/api/v1/scenarios?onDate=2026-09-02', { overrides: [] });
    expect(nothing.status).toBe(200);
    expect(nothing.body).toEqual(before.body);
    const supposed = await controller.post('/api/v1/scenarios?onDate=2026-09-02', {
      overrides: [
        {
          kind: 'reading',
          indicator: 'fravaer',
          unitId: 'A',
          ...q1,
          absentDays: 2_100,
          possibleDays: 24_000,
        },
      ],
    });
    const r307 = supposed.body.groups.find(
      ({ key, year }: { key: string; year: number }) => key === 'R307' && year === 2026,
    );
    expect(r307.realisedSavingKr).toBe(272_247);
    expect((await controller.get('/api/v1/realisation?onDate=2026-09-02')).body).toEqual(
      before.body,
    );
    const unknown = await controller.post('/api/v1/scenarios', {
      overrides: [{ kind: 'amount', measure: 'R999', year: 2026, amountKr: -1 }],
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors[0].path).toBe('overrides.0.measure');
  });

  it('explains a sum by the measures that it adds up', async () => {
    const { status, body } = await controller.get(
      '/api/v1/realisation/explanation?groupBy=section&key=Arbejdsmarkedsudvalget&year=2026&onDate=2026-09-02',
    );
    expect(status).toBe(200);
    const realised = body.steps.find(({ inputs }: { inputs: { value: number }[] }) =>
      inputs.some(({ value }) => value === 184_155),
    );
    const leaves = realised.inputs.reduce(
      (sum: number, { value }: { value: number }) => sum + value,
      0,
    );
    expect(leaves).toBe(body.figure.realisedSavingKr);
  });

  it('closes a year as it stands, and tells a later correction as a restatement', async () => {
    const early = await controller.post('/api/v1/years/2026/closures', { reason: 'For tidligt' });
    expect(early.status).toBe(409);
    const quarters = [
      ['01-01', '03-31'],
      ['04-01', '06-30'],
      ['07-01', '09-30'],
      ['10-01', '12-31'],
    ];
    let corrected = '';
    for (const [start, end] of quarters) {
      for (const unitId of ['A', 'B', 'C']) {
        const { id } = await reporter.command(readings, {
          unitId,
          periodStart: `2025-${String(start)}`,
          periodEnd: `2025-${String(end)}`,
          absentDays: 850,
          possibleDays: 10_000,
        });
        corrected = id;
      }
    }
    const closing = await controller.command('/api/v1/years/2025/closures', {
      reason: 'Regnskab afsluttet',
    });
    const again = await controller.post('/api/v1/years/2025/closures', { reason: 'igen' });
    expect(again.status).toBe(200);
    const closed = await figure('R307', 2025, `atLeastPosition=${String(closing.position)}`);
    expect(closed).toMatchObject({
      yearStatus: 'closed',
      realisedSavingKr: 392_424,
      basis: 'indicative',
      restated: null,
    });
    const { position } = await reporter.command(`${readings}/${corrected}/corrections`, {
      absentDays: 950,
      possibleDays: 10_000,
      reason: 'Manglende udtræk',
    });
    const restated = await figure('R307', 2025, `atLeastPosition=${String(position)}`);
    expect(restated.realisedSavingKr).toBe(392_424);
    expect(restated.restated.deltaKr).toBeLessThan(0);
    expect(Number(restated.restated.realisedSavingKr) - Number(restated.restated.deltaKr)).toBe(
      392_424,
    );
    expect(
      await figure('R307', 2025, `knownAtPosition=${String(closing.position - 1)}`),
    ).toMatchObject({
      yearStatus: 'open',
      realisedSavingKr: 392_424,
    });
    await controller.command('/api/v1/years/2025/reopenings', { reason: 'Fejl' });
  });

  it('begins anew with a new method, keeping units', async () => {
    const { position } = await controller.command('/api/v1/indicators/fravaer/versions', {
      method: 'weighted_mean',
      reason: 'UVM opgør det sådan',
    });
    const { body } = await controller.get(
      `/api/v1/indicators/fravaer?atLeastPosition=${String(position)}`,
    );
    expect(body).toMatchObject({
      method: 'weighted_mean',
      indicatorVersion: 2,
      baseline: null,
      targets: {},
    });
    expect(body.units).toHaveLength(3);
    expect(await figure('R307', 2026, 'onDate=2026-09-02')).toMatchObject({
      status: 'not_configured',
      actual: null,
    });
    expect(first).not.toBe('');
  });
});

describe('coordination, dialogue, remedies and the path of decisions', () => {
  it('are recorded by those who may, and stand in the history', async () => {
    const [coordinator, secretary, owner] = await Promise.all([
      application.as('coordinator'),
      application.as('secretary'),
      application.as('owner'),
    ]);
    await coordinator.command('/api/v1/measures/R307/coordinations', {
      heldOn: '2026-08-11',
      with: 'Arbejdsmarkedschef',
      note: 'Fælles notat',
    });
    const dialogue = await secretary.command('/api/v1/measures/R307/dialogues', {
      between: ['AU', 'BUU'],
      requestedOn: '2026-10-06',
      note: 'Punkt 4',
    });
    await secretary.command(`/api/v1/dialogues/${dialogue.id}/meetings`, {
      heldOn: '2026-11-03',
      outcome: 'Drøftet',
    });
    const remedy = await owner.command('/api/v1/measures/R307/remedies', {
      title: 'Fraværsteam på to skoler',
      owner: 'Børne- og familiechef',
      expectedEffectKr: 100_000,
      note: 'Udkast',
    });
    await owner.command(`/api/v1/remedies/${remedy.id}/progress`, { note: 'I gang' });
    await owner.command(`/api/v1/remedies/${remedy.id}/completions`, { completedOn: '2026-11-20' });
    await secretary.command('/api/v1/measures/R307/path-steps', {
      forum: 'AU',
      step: 2,
      plannedOn: '2026-12-01',
    });
    await secretary.command('/api/v1/measures/R307/decisions', {
      forum: 'AU',
      step: 2,
      decidedOn: '2026-11-20',
      outcome: 'noted',
      text: 'Til efterretning',
    });
    await secretary.command('/api/v1/measures/R307/consultations', {
      opensOn: '2026-12-01',
      closesOn: '2026-12-15',
      parties: ['Råd og nævn'],
    });
    const { position } = await secretary.command('/api/v1/forums/AU/meetings', {
      heldOn: '2026-11-03',
    });
    const { body } = await controller.get(
      `/api/v1/measures/R307/history?atLeastPosition=${String(position)}`,
    );
    const types = body.items.map(({ type }: { type: string }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'CoordinationHeld',
        'DecisionRecorded',
        'DialogueHeld',
        'RemedyCompleted',
      ]),
    );
    const remedies = await controller.get('/api/v1/measures/R307/remedies');
    expect(remedies.body.items[0]).toMatchObject({
      completedOn: '2026-11-20',
      owner: 'Børne- og familiechef',
      expectedEffectKr: 100_000,
      notes: [
        { of: 'plan', on: null, note: 'Udkast', noteErased: false },
        { of: 'progress', note: 'I gang' },
        { of: 'completion', on: '2026-11-20', note: null },
      ],
    });
    const dialogues = await controller.get('/api/v1/measures/R307/dialogues');
    expect(dialogues.body.items[0]).toMatchObject({
      between: ['AU', 'BUU'],
      heldOn: '2026-11-03',
      note: 'Punkt 4',
      outcome: 'Drøftet',
    });
    const coordinations = await controller.get('/api/v1/measures/R307/coordinations');
    expect(coordinations.body.items).toMatchObject([
      {
        heldOn: '2026-08-11',
        with: 'Arbejdsmarkedschef',
        recordedByName: 'Børne- og familiechef',
        note: 'Fælles notat',
        noteErased: false,
      },
    ]);
    const [{ position: recorded }] = coordinations.body.items;
    const before = await controller.get(
      `/api/v1/measures/R307/coordinations?knownAtPosition=${String(recorded - 1)}`,
    );
    expect(before.body.items).toEqual([]);
  });
});
