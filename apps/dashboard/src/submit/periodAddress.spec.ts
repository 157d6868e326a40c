import type { Indicator, IndicatorPeriod } from '../api';
import { periodAddress, periodShown } from './periodAddress';

const quarter = (index: number, elapsed: boolean, unitsReceived: number): IndicatorPeriod => ({
  year: 2026,
  index,
  periodStart: `2026-0${String(index * 3 - 2)}-01`,
  periodEnd: '',
  elapsed,
  opensOn: '',
  dueOn: '',
  measured: unitsReceived === 3,
  percent: null,
  absentDays: null,
  possibleDays: null,
  coverage: '0.0000',
  unitsReceived,
  unitsActive: 3,
});
const indicator = (periods: IndicatorPeriod[]) => ({ periods, cadence: 'quarterly' }) as Indicator;

describe('a period in an address', () => {
  it('is written as in a file of readings', () => {
    const third = quarter(3, true, 0);
    expect([
      periodAddress(third, 'quarterly'),
      periodAddress(third, 'monthly'),
      periodAddress(third, 'halfyearly'),
      periodAddress(third, 'yearly'),
    ]).toEqual(['2026-K3', '2026-03', '2026-H3', '2026']);
  });
});

describe('the period shown', () => {
  it('is the one asked for', () => {
    const periods = [quarter(1, true, 3), quarter(2, true, 0)];
    expect(periodShown(indicator(periods), '2026-K1')).toBe(periods[0]);
  });
  it('is else the newest that is over and lacks something', () => {
    const periods = [
      quarter(1, true, 0),
      quarter(2, true, 2),
      quarter(3, true, 3),
      quarter(4, false, 0),
    ];
    expect(periodShown(indicator(periods), undefined)).toBe(periods[1]);
  });
  it('is else the newest that is over', () => {
    const periods = [quarter(1, true, 3), quarter(2, true, 3), quarter(3, false, 0)];
    expect(periodShown(indicator(periods), 'noget andet')).toBe(periods[1]);
  });
});
