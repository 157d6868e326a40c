import { Fraction } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import type { Language } from '@kursholder/platform';
import type { Direction, Payoff } from '../realisation/facts.rules';
import type {
  Formula,
  Input,
  InputName,
  PartKey,
  PartOfYear,
  Step,
  StepKey,
  Unit,
} from '../realisation/steps.rules';
import { explanationDa } from './explanation.da';
import { explanationEn } from './explanation.en';
import type { ExplanationPhrases } from './explanation.phrases';
import { formats } from './format';
import type { Format } from './format';

/** A step as the API answers it, in the words of a language. */
export interface ExplainedStep {
  readonly key: StepKey;
  readonly label: string;
  /** Left of the equals sign; empty where the result says it all. */
  readonly formula: string;
  /** With its unit. */
  readonly result: string;
  readonly unit: string;
  readonly inputs: readonly ExplainedInput[];
  /** Of a year that is divided: each part with its own formula. */
  readonly parts?: readonly {
    readonly part: PartKey;
    readonly label: string;
    readonly formula: string;
    readonly kr: number;
  }[];
}

interface ExplainedInput {
  readonly name: string;
  /** As in all JSON: whole numbers, or decimal text. */
  readonly value: number | string;
  /** The same as people read it, without its unit. */
  readonly shown: string;
  readonly unit: string;
  readonly readingId?: string;
  readonly position?: number;
}

export interface Words {
  readonly say: ExplanationPhrases;
  readonly write: Format;
}

export const words: Readonly<Record<Language, Words>> = {
  da: { say: explanationDa, write: formats.da },
  en: { say: explanationEn, write: formats.en },
};

export function explainedSteps(steps: readonly Step[], language: Language): ExplainedStep[] {
  const { say, write } = words[language];
  return steps.map(({ formula, result, unit, inputs }) => ({
    key: formula.key,
    label: labelOf(formula, words[language]),
    formula: formulaText(formula, words[language]),
    result: result ? resultText(result, unit, write) : resultMissing(formula, say),
    unit: say.units[unit],
    inputs: inputs.map((input) => explainedInput(input, words[language])),
    ...(formula.key === 'distribution'
      ? {
          parts: formula.parts.map((part) => ({
            part: part.part,
            label: say.parts[part.part],
            formula: partFormula(part, formula.cadence, write),
            kr: part.kr,
          })),
        }
      : {}),
  }));
}

function labelOf(formula: Formula, { say }: Words): string {
  if (formula.key === 'sum') return say.sums[formula.of];
  return say.labels[formula.key]('direction' in formula ? formula.direction : 'down');
}

/** To the krone, a forecast too: a reader adds up what stands here. */
function resultText(result: Fraction, unit: Unit, write: Format): string {
  const kr = Number(result.round());
  if (unit === 'percent') return write.percent(result, 4);
  if (unit === 'points') return write.points(result);
  if (unit === 'share') return write.share(result, 2);
  return write.kr(kr);
}

function resultMissing(formula: Formula, say: ExplanationPhrases): string {
  return formula.key === 'measured' || formula.key === 'share' ? say.noneYet : '–';
}

function formulaText(formula: Formula, { say, write }: Words): string {
  switch (formula.key) {
    case 'expected':
      return expectedFormula(formula, { say, write });
    case 'fall_expected':
      return formula.baseline && formula.target
        ? difference(formula.direction, formula.baseline, formula.target, write)
        : '';
    case 'measured':
      return measuredFormula(formula, write);
    case 'share':
      return shareFormula(formula, { say, write });
    case 'distribution': {
      const realised = formula.parts.find(({ part }) => part === 'realised');
      return realised ? partFormula(realised, formula.cadence, write) : '';
    }
    case 'forecast':
      return forecastFormula(formula, { say, write });
    case 'incorporated':
      return elapsedRuns(formula)
        .map(({ months, inForceKr }) => `${String(months)}/12 × ${write.amount(inForceKr)}`)
        .join(' + ');
    case 'contribution': {
      const { percent, baseKr } = formula;
      if (percent === null) return say.rowRateMissing;
      if (baseKr === null) return say.rowRateBaseMissing;
      return `${write.percent(Fraction.parse(percent))} × ${write.amount(baseKr)}`;
    }
    case 'delivered':
      return say.ofAllocated(
        write.amount(formula.deliveredKr),
        write.amount(formula.expectedKr),
        write.amount(formula.allocatedKr),
      );
    case 'grant':
    case 'no_money':
      return formula.amountKr === null
        ? say.blank
        : say.adopted(documentAmount(formula.amountKr, write));
    case 'consumed':
      return '';
    case 'ledger': {
      const { budgetBeforeKr, actualKr, differenceKr } = formula;
      const beside = say.difference(write.kr(differenceKr));
      return `${write.amount(budgetBeforeKr)} − ${write.amount(actualKr)} (${beside})`;
    }
    case 'closed': {
      const { closedKr, restatedKr } = formula;
      if (restatedKr === null) return '';
      return say.later(write.kr(restatedKr), write.changeKr(restatedKr - closedKr));
    }
    case 'sum':
      return formula.termsKr.length < 2 ? '' : formula.termsKr.map(write.amount).join(' + ');
  }
}

type FormulaOf<Key extends StepKey> = Extract<Formula, { readonly key: Key }>;

function expectedFormula(
  { amountKr, originalKr, signUnclear }: FormulaOf<'expected'>,
  { say, write }: Words,
): string {
  if (amountKr === null) return say.blank;
  if (signUnclear) return say.rowSignUnclear;
  const amount = documentAmount(amountKr, write);
  return originalKr === null || originalKr === amountKr
    ? say.adopted(amount)
    : say.revised(documentAmount(originalKr, write), amount);
}

/** The document counts in millions with three decimals; what that cannot hold stands in kroner. */
function documentAmount(kr: number, write: Format): string {
  return kr % 1000 === 0 ? write.mioKr(kr) : write.kr(kr);
}

function difference(direction: Direction, baseline: Fraction, level: Fraction, write: Format) {
  const [from, to] = direction === 'down' ? [baseline, level] : [level, baseline];
  return `${write.level(from)} − ${write.level(to)}`;
}

/** Counts added up over counts added up, or percentages weighed by what they count. */
function measuredFormula({ method, periods }: FormulaOf<'measured'>, write: Format): string {
  const counted = periods.filter(({ measured }) => measured);
  if (counted.length === 0) return '';
  const sum = (texts: string[]) => (texts.length === 1 ? texts.join('') : `(${texts.join(' + ')})`);
  const hundred = Fraction.of(100);
  if (method === 'pooled') {
    const absent = counted.map(({ numerator }) => write.decimal(numerator.over(hundred), 0));
    const possible = counted.map(({ denominator }) => write.decimal(denominator, 0));
    return `${sum(absent)} / ${sum(possible)}`;
  }
  const weight = (of: Fraction) =>
    method === 'published' ? write.share(of) : write.decimal(of, 0);
  const weighed = counted.map(
    ({ percent, denominator }) =>
      `${write.level(percent ?? Fraction.zero)} × ${weight(denominator)}`,
  );
  return `${sum(weighed)} / ${sum(counted.map(({ denominator }) => weight(denominator)))}`;
}

function shareFormula(
  { direction, movement, payoff, krPerPoint, expectedKr }: FormulaOf<'share'>,
  { say, write }: Words,
): string {
  if (!movement || !payoff) return '';
  const { baseline, actual, agreed, ratio, moved } = movement;
  if (payoff === 'per_point') {
    const paid = moved.max(Fraction.zero);
    return `${write.points(paid)} × ${write.amount(krPerPoint ?? 0)} / ${write.amount(expectedKr)}`;
  }
  const fraction = `(${difference(direction, baseline, actual, write)}) / ${write.level(agreed)}`;
  const reached = write.share(ratio, 2);
  const said: Readonly<Record<Exclude<Payoff, 'per_point'>, string>> = {
    linear_capped: capped(ratio, reached, say),
    threshold: say.threshold(reached),
    step: say.steps(reached),
  };
  return said[payoff] === reached ? fraction : `${fraction} = ${said[payoff]}`;
}

function capped(ratio: Fraction, reached: string, say: ExplanationPhrases): string {
  if (Fraction.one.isLess(ratio)) return say.atMost(reached);
  return ratio.isLess(Fraction.zero) ? say.atLeast(reached) : reached;
}

function forecastFormula(formula: FormulaOf<'forecast'>, { say, write }: Words): string {
  const { actual, measuredShare, now, rest, lowPercent, highPercent, lowKr, highKr } = formula;
  const level = rest
    ? `${write.share(measuredShare)} × ${write.percent(now)} + ` +
      `${write.share(Fraction.one.minus(measuredShare))} × ${write.percent(rest)} = ${write.percent(actual)}`
    : write.percent(actual);
  const band = say.band(
    write.decimal(lowPercent, 2),
    write.percent(highPercent),
    write.krRange(lowKr, highKr),
  );
  return `${level} (${band})`;
}

function elapsedRuns({ runs, elapsed }: FormulaOf<'incorporated'>) {
  let left = elapsed;
  return runs.flatMap(({ months, inForceKr }) => {
    const gone = Math.min(months, left);
    left -= gone;
    return gone === 0 ? [] : [{ months: gone, inForceKr }];
  });
}

function partFormula(
  { terms, indexes }: PartOfYear,
  cadence: Cadence | null,
  write: Format,
): string {
  return terms
    .filter(({ share }) => share === null || !share.isZero())
    .map(({ kr, share, paid }) => {
      const factors = [write.amount(kr)];
      if (share) factors.push(shareOfYear(share, indexes.length, cadence, write));
      if (paid) factors.push(write.share(paid, 2));
      return factors.join(' × ');
    })
    .join(' + ');
}

/** 2/4 where the periods weigh alike, else the share they weigh. */
function shareOfYear(
  share: Fraction,
  count: number,
  cadence: Cadence | null,
  write: Format,
): string {
  const all =
    cadence === null ? null : { monthly: 12, quarterly: 4, halfyearly: 2, yearly: 1 }[cadence];
  if (all === null) return write.share(share);
  const parts = share.times(Fraction.of(all));
  const isWhole = parts.denominator === 1n && parts.numerator <= BigInt(count);
  return isWhole ? `${String(parts.numerator)}/${String(all)}` : write.share(share, 2);
}

function explainedInput(input: Input, { say, write }: Words): ExplainedInput {
  const { name, value, unit, readingId, position } = input;
  return {
    name: inputName(name, { say, write }),
    value,
    shown: shownValue(input, { say, write }),
    unit: say.units[unit],
    ...(readingId === undefined ? {} : { readingId }),
    ...(position === undefined ? {} : { position }),
  };
}

function inputName(name: InputName, { say, write }: Words): string {
  const about = { year: '', unit: '', period: '', on: '', title: '', part: '' };
  if ('year' in name) about.year = String(name.year);
  if ('period' in name) {
    const { cadence, year, index } = name.period;
    about.period = write.period(cadence, year, index);
  }
  if ('unit' in name) about.unit = name.unit ?? '';
  if ('on' in name) about.on = write.day(name.on);
  if ('part' in name) about.part = say.shares[name.part];
  if ('competence' in name) about.part = say.competences[name.competence];
  if ('title' in name) about.title = name.title;
  return say.inputs[name.code](about);
}

function shownValue({ name, value, unit }: Input, { say, write }: Words): string {
  if (name.code === 'payoff') return say.payoffs[value as keyof typeof say.payoffs];
  if (name.code === 'targetMeaning') {
    return say.targetMeanings[value as keyof typeof say.targetMeanings];
  }
  const exact = typeof value === 'number' ? Fraction.of(value) : Fraction.parse(value);
  return unit === 'percent' ? write.level(exact) : write.shortest(exact);
}
