import { z } from 'zod';
import type { Language } from '@kursholder/platform';
import { missingWords } from '../labels/missing';
import { warningReply, wordedWarning } from '../labels/warnings';
import { dataStatuses, performances, type FigureOfYear } from '../realisation/facts.rules';
import { conflictsOf } from './conflicts.rules';
import { effects, expenditureTypes, kinds, payoffs, targetMeanings } from './measures.events';
import type { MeasureRow } from './measures.queries';
import { missingCodes, type Missing } from './measures.rules';

const kronerByYear = z.record(z.string(), z.int().nullable());

/** A measure as it is answered (design of the API, "A measure"). */
export const measureReply = z
  .object({
    ref: z.string(),
    slug: z.string(),
    agreement: z.string().nullable(),
    reference: z.string().nullable(),
    referenceSuffix: z.string().nullable(),
    title: z.string(),
    section: z.string(),
    group: z.string().nullable(),
    kind: z.enum(kinds),
    effect: z.enum(effects),
    owners: z.array(z.string()),
    courseText: z.string().nullable(),
    processText: z.string().nullable(),
    forums: z.array(z.string()),
    consultation: z.boolean(),
    closed: z.boolean(),
    expenditureType: z.enum(expenditureTypes),
    priceLevel: z.string().nullable(),
    gross: z.boolean().nullable(),
    oneOff: z.boolean().nullable(),
    scopeYears: z.array(z.int()).nullable(),
    amountsKr: kronerByYear,
    originalAmountsKr: kronerByYear,
    incorporated: kronerByYear,
    signUnclear: z.boolean(),
    crossCutting: z.object({
      value: z.enum(['yes', 'no', 'unknown']),
      provenance: z.string().nullable(),
    }),
    obligations: z.array(
      z.object({ code: z.string(), text: z.string(), who: z.string(), when: z.string() }),
    ),
    condition: z
      .object({
        indicator: z.string(),
        scopeYears: z.array(z.int()),
        payoff: z.enum(payoffs),
        krPerPoint: z.int().nullable(),
        targetMeaning: z.enum(targetMeanings),
        periodWeights: z.array(z.string()).nullable(),
        decidedBy: z.string().nullable(),
        position: z.int(),
      })
      .nullable(),
    indicators: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    missing: z.array(z.object({ code: z.enum(missingCodes), text: z.string(), who: z.string() })),
    /** Where the agreement contradicts itself or leaves something open. */
    warnings: z.array(warningReply),
    status: z.enum(performances),
    dataStatus: z.enum(dataStatuses),
    version: z.int(),
  })
  .meta({ id: 'Measure' });

export type MeasureReply = z.infer<typeof measureReply>;

export function toMeasureReply(
  row: MeasureRow,
  { figure, version, language }: { figure: FigureOfYear; version: number; language: Language },
): MeasureReply {
  return {
    ref: row.ref,
    slug: row.slug,
    agreement: row.agreement,
    reference: row.reference,
    referenceSuffix: row.reference_suffix,
    title: row.title,
    section: row.section,
    group: row.headroom_group,
    kind: row.kind,
    effect: row.effect,
    owners: [...row.owners],
    courseText: row.course_text,
    processText: row.process_text,
    forums: [...row.forums],
    consultation: row.consultation,
    closed: row.closed,
    expenditureType: row.expenditure_type,
    priceLevel: row.price_level,
    gross: row.gross,
    oneOff: row.one_off,
    scopeYears: row.scope_years === null ? null : [...row.scope_years],
    amountsKr: byYear(row.amounts, ({ amount_kr }) => amount_kr),
    originalAmountsKr: byYear(row.amounts, ({ original_kr }) => original_kr),
    incorporated: byYear(row.incorporated, ({ amount_kr }) => amount_kr),
    signUnclear: row.sign_unclear,
    crossCutting: row.cross_cutting,
    obligations: row.obligations.map(({ code, text, who, when }) => ({ code, text, who, when })),
    condition:
      row.condition === null
        ? null
        : {
            ...row.condition,
            scopeYears: [...row.condition.scopeYears],
            periodWeights:
              row.condition.periodWeights === null ? null : [...row.condition.periodWeights],
          },
    indicators: row.indicators.map(({ id, name, role }) => ({ id, name, role })),
    missing: missingIn(row).map((code) => ({ code, ...missingWords[language][code] })),
    warnings: conflictsOf({
      ...row,
      signUnclear: row.sign_unclear,
      scopeYears: row.condition?.scopeYears ?? row.scope_years ?? [],
    }).map((each) => wordedWarning(language, each)),
    status: figure.status,
    dataStatus: figure.dataStatus,
    version,
  };
}

const byYear = <Row extends { readonly year: number }>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
) => Object.fromEntries(rows.map((row) => [String(row.year), value(row)]));

function missingIn({ effect, indicators, condition, ...row }: MeasureRow): Missing[] {
  const missing: Missing[] = row.sign_unclear ? ['sign'] : [];
  if (effect === 'rate' && !row.has_rate_base) missing.push('rate_base');
  if (effect !== 'conditional') return missing;
  const paying = indicators.find(({ id }) => id === condition?.indicator) ?? indicators[0];
  if (paying === undefined) missing.push('indicator');
  if (paying?.hasBaseline !== true) missing.push('baseline');
  if (paying?.hasTargets !== true) missing.push('targets');
  if (condition === null) missing.push('condition');
  return missing;
}
