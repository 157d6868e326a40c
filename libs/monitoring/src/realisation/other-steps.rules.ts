import { Fraction } from '@kursholder/kernel';
import { reckonDirect } from './direct.rules';
import type { FigureOfYear, MeasureFacts } from './facts.rules';
import { reckonRate } from './rate.rules';
import { amountInput, expectedStep, step } from './steps.rules';
import type { Input, PartOfYear, Step } from './steps.rules';

/** A saving in the budget itself: what is in force in each month, and the months that have gone. */
export function directSteps(facts: MeasureFacts, figure: FigureOfYear, onDate: string): Step[] {
  const { year } = figure;
  const { expectedKr, months, parts } = reckonDirect(facts, year, onDate);
  const gone = months.filter(({ elapsed }) => elapsed);
  const runsGone = runsOf(gone);
  const indexes = gone.map((_, at) => at + 1);
  const left = months.slice(gone.length).map((_, at) => gone.length + at + 1);
  const divided: PartOfYear[] = [
    {
      part: 'realised',
      indexes,
      terms: runsGone.map((run) => twelfths(run.inForceKr, run.months)),
      kr: figure.realisedSavingKr,
    },
    {
      part: 'notRealised',
      indexes,
      terms: runsGone.map((run) => twelfths(expectedKr - run.inForceKr, run.months)),
      kr: figure.notRealisedSavingKr,
    },
    {
      part: 'notDue',
      indexes: left,
      terms: [twelfths(expectedKr, left.length)],
      kr: figure.notDueSavingKr,
    },
  ];
  return [
    expectedStep(facts, year, expectedKr),
    step(
      { key: 'incorporated', runs: runsOf(months), elapsed: gone.length },
      parts.realised,
      'kr',
      facts.incorporations
        .filter((incorporation) => incorporation.year === year)
        .map(({ effectiveOn, amountKr, position }) => ({
          name: { code: 'incorporation', on: effectiveOn },
          value: amountKr,
          unit: 'kr',
          position,
        })),
    ),
    step(
      { key: 'distribution', expectedKr, cadence: 'monthly', parts: divided },
      Fraction.of(figure.realisedSavingKr),
      'kr',
      months.map(({ elapsed }, at) => ({
        name: {
          code: 'periodWeight',
          period: { cadence: 'monthly', year, index: at + 1 },
          part: elapsed ? 'measured' : 'notDue',
        },
        value: '1',
        unit: 'weight',
      })),
    ),
  ];
}

/** A contribution: percentage of base, what has been delivered of it, and what is left. */
export function rateSteps(facts: MeasureFacts, figure: FigureOfYear, onDate: string): Step[] {
  const { year } = figure;
  const reckoning = reckonRate(facts, year, onDate);
  const { rate, base, expectedKr, deliveredKr, allocatedKr, realisedKr, yearIsOver } = reckoning;
  const rest = expectedKr - realisedKr;
  const inputs: Input[] = [];
  if (rate) {
    const { percent, position } = rate;
    inputs.push({ name: { code: 'rate', year }, value: percent, unit: 'percent', position });
  }
  if (base) {
    const { baseKr, position } = base;
    inputs.push({ name: { code: 'rateBase', year }, value: baseKr, unit: 'kr', position });
  }
  const whole = (kr: number) => [{ kr, share: null, paid: null }];
  return [
    step(
      { key: 'contribution', percent: rate?.percent ?? null, baseKr: base?.baseKr ?? null },
      rate && base ? Fraction.of(expectedKr) : null,
      'kr',
      inputs,
    ),
    step(
      { key: 'delivered', deliveredKr, allocatedKr, expectedKr },
      Fraction.of(realisedKr),
      'kr',
      [...deliveryInputs(facts, year, onDate), ...allocationInputs(facts, year)],
    ),
    step(
      {
        key: 'distribution',
        expectedKr,
        cadence: null,
        parts: [
          { part: 'realised', indexes: [], terms: whole(realisedKr), kr: realisedKr },
          {
            part: yearIsOver ? 'notRealised' : 'notDue',
            indexes: [],
            terms: whole(rest),
            kr: rest,
          },
        ],
      },
      Fraction.of(realisedKr),
      'kr',
    ),
  ];
}

/** A grant and what has been used of it. */
export function spendSteps(facts: MeasureFacts, figure: FigureOfYear, onDate: string): Step[] {
  const { year, amountKr, netChangeKr } = figure;
  const consumedKr = figure.consumedKr ?? 0;
  return [
    step(
      { key: 'grant', year, amountKr },
      Fraction.of(netChangeKr),
      'kr',
      amountInput(facts, year),
    ),
    step(
      { key: 'consumed', consumedKr, grantKr: netChangeKr },
      Fraction.of(consumedKr),
      'kr',
      facts.bookings
        .filter(({ bookedOn }) => bookedOn.startsWith(String(year)) && bookedOn <= onDate)
        .map(({ bookedOn, amountKr: bookedKr, position }) => ({
          name: { code: 'booking', on: bookedOn },
          value: bookedKr,
          unit: 'kr',
          position,
        })),
    ),
  ];
}

export function processSteps(facts: MeasureFacts, { year, amountKr }: FigureOfYear): Step[] {
  const result = amountKr === null ? null : Fraction.of(amountKr);
  return [step({ key: 'no_money', year, amountKr }, result, 'kr', amountInput(facts, year))];
}

function runsOf(
  months: readonly { readonly inForceKr: number }[],
): { months: number; inForceKr: number }[] {
  const runs: { months: number; inForceKr: number }[] = [];
  for (const { inForceKr } of months) {
    const last = runs.at(-1);
    if (last?.inForceKr === inForceKr) last.months += 1;
    else runs.push({ months: 1, inForceKr });
  }
  return runs;
}

const twelfths = (kr: number, months: number) => ({
  kr,
  share: Fraction.of(months, 12),
  paid: null,
});

function deliveryInputs(facts: MeasureFacts, year: number, onDate: string): Input[] {
  return facts.deliveries
    .filter((delivery) => delivery.year === year && delivery.deliveredOn <= onDate)
    .map(({ unit, deliveredOn, amountKr, position }) => ({
      name: { code: 'delivery', unit, on: deliveredOn },
      value: amountKr,
      unit: 'kr',
      position,
    }));
}

function allocationInputs(facts: MeasureFacts, year: number): Input[] {
  return facts.allocations
    .filter((allocation) => allocation.year === year)
    .map(({ unit, competence, amountKr, position }) => ({
      name: { code: 'allocation', unit, competence },
      value: amountKr,
      unit: 'kr',
      position,
    }));
}
