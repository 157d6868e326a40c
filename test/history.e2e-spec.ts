import { useApplication, type Client } from './support/application';
import { handInFive, indicator, q2, setUpR307 } from './support/worked-example';

/* What a measure's history says of itself, on worked example 2; every figure is invented. */

const application = useApplication();
let controller: Client;
let reporter: Client;

beforeAll(async () => {
  [controller, reporter] = await Promise.all([
    application.as('controller'),
    application.as('reporter'),
  ]);
  await setUpR307(application);
  await handInFive(application);
}, 60_000);

const decided = { reason: 'Et eksempel', decidedBy: 'KB' };
const history = async (position: number) =>
  (
    await controller.get(
      `/api/v1/measures/R307/history?year=2025&atLeastPosition=${String(position)}`,
    )
  ).body.items as { position: number; what: string; movedKr: number | null }[];
const at = async (position: number) => {
  const items = await history(position);
  return items.find((item) => item.position === position);
};

describe('the history', () => {
  it('calls what was reached by its name', async () => {
    const milestone = await controller.command('/api/v1/measures/R307/milestones', {
      title: 'Status til AU',
      dueOn: '2026-06-01',
    });
    const { position } = await controller.command(
      `/api/v1/milestones/${milestone.id}/completions`,
      { completedOn: '2026-06-02' },
    );
    expect((await at(position))?.what).toBe('Milepæl nået: Status til AU');
    expect((await at(position))?.movedKr).toBeNull();
  });

  it('blames the reopening, and not what comes after, for what it moves', async () => {
    await controller.command(`${indicator}/targets`, {
      targets: { '2025': '8.34', '2026': '7.67' },
      ...decided,
    });
    const last = { periodStart: '2025-10-01', periodEnd: '2025-12-31' };
    const readings = ['A', 'B', 'C'].map((unitId) => ({ unitId, ...last, possibleDays: 10_000 }));
    const ids: string[] = [];
    for (const reading of readings) {
      ids.push(
        (await reporter.command(`${indicator}/readings`, { ...reading, absentDays: 850 })).id,
      );
    }
    await controller.command('/api/v1/years/2025/closures', decided);
    const correction = await reporter.command(`${indicator}/readings/${ids[0] ?? ''}/corrections`, {
      absentDays: 880,
      possibleDays: 10_000,
      reason: 'Et eksempel',
    });
    const reopening = await controller.command('/api/v1/years/2025/reopenings', decided);
    await controller.command('/api/v1/years/2025/closures', decided);
    const later = await reporter.command(`${indicator}/readings/${ids[0] ?? ''}/corrections`, {
      absentDays: 820,
      possibleDays: 10_000,
      reason: 'Et eksempel',
    });
    expect((await at(correction.position))?.movedKr).toBe(0);
    expect((await at(later.position))?.movedKr).toBe(0);
    const moved = (await at(reopening.position))?.movedKr;
    expect(moved).toBeLessThan(0);
    const { body } = await controller.get('/api/v1/realisation/R307/2025/explanation');
    expect(body.lastChange).toMatchObject({ position: reopening.position, deltaKr: moved });
  });

  it('names the unit and the period', async () => {
    const { position } = await reporter.command(`${indicator}/readings`, {
      unitId: 'C',
      ...q2,
      absentDays: 450,
      possibleDays: 5_800,
    });
    expect((await at(position))?.what).toBe('Måling, Skole C, 2. kvartal 2026');
  });
});
