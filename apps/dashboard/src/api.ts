/** The shapes of the server's answers. Money is whole kroner, percentages are decimal texts, days are `YYYY-MM-DD`. */

export type PerformanceStatus =
  | 'met'
  | 'on_track'
  | 'at_risk'
  | 'not_met'
  | 'adverse'
  | 'not_measured'
  | 'not_configured'
  | 'not_applicable';
export type DataStatus = 'not_configured' | 'not_measured' | 'partial' | 'stale' | 'complete';
export type Outlook = 'good' | 'uncertain' | 'poor' | 'unknown';
export type Basis = 'conditional' | 'indicative' | 'budget' | 'delivered' | 'none';
export type Effect = 'conditional' | 'direct' | 'spend' | 'rate' | 'process';
export type Cadence = 'monthly' | 'quarterly' | 'halfyearly' | 'yearly';
export type Method = 'pooled' | 'weighted_mean' | 'published';
export type Payoff = 'linear_capped' | 'threshold' | 'step' | 'per_point';
export type Right =
  | 'read'
  | 'session'
  | 'figures'
  | 'imports'
  | 'readings'
  | 'milestones'
  | 'remedies'
  | 'forecasts'
  | 'coordinations'
  | 'path'
  | 'events'
  | 'projections';
export type PerYear<T> = Readonly<Record<string, T>>;

export interface Me {
  user: { id: string; name: string; email: string; roles: string[]; scopes: string[] };
  municipality: { id: string; name: string; demonstration: boolean };
  csrfToken: string;
  /** The rights among `Right`, and any that these pages do not know. */
  may: string[];
}

export interface List<T> {
  items: T[];
  next: string | null;
}

export interface Agreement {
  id: string;
  title: string;
  years: number[];
  tables: { kind: 'operating' | 'capital'; columns: string[]; rows: number }[];
  sections: { title: string; kind: string; measures: number }[];
}

export interface Obligation {
  code: string;
  text: string;
  who: string | null;
  when: string | null;
}

export interface Condition {
  indicator: string;
  scopeYears: number[];
  payoff: Payoff;
  krPerPoint: number | null;
  targetMeaning: 'yearAverage' | 'yearEnd';
  periodWeights: string[] | null;
  decidedBy: string | null;
  position: number;
}

export type MissingCode = 'indicator' | 'baseline' | 'targets' | 'condition' | 'rate_base' | 'sign';

export interface Measure {
  ref: string;
  agreement: string | null;
  reference: string | null;
  referenceSuffix: string | null;
  title: string;
  slug: string;
  section: string;
  group: string | null;
  kind: 'operating' | 'capital';
  effect: Effect;
  owners: string[];
  courseText: string | null;
  processText: string | null;
  forums: string[];
  consultation: boolean;
  closed: boolean;
  expenditureType: 'service' | 'transfer' | 'other' | null;
  priceLevel: string | null;
  gross: boolean | null;
  oneOff: boolean | null;
  scopeYears: number[] | null;
  amountsKr: PerYear<number | null>;
  originalAmountsKr: PerYear<number | null>;
  signUnclear: boolean;
  crossCutting: { value: 'yes' | 'no' | 'unknown'; provenance: string | null };
  incorporated: PerYear<number | null>;
  status: PerformanceStatus;
  dataStatus: DataStatus;
  version: number;
  obligations: Obligation[];
  condition: Condition | null;
  indicators: { id: string; name: string; role: string }[];
  missing: { code: MissingCode; text: string; who: string | null }[];
  /** Where the agreement contradicts itself or leaves something open. */
  warnings: Warning[];
}

/** The four parts and what stands beside them. */
export interface Sums {
  expectedSavingKr: number;
  realisedSavingKr: number;
  notRealisedSavingKr: number;
  notMeasuredSavingKr: number;
  notDueSavingKr: number;
  investmentKr: number;
  securedSavingKr: number | null;
  netChangeKr?: number;
}

/** Sums over measures: what a measure lacks counts as 0, and is counted. */
export interface CountedSums extends Sums {
  forecastSavingKr: number;
  /** Measures with something to save and no forecast. */
  forecastMissing: number;
}

export type YearStatus = 'open' | 'closed';

/** One measure's year in full. */
export interface Figure extends Sums {
  measure: string;
  year: number;
  onDate: string;
  effect: Effect;
  basis: Basis;
  amountKr: number | null;
  originalAmountKr: number | null;
  baseline: string | null;
  target: string | null;
  actual: string | null;
  ratio: string | null;
  coverage: string | null;
  forecastSavingKr: number | null;
  /** The 80 % band; the other one is called by its width. */
  forecastLowKr: number | null;
  forecastHighKr: number | null;
  forecastLow50Kr: number | null;
  forecastHigh50Kr: number | null;
  forecastPercent: string | null;
  forecastLowPercent: string | null;
  forecastHighPercent: string | null;
  probabilityOfTarget: string | null;
  manualForecastKr: number | null;
  openingStatus: string | null;
  ledgerSavingKr: number | null;
  ledgerAsOf: string | null;
  /** Realised on the ledger's day less the ledger's saving. */
  ledgerDifferenceKr: number | null;
  assessedSavingKr: number | null;
  consumedKr: number | null;
  consumedShare: string | null;
  allocatedKr: number | null;
  deliveredKr: number | null;
  adverseSavingKr: number;
  surplusSavingKr: number;
  /** What stands beyond the target, recognised or not. */
  potentialSurplusKr: number;
  status: PerformanceStatus;
  dataStatus: DataStatus;
  outlook: Outlook;
  periods: number | null;
  elapsedPeriods: number | null;
  measuredPeriods: number | null;
  notes: string[];
}

/** The same as it stands on the day of the question. */
export interface DatedFigure extends Figure {
  position: number;
  yearStatus: YearStatus;
  /** A closed year as later facts would have it; `deltaKr` is of the realised saving. */
  restated: (Figure & { deltaKr: number; position: number }) | null;
}

export interface RealisationGroup extends CountedSums {
  key: string;
  year: number;
  yearStatus: YearStatus;
  status: PerformanceStatus;
  dataStatus: DataStatus;
  basis: Basis;
  ratio: string | null;
  coverage: string | null;
  outlook: Outlook;
  actual: string | null;
  baseline: string | null;
  target: string | null;
  amountKr: number | null;
  sentence: string;
}

export interface YearTotal extends CountedSums {
  year: number;
  headline: string;
  sentence: string;
  byEffect: Readonly<Partial<Record<Effect, Sums>>>;
  byBasis: Readonly<Partial<Record<Basis, Sums>>>;
}

export interface Realisation {
  onDate: string;
  position: number;
  groups: RealisationGroup[];
  totals: YearTotal[];
}

export interface Unit {
  id: string;
  name: string;
  weight: number;
  supplier: string | null;
  activeFrom: string | null;
  activeTo: string | null;
}

export interface IndicatorPeriod {
  year: number;
  index: number;
  periodStart: string;
  periodEnd: string;
  elapsed: boolean;
  opensOn: string;
  dueOn: string;
  measured: boolean;
  percent: string | null;
  absentDays: number | null;
  possibleDays: number | null;
  coverage: string | null;
  unitsReceived: number;
  unitsActive: number;
}

export interface IndicatorYear {
  year: number;
  baseline: string | null;
  target: string | null;
  actual: string | null;
  headline: string | null;
}

export interface Indicator {
  id: string;
  name: string;
  measure: string;
  role: string;
  direction: 'down' | 'up';
  cadence: Cadence;
  method: Method;
  version: number;
  indicatorVersion: number;
  units: Unit[];
  baseline: {
    percent: string | null;
    series: { periodStart: string; periodEnd: string; percent: string }[] | null;
    position: number;
    recordedAt: string;
    decidedBy: string | null;
  } | null;
  targets: Readonly<Partial<Record<string, string>>>;
  targetsSet: { position: number; recordedAt: string; decidedBy: string | null } | null;
  periods: IndicatorPeriod[];
  years: IndicatorYear[];
}

export interface Warning {
  code: string;
  message: string;
  facts: Record<string, unknown>;
}

export interface Reading {
  id: string;
  unitId: string | null;
  periodStart: string;
  periodEnd: string;
  absentDays: number | null;
  possibleDays: number | null;
  percent: string | null;
  shownPercent: string;
  suppliedBy: string | null;
  receivedOn: string | null;
  quality: 'provisional' | 'final' | null;
  note: string | null;
  status: 'effective' | 'corrected' | 'withdrawn';
  recordedBy: string;
  recordedByName: string;
  recordedAt: string;
  position: number;
  warnings: Warning[];
  /** What stood before each correction, and when, where and why it was corrected. */
  previous: {
    absentDays: number | null;
    possibleDays: number | null;
    percent: string | null;
    recordedAt: string;
    position: number;
    reason: string | null;
  }[];
}

export interface HistoryItem {
  position: number;
  recordedAt: string;
  stream: string;
  version: number;
  type: string;
  eventId: string;
  actor: string;
  who: string;
  what: string;
  why: string | null;
  effectiveOn: string | null;
  before: string | null;
  after: string | null;
  data: unknown;
  notes: Record<string, string> | null;
  notesErased: boolean;
  movedKr: number | null;
}

export interface Milestone {
  id: string;
  measure: string;
  measureTitle: string;
  title: string;
  dueOn: string | null;
  forum: string | null;
  kind: string | null;
  status: 'planned' | 'due' | 'overdue' | 'completed' | 'cancelled';
  completedOn: string | null;
  /** The duty of the agreement that it comes from; null where a person planned it. */
  obligation: {
    code: string;
    who: string;
    when: string;
    /** How the day was read out of the agreement. */
    reading: string;
    assumed: boolean;
    /** What else the agreement says of the day. */
    disagreement: string | null;
    after: string[];
    before: string[];
  } | null;
  /** `2026-K3`, `2026-H1` or `2026` of a duty that comes again. */
  period: string | null;
  warnings: Warning[];
  version: number;
}

export interface Coordination {
  heldOn: string;
  with: string;
  recordedByName: string;
  note: string | null;
  noteErased: boolean;
  position: number;
}

export interface Dialogue {
  id: string;
  measure: string;
  between: string[];
  requestedOn: string;
  heldOn: string | null;
  version: number;
}

export interface Remedy {
  id: string;
  measure: string;
  title: string;
  owner: string;
  expectedEffectKr: number | null;
  dueOn: string | null;
  progressedOn: string | null;
  completedOn: string | null;
  cancelled: boolean;
  version: number;
}

export type StepStatus = 'not_scheduled' | 'scheduled' | 'held' | 'deferred' | 'rejected';
export type DecisionOutcome = 'adopted' | 'deferred' | 'rejected' | 'noted';

interface Noted {
  journalRef: string | null;
  note: string | null;
  noteErased: boolean;
  position: number;
}

export interface PathStep {
  step: number;
  forum: string;
  kind: 'forum' | 'hearing';
  /** Whether the agreement states it. */
  stated: boolean;
  plannedOn: string | null;
  status: StepStatus;
  /** The months that the agreement names for it. */
  window: { duty: string; from: string; to: string; everyYear: boolean } | null;
  decisions: ({ decidedOn: string; outcome: DecisionOutcome } & Noted)[];
}

export interface Consultation {
  opensOn: string;
  closesOn: string;
  /** Both days count. */
  days: number;
  parties: string[];
  involvesMed: boolean;
  position: number;
}

export interface DecisionPath {
  measure: string;
  onDate: string;
  steps: PathStep[];
  consultations: Consultation[];
  prioritisations: ({ forum: string; decidedOn: string } & Noted)[];
  meetings: { forum: string; heldOn: string }[];
  warnings: Warning[];
  position: number;
}

export interface ExplanationInput {
  name: string;
  value: number | string;
  /** The same as people read it, without its unit. */
  shown: string;
  unit: string;
  readingId?: string;
  eventId?: string;
  position?: number;
}

export interface ExplanationStep {
  key: string;
  label: string;
  formula: string;
  /** With its unit. */
  result: string;
  unit: string;
  inputs: ExplanationInput[];
  /** Of a year that is divided: each part with its own formula. */
  parts?: {
    part: 'realised' | 'notRealised' | 'notMeasured' | 'notDue';
    label: string;
    formula: string;
    kr: number;
  }[];
}

export interface Explanation {
  figure: DatedFigure;
  sentence: string;
  steps: ExplanationStep[];
  lastChange: { position: number; recordedAt: string; what: string; deltaKr: number | null } | null;
}

export interface CommandAnswer {
  id: string;
  version: number;
  position: number;
}

export interface ReadingFigures {
  absentDays?: number;
  possibleDays?: number;
  percent?: string;
}

export interface ReadingBody extends ReadingFigures {
  unitId?: string;
  periodStart: string;
  periodEnd: string;
  receivedOn?: string;
  suppliedBy?: string;
  note?: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  facts?: Record<string, unknown>;
  traceId?: string;
  errors?: { path: string; code: string; message: string }[];
}
