import type { HistoryItem } from '../api';

/** Facts that stand beside the figure, as the history tells them: with who, when and why. */

export type Told<Data> = Omit<HistoryItem, 'data'> & { data: Data };

const ofType = <Data>(items: readonly HistoryItem[], type: string): Told<Data>[] =>
  items.flatMap((item) => (item.type === type ? [{ ...item, data: item.data as Data }] : []));

interface OfYear {
  year: number;
  realisedSavingKr: number;
}

/** The newest of a year; the history has the newest first. */
const newestOf = (items: readonly HistoryItem[], type: string, year: number) =>
  ofType<OfYear>(items, type).find(({ data }) => data.year === year);

export const manualForecast = (items: readonly HistoryItem[], year: number) =>
  newestOf(items, 'ForecastStated', year);

export const assessment = (items: readonly HistoryItem[], year: number) =>
  newestOf(items, 'RealisationAssessed', year);

export const ledgerSnapshot = (items: readonly HistoryItem[], year: number, asOf: string | null) =>
  ofType<{ year: number; asOf: string; source: string }>(items, 'LedgerSnapshotRecorded').find(
    ({ data }) => data.year === year && data.asOf === asOf,
  );

/** Accounts whose postings count to the measure, by the day they count from. */
export const accountMappings = (items: readonly HistoryItem[]) =>
  ofType<{ account: string; validFrom: string; validTo: string | null }>(
    items,
    'AccountMapped',
  ).sort((a, b) => a.data.validFrom.localeCompare(b.data.validFrom) || a.position - b.position);

/** What was taken out of a year's budget (with the document's sign), the oldest first. */
export const incorporations = (items: readonly HistoryItem[], year: number) =>
  ofType<{ year: number; amountKr: number; decidedBy: string | null }>(items, 'BudgetIncorporated')
    .filter(({ data }) => data.year === year)
    .reverse();

export const rateOf = (items: readonly HistoryItem[], year: number) =>
  ofType<{ year: number; percent: string }>(items, 'RateSet').find(
    ({ data }) => data.year === year,
  );

export const rateBaseOf = (items: readonly HistoryItem[], year: number) =>
  ofType<{ year: number; baseKr: number }>(items, 'RateBaseSet').find(
    ({ data }) => data.year === year,
  );

export interface UnitShare {
  unit: string;
  administrativeKr: number;
  politicalKr: number;
  deliveredKr: number;
}

/** What each unit was given to find, and what it had delivered on a day; in the order they came. */
export function unitShares(
  items: readonly HistoryItem[],
  year: number,
  onDate: string,
): UnitShare[] {
  const shares = new Map<string, UnitShare>();
  const shareOf = (unit: string) => {
    const found = shares.get(unit) ?? {
      unit,
      administrativeKr: 0,
      politicalKr: 0,
      deliveredKr: 0,
    };
    shares.set(unit, found);
    return found;
  };
  const oldestFirst = [...items].reverse();
  for (const { data } of ofType<{
    year: number;
    unit: string;
    amountKr: number;
    competence: 'administrative' | 'political';
  }>(oldestFirst, 'ContributionAllocated')) {
    if (data.year === year) shareOf(data.unit)[`${data.competence}Kr`] += data.amountKr;
  }
  for (const { data } of ofType<{
    year: number;
    unit: string;
    amountKr: number;
    deliveredOn: string;
  }>(oldestFirst, 'ContributionDelivered')) {
    if (data.year === year && data.deliveredOn <= onDate)
      shareOf(data.unit).deliveredKr += data.amountKr;
  }
  return [...shares.values()];
}
