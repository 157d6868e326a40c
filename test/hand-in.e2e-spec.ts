import { Calendar } from '@kursholder/platform';
import type { Page } from 'playwright-core';
import { useApplication, type Client } from './support/application';
import { useBrowser } from './support/browser';
import { handInFive, indicator, q2, setUpR307 } from './support/worked-example';

/*
 * A reporter at the page that hands in, and a controller who looks on. The kroner are those of
 * worked example 2; each test goes on from the one before.
 */

jest.setTimeout(120_000);

const application = useApplication();
const { open } = useBrowser(application);

let reporter: Client;

beforeAll(async () => {
  await setUpR307(application);
  await handInFive(application);
  reporter = await application.as('reporter');
}, 60_000);

const secondQuarter = '/indberet?periode=2026-K2';
const realised = (page: Page, kr: string) =>
  page.getByRole('link', { name: `Forklar tallet ${kr} kr. i 2026` });

/** What stands for a school and period, as the API tells it. */
async function standing(unitId: string, period: { periodStart: string; periodEnd: string }) {
  const query = `unitId=${unitId}&from=${period.periodStart}&to=${period.periodEnd}`;
  const { body } = await reporter.get(`${indicator}/readings?${query}`);
  return (body.items as { status: string }[]).filter(({ status }) => status !== 'withdrawn');
}

/** The text that the field names as its own. */
async function besideField(page: Page, name: string): Promise<string> {
  const field = page.getByLabel(name);
  await field.and(page.locator('[aria-invalid=true]')).waitFor();
  const described = (await field.getAttribute('aria-describedby')) ?? '';
  return page.locator(`[id="${described}"]`).innerText();
}

describe('a mistake', () => {
  it('is said beside its field, and cannot be handed in', async () => {
    const page = await open(secondQuarter, { as: 'reporter' });
    await page.getByLabel('Skole C, Fraværsdage').fill('5.801');
    await page.getByLabel('Skole C, Mulige dage').fill('5.800');
    expect(await besideField(page, 'Skole C, Fraværsdage')).toBe(
      'Flere fraværsdage end mulige dage.',
    );
    await page.getByLabel('Skole C, Mulige dage').fill('mange');
    expect(await besideField(page, 'Skole C, Mulige dage')).toBe(
      'Skriv et helt antal dage, fx 1.236.',
    );
    expect(await page.getByRole('button', { name: /^Indberet/ }).isDisabled()).toBe(true);
    expect(await standing('C', q2)).toEqual([]);
  });
});

describe('an unusual figure', () => {
  it('is asked about, and recorded with the answer', async () => {
    const page = await open(secondQuarter, { as: 'reporter' });
    await page.getByLabel('Skole C, Fraværsdage').fill('1.450');
    await page.getByLabel('Skole C, Mulige dage').fill('5800');
    const question = page.getByRole('group', { name: 'Spørgsmål til Skole C' });
    await question.getByText('Er 25,00 % rigtigt?').waitFor();
    expect(await page.getByRole('button', { name: /^Indberet/ }).isDisabled()).toBe(true);
    expect(await standing('C', q2)).toEqual([]);

    await question.getByRole('button', { name: 'Ja, det er rigtigt' }).click();
    await question.getByText('Skriv hvorfor, så næste læser ved det.').waitFor();
    await question.getByLabel('Hvorfor tallet er rigtigt for Skole C').click();
    await page.keyboard.type('Smitte (eksempel)');
    await question.getByRole('button', { name: 'Ja, det er rigtigt' }).click();
    await page.getByRole('button', { name: 'Indberet 1 måling' }).click();
    await page.getByText('1 måling er indberettet.').waitFor();
    expect(await standing('C', q2)).toMatchObject([
      { absentDays: 1_450, possibleDays: 5_800, note: 'Smitte (eksempel)' },
    ]);
  });

  it('is taken back, with a reason, and the period is free again', async () => {
    const page = await open(secondQuarter, { as: 'reporter' });
    await page.getByRole('link', { name: 'Ret målingen for Skole C' }).click();
    await page.getByLabel('Begrundelse').fill('Det var en anden skole (eksempel)');
    await page.getByRole('button', { name: 'Træk målingen tilbage' }).click();
    await page.getByLabel('Skole C, Fraværsdage').waitFor();
    expect(await standing('C', q2)).toEqual([]);
  });
});

describe('two windows', () => {
  it('the figure follows a reading, and a correction, without being loaded again', async () => {
    const controller = await open('/tiltag/R307?aar=2026', { as: 'controller' });
    await realised(controller, '257.942').waitFor();
    await controller.evaluate('document.body.dataset.seen = "once"');

    const page = await open(secondQuarter, { as: 'reporter' });
    await page.getByLabel('Skole C, Fraværsdage').fill('450');
    await page.getByLabel('Skole C, Mulige dage').fill('5.800');
    await page.getByRole('button', { name: 'Indberet 1 måling' }).click();
    await realised(controller, '272.247').waitFor();

    await page.getByRole('link', { name: 'Skole A, 1. kvartal 2026: 8,75 %' }).click();
    await page.getByLabel('Fraværsdage', { exact: true }).fill('2.310');
    await page.getByLabel('Begrundelse').fill('En klasse manglede (eksempel)');
    await page.getByRole('button', { name: 'Gem rettelsen' }).click();
    await page.getByText(/^rettet /).waitFor();
    await realised(controller, '184.155').waitFor();
    await controller.getByText('»En klasse manglede (eksempel)«').waitFor();
    expect(await controller.locator('body').getAttribute('data-seen')).toBe('once');
  });
});

describe('a percentage', () => {
  it('is typed with a comma, and refused in words', async () => {
    const controller = await application.as('controller');
    await controller.command('/api/v1/indicators', {
      id: 'offentliggjort',
      name: 'Offentliggjort fravær',
      measure: 'R307',
      role: 'context',
      direction: 'down',
      cadence: 'quarterly',
      method: 'published',
      units: [],
    });
    const page = await open('/indberet?indikator=offentliggjort&periode=2026-K1', {
      as: 'supplier',
    });
    const field = 'Norddjurs Kommune, Fravær, %';
    await page.getByLabel(field).fill('otte');
    expect(await besideField(page, field)).toBe('Skriv en procent mellem 0 og 100, fx 8,45.');
    await page.getByLabel(field).fill('8,45');
    await page.getByRole('button', { name: 'Indberet 1 måling' }).click();
    await page.getByText('1 måling er indberettet.').waitFor();
    const { body } = await reporter.get('/api/v1/indicators/offentliggjort/readings');
    expect(body.items).toMatchObject([{ percent: '8.45' }]);
  });
});

describe('the past', () => {
  const banner = (page: Page) => page.getByRole('complementary', { name: 'Kendt pr.' });

  it('shows the figure as it was known, under a black banner', async () => {
    const { body } = await reporter.get('/api/v1/measures/R307/history?limit=500');
    const events = body.items as { position: number; type: string; recordedAt: string }[];
    const correction = events.find(({ type }) => type === 'ReadingCorrected');
    const before = new Date(Date.parse(correction?.recordedAt ?? '') - 1).toISOString();
    const page = await open(`/tiltag/R307?aar=2026&pr=${before}`, { as: 'controller' });
    await realised(page, '272.247').waitFor();
    expect(await banner(page).innerText()).toContain('Du ser tallene, som de var kendt');
    const ground = 'getComputedStyle(document.querySelector(".known")).backgroundColor';
    expect(await page.evaluate(ground)).toBe('rgb(26, 26, 26)');
    await banner(page).getByRole('link', { name: 'Til i dag' }).click();
    await realised(page, '184.155').waitFor();
  });

  it.each([
    { as: 'controller', address: '/tiltag/R307?aar=2026', act: 'Planlæg milepæl' },
    { as: 'reporter', address: secondQuarter, act: 'Indberet' },
  ])('offers $as nothing that writes on $address', async ({ as, address, act }) => {
    const present = await open(address, { as });
    expect(await present.getByRole('button', { name: act }).count()).toBe(1);

    const today = new Calendar().today();
    const past = await open(`${address}&pr=${today}`, { as });
    await banner(past).waitFor();
    expect(await past.getByRole('button', { name: act }).count()).toBe(0);
    const main = past.getByRole('main');
    expect(await main.getByRole('textbox').count()).toBe(0);
    expect(await main.locator('form, .button-primary').count()).toBe(0);
    expect(await main.getByRole('link', { name: /^Ret |tilbage$|: indberet$/ }).count()).toBe(0);
  });
});
