import { startDemonstration } from '../apps/kursholder/src/parts';
import { catalogue } from '../libs/monitoring/src/catalogue';
import { milestoneStatuses } from '../libs/monitoring/src/milestones/milestones.queries';
import {
  bases,
  dataStatuses,
  effects,
  outlooks,
  payoffs,
  performances,
} from '../libs/monitoring/src/realisation/facts.rules';
import { settingsOf, useApplication, type Client } from './support/application';

/** The story ends on 12 November 2026; the readings of R305 are stale from the 15th on. */
const onDate = '2026-11-15';

const application = useApplication({ demonstration: true });
let controller: Client;

beforeAll(async () => {
  controller = await application.as('controller');
});

async function get(path: string) {
  const { status, body } = await controller.get(`/api/v1/${path}`);
  expect(status).toBe(200);
  return body;
}

/** The different words that stand in a field. */
const wordsIn = (field: string, rows: readonly Record<string, unknown>[]) =>
  [...new Set(rows.map((row) => row[field]))].sort();
const all = (words: readonly string[]) => [...words].sort();

describe('the demonstration', () => {
  it('is a municipality of its own, and says that it is a demonstration', async () => {
    expect((await get('me')).municipality).toEqual({
      id: 'eksempel',
      name: 'Eksempelby Kommune',
      demonstration: true,
    });
    expect((await get('agreements')).items).toHaveLength(1);
  });

  it('tells its whole story, and a second start adds nothing to it', async () => {
    expect(application.said.filter((line) => /Left out|after today/.test(line))).toEqual([]);
    const { position } = await get('measures');
    const second = await startDemonstration(settingsOf(application.connectionString));
    await second.close();
    expect((await get('measures')).position).toBe(position);
  }, 60_000);

  it('has every kind of event but what a second import or an erasure gives', async () => {
    const { items } = await get('events?limit=500');
    const others = ['MeasureReimported', 'MilestoneRestated', 'NotesErased'];
    expect(wordsIn('type', items)).toEqual(
      all(Object.keys(catalogue).filter((type) => !others.includes(type))),
    );
  });

  it('has every status, state of data, outlook and basis', async () => {
    const { groups } = await get(`realisation?groupBy=measure&from=2025&to=2028&onDate=${onDate}`);
    expect(wordsIn('status', groups)).toEqual(all(performances));
    expect(wordsIn('dataStatus', groups)).toEqual(all(dataStatuses));
    expect(wordsIn('outlook', groups)).toEqual(all(outlooks));
    expect(wordsIn('basis', groups)).toEqual(all(bases));
  });

  it('has every effect, payoff and status of a milestone', async () => {
    const { items: measures } = await get('measures?limit=500');
    expect(wordsIn('effect', measures)).toEqual(all(effects));
    const conditions = measures.flatMap(({ condition }: { condition: object | null }) =>
      condition === null ? [] : [condition],
    );
    expect(wordsIn('payoff', conditions)).toEqual(all(payoffs));
    const { items: milestones } = await get(`milestones?limit=500&onDate=${onDate}`);
    expect(wordsIn('status', milestones)).toEqual(all(milestoneStatuses));
  });

  it('shows what a correction moved, as known before it', async () => {
    const { items } = await get(
      'events?limit=500&type=ReadingCorrected&stream=indicator-elevfravaer',
    );
    const { position } = items.at(-1);
    const figure = `realisation/R305/2026?onDate=${onDate}`;
    expect(await get(`${figure}&knownAtPosition=${position}`)).toMatchObject({
      realisedSavingKr: 184_155,
      notMeasuredSavingKr: 262_500,
    });
    expect((await get(`${figure}&knownAtPosition=${position - 1}`)).realisedSavingKr).toBe(272_247);
  });

  it('has a closed year restated, a lowered target, a surplus recognised, a doubtful ledger', async () => {
    const figure = (of: string) => get(`realisation/${of}?onDate=${onDate}`);
    const restated = await figure('R305/2025');
    expect(restated).toMatchObject({ yearStatus: 'closed', basis: 'indicative' });
    expect(restated.restated.deltaKr).toBeLessThan(0);
    expect((await figure('R331/2026')).notes).toContain('target_lowered');
    expect((await figure('R326/2026')).surplusSavingKr).toBeGreaterThan(0);
    expect((await figure('R305/2026')).manualForecastKr).toBe(450_000);
    // More than 5 % of the saving and more than 50,000 kr.: savings model, "Ledger".
    expect((await figure('R905/2025')).ledgerDifferenceKr).toBe(80_000);
  });
});
