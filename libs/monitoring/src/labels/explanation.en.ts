import type { Direction } from '../realisation/facts.rules';
import type { ExplanationPhrases } from './explanation.phrases';

const fall = (direction: Direction) => (direction === 'down' ? 'fall' : 'rise');
const fallen = (direction: Direction) => (direction === 'down' ? 'fallen' : 'risen');
const risen = (direction: Direction) => (direction === 'down' ? 'risen' : 'fallen');
const it = (direction: Direction) => (direction === 'down' ? 'Absence' : 'Indicator');
const theIt = (direction: Direction) => (direction === 'down' ? 'Absence' : 'The indicator');

/** English, sentence by sentence as the Danish. */
export const explanationEn: ExplanationPhrases = {
  cadences: {
    monthly: { one: 'month', many: 'months', none: 'No month' },
    quarterly: { one: 'quarter', many: 'quarters', none: 'No quarter' },
    halfyearly: { one: 'half-year', many: 'half-years', none: 'No half-year' },
    yearly: { one: 'year', many: 'years', none: 'No year' },
  },
  payoffs: {
    linear_capped: 'proportional with a cap',
    threshold: 'threshold, all or nothing at the target',
    step: 'steps at 25, 50, 75 and 100%',
    per_point: 'kroner per percentage point with a cap',
  },
  targetMeanings: {
    yearAverage: "the year's average",
    yearEnd: "the level at the year's end",
  },
  missing: {
    indicator: 'indicator',
    baseline: 'baseline',
    target: 'target',
    condition: 'condition',
    rate: 'rate',
    rate_base: 'base of the rate',
    sign: 'sign of the amount',
  },
  notes: {
    not_seasonally_adjusted: 'not seasonally adjusted',
    partial_period: 'a measured period lacks units',
    provisional: 'with provisional readings',
    default_spread: 'the band is an estimate: too few periods to know the spread',
    outside_scope: 'outside the condition, shown as indicative',
    surplus_potential: 'potential beyond the target',
    target_lowered: 'target lowered',
    sign_unclear: 'the sign is unclear, the amount is kept out of the savings',
  },
  units: {
    kr: 'kr.',
    percent: '%',
    points: 'percentage points',
    share: '%',
    days: 'days',
    weight: 'weight',
    word: '',
  },
  parts: {
    realised: 'Realised',
    notRealised: 'Not realised',
    notMeasured: 'Not measured',
    notDue: 'Not yet due',
  },
  partAfterAmount: {
    realised: 'realised',
    notRealised: 'not realised',
    notMeasured: 'not measured',
    notDue: 'not yet due',
  },
  effects: { conditional: 'conditional', direct: 'direct', rate: 'rate' },
  competences: { administrative: 'administrative', political: 'political' },
  shares: { measured: 'measured', notMeasured: 'not measured', notDue: 'not yet due' },
  sums: {
    expected: 'Expected',
    realised: 'Realised',
    notRealised: 'Not realised',
    notMeasured: 'Not measured',
    notDue: 'Not yet due',
    forecast: 'Forecast',
    netChange: 'Net change of the budget',
  },
  labels: {
    expected: () => 'Expected',
    fall_expected: (direction) => `Expected ${fall(direction)}`,
    measured: (direction) => (direction === 'down' ? 'Measured absence' : 'Measured'),
    share: () => 'Share met',
    distribution: () => 'Divided over the year',
    forecast: () => 'Forecast for the whole year',
    incorporated: () => 'Incorporated in the budget',
    contribution: () => 'Contribution',
    delivered: () => 'Delivered',
    grant: () => 'Grant',
    consumed: () => 'Consumption',
    no_money: () => 'Amount',
    ledger: () => 'The ledger beside it',
    closed: () => 'Closed year',
  },
  inputs: {
    amount: ({ year }) => `Amount ${year}`,
    target: ({ year }) => `Target ${year}`,
    rate: ({ year }) => `Rate ${year}`,
    rateBase: ({ year }) => `Base ${year}`,
    baseline: () => 'Baseline',
    baselineOfPeriod: ({ period }) => `Baseline, ${period}`,
    payoff: () => 'Calculation',
    targetMeaning: () => 'The target is',
    krPerPoint: () => 'Kroner per percentage point',
    closedFigure: () => 'Realised when the year was closed',
    periodWeight: ({ period, part }) => `Weight of ${period} (${part})`,
    absentDays: ({ unit, period }) => `Days absent, ${unit}, ${period}`,
    possibleDays: ({ unit, period }) => `Possible days, ${unit}, ${period}`,
    readingPercent: ({ unit, period }) =>
      unit === '' ? `Published figure, ${period}` : `Per cent, ${unit}, ${period}`,
    unitWeight: ({ unit, period }) => `Weight, ${unit}, ${period}`,
    incorporation: ({ on }) => `Incorporated from ${on}`,
    booking: ({ on }) => `Booked ${on}`,
    ledgerBudget: ({ on }) => `Budget before the reduction, ${on}`,
    ledgerActual: ({ on }) => `Accounts, ${on}`,
    delivery: ({ unit, on }) => `Delivered by ${unit}, ${on}`,
    allocation: ({ unit, part }) => `Allocated to ${unit} (${part})`,
    measure: ({ title }) => title,
  },

  expected: (year, kr) => `Expected ${year}: ${kr}`,
  nothingExpected: (year) => `No saving agreed for ${year}.`,
  outsideScope: 'The year is outside the condition; the figure is indicative.',
  measuredOf: (measured, all, coverage) => `Measured ${measured} of ${all} (coverage ${coverage}).`,
  noneMeasured: (elapsed) => `Measured 0 of ${elapsed} that have elapsed.`,
  noneElapsed: (none) => `${none} has elapsed yet`,
  moved: ({ direction, actual, baseline, target, moved, agreed, ratio }) =>
    `${it(direction)} ${actual} against baseline ${baseline} and target ${target}: ` +
    `${fallen(direction)} ${moved} of ${agreed} = ${ratio}.`,
  movedWrongWay: ({ direction, actual, baseline, target, moved, agreed }) =>
    `${it(direction)} ${actual} against baseline ${baseline} and target ${target}: ` +
    `${risen(direction)} ${moved}; a ${fall(direction)} of ${agreed} is agreed.`,
  calculation: (payoff) => `Calculation: ${payoff}.`,
  lacks: (settings, several) =>
    `Not configured: ${settings} ${several ? 'are' : 'is'} missing. Nothing counts as realised.`,
  realisedToDate: (realised, due, documented) =>
    `${documented ? 'Documented as realised' : 'Realised'} ${realised} of ${due} to date`,
  partLeft: {
    notRealised: (kr) => `${kr} is not realised`,
    notMeasured: (kr) => `${kr} is not measured`,
    notDue: (kr) => `${kr} is not yet due`,
  },
  incorporated: (kr) => `Incorporated in the budget: ${kr}`,
  notIncorporated: 'Not incorporated in the budget',
  delivered: (allocated, delivered, share) =>
    `Allocated ${allocated}, delivered ${delivered} (${share}).`,
  grant: (year, kr) => `Grant ${year}, not a saving: ${kr}`,
  consumed: (kr, share) => (share === null ? `Consumption ${kr}` : `Consumption ${kr} (${share}).`),
  noMoney: 'No amounts in the agreement; the measure is followed by its milestones.',
  closed: 'The year is closed and the figure stands.',
  restated: (kr, delta) => `Later facts would give ${kr} (${delta}).`,
  changed: (day, what, delta) => `Changed on ${day} by ${what} (${delta}).`,
  bandCovers:
    'The band covers variation between periods. It does not cover whether lower absence leads to ' +
    'lower benefit costs; that is an assumption of the agreement.',

  rowGrant: (consumed, granted) => `Grant, not a saving: ${consumed} of ${granted} used`,
  rowGrantUnused: (granted) => `Grant, not a saving: ${granted}, no consumption posted`,
  rowGrantOnlyIn: (years) => `Grant in ${years} only`,
  rowNoAmounts: 'No amounts in the agreement',
  rowNoAmountIn: (year) => `No saving agreed for ${year}`,
  rowRateBaseMissing: 'The base of the rate is missing',
  rowRateMissing: 'The rate is missing',
  rowHeldOut: (kr, year) => `${kr} in ${year} is kept out of the sum`,
  rowSignUnclear: 'The sign of the amount is unclear',
  rowNotConfigured: (settings, several) =>
    `Not configured: ${settings} ${several ? 'are' : 'is'} missing`,
  rowNotMeasured: (periods) => `${periods} elapsed, nothing measured`,
  rowProcessAmount: 'Process; the amount stands in the net change only',
  rowRatio: (ratio, direction) => `${ratio} of the agreed ${fall(direction)} is reached`,
  rowWrongWay: (direction) => `${theIt(direction)} has ${risen(direction)} from the baseline`,
  rowMonths: (elapsed, all) => `Incorporated in the budget; ${elapsed} of ${all} have passed`,
  rowDelivered: (delivered, expected) => `${delivered} of ${expected} delivered`,

  endsBelow: (year, kr) => `${year} is expected to end ${kr} below what was agreed`,
  endsAsAgreed: (year) => `${year} is expected to end as agreed`,
  realisedOfDue: (year, realised, due) => `${realised} of ${due} to date is realised in ${year}`,
  realisedOfYear: (year, realised, expected) => `${realised} of ${expected} is realised in ${year}`,
  nothingDue: (year, kr) => `Nothing is due yet in ${year}: ${kr} is agreed`,
  nothingAgreed: (year) => `No saving is agreed for ${year}`,
  realisedSplit: (parts) => `Realised by kind: ${parts}`,
  forecastMissing: (count) =>
    count === 1
      ? 'One measure with a saving has no forecast.'
      : `${String(count)} measures with a saving have no forecast.`,
  indicative: (kr) => `Of this, ${kr} is outside the condition and shown as indicative.`,
  ofExpected: (kr, parts) => `Of the expected ${kr}: ${parts}.`,
  chartMoved: (direction, moved, agreed) =>
    `${theIt(direction)} has ${fallen(direction)} ${moved} of the agreed ${agreed}`,
  chartMovedBeyond: (direction, moved, agreed) =>
    `${theIt(direction)} has ${fallen(direction)} ${moved}, more than the agreed ${agreed}`,
  chartMovedWrongWay: (direction, moved, agreed) =>
    `${theIt(direction)} has ${risen(direction)} ${moved}; a ${fall(direction)} of ${agreed} is agreed`,
  chartUnchanged: (direction, agreed) =>
    `${theIt(direction)} is at its baseline; a ${fall(direction)} of ${agreed} is agreed`,
  chartNotMeasured: (direction, year) => `${theIt(direction)} is not measured in ${year}`,
  chartNotBegun: (direction, year) =>
    `${theIt(direction)} in ${year} can be measured once the first period has passed`,
  chartNotConfigured: (direction) =>
    `${theIt(direction)} cannot be compared yet: the set-up is not complete`,
  chartMeasuredOnly: (direction, actual) =>
    `${theIt(direction)} is measured at ${actual}; there is nothing complete to compare it with`,

  atMost: (ratio) => `${ratio}, at most 100%`,
  atLeast: (ratio) => `${ratio}, at least 0%`,
  threshold: (ratio) => `${ratio}; all at 100%, else nothing`,
  steps: (ratio) => `${ratio}; the next step below`,
  adopted: (amount) => `Adopted amount ${amount}, not revised since`,
  revised: (original, amount) => `Adopted amount ${original}, revised to ${amount}`,
  blank: 'No amount in the agreement',
  noneYet: 'not measured yet',
  ofAllocated: (delivered, expected, allocated) =>
    `delivered ${delivered}, at most ${expected}; allocated ${allocated}`,
  band: (low, high, kroner) => `80% band ${low}–${high}, ${kroner}`,
  difference: (kr) => `difference from what is documented ${kr}`,
  later: (kr, delta) => `later facts would give ${kr} (${delta})`,
};
