import { bound, daysBetween, formats, parseDays, parsePercent, percentOf } from './format';

const { da, en } = formats;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('Danish figures', () => {
  it('part thousands by dots and keep figure and unit together', () => {
    expect(da.kr(1_050_000)).toBe('1.050.000\u00a0kr.');
  });
  it('carry a minus sign, never a hyphen', () => {
    expect(da.change(-88_092)).toBe('\u221288.092');
    expect(da.mio(-1_050_000)).toBe('\u22121,050');
  });
  it('carry a plus where something moved up, and none at 0', () => {
    expect([da.change(14_305), da.change(0)]).toEqual(['+14.305', '0']);
  });
  it('of a forecast are given to the nearest thousand, half away from zero', () => {
    expect(plain(da.krRounded(371_935))).toBe('372.000 kr.');
    expect([da.changeRounded(-678_500), da.changeRounded(-400), da.rounded(499)]).toEqual([
      '\u2212679.000',
      '0',
      '0',
    ]);
  });
  it('of what is nearly impossible or certain say so', () => {
    expect(['0.0003', '0.4949', '0.9960'].map(da.probability).map(plain)).toEqual([
      'under 1 %',
      '49 %',
      'over 99 %',
    ]);
  });
  it('show percentages with two decimals', () => {
    expect(plain(da.percent('8.9792'))).toBe('8,98 %');
  });
  it('show a share as whole percent', () => {
    expect(plain(da.share('0.3508'))).toBe('35 %');
  });
});

describe('English figures', () => {
  it('part thousands by commas and name the currency first', () => {
    expect(plain(en.kr(1_050_000))).toBe('DKK 1,050,000');
  });
});

describe('days and periods', () => {
  it('are written out', () => {
    expect(da.day('2026-10-27')).toBe('27. oktober 2026');
    expect(en.day('2026-10-27')).toBe('27 October 2026');
    expect(da.dayNumeric('2026-09-02')).toBe('2/9');
  });
  it('are those of Copenhagen, also just before midnight in Greenwich', () => {
    expect(plain(da.instant('2026-12-31T23:30:00Z'))).toBe('1. jan. 2027 kl. 00.30');
  });
  it('of months run from one to the other', () => {
    expect([
      da.monthSpan('2025-01', '2025-01'),
      da.monthSpan('2025-01', '2025-02'),
      da.monthSpan('2024-12', '2025-01'),
    ]).toEqual(['januar 2025', 'januar–februar 2025', 'december 2024–januar 2025']);
  });
  it('are read as duties name them', () => {
    expect(['2026-K3', '2026-H1', '2026', 'foråret'].map(da.periodNamed)).toEqual([
      '3. kvartal 2026',
      '1. halvår 2026',
      '2026',
      'foråret',
    ]);
  });
  it('are named by their cadence', () => {
    expect(da.period(2026, 3, 'quarterly')).toBe('3.\u00a0kvartal 2026');
    expect(da.period(2026, 3, 'monthly')).toBe('marts 2026');
    expect(en.period(2026, 2, 'halfyearly')).toBe('half 2 of 2026');
  });
  it('join years that follow one another', () => {
    expect([da.years([2026, 2027, 2028]), da.years([2025, 2027]), da.years([2026])]).toEqual([
      '2026–2028',
      '2025, 2027',
      '2026',
    ]);
  });
  it('are counted apart across a change of clocks', () => {
    expect(daysBetween('2026-10-15', '2026-10-27')).toBe(12);
  });
});

describe('typed days', () => {
  it.each([
    ['1236', 1236],
    ['1.236', 1236],
    ['1 236', 1236],
    ['12.345.678', 12_345_678],
    ['0', 0],
  ])('%s is read', (text, days) => {
    expect(parseDays(text)).toBe(days);
  });
  it.each(['', '12,5', '1.23', '-4', '1e3', 'ti', '1..236'])('%s is no whole number', (text) => {
    expect(parseDays(text)).toBeUndefined();
  });
});

describe('a typed percentage', () => {
  it.each([
    ['8,45', '8.45'],
    ['8.45', '8.45'],
    [' 7 % ', '7'],
    ['100', '100'],
  ])('%s is read', (text, percent) => {
    expect(parsePercent(text)).toBe(percent);
  });
  it.each(['', '1.236,5', '8,45678', '-1', 'otte'])('%s is none', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });
});

describe('absent of possible', () => {
  it('is rounded once, half upwards', () => {
    expect([percentOf(735, 8400), percentOf(1, 3), percentOf(2, 3), percentOf(1, 800)]).toEqual([
      '8.75',
      '33.33',
      '66.67',
      '0.13',
    ]);
  });
  it('is nothing of no possible days', () => {
    expect(percentOf(0, 0)).toBeUndefined();
  });
});

describe('a title', () => {
  it('never begins a line with its dash', () => {
    expect(bound('på BUU – besparelser')).toBe('på BUU\u00a0– besparelser');
  });
});
