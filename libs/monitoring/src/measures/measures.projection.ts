import {
  bigint,
  boolean,
  date,
  ignore,
  integer,
  jsonb,
  nullable,
  patch,
  projection,
  put,
  text,
  textOf,
} from '@kursholder/eventstore';
import type {
  Effect,
  ExpenditureType,
  Kind,
  MeasureEvent,
  MeasureFactsStated,
  Payoff,
  TargetMeaning,
  YearSetting,
} from './measures.events';
import type { Obligation } from './obligations.events';

/** The ref of the measure that an event of its stream is about. */
const refOf = ({ stream }: { readonly stream: string }) => stream.slice('measure-'.length);

/** Facts that have read models of their own. */
const factsElsewhere = {
  OverAchievementRecognised: ignore,
  RateSet: ignore,
  RateBaseSet: ignore,
  ContributionAllocated: ignore,
  ContributionDelivered: ignore,
  LedgerSnapshotRecorded: ignore,
  AccountMapped: ignore,
  RealisationAssessed: ignore,
  ForecastStated: ignore,
  PathStepPlanned: ignore,
  DecisionRecorded: ignore,
  EffortPrioritised: ignore,
  ConsultationOpened: ignore,
  CoordinationHeld: ignore,
} as const;

/** What changes a measure's own row, where a read model is about something else. */
const rowElsewhere = {
  MeasureRegistered: ignore,
  MeasureReimported: ignore,
  OwnersAssigned: ignore,
  MeasureClosed: ignore,
  MeasureReopened: ignore,
  SignResolved: ignore,
} as const;

/** The measures themselves, one row each. */
export const measures = projection<MeasureEvent>()({
  table: 'measures',
  version: 1,
  columns: {
    ref: text,
    slug: text,
    agreement: nullable(text),
    reference: nullable(text),
    reference_suffix: nullable(text),
    title: text,
    section: text,
    headroom_group: nullable(text),
    kind: textOf<Kind>(),
    effect: textOf<Effect>(),
    owners: jsonb<readonly string[]>(),
    course_text: nullable(text),
    process_text: nullable(text),
    forums: jsonb<readonly string[]>(),
    consultation: boolean,
    closed: boolean,
    expenditure_type: textOf<ExpenditureType>(),
    price_level: nullable(text),
    gross: nullable(boolean),
    one_off: nullable(boolean),
    scope_years: nullable(jsonb<readonly number[]>()),
    sign_unclear: boolean,
    cross_cutting: jsonb<MeasureFactsStated['crossCutting']>(),
    obligations: jsonb<readonly Obligation[]>(),
    /** Where it was registered, which is the order of the agreement. */
    registered_at_position: bigint,
  },
  key: ['ref'],
  on: {
    MeasureRegistered: ({ data, position }) =>
      put({
        ref: data.ref,
        slug: data.slug,
        agreement: data.agreement,
        reference: data.reference,
        reference_suffix: data.referenceSuffix,
        registered_at_position: position,
        ...statedColumns(data),
      }),
    MeasureReimported: (event) =>
      patch({ ref: refOf(event) }, (row) => ({ ...row, ...changedColumns(event.data.changes) })),
    OwnersAssigned: (event) => patch({ ref: refOf(event) }, { owners: event.data.owners }),
    MeasureClosed: (event) => patch({ ref: refOf(event) }, { closed: true }),
    MeasureReopened: (event) => patch({ ref: refOf(event) }, { closed: false }),
    SignResolved: (event) =>
      patch({ ref: refOf(event) }, { effect: event.data.effect, sign_unclear: false }),
    AmountRevised: ignore,
    BudgetIncorporated: ignore,
    ConditionSet: ignore,
    ...factsElsewhere,
  },
});

const statedColumns = (stated: MeasureFactsStated) => ({
  title: stated.title,
  section: stated.section,
  headroom_group: stated.group,
  kind: stated.kind,
  effect: stated.effect,
  owners: stated.owners,
  course_text: stated.courseText,
  process_text: stated.processText,
  forums: stated.forums,
  consultation: stated.consultation,
  closed: stated.closed,
  expenditure_type: stated.expenditureType,
  price_level: stated.priceLevel,
  gross: stated.gross,
  one_off: stated.oneOff,
  scope_years: stated.scopeYears,
  sign_unclear: stated.signUnclear,
  cross_cutting: stated.crossCutting,
  obligations: stated.obligations,
});

const columnOf: { readonly [Fact in keyof MeasureFactsStated]: string } = {
  title: 'title',
  section: 'section',
  group: 'headroom_group',
  kind: 'kind',
  effect: 'effect',
  owners: 'owners',
  courseText: 'course_text',
  processText: 'process_text',
  forums: 'forums',
  consultation: 'consultation',
  closed: 'closed',
  expenditureType: 'expenditure_type',
  priceLevel: 'price_level',
  gross: 'gross',
  oneOff: 'one_off',
  scopeYears: 'scope_years',
  amountsKr: '',
  signUnclear: 'sign_unclear',
  crossCutting: 'cross_cutting',
  obligations: 'obligations',
};

/** The columns of what a later import changed; amounts have their own table. */
const changedColumns = ({ amountsKr: _, ...changes }: Partial<MeasureFactsStated>) =>
  Object.fromEntries(
    Object.entries(changes).map(([fact, value]) => [
      columnOf[fact as keyof MeasureFactsStated],
      value,
    ]),
  );

/** Amounts per budget year, with the document's sign. */
export const amountsByYear = projection<MeasureEvent>()({
  table: 'amounts_by_year',
  version: 1,
  columns: {
    ref: text,
    year: integer,
    amount_kr: nullable(bigint),
    /** As the agreement said first (oprindeligt budget). */
    original_kr: nullable(bigint),
  },
  key: ['ref', 'year'],
  on: {
    ...rowElsewhere,
    ...factsElsewhere,
    MeasureRegistered: ({ data }) =>
      Object.entries(data.amountsKr).map(([year, amountKr]) =>
        put({ ref: data.ref, year: Number(year), amount_kr: amountKr, original_kr: amountKr }),
      ),
    MeasureReimported: (event) =>
      Object.entries(event.data.changes.amountsKr ?? {}).map(([year, amountKr]) =>
        put({
          ref: refOf(event),
          year: Number(year),
          amount_kr: amountKr,
          original_kr: amountKr,
        }),
      ),
    AmountRevised: (event) => {
      const { year, amountKr, previousKr } = event.data;
      const key = { ref: refOf(event), year };
      return previousKr === null
        ? put({ ...key, amount_kr: amountKr, original_kr: null })
        : patch(key, { amount_kr: amountKr });
    },
    BudgetIncorporated: ignore,
    ConditionSet: ignore,
  },
});

/** What was incorporated in the budget; the amounts of a year add up. */
export const incorporations = projection<MeasureEvent>()({
  table: 'incorporations',
  version: 1,
  columns: {
    ref: text,
    incorporated_at_position: bigint,
    year: integer,
    amount_kr: bigint,
    effective_on: date,
    decided_by: nullable(text),
  },
  key: ['ref', 'incorporated_at_position'],
  on: {
    ...rowElsewhere,
    ...factsElsewhere,
    BudgetIncorporated: (event) =>
      put({
        ref: refOf(event),
        incorporated_at_position: event.position,
        year: event.data.year,
        amount_kr: event.data.amountKr,
        effective_on: event.effectiveOn ?? `${String(event.data.year)}-01-01`,
        decided_by: event.data.decidedBy,
      }),
    AmountRevised: ignore,
    ConditionSet: ignore,
  },
});

/** The condition that a saving hangs on, one per measure. */
export const conditions = projection<MeasureEvent>()({
  table: 'conditions',
  version: 1,
  columns: {
    ref: text,
    indicator: text,
    scope_years: jsonb<readonly number[]>(),
    payoff: textOf<Payoff>(),
    kr_per_point: nullable(bigint),
    target_meaning: textOf<TargetMeaning>(),
    period_weights: nullable(jsonb<readonly string[]>()),
    decided_by: nullable(text),
  },
  key: ['ref'],
  on: {
    ...rowElsewhere,
    ...factsElsewhere,
    ConditionSet: (event) =>
      put({
        ref: refOf(event),
        indicator: event.data.indicator,
        scope_years: event.data.scopeYears,
        payoff: event.data.payoff,
        kr_per_point: event.data.krPerPoint,
        target_meaning: event.data.targetMeaning,
        period_weights: event.data.periodWeights,
        decided_by: event.data.decidedBy,
      }),
    AmountRevised: ignore,
    BudgetIncorporated: ignore,
  },
});

/**
 * Facts of a year that replace the one before (rates, bases, recognitions, assessments, manual
 * forecasts): the newest of each, with its figure as decimal text.
 */
export const yearSettings = projection<MeasureEvent>()({
  table: 'year_settings',
  version: 1,
  columns: { ref: text, kind: textOf<YearSetting>(), year: integer, value: text },
  key: ['ref', 'kind', 'year'],
  on: {
    ...rowElsewhere,
    ...factsElsewhere,
    AmountRevised: ignore,
    BudgetIncorporated: ignore,
    ConditionSet: ignore,
    OverAchievementRecognised: (event) =>
      yearSetting(event, 'recognition', event.data.year, event.data.capPercent),
    RateSet: (event) => yearSetting(event, 'rate', event.data.year, event.data.percent),
    RateBaseSet: (event) =>
      yearSetting(event, 'rate_base', event.data.year, String(event.data.baseKr)),
    RealisationAssessed: (event) =>
      yearSetting(event, 'assessment', event.data.year, String(event.data.realisedSavingKr)),
    ForecastStated: (event) =>
      yearSetting(event, 'manual_forecast', event.data.year, String(event.data.realisedSavingKr)),
  },
});

const yearSetting = (event: { stream: string }, kind: YearSetting, year: number, value: string) =>
  put({ ref: refOf(event), kind, year, value });

/** Contributions allocated to units and delivered by them; each adds. */
export const contributions = projection<MeasureEvent>()({
  table: 'contributions',
  version: 1,
  columns: {
    ref: text,
    contributed_at_position: bigint,
    year: integer,
    unit: text,
    amount_kr: bigint,
    /** Of an allocation; null for a delivery. */
    competence: nullable(textOf<'administrative' | 'political'>()),
    /** Of a delivery; null for an allocation. */
    delivered_on: nullable(date),
  },
  key: ['ref', 'contributed_at_position'],
  on: {
    ...rowElsewhere,
    ...factsElsewhere,
    AmountRevised: ignore,
    BudgetIncorporated: ignore,
    ConditionSet: ignore,
    ContributionAllocated: (event) =>
      put({
        ref: refOf(event),
        contributed_at_position: event.position,
        year: event.data.year,
        unit: event.data.unit,
        amount_kr: event.data.amountKr,
        competence: event.data.competence,
        delivered_on: null,
      }),
    ContributionDelivered: (event) =>
      put({
        ref: refOf(event),
        contributed_at_position: event.position,
        year: event.data.year,
        unit: event.data.unit,
        amount_kr: event.data.amountKr,
        competence: null,
        delivered_on: event.data.deliveredOn,
      }),
  },
});
