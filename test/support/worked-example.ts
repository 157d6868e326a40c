import type { Application } from './application';

/* Worked example 2 of the savings model, through HTTP: three schools, quarters of 2026, invented figures. */

export const indicator = '/api/v1/indicators/ungefravaer';
export const q1 = { periodStart: '2026-01-01', periodEnd: '2026-03-31' };
export const q2 = { periodStart: '2026-04-01', periodEnd: '2026-06-30' };

/** R307 with indicator, baseline, targets and condition, and nothing handed in. */
export async function setUpR307(application: Pick<Application, 'as'>): Promise<void> {
  const controller = await application.as('controller');
  await controller.command('/api/v1/indicators', {
    id: 'ungefravaer',
    name: 'Ungefravær',
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
  await controller.command(`${indicator}/baseline`, { percent: '9.00' });
  await controller.command(`${indicator}/targets`, {
    targets: { '2026': '7.67', '2027': '7.33', '2028': '7.00' },
  });
  await controller.command('/api/v1/measures/R307/condition', {
    indicator: 'ungefravaer',
    scopeYears: [2026, 2027, 2028],
    payoff: 'linear_capped',
    targetMeaning: 'yearAverage',
  });
}

/** Everything but school C's second quarter, which comes late. */
export async function handInFive(application: Pick<Application, 'as'>): Promise<void> {
  const reporter = await application.as('reporter');
  const readings = [
    { unitId: 'A', ...q1, absentDays: 2_100, possibleDays: 24_000 },
    { unitId: 'B', ...q1, absentDays: 1_530, possibleDays: 18_000 },
    { unitId: 'C', ...q1, absentDays: 470, possibleDays: 6_000 },
    { unitId: 'A', ...q2, absentDays: 1_850, possibleDays: 23_000 },
    { unitId: 'B', ...q2, absentDays: 1_420, possibleDays: 17_300 },
  ];
  for (const reading of readings) await reporter.command(`${indicator}/readings`, reading);
}
