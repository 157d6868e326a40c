import type { Direction } from '../realisation/facts.rules';
import type { ExplanationPhrases } from './explanation.phrases';

const fall = (direction: Direction) => (direction === 'down' ? 'fald' : 'stigning');
const aFall = (direction: Direction) => (direction === 'down' ? 'et fald' : 'en stigning');
const fallen = (direction: Direction) => (direction === 'down' ? 'faldet' : 'steget');
const risen = (direction: Direction) => (direction === 'down' ? 'steget' : 'faldet');
const it = (direction: Direction) => (direction === 'down' ? 'Fravær' : 'Indikator');
const theIt = (direction: Direction) => (direction === 'down' ? 'Fraværet' : 'Indikatoren');

/** Danish: neutral, and each figure with what it is measured against. */
export const explanationDa: ExplanationPhrases = {
  cadences: {
    monthly: { one: 'måned', many: 'måneder', none: 'Ingen måned' },
    quarterly: { one: 'kvartal', many: 'kvartaler', none: 'Intet kvartal' },
    halfyearly: { one: 'halvår', many: 'halvår', none: 'Intet halvår' },
    yearly: { one: 'år', many: 'år', none: 'Intet år' },
  },
  payoffs: {
    linear_capped: 'proportional med loft',
    threshold: 'tærskel, alt eller intet ved målet',
    step: 'trin ved 25, 50, 75 og 100 %',
    per_point: 'kroner pr. procentpoint med loft',
  },
  targetMeanings: {
    yearAverage: 'årets gennemsnit',
    yearEnd: 'niveau ved årets udgang',
  },
  missing: {
    indicator: 'indikator',
    baseline: 'udgangspunkt',
    target: 'mål',
    condition: 'betingelse',
    rate: 'sats',
    rate_base: 'grundlag for sats',
    sign: 'beløbets fortegn',
  },
  notes: {
    not_seasonally_adjusted: 'ikke sæsonkorrigeret',
    partial_period: 'en målt periode mangler enheder',
    provisional: 'med foreløbige målinger',
    default_spread: 'båndet er et skøn: for få perioder til at kende udsvinget',
    outside_scope: 'uden for betingelsen, vist som indikativt',
    surplus_potential: 'merpotentiale ud over målet',
    target_lowered: 'mål nedsat',
    sign_unclear: 'fortegnet er uklart, beløbet holdes ude af besparelserne',
  },
  units: {
    kr: 'kr.',
    percent: '%',
    points: 'procentpoint',
    share: '%',
    days: 'dage',
    weight: 'vægt',
    word: '',
  },
  parts: {
    realised: 'Realiseret',
    notRealised: 'Ikke realiseret',
    notMeasured: 'Ikke målt',
    notDue: 'Endnu ikke forfaldent',
  },
  partAfterAmount: {
    realised: 'realiseret',
    notRealised: 'ikke realiseret',
    notMeasured: 'ikke målt',
    notDue: 'endnu ikke forfaldent',
  },
  effects: { conditional: 'betinget', direct: 'direkte', rate: 'sats' },
  competences: { administrative: 'administrativt', political: 'politisk' },
  shares: { measured: 'målt', notMeasured: 'ikke målt', notDue: 'endnu ikke forfaldent' },
  sums: {
    expected: 'Forventet',
    realised: 'Realiseret',
    notRealised: 'Ikke realiseret',
    notMeasured: 'Ikke målt',
    notDue: 'Endnu ikke forfaldent',
    forecast: 'Prognose',
    netChange: 'Nettoændring af budgettet',
  },
  labels: {
    expected: () => 'Forventet',
    fall_expected: (direction) => `Forventet ${fall(direction)}`,
    measured: (direction) => (direction === 'down' ? 'Målt fravær' : 'Målt'),
    share: () => 'Opfyldt andel',
    distribution: () => 'Fordelt på året',
    forecast: () => 'Prognose for hele året',
    incorporated: () => 'Indarbejdet i budgettet',
    contribution: () => 'Bidrag',
    delivered: () => 'Leveret',
    grant: () => 'Bevilling',
    consumed: () => 'Forbrug',
    no_money: () => 'Beløb',
    ledger: () => 'Regnskab ved siden af',
    closed: () => 'Lukket år',
  },
  inputs: {
    amount: ({ year }) => `Beløb ${year}`,
    target: ({ year }) => `Mål ${year}`,
    rate: ({ year }) => `Sats ${year}`,
    rateBase: ({ year }) => `Grundlag ${year}`,
    baseline: () => 'Udgangspunkt',
    baselineOfPeriod: ({ period }) => `Udgangspunkt, ${period}`,
    payoff: () => 'Beregningsmåde',
    targetMeaning: () => 'Målet er',
    krPerPoint: () => 'Kroner pr. procentpoint',
    closedFigure: () => 'Realiseret ved årets lukning',
    periodWeight: ({ period, part }) => `Vægt af ${period} (${part})`,
    absentDays: ({ unit, period }) => `Fraværsdage, ${unit}, ${period}`,
    possibleDays: ({ unit, period }) => `Mulige dage, ${unit}, ${period}`,
    readingPercent: ({ unit, period }) =>
      unit === '' ? `Offentliggjort tal, ${period}` : `Procent, ${unit}, ${period}`,
    unitWeight: ({ unit, period }) => `Vægt, ${unit}, ${period}`,
    incorporation: ({ on }) => `Indarbejdet fra ${on}`,
    booking: ({ on }) => `Bogført ${on}`,
    ledgerBudget: ({ on }) => `Budget før reduktion, ${on}`,
    ledgerActual: ({ on }) => `Regnskab, ${on}`,
    delivery: ({ unit, on }) => `Leveret af ${unit}, ${on}`,
    allocation: ({ unit, part }) => `Fordelt til ${unit} (${part})`,
    measure: ({ title }) => title,
  },

  expected: (year, kr) => `Forventet ${year}: ${kr}`,
  nothingExpected: (year) => `Ingen besparelse aftalt for ${year}.`,
  outsideScope: 'Året er uden for betingelsen; tallet er indikativt.',
  measuredOf: (measured, all, coverage) => `Målt ${measured} af ${all} (dækning ${coverage}).`,
  noneMeasured: (elapsed) => `Målt 0 af ${elapsed}, der er forfaldet.`,
  noneElapsed: (none) => `${none} er forfaldet endnu`,
  moved: ({ direction, actual, baseline, target, moved, agreed, ratio }) =>
    `${it(direction)} ${actual} mod udgangspunkt ${baseline} og mål ${target}: ` +
    `${fallen(direction)} ${moved} af ${agreed} = ${ratio}.`,
  movedWrongWay: ({ direction, actual, baseline, target, moved, agreed }) =>
    `${it(direction)} ${actual} mod udgangspunkt ${baseline} og mål ${target}: ` +
    `${risen(direction)} ${moved}; aftalt er ${aFall(direction)} på ${agreed}.`,
  calculation: (payoff) => `Beregning: ${payoff}.`,
  lacks: (settings) => `Ikke opsat: ${settings} mangler. Intet regnes som realiseret.`,
  realisedToDate: (realised, due, documented) =>
    `${documented ? 'Dokumenteret realiseret' : 'Realiseret'} ${realised} af ${due} til dato`,
  partLeft: {
    notRealised: (kr) => `${kr} er ikke realiseret`,
    notMeasured: (kr) => `${kr} er ikke målt`,
    notDue: (kr) => `${kr} er endnu ikke forfaldne`,
  },
  incorporated: (kr) => `Indarbejdet i budgettet: ${kr}`,
  notIncorporated: 'Ikke indarbejdet i budgettet',
  delivered: (allocated, delivered, share) =>
    `Fordelt ${allocated}, leveret ${delivered} (${share}).`,
  grant: (year, kr) => `Bevilling ${year}, ikke besparelse: ${kr}`,
  consumed: (kr, share) => (share === null ? `Forbrug ${kr}` : `Forbrug ${kr} (${share}).`),
  noMoney: 'Ingen beløb i aftalen; tiltaget følges på sine milepæle.',
  closed: 'Året er lukket, og tallet står fast.',
  restated: (kr, delta) => `Senere oplysninger ville give ${kr} (${delta}).`,
  changed: (day, what, delta) => `Ændret ${day} af ${what} (${delta}).`,
  bandCovers:
    'Båndet dækker udsving mellem perioder. Det dækker ikke, om lavere fravær giver lavere ' +
    'forsørgelsesudgifter; det er en forudsætning i aftalen.',

  rowGrant: (consumed, granted) => `Bevilling, ikke besparelse: forbrug ${consumed} af ${granted}`,
  rowGrantUnused: (granted) => `Bevilling, ikke besparelse: ${granted}, intet forbrug bogført`,
  rowGrantOnlyIn: (years) => `Bevilling kun i ${years}`,
  rowNoAmounts: 'Ingen beløb i aftalen',
  rowNoAmountIn: (year) => `Ingen besparelse aftalt for ${year}`,
  rowRateBaseMissing: 'Grundlag for sats mangler',
  rowRateMissing: 'Sats mangler',
  rowHeldOut: (kr, year) => `${kr} i ${year} holdes ude af summen`,
  rowSignUnclear: 'Beløbets fortegn er uklart',
  rowNotConfigured: (settings) => `Ikke opsat: ${settings} mangler`,
  rowNotMeasured: (periods) => `${periods} forfaldet, intet målt`,
  rowProcessAmount: 'Proces; beløbet indgår kun i nettoændringen',
  rowRatio: (ratio, direction) =>
    `${ratio} af ${direction === 'down' ? 'det aftalte fald' : 'den aftalte stigning'} er nået`,
  rowWrongWay: (direction) => `${theIt(direction)} er ${risen(direction)} fra udgangspunktet`,
  rowMonths: (elapsed, all) => `Indarbejdet i budgettet; ${elapsed} af ${all} er gået`,
  rowDelivered: (delivered, expected) => `Leveret ${delivered} af ${expected}`,

  endsBelow: (year, kr) => `${year} ventes at ende ${kr} under det aftalte`,
  endsAsAgreed: (year) => `${year} ventes at ende på det aftalte`,
  realisedOfDue: (year, realised, due) => `${realised} af ${due} til dato er realiseret i ${year}`,
  realisedOfYear: (year, realised, expected) =>
    `${realised} af ${expected} er realiseret i ${year}`,
  nothingDue: (year, kr) => `Endnu er intet forfaldent i ${year}: ${kr} er aftalt`,
  nothingAgreed: (year) => `Ingen besparelse er aftalt for ${year}`,
  realisedSplit: (parts) => `Realiseret fordelt på art: ${parts}`,
  forecastMissing: (count) =>
    count === 1
      ? 'Ét tiltag med besparelse har ingen prognose.'
      : `${String(count)} tiltag med besparelse har ingen prognose.`,
  indicative: (kr) => `Heraf er ${kr} uden for betingelsen og vist som indikativt.`,
  ofExpected: (kr, parts) => `Af forventet ${kr} er ${parts}.`,
  chartMoved: (direction, moved, agreed) =>
    `${theIt(direction)} er ${fallen(direction)} ${moved} af de aftalte ${agreed}`,
  chartMovedBeyond: (direction, moved, agreed) =>
    `${theIt(direction)} er ${fallen(direction)} ${moved}, mere end de aftalte ${agreed}`,
  chartMovedWrongWay: (direction, moved, agreed) =>
    `${theIt(direction)} er ${risen(direction)} ${moved}; aftalt er ${aFall(direction)} på ${agreed}`,
  chartUnchanged: (direction, agreed) =>
    `${theIt(direction)} er som udgangspunktet; aftalt er ${aFall(direction)} på ${agreed}`,
  chartNotMeasured: (direction, year) => `${theIt(direction)} er ikke målt i ${year}`,
  chartNotBegun: (direction, year) =>
    `${theIt(direction)} i ${year} kan måles, når den første periode er gået`,
  chartNotConfigured: (direction) =>
    `${theIt(direction)} kan ikke sammenlignes endnu: opsætningen er ikke færdig`,
  chartMeasuredOnly: (direction, actual) =>
    `${theIt(direction)} er målt til ${actual}; der mangler noget at sammenligne med`,

  atMost: (ratio) => `${ratio}, højst 100 %`,
  atLeast: (ratio) => `${ratio}, mindst 0 %`,
  threshold: (ratio) => `${ratio}; alt ved 100 %, ellers intet`,
  steps: (ratio) => `${ratio}; nærmeste trin derunder`,
  adopted: (amount) => `Vedtaget beløb ${amount}, ikke korrigeret siden`,
  revised: (original, amount) => `Vedtaget beløb ${original}, korrigeret til ${amount}`,
  blank: 'Intet beløb i aftalen',
  noneYet: 'endnu ikke målt',
  ofAllocated: (delivered, expected, allocated) =>
    `leveret ${delivered}, højst ${expected}; fordelt ${allocated}`,
  band: (low, high, kroner) => `80 %-bånd ${low}–${high}, ${kroner}`,
  difference: (kr) => `forskel til det dokumenterede ${kr}`,
  later: (kr, delta) => `senere oplysninger ville give ${kr} (${delta})`,
};
