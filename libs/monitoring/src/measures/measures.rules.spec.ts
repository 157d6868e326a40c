import { measureRegistered } from '../../../../test/support/events';
import type { ConditionSet, MeasureEvent } from './measures.events';
import { measureSetup } from './measures.rules';

const registered = measureRegistered();
const source = { batch: 'b', row: 4 };
const condition = (indicator: string, periodWeights: string[] | null): MeasureEvent => ({
  type: 'ConditionSet',
  data: {
    conditionVersion: 1,
    indicator,
    scopeYears: [2026],
    payoff: 'linear_capped',
    krPerPoint: null,
    targetMeaning: 'yearAverage',
    periodWeights,
    decidedBy: null,
  } satisfies ConditionSet,
});

describe('the set-up of a measure', () => {
  it('is none without events', () => {
    expect(measureSetup([])).toBeNull();
  });

  it('is what is stated of it at first', () => {
    expect(measureSetup([registered])).toEqual({
      owners: ['Arbejdsmarkedschefen'],
      amounts: [
        { year: 2025, amountKr: -518_000 },
        { year: 2026, amountKr: -1_050_000 },
        { year: 2027, amountKr: null },
      ],
      periodWeights: null,
      conditionIndicator: null,
    });
  });

  it('has the newest amounts, whether revised or imported', () => {
    const setup = measureSetup([
      registered,
      {
        type: 'AmountRevised',
        data: { year: 2026, amountKr: -7, previousKr: -1_050_000, decidedBy: null },
      },
      {
        type: 'AmountRevised',
        data: { year: 2031, amountKr: 9, previousKr: null, decidedBy: null },
      },
      {
        type: 'MeasureReimported',
        data: { source, changes: { amountsKr: { '2027': -3 }, title: 'Nyt navn' } },
      },
    ]);
    expect(setup?.amounts).toEqual([
      { year: 2025, amountKr: -518_000 },
      { year: 2026, amountKr: -7 },
      { year: 2027, amountKr: -3 },
      { year: 2031, amountKr: 9 },
    ]);
  });

  it('has the newest owners', () => {
    const assigned: MeasureEvent = { type: 'OwnersAssigned', data: { owners: ['A'] } };
    const reimported = (changes: { owners?: string[]; title?: string }): MeasureEvent => ({
      type: 'MeasureReimported',
      data: { source, changes },
    });
    expect(measureSetup([registered, assigned])?.owners).toEqual(['A']);
    expect(measureSetup([registered, assigned, reimported({ title: 'x' })])?.owners).toEqual(['A']);
    expect(measureSetup([registered, assigned, reimported({ owners: [] })])?.owners).toEqual([]);
  });

  it('has the indicator and the weights of the newest condition', () => {
    const first = condition('fravaer', ['1', '2', '2', '1']);
    expect(measureSetup([registered, first])).toMatchObject({
      conditionIndicator: 'fravaer',
      periodWeights: ['1', '2', '2', '1'],
    });
    expect(measureSetup([registered, first, condition('andet', null)])).toMatchObject({
      conditionIndicator: 'andet',
      periodWeights: null,
    });
  });
});
