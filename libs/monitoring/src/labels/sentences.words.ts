import { Fraction } from '@kursholder/kernel';
import type { Language } from '@kursholder/platform';
import type { MissingSetting, Summary } from '../realisation/explanation.rules';
import type { Figure, Note } from '../realisation/facts.rules';
import type { PartKey } from '../realisation/steps.rules';
import type { Sums, Total } from '../realisation/sums.rules';
import { words } from './explanation.words';
import type { Words } from './explanation.words';

/** What moved a figure last, as its sentence names it. */
export interface NamedChange {
  /** The day in Copenhagen. */
  readonly on: string;
  /** In words, after "by": a correction of school A. */
  readonly what: string;
  readonly deltaKr: number;
}

/** The paragraph above an explanation's steps (savings model D10). */
export function summarySentence(
  summary: Summary,
  language: Language,
  change: NamedChange | null = null,
): string {
  const { figure } = summary;
  const { say, write } = words[language];
  const sentences = summaryByEffect[figure.effect](summary, words[language]);
  if (figure.yearStatus === 'closed') sentences.push(say.closed);
  if (figure.restated) {
    const { realisedSavingKr, deltaKr } = figure.restated;
    sentences.push(say.restated(write.kr(realisedSavingKr), write.changeKr(deltaKr)));
  }
  if (change) {
    const day = write.shortDay(change.on, Number(figure.onDate.slice(0, 4)));
    sentences.push(say.changed(day, change.what, write.changeKr(change.deltaKr)));
  }
  return paragraph(sentences);
}

/** The one short sentence of a measure in a list, without a full stop. */
export function rowSentence(summary: Summary, language: Language): string {
  return rowByEffect[summary.figure.effect](summary, words[language]).join('. ');
}

/** The title of the indicator's chart: what it found. */
export function indicatorHeadline({ figure, direction }: Summary, language: Language): string {
  const { say, write } = words[language];
  const year = String(figure.year);
  const { actual, movedPoints, agreedPoints } = figure;
  if (movedPoints === null || agreedPoints === null) {
    if (actual !== null) return say.chartMeasuredOnly(direction, write.percent(decimalOf(actual)));
    if (figure.dataStatus === 'not_configured') return say.chartNotConfigured(direction);
    return figure.elapsedPeriods === 0
      ? say.chartNotBegun(direction, year)
      : say.chartNotMeasured(direction, year);
  }
  const [moved, agreed] = [decimalOf(movedPoints), decimalOf(agreedPoints)];
  const short = write.decimal(moved.max(moved.negated()), 2);
  const points = write.points(twoPlaces(agreed));
  if (moved.isZero()) return say.chartUnchanged(direction, points);
  if (moved.isLess(Fraction.zero)) return say.chartMovedWrongWay(direction, short, points);
  return agreed.isLess(moved)
    ? say.chartMovedBeyond(direction, short, points)
    : say.chartMoved(direction, short, points);
}

/** The finding of a year over all measures: the overview's headline. */
export function totalHeadline(total: Sums & { readonly year: number }, language: Language): string {
  const { say, write } = words[language];
  const year = String(total.year);
  const { expectedSavingKr, realisedSavingKr, notDueSavingKr, forecastSavingKr } = total;
  const dueKr = expectedSavingKr - notDueSavingKr;
  const realised = write.amount(realisedSavingKr);
  if (expectedSavingKr === 0) return say.nothingAgreed(year);
  if (notDueSavingKr === 0) {
    return say.realisedOfYear(year, realised, write.kr(expectedSavingKr));
  }
  // A forecast that lacks a measure would count its saving as lost.
  if (total.forecastMissing === 0) {
    const gapKr = expectedSavingKr - forecastSavingKr;
    return gapKr < 500 ? say.endsAsAgreed(year) : say.endsBelow(year, write.roundedKr(gapKr));
  }
  return dueKr === 0
    ? say.nothingDue(year, write.kr(expectedSavingKr))
    : say.realisedOfDue(year, realised, write.kr(dueKr));
}

/** The same year in one summary: its four parts, by kind, and what must be known about the sum. */
export function totalSentence(total: Total, language: Language): string {
  const { say, write } = words[language];
  const { expectedSavingKr, byEffect, byBasis } = total;
  if (expectedSavingKr === 0) return paragraph([say.nothingAgreed(String(total.year))]);
  const parts = partKeys.flatMap((part) => {
    const kr = total[partFields[part]];
    return kr === 0 && part !== 'realised' ? [] : [`${write.kr(kr)} ${say.partAfterAmount[part]}`];
  });
  const kinds = (['conditional', 'direct', 'rate'] as const).filter(
    (effect) => byEffect[effect].expectedSavingKr > 0,
  );
  const split = kinds.map(
    (effect) => `${say.effects[effect]} ${write.kr(byEffect[effect].realisedSavingKr)}`,
  );
  const indicativeKr = byBasis.indicative.expectedSavingKr;
  const isBegun = total.notDueSavingKr < expectedSavingKr;
  return paragraph([
    say.ofExpected(write.kr(expectedSavingKr), write.list(parts)),
    ...(split.length > 1 && isBegun ? [say.realisedSplit(write.list(split))] : []),
    ...(indicativeKr > 0 ? [say.indicative(write.kr(indicativeKr))] : []),
    ...(total.forecastMissing > 0 && isBegun ? [say.forecastMissing(total.forecastMissing)] : []),
  ]);
}

/** What must be said beside a figure. */
export const noteText = (note: Note, language: Language): string => words[language].say.notes[note];

/** What the forecast's band covers, and what it does not. */
export const bandText = (language: Language): string => words[language].say.bandCovers;

const summaryByEffect: Readonly<
  Record<Figure['effect'], (summary: Summary, words: Words) => string[]>
> = {
  conditional: conditionalSummary,
  direct: directSummary,
  rate: rateSummary,
  spend: ({ figure }, { say, write }) => {
    if (figure.amountKr === null) return [say.nothingExpected(String(figure.year))];
    const share =
      figure.consumedShare === null ? null : write.share(decimalOf(figure.consumedShare));
    return [
      say.grant(String(figure.year), write.kr(figure.netChangeKr)),
      say.consumed(write.kr(figure.consumedKr ?? 0), share),
    ];
  },
  process: (_, { say }) => [say.noMoney],
};

function conditionalSummary(summary: Summary, { say, write }: Words): string[] {
  const { figure, payoff, missing } = summary;
  const year = String(figure.year);
  if (figure.signUnclear) return [say.rowSignUnclear];
  const sentences =
    figure.expectedSavingKr === 0
      ? [say.nothingExpected(year)]
      : [say.expected(year, write.kr(figure.expectedSavingKr))];
  if (figure.basis === 'indicative') sentences.push(say.outsideScope);
  if (figure.dataStatus === 'not_configured') {
    sentences.push(say.lacks(...named(missing, { say, write })));
  } else {
    sentences.push(measuredSentence(summary, { say, write }));
    if (figure.movedPoints !== null) sentences.push(movedSentence(summary, { say, write }));
    if (payoff) sentences.push(say.calculation(say.payoffs[payoff]));
  }
  if (figure.expectedSavingKr > 0) sentences.push(toDate(figure, true, { say, write }));
  return sentences;
}

function measuredSentence({ figure, cadence }: Summary, { say, write }: Words): string {
  const { measuredPeriods, elapsedPeriods, periods, coverage } = figure;
  const name = say.cadences[cadence];
  const count = (of: number) => `${String(of)} ${of === 1 ? name.one : name.many}`;
  if (!elapsedPeriods) return say.noneElapsed(name.none);
  if (!measuredPeriods) return say.noneMeasured(count(elapsedPeriods));
  const covered = write.coverage(decimalOf(coverage ?? '0'));
  return say.measuredOf(String(measuredPeriods), count(periods ?? 0), covered);
}

function movedSentence({ figure, direction }: Summary, { say, write }: Words): string {
  const moved = decimalOf(figure.movedPoints ?? '0');
  const levels = {
    direction,
    actual: write.percent(decimalOf(figure.actual ?? '0')),
    baseline: write.percent(decimalOf(figure.baseline ?? '0')),
    target: write.percent(decimalOf(figure.target ?? '0')),
    agreed: write.points(twoPlaces(decimalOf(figure.agreedPoints ?? '0'))),
  };
  if (moved.isLess(Fraction.zero)) {
    return say.movedWrongWay({ ...levels, moved: write.points(twoPlaces(moved.negated())) });
  }
  const ratio = write.share(decimalOf(figure.ratio ?? '0'));
  return say.moved({ ...levels, moved: write.decimal(moved, 2), ratio });
}

function directSummary({ figure }: Summary, { say, write }: Words): string[] {
  const year = String(figure.year);
  if (figure.signUnclear) return [say.rowSignUnclear];
  if (figure.expectedSavingKr === 0) return [say.nothingExpected(year)];
  const securedKr = figure.securedSavingKr ?? 0;
  return [
    say.expected(year, write.kr(figure.expectedSavingKr)),
    securedKr > 0 ? say.incorporated(write.kr(securedKr)) : say.notIncorporated,
    toDate(figure, false, { say, write }),
  ];
}

function rateSummary(summary: Summary, { say, write }: Words): string[] {
  const { figure } = summary;
  if (figure.dataStatus === 'not_configured') return rateRow(summary, { say, write });
  const share = write.share(decimalOf(figure.ratio ?? '0'));
  return [
    say.expected(String(figure.year), write.kr(figure.expectedSavingKr)),
    say.delivered(write.kr(figure.allocatedKr ?? 0), write.kr(figure.deliveredKr ?? 0), share),
    toDate(figure, false, { say, write }),
    ...heldOut(summary, { say, write }),
  ];
}

/** Realised of what is due, and the parts that are not, as far as there are any. */
function toDate(figure: Figure, documented: boolean, { say, write }: Words): string {
  const dueKr = figure.expectedSavingKr - figure.notDueSavingKr;
  const realised = say.realisedToDate(
    write.kr(figure.realisedSavingKr),
    write.kr(dueKr),
    documented,
  );
  return [
    ...(dueKr > 0 ? [realised] : []),
    ...(['notRealised', 'notMeasured', 'notDue'] as const).flatMap((part) => {
      const kr = figure[partFields[part]];
      return kr === 0 ? [] : [say.partLeft[part](write.kr(kr))];
    }),
  ].join('; ');
}

const rowByEffect: Readonly<
  Record<Figure['effect'], (summary: Summary, words: Words) => string[]>
> = {
  conditional: conditionalRow,
  direct: directRow,
  rate: rateRow,
  spend: spendRow,
  process: ({ figure }, { say }) => [
    figure.amountKr === null ? say.rowNoAmounts : say.rowProcessAmount,
  ],
};

function conditionalRow(summary: Summary, { say, write }: Words): string[] {
  const { figure, cadence, direction, missing } = summary;
  const name = say.cadences[cadence];
  if (figure.signUnclear) return [say.rowSignUnclear, ...heldOut(summary, { say, write })];
  if (figure.expectedSavingKr === 0) return [say.rowNoAmountIn(String(figure.year))];
  switch (figure.status) {
    case 'not_configured':
      return [say.rowNotConfigured(...named(missing, { say, write }))];
    case 'not_measured': {
      const elapsed = figure.elapsedPeriods ?? 0;
      const count = `${String(elapsed)} ${elapsed === 1 ? name.one : name.many}`;
      return [elapsed === 0 ? say.noneElapsed(name.none) : say.rowNotMeasured(count)];
    }
    case 'adverse':
      return [say.rowWrongWay(direction)];
    default:
      return [say.rowRatio(write.share(decimalOf(figure.ratio ?? '0')), direction)];
  }
}

function directRow(summary: Summary, { say, write }: Words): string[] {
  const { figure } = summary;
  const months = say.cadences.monthly.many;
  if (figure.signUnclear) return [say.rowSignUnclear, ...heldOut(summary, { say, write })];
  if (figure.expectedSavingKr === 0) return [say.rowNoAmountIn(String(figure.year))];
  if ((figure.securedSavingKr ?? 0) === 0) return [say.notIncorporated];
  return [say.rowMonths(String(figure.elapsedPeriods ?? 0), `12 ${months}`)];
}

function rateRow(summary: Summary, { say, write }: Words): string[] {
  const { figure, missing } = summary;
  const rest = heldOut(summary, { say, write });
  if (missing.includes('rate_base')) return [say.rowRateBaseMissing, ...rest];
  if (missing.includes('rate')) return [say.rowRateMissing, ...rest];
  const delivered = write.amount(figure.deliveredKr ?? 0);
  return [say.rowDelivered(delivered, write.kr(figure.expectedSavingKr)), ...rest];
}

function spendRow(summary: Summary, { say, write }: Words): string[] {
  const { figure, amounts } = summary;
  if (figure.signUnclear) return [say.rowSignUnclear, ...heldOut(summary, { say, write })];
  if (figure.amountKr !== null) {
    const granted = write.kr(figure.netChangeKr);
    return [
      (figure.consumedKr ?? 0) === 0
        ? say.rowGrantUnused(granted)
        : say.rowGrant(write.amount(figure.consumedKr ?? 0), granted),
    ];
  }
  const years = amounts.map(({ year }) => String(year));
  return [years.length === 0 ? say.rowNoAmounts : say.rowGrantOnlyIn(write.list(years))];
}

/** Amounts that nobody has resolved the sign of: in the list, and in no sum of savings. */
function heldOut({ figure, amounts }: Summary, { say, write }: Words): string[] {
  if (!figure.signUnclear) return [];
  return amounts.map(({ year, amountKr }) =>
    say.rowHeldOut(write.shortMioKr(amountKr), String(year)),
  );
}

function named(missing: readonly MissingSetting[], { say, write }: Words): [string, boolean] {
  return [write.list(missing.map((setting) => say.missing[setting])), missing.length > 1];
}

const partKeys = ['realised', 'notRealised', 'notMeasured', 'notDue'] as const;
const partFields = {
  realised: 'realisedSavingKr',
  notRealised: 'notRealisedSavingKr',
  notMeasured: 'notMeasuredSavingKr',
  notDue: 'notDueSavingKr',
} as const satisfies Readonly<Record<PartKey, keyof Sums>>;

const decimalOf = (text: string): Fraction => Fraction.parse(text);

/** A sentence shows two decimals, whatever the figure has. */
const twoPlaces = (exact: Fraction): Fraction => Fraction.parse(exact.toDecimal(2));

/** Each ends with a full stop, also where an abbreviation has put one already. */
function paragraph(sentences: readonly string[]): string {
  return sentences.map((text) => (/\.\s*$/.test(text) ? text : `${text}.`)).join(' ');
}
