import type { FigureOfYear } from './facts.rules';

export const groupings = [
  'measure',
  'section',
  'forum',
  'owner',
  'effect',
  'expenditureType',
  'year',
] as const;
export type Grouping = (typeof groupings)[number];

/** What a measure is grouped by. */
export interface GroupedMeasure {
  readonly ref: string;
  readonly section: string;
  readonly forums: readonly string[];
  readonly owners: readonly string[];
  readonly effect: string;
  readonly expenditureType: string;
}

/** A measure stands in exactly one group of each grouping, so the sums are equal in all. */
export function groupKey(
  grouping: Grouping,
  measure: GroupedMeasure,
  { year }: Pick<FigureOfYear, 'year'>,
): string {
  switch (grouping) {
    case 'measure':
      return measure.ref;
    case 'section':
      return measure.section;
    case 'forum':
      return leadForum(measure);
    case 'owner':
      return measure.owners[0] ?? 'none';
    case 'effect':
      return measure.effect;
    case 'expenditureType':
      return measure.expenditureType;
    case 'year':
      return String(year);
  }
}

/** The sections that are named after a committee, and its abbreviation in the agreement. */
const committees: readonly (readonly [RegExp, string])[] = [
  [/^Økonomiudvalget\b/u, 'ØK'],
  [/^Arbejdsmarkedsudvalget\b/u, 'AU'],
  [/^Børne- og ungdomsudvalget\b/iu, 'BUU'],
];

/** The committee of its section, else the first body of its path, else `none`. */
function leadForum({ section, forums }: GroupedMeasure): string {
  return committees.find(([named]) => named.test(section))?.[1] ?? forums[0] ?? 'none';
}
