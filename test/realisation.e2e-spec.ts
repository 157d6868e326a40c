import { useApplication, type Client } from './support/application';

/* Worked example 2 of the savings model: three schools, quarters of 2026. The figures are invented. */

const application = useApplication();

const q1 = { periodStart: '2026-01-01', periodEnd: '2026-03-31' };
const q2 = { periodStart: '2026-04-01', periodEnd: '2026-06-30' };

describe('R307 before anything is set up', () => {
  it('is not configured, and nothing of it is measured', async () => {
    const controller = await application.as('controller');
    const { status, body } = await controller.get(
      '/api/v1/realisation/R307/2026?onDate=2026-09-02',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      measure: 'R307',
      year: 2026,
      onDate: '2026-09-02',
      expectedSavingKr: 1_050_000,
      realisedSavingKr: 0,
      notRealisedSavingKr: 0,
      status: 'not_configured',
      dataStatus: 'not_configured',
      ratio: null,
      actual: null,
      coverage: null,
    });
    expect(Number(body.notMeasuredSavingKr) + Number(body.notDueSavingKr)).toBe(1_050_000);
  });
});

describe('worked example 2', () => {
  let controller: Client;
  let reporter: Client;
  const positions: Record<string, number> = {};
  let a1 = '';

  beforeAll(async () => {
    controller = await application.as('controller');
    reporter = await application.as('reporter');
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
    await controller.command('/api/v1/indicators/fravaer/targets', { targets: { '2026': '7.67' } });
    await controller.command('/api/v1/measures/R307/condition', {
      indicator: 'fravaer',
      scopeYears: [2026, 2027, 2028],
      payoff: 'linear_capped',
      targetMeaning: 'yearAverage',
    });
    a1 = await read('A', q1, 2_100, 24_000);
    await read('B', q1, 1_530, 18_000);
    await read('C', q1, 470, 6_000, 'first quarter');
    await read('A', q2, 1_850, 23_000);
    await read('B', q2, 1_420, 17_300, 'second quarter without C');
    await read('C', q2, 450, 5_800, 'late C');
    const corrected = await reporter.command(
      `/api/v1/indicators/fravaer/readings/${a1}/corrections`,
      { absentDays: 2_310, possibleDays: 24_000, reason: 'Sygemeldinger manglede i udtrækket' },
    );
    expect(corrected.id).toBe(a1);
    positions['correction'] = corrected.position;
  });

  async function read(
    unitId: string,
    period: typeof q1,
    absentDays: number,
    possibleDays: number,
    remember?: string,
  ): Promise<string> {
    const { id, position } = await reporter.command('/api/v1/indicators/fravaer/readings', {
      unitId,
      ...period,
      absentDays,
      possibleDays,
      suppliedBy: 'Skole- og dagtilbudschef',
    });
    if (remember !== undefined) positions[remember] = position;
    return id;
  }

  const figure = async (query: string) => {
    const { status, body } = await controller.get(`/api/v1/realisation/R307/2026?${query}`);
    expect(status).toBe(200);
    return body;
  };

  it.each([
    ['first quarter', '2026-04-20', '8.5417', '0.3446', 90_461, 172_039, 0, 787_500],
    ['second quarter without C', '2026-07-19', '8.3465', '0.4913', 257_942, 267_058, 0, 525_000],
    ['late C', '2026-08-23', '8.3103', '0.5186', 272_247, 252_753, 0, 525_000],
    ['correction', '2026-09-02', '8.5335', '0.3508', 184_155, 340_845, 0, 525_000],
    ['correction', '2026-10-27', '8.5335', '0.3508', 184_155, 340_845, 262_500, 262_500],
  ])(
    'comes out to the krone as known after the %s on %s',
    async (event, onDate, actual, ratio, realised, notRealised, notMeasured, notDue) => {
      const body = await figure(`onDate=${onDate}&knownAtPosition=${String(positions[event])}`);
      expect(body).toMatchObject({
        position: positions[event],
        actual,
        ratio,
        realisedSavingKr: realised,
        notRealisedSavingKr: notRealised,
        notMeasuredSavingKr: notMeasured,
        notDueSavingKr: notDue,
        expectedSavingKr: 1_050_000,
      });
    },
  );

  it('shows the figure of the API document after the correction', async () => {
    expect(await figure('onDate=2026-09-02')).toMatchObject({
      basis: 'conditional',
      amountKr: -1_050_000,
      investmentKr: 0,
      securedSavingKr: null,
      baseline: '9.0000',
      target: '7.6700',
      actual: '8.5335',
      ratio: '0.3508',
      coverage: '1.0000',
      ledgerSavingKr: null,
      assessedSavingKr: null,
      surplusSavingKr: 0,
      adverseSavingKr: 0,
      status: 'not_met',
      dataStatus: 'complete',
    });
  });

  it('covers 93.75 % of the year while C is missing, and says partial', async () => {
    const body = await figure(
      `onDate=2026-07-19&knownAtPosition=${String(positions['second quarter without C'])}`,
    );
    expect(body).toMatchObject({ coverage: '0.9375', dataStatus: 'partial' });
  });

  it('explains the figure by steps that lead to events, and names the correction as last change', async () => {
    const { status, body } = await controller.get(
      '/api/v1/realisation/R307/2026/explanation?onDate=2026-09-02',
    );
    expect(status).toBe(200);
    expect(body.figure.realisedSavingKr).toBe(184_155);
    expect(body.sentence).toContain('184.155');
    expect(body.lastChange).toMatchObject({ position: positions['correction'], deltaKr: -88_092 });
    const inputs = body.steps.flatMap((step: { inputs: object[] }) => step.inputs);
    const positioned = inputs.filter(
      (input: { position?: number }) => input.position !== undefined,
    );
    expect(positioned.length).toBeGreaterThan(6);
    for (const input of positioned) expect(input.eventId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells in the history who moved how many kroner', async () => {
    const { body } = await controller.get(
      '/api/v1/measures/R307/history?year=2026&onDate=2026-09-02',
    );
    const correction = body.items.find(
      ({ position }: { position: number }) => position === positions['correction'],
    );
    expect(correction).toMatchObject({
      type: 'ReadingCorrected',
      who: 'Arbejdsmarkedsafdelingen',
      why: 'Sygemeldinger manglede i udtrækket',
      movedKr: -88_092,
    });
  });

  it('follows a revision of the amount at once', async () => {
    const { position } = await controller.command('/api/v1/measures/R307/amount-revisions', {
      year: 2026,
      amountKr: -2_100_000,
      reason: 'Prøve',
    });
    expect(await figure(`onDate=2026-09-02&atLeastPosition=${String(position)}`)).toMatchObject({
      amountKr: -2_100_000,
      expectedSavingKr: 2_100_000,
      realisedSavingKr: 368_309,
    });
    expect(await figure(`onDate=2026-09-02&knownAtPosition=${String(position - 1)}`)).toMatchObject(
      {
        amountKr: -1_050_000,
        realisedSavingKr: 184_155,
      },
    );
  });
});

describe('the agreement as loaded', () => {
  it('adds up to the check sums of the source in every grouping', async () => {
    const auditor = await application.as('auditor');
    const tables = await auditor.get('/api/v1/events?type=AgreementTableImported');
    const at = `knownAtPosition=${String(tables.body.items[1].position)}`;
    for (const groupBy of [
      'measure',
      'section',
      'forum',
      'owner',
      'effect',
      'expenditureType',
      'year',
    ]) {
      const { body } = await auditor.get(`/api/v1/realisation?groupBy=${groupBy}&${at}`);
      const years = [2025, 2026, 2027, 2028].map((year) => {
        const groups = body.groups.filter((group: { year: number }) => group.year === year);
        const sum = (field: string) =>
          groups.reduce(
            (total: number, group: Record<string, number>) => total + (group[field] ?? 0),
            0,
          );
        return [sum('netChangeKr'), sum('expectedSavingKr')];
      });
      expect(years).toEqual([
        [11_682_000, 818_000],
        [-350_000, 1_350_000],
        [-613_000, 1_613_000],
        [-875_000, 1_875_000],
      ]);
    }
  });
});

describe('a reader that asks for what is not there yet', () => {
  it('waits for it, and is told to come again', async () => {
    const controller = await application.as('controller');
    const { body } = await controller.get('/api/v1/realisation');
    const next = Number(body.position) + 1;
    const waiting = controller.get(`/api/v1/realisation?atLeastPosition=${String(next)}`);
    await controller.command('/api/v1/measures/R901/assessments', {
      year: 2026,
      realisedSavingKr: 1,
      note: 'Et eksempel',
    });
    expect((await waiting).body.position).toBe(next);
    const late = await controller.get(`/api/v1/realisation?atLeastPosition=${String(next + 9)}`);
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('1');
  }, 30_000);
});
