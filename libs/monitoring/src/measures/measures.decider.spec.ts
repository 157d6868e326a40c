import { specify } from '@kursholder/eventstore';
import fc from 'fast-check';
import { measureRegistered } from '../../../../test/support/events';
import { measure, type MeasureCommand, type MeasureState } from './measures.decider';
import {
  effects,
  payoffs,
  type ConditionSet,
  type MeasureEvent,
  type MeasureFactEvent,
} from './measures.events';

const given = specify(measure);

const registered = measureRegistered();
const rate = measureRegistered({ effect: 'rate' });
const unclear = measureRegistered({ effect: 'rate', signUnclear: true });

const register: MeasureCommand = { type: 'RegisterMeasure', data: registered.data };
const revise = (year: number, amountKr: number): MeasureCommand => ({
  type: 'ReviseAmount',
  year,
  amountKr,
  effectiveOn: `${String(year)}-01-01`,
  decidedBy: 'KB 24/6',
  reason: 'Ny prognose',
});
const incorporate: MeasureCommand = {
  type: 'IncorporateInBudget',
  year: 2026,
  amountKr: -300_000,
  effectiveOn: '2026-05-01',
  decidedBy: null,
};
const assign = (...owners: string[]): MeasureCommand => ({ type: 'AssignOwners', owners });
const close: MeasureCommand = { type: 'CloseMeasure', decidedBy: 'AU', reason: 'Slut' };
const reopen: MeasureCommand = { type: 'ReopenMeasure', decidedBy: null, reason: 'Igen' };
const resolve: MeasureCommand = {
  type: 'ResolveSign',
  effect: 'spend',
  decidedBy: 'Økonomichefen',
  reason: 'Det er en udgift',
};

const condition: Omit<ConditionSet, 'conditionVersion'> = {
  indicator: 'fravaer',
  scopeYears: [2026, 2027, 2028],
  payoff: 'linear_capped',
  krPerPoint: null,
  targetMeaning: 'yearAverage',
  periodWeights: null,
  decidedBy: null,
};
const quarterly = { measure: 'R307', periodsPerYear: 4, unmetYear: null };
const setCondition = (
  data: Partial<typeof condition> = {},
  known: Partial<Extract<MeasureCommand, { type: 'SetCondition' }>> = {},
): MeasureCommand => ({
  type: 'SetCondition',
  data: { ...condition, ...data },
  reason: null,
  indicator: quarterly,
  ...known,
});
const conditionSet: MeasureEvent = {
  type: 'ConditionSet',
  data: { ...condition, conditionVersion: 1 },
};

const facts: readonly MeasureFactEvent[] = [
  {
    type: 'OverAchievementRecognised',
    data: { year: 2026, capPercent: '10', decidedBy: 'Økonomichefen' },
  },
  { type: 'RateSet', data: { year: 2026, percent: '0.80' } },
  { type: 'RateBaseSet', data: { year: 2026, baseKr: 2_000_000_000 } },
  {
    type: 'ContributionAllocated',
    data: { year: 2026, unit: 'Skoler', amountKr: 6_200_000, competence: 'administrative' },
  },
  {
    type: 'ContributionDelivered',
    data: { year: 2026, unit: 'Skoler', amountKr: 6_200_000, deliveredOn: '2026-06-30' },
  },
  {
    type: 'LedgerSnapshotRecorded',
    data: {
      year: 2026,
      asOf: '2026-06-30',
      budgetBeforeKr: 9_000_000,
      actualKr: 8_800_000,
      source: 'Opus',
    },
  },
  {
    type: 'AccountMapped',
    data: { account: '5.57.71', validFrom: '2026-01-01', validTo: null },
  },
  { type: 'RealisationAssessed', data: { year: 2026, realisedSavingKr: 150_000 } },
  { type: 'ForecastStated', data: { year: 2026, realisedSavingKr: 400_000 } },
  { type: 'PathStepPlanned', data: { forum: 'AU', step: 1, plannedOn: '2026-02-03' } },
  {
    type: 'DecisionRecorded',
    data: {
      forum: 'AU',
      step: 1,
      decidedOn: '2026-02-03',
      outcome: 'adopted',
      journalRef: '24/1234',
    },
  },
  {
    type: 'EffortPrioritised',
    data: { forum: 'AU', decidedOn: '2026-02-03', journalRef: null },
  },
  {
    type: 'ConsultationOpened',
    data: { opensOn: '2026-02-03', closesOn: '2026-02-17', parties: ['MED'] },
  },
  {
    type: 'CoordinationHeld',
    data: { heldOn: '2026-03-01', with: 'Børne- og familiechefen' },
  },
];
const record = (fact: MeasureFactEvent): MeasureCommand => ({ type: 'RecordFact', fact });
const adding = new Set(['ContributionAllocated', 'ContributionDelivered']);
const ofRate = new Set([
  'RateSet',
  'RateBaseSet',
  'ContributionAllocated',
  'ContributionDelivered',
]);

describe('a measure', () => {
  it('is registered with all that is stated of it', () => given().when(register).then(registered));
  it('takes its reference once', () =>
    given(registered).when(register).thenRejected('measures.reference-taken', { ref: 'R307' }));

  it.each([
    revise(2026, -1),
    incorporate,
    assign(),
    close,
    reopen,
    resolve,
    setCondition(),
    ...facts.map(record),
  ])('must be there for $type $fact.type', (command) => {
    given().when(command).thenRejected('measures.unknown');
  });
});

describe('a revision of an amount', () => {
  it('keeps the amount before, the day and why', () =>
    given(registered)
      .when(revise(2026, -2_100_000))
      .then({
        type: 'AmountRevised',
        data: { year: 2026, amountKr: -2_100_000, previousKr: -1_050_000, decidedBy: 'KB 24/6' },
        effectiveOn: '2026-01-01',
        notes: { reason: 'Ny prognose' },
      }));

  it.each([2027, 2031])('may give %d, which has none, its first', (year) =>
    given(registered)
      .when(revise(year, -5))
      .then({
        type: 'AmountRevised',
        data: { year, amountKr: -5, previousKr: null, decidedBy: 'KB 24/6' },
      }),
  );

  it('to the amount it has is refused', () =>
    given(registered).when(revise(2026, -1_050_000)).thenRejected('measures.amount-unchanged', {
      year: 2026,
      amountKr: -1_050_000,
    }));

  it('to the amount of an earlier revision or import is refused too', () => {
    given(registered, {
      type: 'AmountRevised',
      data: { year: 2026, amountKr: 0, previousKr: -1_050_000, decidedBy: null },
    })
      .when(revise(2026, 0))
      .thenRejected('measures.amount-unchanged');
    given(registered, {
      type: 'MeasureReimported',
      data: { source: { batch: 'b', row: 4 }, changes: { amountsKr: { '2025': -7 } } },
    })
      .when(revise(2025, -7))
      .thenRejected('measures.amount-unchanged');
  });

  it('back to the first amount is a revision', () =>
    given(registered, {
      type: 'AmountRevised',
      data: { year: 2026, amountKr: 0, previousKr: -1_050_000, decidedBy: null },
    })
      .when(revise(2026, -1_050_000))
      .then({
        type: 'AmountRevised',
        data: { year: 2026, amountKr: -1_050_000, previousKr: 0, decidedBy: 'KB 24/6' },
      }));
});

describe('an incorporation', () => {
  const incorporated = {
    type: 'BudgetIncorporated',
    data: { year: 2026, amountKr: -300_000, decidedBy: null },
    effectiveOn: '2026-05-01',
  } as const;
  it('counts from its day', () => given(registered).when(incorporate).then(incorporated));
  it('that is equal is a fact of its own', () =>
    given(registered, incorporated).when(incorporate).then(incorporated));
});

describe('owners', () => {
  it('are assigned as a whole', () =>
    given(registered)
      .when(assign('Økonomichefen', 'Arbejdsmarkedschefen'))
      .then({
        type: 'OwnersAssigned',
        data: { owners: ['Økonomichefen', 'Arbejdsmarkedschefen'] },
      }));
  it('can be none', () =>
    given(registered)
      .when(assign())
      .then({ type: 'OwnersAssigned', data: { owners: [] } }));
  it('that stand are nothing new', () => {
    given(registered).when(assign('Arbejdsmarkedschefen')).thenNothing();
    given(registered, { type: 'OwnersAssigned', data: { owners: ['A', 'B'] } })
      .when(assign('A', 'B'))
      .thenNothing();
    given(registered, {
      type: 'MeasureReimported',
      data: { source: { batch: 'b', row: 4 }, changes: { owners: ['C'] } },
    })
      .when(assign('C'))
      .thenNothing();
  });
  it('in another order are new, for the first one leads', () =>
    given(registered, { type: 'OwnersAssigned', data: { owners: ['A', 'B'] } })
      .when(assign('B', 'A'))
      .then({ type: 'OwnersAssigned', data: { owners: ['B', 'A'] } }));
});

describe('closing and reopening', () => {
  const closed = {
    type: 'MeasureClosed',
    data: { decidedBy: 'AU' },
    notes: { reason: 'Slut' },
  } as const;
  const reopened = {
    type: 'MeasureReopened',
    data: { decidedBy: null },
    notes: { reason: 'Igen' },
  } as const;
  it('keep who decided it and why', () => {
    given(registered).when(close).then(closed);
    given(registered, closed).when(reopen).then(reopened);
  });
  it('are nothing new where it is so', () => {
    given(registered).when(reopen).thenNothing();
    given(registered, closed).when(close).thenNothing();
    given(registered, closed, reopened).when(reopen).thenNothing();
    given(measureRegistered({ closed: true }))
      .when(close)
      .thenNothing();
    given(registered, {
      type: 'MeasureReimported',
      data: { source: { batch: 'b', row: 4 }, changes: { closed: true } },
    })
      .when(close)
      .thenNothing();
  });
});

describe('a sign resolution', () => {
  const resolved = {
    type: 'SignResolved',
    data: { effect: 'spend', decidedBy: 'Økonomichefen' },
    notes: { reason: 'Det er en udgift' },
  } as const;
  it('says what the amount is', () => given(unclear).when(resolve).then(resolved));
  it('is refused where the sign is clear, or was resolved', () => {
    given(registered).when(resolve).thenRejected('measures.sign-is-clear');
    given(unclear, resolved).when(resolve).thenRejected('measures.sign-is-clear');
  });
  it('gives the measure that effect', () =>
    given(unclear, resolved)
      .when(record({ type: 'RateSet', data: { year: 2026, percent: '0.80' } }))
      .thenRejected('measures.not-a-rate', { effect: 'spend' }));
  it('is possible again when a later document is unclear', () =>
    given(unclear, resolved, {
      type: 'MeasureReimported',
      data: { source: { batch: 'b', row: 4 }, changes: { signUnclear: true } },
    })
      .when(resolve)
      .then(resolved));
});

describe('a recorded fact', () => {
  it.each(facts)('of $type is kept as it is', (fact) => {
    given(rate).when(record(fact)).then(fact);
  });

  it.each(facts.filter(({ type }) => adding.has(type)))(
    'of $type adds, also when equal',
    (fact) => {
      given(rate, fact).when(record(fact)).then(fact);
    },
  );

  it.each(facts.filter(({ type }) => !adding.has(type)))(
    'of $type is nothing new while it stands',
    (fact) => {
      given(rate, fact).when(record(fact)).thenNothing();
    },
  );

  it.each<[what: string, fact: MeasureFactEvent, other: MeasureFactEvent]>([
    [
      'year',
      { type: 'RateSet', data: { year: 2026, percent: '0.80' } },
      { type: 'RateSet', data: { year: 2027, percent: '0.80' } },
    ],
    [
      'kind',
      { type: 'RealisationAssessed', data: { year: 2026, realisedSavingKr: 1 } },
      { type: 'ForecastStated', data: { year: 2026, realisedSavingKr: 1 } },
    ],
    [
      'value',
      { type: 'RateBaseSet', data: { year: 2026, baseKr: 1 } },
      { type: 'RateBaseSet', data: { year: 2026, baseKr: 2 } },
    ],
    [
      'day',
      {
        type: 'LedgerSnapshotRecorded',
        data: { year: 2026, asOf: '2026-06-30', budgetBeforeKr: 1, actualKr: 1, source: 'x' },
      },
      {
        type: 'LedgerSnapshotRecorded',
        data: { year: 2026, asOf: '2026-07-31', budgetBeforeKr: 1, actualKr: 1, source: 'x' },
      },
    ],
    [
      'account',
      { type: 'AccountMapped', data: { account: '1', validFrom: '2026-01-01', validTo: null } },
      { type: 'AccountMapped', data: { account: '2', validFrom: '2026-01-01', validTo: null } },
    ],
    [
      'step',
      { type: 'PathStepPlanned', data: { forum: 'AU', step: 1, plannedOn: '2026-02-03' } },
      { type: 'PathStepPlanned', data: { forum: 'AU', step: 2, plannedOn: '2026-02-03' } },
    ],
  ])('of another %s stands beside or in place of the one before', (_, fact, other) => {
    given(rate, fact).when(record(other)).then(other);
    given(rate, fact, other).when(record(other)).thenNothing();
  });

  it('that comes back after another is new again', () => {
    const low: MeasureFactEvent = { type: 'RateSet', data: { year: 2026, percent: '0.55' } };
    const high: MeasureFactEvent = { type: 'RateSet', data: { year: 2026, percent: '0.80' } };
    given(rate, low, high).when(record(low)).then(low);
  });

  it('is another one where its words are other ones', () => {
    const held = (note: string): MeasureFactEvent => ({
      type: 'CoordinationHeld',
      data: { heldOn: '2026-03-02', with: 'Børne- og familiechefen' },
      notes: { note },
    });
    given(rate, held('Udskoling'))
      .when(record(held('Udskoling')))
      .thenNothing();
    given(rate, held('Udskoling'))
      .when(record(held('Indskoling')))
      .then(held('Indskoling'));
  });

  it.each(facts.filter(({ type }) => ofRate.has(type)))(
    'of $type is refused of a measure that is no rate',
    (fact) => {
      given(registered)
        .when(record(fact))
        .thenRejected('measures.not-a-rate', { effect: 'conditional' });
    },
  );
  it.each(facts.filter(({ type }) => !ofRate.has(type)))('of $type is of any measure', (fact) => {
    given(registered).when(record(fact)).then(fact);
  });

  it('of a rate is taken once a later document says that it is one', () =>
    given(registered, {
      type: 'MeasureReimported',
      data: { source: { batch: 'b', row: 4 }, changes: { effect: 'rate' } },
    })
      .when(record({ type: 'RateSet', data: { year: 2026, percent: '0.80' } }))
      .then({ type: 'RateSet', data: { year: 2026, percent: '0.80' } }));
});

describe('a condition', () => {
  it('is version 1 at first, and needs no reason', () =>
    given(registered)
      .when(setCondition())
      .then({ ...conditionSet, notes: null }));

  it('keeps a reason where one is given', () =>
    given(registered)
      .when(setCondition({}, { reason: 'Aftalen' }))
      .then({ ...conditionSet, notes: { reason: 'Aftalen' } }));

  it.each(effects.filter((effect) => effect !== 'conditional'))(
    'is refused of a measure that is %s',
    (effect) => {
      given(measureRegistered({ effect }))
        .when(setCondition())
        .thenRejected('measures.not-conditional', { effect });
    },
  );

  it('is refused for an indicator that is not there', () =>
    given(registered)
      .when(setCondition({}, { indicator: null }))
      .thenRejected('indicators.unknown', { indicator: 'fravaer' }));

  it.each([1, 3, 5, 12])('is refused with %d weights for four quarters', (count) => {
    given(registered)
      .when(setCondition({ periodWeights: Array.from({ length: count }, () => '1') }))
      .thenRejected('measures.weights-per-period', { periodsPerYear: 4 });
  });

  it('takes one weight per period', () => {
    const periodWeights = ['1', '2', '2', '1.5'];
    given(registered)
      .when(setCondition({ periodWeights }))
      .then({
        type: 'ConditionSet',
        data: { ...condition, periodWeights, conditionVersion: 1 },
      });
  });

  it('is refused where its weights put a target on the wrong side', () =>
    given(registered)
      .when(setCondition({}, { indicator: { ...quarterly, unmetYear: 2027 } }))
      .thenRejected('measures.weights-against-target', { year: 2027 }));

  it('that stands is nothing new', () =>
    given(registered, conditionSet).when(setCondition()).thenNothing());

  it('needs a reason and who decided it from its second version on', () => {
    const stricter = { payoff: 'threshold', decidedBy: 'KB' } as const;
    given(registered, conditionSet)
      .when(setCondition(stricter))
      .thenRejected('input.later-version-needs-reason');
    given(registered, conditionSet)
      .when(setCondition({ payoff: 'threshold' }, { reason: 'Skærpet' }))
      .thenRejected('input.later-version-needs-reason');
    given(registered, conditionSet)
      .when(setCondition(stricter, { reason: 'Skærpet' }))
      .then({
        type: 'ConditionSet',
        data: { ...condition, ...stricter, conditionVersion: 2 },
        notes: { reason: 'Skærpet' },
      });
  });
});

const year = fc.constantFrom(2025, 2026, 2027);
const anyCommand: fc.Arbitrary<MeasureCommand> = fc.oneof(
  fc.tuple(year, fc.constantFrom(-518_000, 0, 7)).map(([of, kr]) => revise(of, kr)),
  fc.constantFrom(register, incorporate, close, reopen, resolve),
  fc.subarray(['A', 'B', 'C']).map((owners) => assign(...owners)),
  fc
    .record({
      payoff: fc.constantFrom(...payoffs),
      decidedBy: fc.constantFrom(null, 'KB'),
      reason: fc.constantFrom(null, 'Derfor'),
      periodWeights: fc.constantFrom(null, ['1', '1', '1', '2'], ['1']),
      unmetYear: fc.constantFrom(null, 2026),
    })
    .map(({ reason, unmetYear, ...data }) =>
      setCondition(data, { reason, indicator: { ...quarterly, unmetYear } }),
    ),
  fc.constantFrom(...facts).map(record),
);
const anyFirst = fc
  .record({
    effect: fc.constantFrom(...effects),
    signUnclear: fc.boolean(),
    closed: fc.boolean(),
  })
  .map((known) => measureRegistered(known));

/** What came of commands, each decided on the state that the ones before left. */
function decided(commands: readonly MeasureCommand[], first: MeasureEvent) {
  let state: MeasureState = measure.evolve(measure.initial, first);
  return commands.map((command) => {
    const decision = measure.decide(command, state);
    if ('events' in decision) state = decision.events.reduce(measure.evolve, state);
    return { command, decision, state };
  });
}

const laws = { numRuns: 1_000 };

describe('whatever is asked of a measure', () => {
  it('gives events or a refusal, never both, and evolves over the events', () => {
    fc.assert(
      fc.property(anyFirst, fc.array(anyCommand, { maxLength: 25 }), (first, commands) => {
        for (const { decision } of decided(commands, first)) {
          expect('events' in decision).not.toBe('refusal' in decision);
        }
      }),
      laws,
    );
  });

  it('is nothing new or refused when it stands already', () => {
    fc.assert(
      fc.property(anyFirst, fc.array(anyCommand, { maxLength: 25 }), (first, commands) => {
        for (const { command, decision, state } of decided(commands, first)) {
          if ('refusal' in decision || command.type === 'IncorporateInBudget') continue;
          if (command.type === 'RecordFact' && adding.has(command.fact.type)) continue;
          const again = measure.decide(command, state);
          if (command.type === 'ReviseAmount' || command.type === 'ResolveSign') {
            expect(again).toHaveProperty('refusal.kind', 'conflict');
          } else {
            expect(again).toEqual({ events: [] });
          }
        }
      }),
      laws,
    );
  });

  it('counts the versions of a condition without a gap', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const versions = decided(commands, registered).flatMap(({ decision }) =>
          'events' in decision
            ? decision.events.flatMap((event) =>
                event.type === 'ConditionSet' ? [event.data.conditionVersion] : [],
              )
            : [],
        );
        expect(versions).toEqual(versions.map((_, at) => at + 1));
      }),
      laws,
    );
  });

  it('cannot follow from events without its registration', () => {
    expect(() => measure.evolve(null, conditionSet)).toThrow('before MeasureRegistered');
  });
});
