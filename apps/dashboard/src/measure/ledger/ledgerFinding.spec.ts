import type { DatedFigure } from '../../api';
import { ledgerBeside, yearPassed } from './ledgerFinding';

const figure = (some: object) =>
  ({
    expectedSavingKr: 1_050_000,
    realisedSavingKr: 408_366,
    ledgerSavingKr: null,
    ledgerAsOf: null,
    ledgerDifferenceKr: null,
    restated: null,
    ...some,
  }) as DatedFigure;
const onHalfYear = (documentedKr: number, confirmedKr: number, expectedSavingKr = 1_050_000) =>
  ledgerBeside(
    figure({
      expectedSavingKr,
      ledgerAsOf: '2026-06-30',
      ledgerSavingKr: confirmedKr,
      ledgerDifferenceKr: documentedKr - confirmedKr,
    }),
  );

describe('the ledger beside the indicator', () => {
  it('is nothing while no ledger is there', () => {
    expect(ledgerBeside(figure({}))).toBeNull();
  });
  it('is within the limit of 5 % of what is expected', () => {
    expect(onHalfYear(184_155, 145_000)).toEqual({
      asOf: '2026-06-30',
      documentedKr: 184_155,
      confirmedKr: 145_000,
      differenceKr: 39_155,
      limitKr: 52_500,
      judged: true,
      finding: 'within',
    });
  });
  it('is within the limit exactly on it, and never under 50.000 kr.', () => {
    expect(onHalfYear(52_500, 0)?.finding).toBe('within');
    expect(onHalfYear(52_501, 0)?.finding).toBe('effectAbsent');
    expect(onHalfYear(50_000, 0, 300_000)?.finding).toBe('within');
    expect(onHalfYear(50_001, 0, 300_000)?.limitKr).toBe(50_000);
  });
  it('above the documented saving has another cause', () => {
    expect(onHalfYear(0, 52_501)?.finding).toBe('otherCause');
  });
  it('is judged at the end of a half-year or a year only', () => {
    const october = figure({ ledgerAsOf: '2026-10-31', ledgerSavingKr: 0, ledgerDifferenceKr: 9 });
    expect(ledgerBeside(october)?.judged).toBe(false);
  });
  it('that came after the closing stands beside the frozen figure', () => {
    const closed = figure({
      expectedSavingKr: 518_000,
      restated: { ledgerSavingKr: 80_000, ledgerAsOf: '2025-12-31', ledgerDifferenceKr: 273_591 },
    });
    expect(ledgerBeside(closed)).toMatchObject({ documentedKr: 408_366, differenceKr: 328_366 });
  });
});

describe('the part of a year that has passed', () => {
  it('is about half on 30 June, nothing before the year and all after it', () => {
    expect(yearPassed(2026, '2026-06-30')).toBeCloseTo(0.496, 3);
    expect(yearPassed(2026, '2025-06-30')).toBe(0);
    expect(yearPassed(2026, '2026-12-31')).toBe(1);
    expect(yearPassed(2026, '2027-06-30')).toBe(1);
  });
});
