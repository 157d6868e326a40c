import type { DatedFigure } from '../../api';

/** The ledger beside the indicator. The two are compared, never added or averaged. */
export interface LedgerBeside {
  asOf: string;
  documentedKr: number;
  confirmedKr: number;
  differenceKr: number;
  limitKr: number;
  /** The limit holds at the end of a half-year or a year; in between a difference is only shown. */
  judged: boolean;
  finding: 'within' | 'effectAbsent' | 'otherCause';
}

const leastLimitKr = 50_000;

export function ledgerBeside(figure: DatedFigure): LedgerBeside | null {
  const { ledgerSavingKr, ledgerAsOf, ledgerDifferenceKr, expectedSavingKr } = figure;
  if (ledgerSavingKr !== null && ledgerAsOf !== null && ledgerDifferenceKr !== null)
    return compared(
      ledgerAsOf,
      ledgerSavingKr + ledgerDifferenceKr,
      ledgerSavingKr,
      expectedSavingKr,
    );
  // A year is often closed before its ledger is: what came later stands beside the frozen figure.
  const later = figure.restated;
  if (later?.ledgerSavingKr == null || later.ledgerAsOf === null) return null;
  return compared(
    later.ledgerAsOf,
    figure.realisedSavingKr,
    later.ledgerSavingKr,
    expectedSavingKr,
  );
}

function compared(
  asOf: string,
  documentedKr: number,
  confirmedKr: number,
  expectedKr: number,
): LedgerBeside {
  const differenceKr = documentedKr - confirmedKr;
  const limitKr = Math.max(Math.floor(expectedKr / 20), leastLimitKr);
  const passed = Math.abs(differenceKr) * 20 > Math.max(expectedKr, leastLimitKr * 20);
  return {
    asOf,
    documentedKr,
    confirmedKr,
    differenceKr,
    limitKr,
    judged: /-(06-30|12-31)$/.test(asOf),
    finding: !passed ? 'within' : differenceKr > 0 ? 'effectAbsent' : 'otherCause',
  };
}

/** How far into its year a day is, from 0 to 1: what a grant would be used by if it were used evenly. */
export function yearPassed(year: number, onDate: string): number {
  const start = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  const next = Date.parse(`${onDate}T00:00:00Z`) + 86_400_000;
  return Math.min(Math.max((next - start) / (end - start), 0), 1);
}
