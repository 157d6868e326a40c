import { z } from 'zod';
import { bases, dataStatuses, effects, outlooks, performances } from './facts.rules';
import { groupings } from './grouping.rules';
import { expenditureTypes, summedFields } from './sums.rules';

const kr = z.int();
const krOrNone = z.int().nullable();
const decimal = z.string().nullable();

const figureFields = {
  measure: z.string(),
  year: z.int(),
  onDate: z.string(),
  effect: z.enum(effects),
  basis: z.enum(bases),
  signUnclear: z.boolean(),
  amountKr: krOrNone,
  originalAmountKr: krOrNone,
  netChangeKr: kr,
  expectedSavingKr: kr,
  investmentKr: kr,
  securedSavingKr: krOrNone,
  realisedSavingKr: kr,
  notRealisedSavingKr: kr,
  notMeasuredSavingKr: kr,
  notDueSavingKr: kr,
  baseline: decimal,
  target: decimal,
  actual: decimal,
  ratio: decimal,
  coverage: decimal,
  forecastSavingKr: krOrNone,
  forecastLowKr: krOrNone,
  forecastHighKr: krOrNone,
  manualForecastKr: krOrNone,
  ledgerSavingKr: krOrNone,
  assessedSavingKr: krOrNone,
  surplusSavingKr: kr,
  adverseSavingKr: kr,
  status: z.enum(performances),
  dataStatus: z.enum(dataStatuses),
  outlook: z.enum(outlooks),
  movedPoints: decimal,
  agreedPoints: decimal,
  periods: krOrNone,
  elapsedPeriods: krOrNone,
  measuredPeriods: krOrNone,
  forecastPercent: decimal,
  forecastLowPercent: decimal,
  forecastHighPercent: decimal,
  forecastLow50Kr: krOrNone,
  forecastHigh50Kr: krOrNone,
  probabilityOfTarget: decimal,
  potentialSurplusKr: kr,
  openingStatus: decimal,
  ledgerAsOf: z.string().nullable(),
  ledgerDifferenceKr: krOrNone,
  consumedKr: krOrNone,
  consumedShare: decimal,
  allocatedKr: krOrNone,
  deliveredKr: krOrNone,
  notes: z.array(z.string()),
};

/** A realisation figure (design of the API, "Shapes"). */
export const figureReply = z
  .looseObject({
    ...figureFields,
    position: z.int(),
    yearStatus: z.enum(['open', 'closed']),
    restated: z.looseObject({ ...figureFields, deltaKr: kr, position: z.int() }).nullable(),
  })
  .meta({ id: 'RealisationFigure' });

const sums = {
  ...(Object.fromEntries(summedFields.map((field) => [field, kr])) as Record<
    (typeof summedFields)[number],
    typeof kr
  >),
  forecastMissing: z.int(),
};

const split = (words: readonly string[]) =>
  z.object(Object.fromEntries(words.map((word) => [word, z.object(sums)])));

export const sumsReply = z
  .object({
    onDate: z.string(),
    position: z.int(),
    groupBy: z.enum(groupings),
    groups: z.array(
      z.object({
        key: z.string(),
        year: z.int(),
        ...sums,
        status: z.enum(performances).optional(),
        dataStatus: z.enum(dataStatuses).optional(),
        basis: z.enum(bases).optional(),
        ratio: decimal.optional(),
        coverage: decimal.optional(),
        outlook: z.enum(outlooks).optional(),
        actual: decimal.optional(),
        baseline: decimal.optional(),
        target: decimal.optional(),
        amountKr: krOrNone.optional(),
        yearStatus: z.enum(['open', 'closed']).optional(),
        sentence: z.string().optional(),
      }),
    ),
    totals: z.array(
      z.object({
        year: z.int(),
        ...sums,
        byEffect: split(effects),
        byExpenditureType: split(expenditureTypes),
        byBasis: split(bases),
        headline: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'RealisationSums' });

const explained = {
  sentence: z.string(),
  steps: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      formula: z.string(),
      result: z.string(),
      unit: z.string(),
      inputs: z.array(
        z.object({
          name: z.string(),
          value: z.union([z.int(), z.string()]),
          shown: z.string(),
          unit: z.string(),
          readingId: z.string().optional(),
          eventId: z.string().optional(),
          position: z.int().optional(),
        }),
      ),
      parts: z
        .array(
          z.object({
            part: z.enum(['realised', 'notRealised', 'notMeasured', 'notDue']),
            label: z.string(),
            formula: z.string(),
            kr,
          }),
        )
        .optional(),
    }),
  ),
  lastChange: z
    .object({
      position: z.int(),
      recordedAt: z.string(),
      what: z.string(),
      deltaKr: kr,
    })
    .nullable(),
};

export const explanationReply = z
  .object({ figure: figureReply, ...explained })
  .meta({ id: 'RealisationExplanation' });

export const sumExplanationReply = z
  .object({
    figure: z.looseObject({
      key: z.string().nullable(),
      year: z.int(),
      onDate: z.string(),
      position: z.int(),
      ...sums,
    }),
    ...explained,
  })
  .meta({ id: 'RealisationSumExplanation' });
