import type { HistoryItem } from '../api';
import { accountMappings, incorporations, manualForecast, unitShares } from './fromHistory';

const item = (position: number, type: string, data: object): HistoryItem => ({
  position,
  type,
  data,
  recordedAt: '2026-11-29T10:00:00Z',
  stream: 'measure-R307',
  version: position,
  eventId: String(position),
  actor: 'a',
  who: 'Arbejdsmarkedschef',
  what: type,
  why: null,
  effectiveOn: null,
  before: null,
  after: null,
  notes: null,
  notesErased: false,
  movedKr: null,
});

describe('a manual forecast', () => {
  it('is the newest one of its own year', () => {
    const items = [
      item(3, 'ForecastStated', { year: 2027, realisedSavingKr: 3 }),
      item(2, 'ForecastStated', { year: 2026, realisedSavingKr: 2 }),
      item(1, 'ForecastStated', { year: 2026, realisedSavingKr: 1 }),
    ];
    expect(manualForecast(items, 2026)?.position).toBe(2);
    expect(manualForecast(items, 2028)).toBeUndefined();
  });
});

describe('accounts', () => {
  it('stand by the day they count from', () => {
    const items = [
      item(2, 'AccountMapped', { account: 'B', validFrom: '2025-01-01', validTo: '2026-06-30' }),
      item(1, 'AccountMapped', { account: 'A', validFrom: '2026-01-01', validTo: null }),
    ];
    expect(accountMappings(items).map(({ data }) => data.account)).toEqual(['B', 'A']);
  });
});

describe('incorporations', () => {
  it('are those of the year, the oldest first', () => {
    const items = [
      item(3, 'BudgetIncorporated', { year: 2026, amountKr: 100, decidedBy: null }),
      item(2, 'BudgetIncorporated', { year: 2027, amountKr: -300, decidedBy: null }),
      item(1, 'BudgetIncorporated', { year: 2026, amountKr: -300, decidedBy: null }),
    ];
    expect(incorporations(items, 2026).map(({ data }) => data.amountKr)).toEqual([-300, 100]);
  });
});

describe('the contributions of units', () => {
  const items = [
    item(5, 'ContributionDelivered', {
      year: 2026,
      unit: 'Skoler',
      amountKr: 7,
      deliveredOn: '2026-12-01',
    }),
    item(4, 'ContributionDelivered', {
      year: 2026,
      unit: 'Skoler',
      amountKr: 5,
      deliveredOn: '2026-06-30',
    }),
    item(3, 'ContributionAllocated', {
      year: 2025,
      unit: 'Skoler',
      amountKr: 90,
      competence: 'political',
    }),
    item(2, 'ContributionAllocated', {
      year: 2026,
      unit: 'Kultur',
      amountKr: 30,
      competence: 'political',
    }),
    item(1, 'ContributionAllocated', {
      year: 2026,
      unit: 'Skoler',
      amountKr: 20,
      competence: 'administrative',
    }),
  ];
  it('are those of the year, by who decides them, delivered up to the day', () => {
    expect(unitShares(items, 2026, '2026-11-29')).toEqual([
      { unit: 'Skoler', administrativeKr: 20, politicalKr: 0, deliveredKr: 5 },
      { unit: 'Kultur', administrativeKr: 0, politicalKr: 30, deliveredKr: 0 },
    ]);
  });
});
