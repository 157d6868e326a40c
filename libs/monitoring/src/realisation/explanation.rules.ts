import { Fraction } from '@kursholder/kernel';
import type { Cadence } from '@kursholder/kernel';
import { conditionalSteps } from './conditional-steps.rules';
import type { Direction, Figure, FigureOfYear, MeasureFacts, Payoff } from './facts.rules';
import { ledgerOn, newestOf } from './figure.rules';
import { directSteps, processSteps, rateSteps, spendSteps } from './other-steps.rules';
import { asClosed, figureOfYear, realisation } from './realisation.rules';
import { step } from './steps.rules';
import type { Step, SummedPart } from './steps.rules';

/**
 * A figure as steps, and the facts of the one paragraph above them. The steps of a closed year
 * compute it from what is known now; the closing itself is the last step, and the leaf of the
 * figure that stands.
 */
export interface Explanation {
  readonly figure: Figure;
  readonly summary: Summary;
  readonly steps: readonly Step[];
}

export interface Summary {
  readonly figure: Figure;
  readonly cadence: Cadence;
  readonly direction: Direction;
  readonly payoff: Payoff | null;
  readonly missing: readonly MissingSetting[];
  /** Every year with an amount, for a row that has none this year. */
  readonly amounts: readonly { readonly year: number; readonly amountKr: number }[];
}

export type MissingSetting =
  'indicator' | 'baseline' | 'target' | 'condition' | 'rate' | 'rate_base' | 'sign';

export function explanation(facts: MeasureFacts, year: number, onDate: string): Explanation {
  const figure = realisation(facts, year, onDate);
  const closure = newestOf(facts.closures, year);
  const judged = closure ? asClosed(facts, closure) : facts;
  const day = closure ? `${String(year)}-12-31` : onDate;
  const known = closure ? figureOfYear(judged, year, day) : figure;
  return {
    figure,
    summary: summaryOf(facts, figure),
    steps: [
      ...stepsByEffect[facts.effect](judged, known, day),
      ...ledgerStep(judged, known, day),
      ...(closure ? [closedStep(figure, closure.position)] : []),
    ],
  };
}

/** What the sentences about a measure's year are made of. */
export function summaryOf(facts: MeasureFacts, figure: Figure): Summary {
  const closure = newestOf(facts.closures, figure.year);
  const { indicator, condition } = closure ? asClosed(facts, closure) : facts;
  return {
    figure,
    cadence: indicator?.cadence ?? 'monthly',
    direction: indicator?.direction ?? 'down',
    payoff: condition?.payoff ?? null,
    missing: missingSettings({ ...facts, indicator, condition }, figure.year),
    amounts: facts.amounts
      .flatMap(({ year, amountKr }) => (amountKr === null ? [] : [{ year, amountKr }]))
      .sort((a, b) => a.year - b.year),
  };
}

/** What a measure lacks before its year can be reckoned. */
export function missingSettings(facts: MeasureFacts, year: number): MissingSetting[] {
  const { effect, indicator, condition } = facts;
  const lacks: [MissingSetting, boolean][] = [
    ['sign', facts.signUnclear],
    ['rate', effect === 'rate' && !newestOf(facts.rates, year)],
    ['rate_base', effect === 'rate' && !newestOf(facts.rateBases, year)],
    ['indicator', effect === 'conditional' && !indicator],
    ['baseline', effect === 'conditional' && !indicator?.baseline],
    ['target', effect === 'conditional' && !newestOf(indicator?.targets ?? [], year)],
    ['condition', effect === 'conditional' && !condition],
  ];
  return lacks.filter(([, isMissing]) => isMissing).map(([setting]) => setting);
}

/** A sum as the measures it adds up: one step for each of its figures. */
export function explanationOfSum(
  measures: readonly { readonly figure: FigureOfYear; readonly title: string }[],
): Step[] {
  return summedParts.map(([of, valueOf]) => {
    const inputs = measures.flatMap(({ figure, title }) => {
      const isHeldOut = figure.signUnclear && of !== 'netChange';
      const value = isHeldOut ? 0 : (valueOf(figure) ?? 0);
      const name = { code: 'measure' as const, ref: figure.measure, title };
      return value === 0 ? [] : [{ name, value, unit: 'kr' as const }];
    });
    const termsKr = inputs.map(({ value }) => value);
    const sumKr = termsKr.reduce((sum, value) => sum + value, 0);
    return step({ key: 'sum', of, termsKr }, Fraction.of(sumKr), 'kr', inputs);
  });
}

const summedParts: readonly [SummedPart, (figure: FigureOfYear) => number | null][] = [
  ['expected', ({ expectedSavingKr }) => expectedSavingKr],
  ['realised', ({ realisedSavingKr }) => realisedSavingKr],
  ['notRealised', ({ notRealisedSavingKr }) => notRealisedSavingKr],
  ['notMeasured', ({ notMeasuredSavingKr }) => notMeasuredSavingKr],
  ['notDue', ({ notDueSavingKr }) => notDueSavingKr],
  ['forecast', ({ forecastSavingKr }) => forecastSavingKr],
  ['netChange', ({ netChangeKr }) => netChangeKr],
];

const stepsByEffect: Readonly<
  Record<
    MeasureFacts['effect'],
    (facts: MeasureFacts, figure: FigureOfYear, onDate: string) => Step[]
  >
> = {
  conditional: conditionalSteps,
  direct: directSteps,
  rate: rateSteps,
  spend: spendSteps,
  process: processSteps,
};

/** The ledger's word beside the figure's, never mixed with it. */
function ledgerStep(facts: MeasureFacts, figure: FigureOfYear, onDate: string): Step[] {
  const snapshot = ledgerOn(facts, figure.year, onDate);
  if (!snapshot || figure.ledgerSavingKr === null) return [];
  const { asOf, budgetBeforeKr, actualKr, position } = snapshot;
  const differenceKr = figure.ledgerDifferenceKr ?? 0;
  return [
    step(
      { key: 'ledger', asOf, budgetBeforeKr, actualKr, differenceKr },
      Fraction.of(figure.ledgerSavingKr),
      'kr',
      [
        { name: { code: 'ledgerBudget', on: asOf }, value: budgetBeforeKr, unit: 'kr', position },
        { name: { code: 'ledgerActual', on: asOf }, value: actualKr, unit: 'kr', position },
      ],
    ),
  ];
}

function closedStep({ year, realisedSavingKr, restated }: Figure, position: number): Step {
  return step(
    {
      key: 'closed',
      year,
      closedKr: realisedSavingKr,
      restatedKr: restated?.realisedSavingKr ?? null,
    },
    Fraction.of(realisedSavingKr),
    'kr',
    [{ name: { code: 'closedFigure' }, value: realisedSavingKr, unit: 'kr', position }],
  );
}
