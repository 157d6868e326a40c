import type { Json } from '@kursholder/kernel';
import type { AgreementEvent, AgreementTable } from '../agreements/agreements.events';
import type { MeasureEvent, MeasureFactsStated } from '../measures/measures.events';
import {
  importMilestones,
  type MilestoneAppend,
  type ObligedBefore,
  type StatedDuties,
} from './import-milestones.rules';
import { uniqueSlug, type PlannedRow } from './import-plan.rules';
import type { FileMeasure, MeasureRow } from './parsed-agreement.rules';

export interface ImportedFile {
  readonly batch: string;
  readonly file: { readonly name: string; readonly sha256: string };
}

interface Surroundings extends ImportedFile {
  readonly agreement: {
    readonly id: string;
    readonly years: readonly number[];
    /** Null where this import makes it. */
    readonly tables: readonly AgreementTable[] | null;
  };
  readonly table: AgreementTable;
  /** The refs that measures have already. */
  readonly taken: ReadonlySet<string>;
  /** Each row that was imported before, by row key. */
  readonly before: ReadonlyMap<string, { readonly ref: string; readonly stated: FileMeasure }>;
  /** The milestones of duties that are there. */
  readonly milestones: readonly ObligedBefore[];
}

export interface ImportAppend {
  readonly agreement: readonly AgreementEvent[];
  readonly measures: readonly {
    readonly ref: string;
    readonly isNew: boolean;
    readonly events: readonly MeasureEvent[];
  }[];
  readonly milestones: readonly MilestoneAppend[];
}

/** The events that a planned import appends: all of them, or none where nothing changed. */
export function importAppend(plan: readonly PlannedRow[], around: Surroundings): ImportAppend {
  const taken = new Set(around.taken);
  const measures: ImportAppend['measures'][number][] = [];
  const rows: { key: string; ref: string; stated: Json }[] = [];
  const duties: StatedDuties[] = [];
  for (const planned of plan) {
    const { measureRow, imported } = planned;
    if (measureRow === null || imported === null || planned.outcome === 'unchanged') continue;
    const known = around.before.get(measureRow.key);
    const ref =
      known?.ref ?? measureRow.reference ?? uniqueSlug(measureRow.slug, (slug) => taken.has(slug));
    taken.add(ref);
    rows.push({ key: measureRow.key, ref, stated: json(imported) });
    duties.push({ ref, before: known?.stated ?? null, after: imported });
    measures.push({
      ref,
      isNew: known === undefined,
      events:
        known === undefined
          ? registration(ref, measureRow, around)
          : reimport(planned, around.batch),
    });
  }
  const milestones = importMilestones(duties, {
    years: around.agreement.years,
    existing: around.milestones,
    fileName: around.file.name,
  });
  return { agreement: agreementEvents(around, rows), measures, milestones };
}

function agreementEvents(
  { agreement, table, batch, file }: Surroundings,
  rows: readonly { key: string; ref: string; stated: Json }[],
): AgreementEvent[] {
  const { id, years, tables } = agreement;
  // Other headings over the same rows are no change.
  const known = tables?.some(({ kind }) => kind === table.kind);
  if (known === true && rows.length === 0) return [];
  const span = `${String(years[0])}–${String(years.at(-1))}`;
  return [
    ...(tables === null
      ? [
          {
            type: 'AgreementRegistered',
            data: { id, title: `Budgetaftale ${span}`, years },
          } as const,
        ]
      : []),
    { type: 'AgreementTableImported', data: { batch, file, table, rows } },
  ];
}

function registration(
  ref: string,
  { row, slug, measure }: MeasureRow,
  { agreement, batch }: Surroundings,
): MeasureEvent[] {
  const { reference, referenceSuffix, incorporatedYears, ...stated } = measure;
  return [
    {
      type: 'MeasureRegistered',
      data: {
        ...stated,
        ref,
        slug,
        agreement: agreement.id,
        reference,
        referenceSuffix,
        priceLevel: null,
        gross: null,
        oneOff: null,
        source: { batch, row },
      },
    },
    ...incorporatedYears.flatMap((year) => incorporation(year, measure.amountsKr[year] ?? 0)),
  ];
}

function reimport({ row, changed, imported }: PlannedRow, batch: string): MeasureEvent[] {
  const { reference: _, referenceSuffix: __, incorporatedYears, ...changes } = changed;
  const changesFacts: Partial<MeasureFactsStated> = changes;
  return [
    ...(Object.keys(changesFacts).length === 0
      ? []
      : [
          {
            type: 'MeasureReimported',
            data: { source: { batch, row }, changes: changesFacts },
          } as const,
        ]),
    ...(incorporatedYears ?? []).flatMap((year) =>
      incorporation(year, imported?.amountsKr[year] ?? 0),
    ),
  ];
}

/** The document says of a whole year that it is in the budget: the year's amount, from January on. */
const incorporation = (year: number, amountKr: number): MeasureEvent[] => [
  {
    type: 'BudgetIncorporated',
    data: { year, amountKr, decidedBy: null },
    effectiveOn: `${String(year)}-01-01`,
  },
];

/** A measure as read from a file holds nothing but JSON; the types of interfaces do not say so. */
const json = (measure: FileMeasure) => measure as unknown as Json;
