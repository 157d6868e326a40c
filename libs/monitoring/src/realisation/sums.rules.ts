import { sumOfKroner } from '@kursholder/kernel';
import { bases, effects } from './facts.rules';
import type { Basis, Effect, FigureOfYear } from './facts.rules';

/** Money added up over measures: each part by itself, so no surplus ever pays another's gap. */
export type Sums = Readonly<Record<SummedField, number>> & {
  /** Measures with something to save and no forecast; in the sum they count as 0. */
  readonly forecastMissing: number;
};

export const summedFields = [
  'expectedSavingKr',
  'investmentKr',
  'securedSavingKr',
  'realisedSavingKr',
  'notRealisedSavingKr',
  'notMeasuredSavingKr',
  'notDueSavingKr',
  'forecastSavingKr',
  'ledgerSavingKr',
  'assessedSavingKr',
  'surplusSavingKr',
  'adverseSavingKr',
  'netChangeKr',
] as const;
type SummedField = (typeof summedFields)[number];

export const expenditureTypes = ['service', 'transfer', 'other'] as const;
export type ExpenditureType = (typeof expenditureTypes)[number];

export type Group = Sums & { readonly key: string; readonly year: number };

export type Total = Sums & {
  readonly year: number;
  readonly byEffect: Readonly<Record<Effect, Sums>>;
  readonly byExpenditureType: Readonly<Record<ExpenditureType, Sums>>;
  readonly byBasis: Readonly<Record<Basis, Sums>>;
};

export type SummableFigure = Pick<
  FigureOfYear,
  SummedField | 'year' | 'effect' | 'basis' | 'signUnclear'
>;

export function sumUp(figures: Iterable<SummableFigure>): Sums {
  const all = [...figures];
  // Until its sign is resolved a row is in the list and in the net change, and nowhere else.
  const clear = all.filter(({ signUnclear }) => !signUnclear);
  const sums = summedFields.map((field) => {
    const counted = field === 'netChangeKr' ? all : clear;
    return [field, sumOfKroner(counted.map((figure) => figure[field] ?? 0))] as const;
  });
  return {
    ...(Object.fromEntries(sums) as Record<SummedField, number>),
    forecastMissing: clear.filter(
      ({ expectedSavingKr, forecastSavingKr }) => expectedSavingKr > 0 && forecastSavingKr === null,
    ).length,
  };
}

/** One row per key and year, in the order in which they first appear. */
export function groupsOf(
  rows: Iterable<{ readonly key: string; readonly figure: SummableFigure }>,
): Group[] {
  const groups = new Map<string, { key: string; year: number; figures: SummableFigure[] }>();
  for (const { key, figure } of rows) {
    const name = `${String(figure.year)} ${key}`;
    const group = groups.get(name) ?? { key, year: figure.year, figures: [] };
    group.figures.push(figure);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ key, year, figures }) => ({ key, year, ...sumUp(figures) }));
}

/** All measures of each year, and the split that must stand beside every total. */
export function totalsOf(
  rows: Iterable<{ readonly figure: SummableFigure; readonly expenditureType: ExpenditureType }>,
  years: readonly number[],
): Total[] {
  const all = [...rows];
  return years.map((year) => {
    const ofYear = all.filter(({ figure }) => figure.year === year);
    const split = <Word extends string>(
      words: readonly Word[],
      wordOf: (row: (typeof all)[number]) => Word,
    ) =>
      Object.fromEntries(
        words.map((word) => {
          const rowsOfWord = ofYear.filter((row) => wordOf(row) === word);
          return [word, sumUp(rowsOfWord.map(({ figure }) => figure))];
        }),
      ) as Record<Word, Sums>;
    return {
      year,
      ...sumUp(ofYear.map(({ figure }) => figure)),
      byEffect: split(effects, ({ figure }) => figure.effect),
      byExpenditureType: split(expenditureTypes, ({ expenditureType }) => expenditureType),
      byBasis: split(bases, ({ figure }) => figure.basis),
    };
  });
}
