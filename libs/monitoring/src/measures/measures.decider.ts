import {
  accept,
  nothingNew,
  reject,
  sameJson,
  type Decider,
  type Decision,
  type Json,
} from '@kursholder/kernel';
import type {
  AmountsKr,
  ConditionSet,
  Effect,
  MeasureEvent,
  MeasureFactEvent,
  MeasureRegistered,
} from './measures.events';

/** What may be asked of one measure. */
export type MeasureCommand =
  | { readonly type: 'RegisterMeasure'; readonly data: MeasureRegistered }
  | {
      readonly type: 'ReviseAmount';
      readonly year: number;
      readonly amountKr: number;
      readonly effectiveOn: string;
      readonly decidedBy: string | null;
      readonly reason: string;
    }
  | {
      readonly type: 'IncorporateInBudget';
      readonly year: number;
      readonly amountKr: number;
      readonly effectiveOn: string;
      readonly decidedBy: string | null;
    }
  | { readonly type: 'AssignOwners'; readonly owners: readonly string[] }
  | {
      readonly type: 'CloseMeasure' | 'ReopenMeasure';
      readonly decidedBy: string | null;
      readonly reason: string;
    }
  | {
      readonly type: 'ResolveSign';
      readonly effect: Effect;
      readonly decidedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'RecordFact'; readonly fact: MeasureFactEvent }
  | {
      readonly type: 'SetCondition';
      readonly data: Omit<ConditionSet, 'conditionVersion'>;
      readonly reason: string | null;
      /** What the handler found of the indicator that the condition names; null: there is none. */
      readonly indicator: {
        readonly measure: string;
        readonly periodsPerYear: number;
        /** The first open year whose target these weights would put on the wrong side. */
        readonly unmetYear: number | null;
      } | null;
    };

export type MeasureState = {
  readonly effect: Effect;
  readonly amountsKr: AmountsKr;
  readonly owners: readonly string[];
  readonly closed: boolean;
  readonly condition: ConditionSet | null;
  readonly signUnclear: boolean;
  /** The newest of each fact that replaces the one before. */
  readonly settings: Readonly<Record<string, Json>>;
} | null;

export const measure: Decider<MeasureCommand, MeasureEvent, MeasureState> = {
  initial: null,
  decide,
  evolve,
};

type Known = NonNullable<MeasureState>;

function decide(command: MeasureCommand, state: MeasureState): Decision<MeasureEvent> {
  if (command.type === 'RegisterMeasure') {
    return state === null
      ? accept({ type: 'MeasureRegistered', data: command.data })
      : reject('conflict', 'measures.reference-taken', { ref: command.data.ref });
  }
  if (state === null) return reject('missing', 'measures.unknown');
  switch (command.type) {
    case 'ReviseAmount': {
      const { year, amountKr, decidedBy } = command;
      const previousKr = state.amountsKr[year] ?? null;
      if (previousKr === amountKr) {
        return reject('conflict', 'measures.amount-unchanged', { year, amountKr });
      }
      return accept({
        type: 'AmountRevised',
        data: { year, amountKr, previousKr, decidedBy },
        effectiveOn: command.effectiveOn,
        notes: { reason: command.reason },
      });
    }
    case 'IncorporateInBudget':
      return accept({
        type: 'BudgetIncorporated',
        data: { year: command.year, amountKr: command.amountKr, decidedBy: command.decidedBy },
        effectiveOn: command.effectiveOn,
      });
    case 'AssignOwners':
      return sameJson(command.owners, state.owners)
        ? nothingNew
        : accept({ type: 'OwnersAssigned', data: { owners: command.owners } });
    case 'CloseMeasure':
      return state.closed ? nothingNew : accept(closing('MeasureClosed', command));
    case 'ReopenMeasure':
      return state.closed ? accept(closing('MeasureReopened', command)) : nothingNew;
    case 'ResolveSign':
      if (!state.signUnclear) return reject('conflict', 'measures.sign-is-clear');
      return accept({
        type: 'SignResolved',
        data: { effect: command.effect, decidedBy: command.decidedBy },
        notes: { reason: command.reason },
      });
    case 'RecordFact':
      return recordFact(command.fact, state);
    case 'SetCondition':
      return setCondition(command, state);
  }
}

function recordFact(fact: MeasureFactEvent, state: Known): Decision<MeasureEvent> {
  const { type } = fact;
  const isOfRate =
    type === 'RateSet' ||
    type === 'RateBaseSet' ||
    type === 'ContributionAllocated' ||
    type === 'ContributionDelivered';
  if (isOfRate && state.effect !== 'rate') {
    return reject('conflict', 'measures.not-a-rate', { effect: state.effect });
  }
  const setting = settingOf(fact);
  const stands = setting !== null && sameJson(state.settings[setting], statedBy(fact));
  return stands ? nothingNew : accept(fact);
}

/** What a fact replaces the newest of; null where each is a fact of its own and adds. */
function settingOf({ type, data }: MeasureFactEvent): string | null {
  switch (type) {
    case 'OverAchievementRecognised':
    case 'RateSet':
    case 'RateBaseSet':
    case 'RealisationAssessed':
    case 'ForecastStated':
      return `${type} ${String(data.year)}`;
    case 'LedgerSnapshotRecorded':
      return `${type} ${String(data.year)} ${data.asOf}`;
    case 'AccountMapped':
      return `${type} ${data.account} ${data.validFrom}`;
    case 'PathStepPlanned':
      return `${type} ${data.forum} ${String(data.step)}`;
    case 'DecisionRecorded':
      return `${type} ${data.forum} ${String(data.step)} ${data.decidedOn}`;
    case 'EffortPrioritised':
      return `${type} ${data.forum} ${data.decidedOn}`;
    case 'ConsultationOpened':
      return `${type} ${data.opensOn} ${data.closesOn} ${data.parties.join(', ')}`;
    case 'CoordinationHeld':
      return `${type} ${data.heldOn} ${data.with}`;
    case 'ContributionAllocated':
    case 'ContributionDelivered':
      return null;
  }
}

/** Facts whose words belong to them: with other words it is another fact. */
const worded: readonly MeasureFactEvent['type'][] = [
  'DecisionRecorded',
  'EffortPrioritised',
  'CoordinationHeld',
];

const statedBy = ({ type, data, notes }: MeasureFactEvent): Json =>
  worded.includes(type) ? { data, notes: notes ?? null } : data;

function closing<Type extends 'MeasureClosed' | 'MeasureReopened'>(
  type: Type,
  { decidedBy, reason }: { decidedBy: string | null; reason: string },
) {
  return { type, data: { decidedBy }, notes: { reason } };
}

function setCondition(
  { data, reason, indicator }: Extract<MeasureCommand, { type: 'SetCondition' }>,
  { effect, condition }: Known,
): Decision<MeasureEvent> {
  if (effect !== 'conditional') return reject('conflict', 'measures.not-conditional', { effect });
  if (indicator === null) {
    return reject('invalid', 'indicators.unknown', { indicator: data.indicator }, 'indicator');
  }
  const { periodsPerYear, unmetYear } = indicator;
  if (data.periodWeights !== null && data.periodWeights.length !== periodsPerYear) {
    return reject('invalid', 'measures.weights-per-period', { periodsPerYear }, 'periodWeights');
  }
  if (condition !== null && sameJson(data, without(condition))) return nothingNew;
  if (unmetYear !== null) {
    return reject('conflict', 'measures.weights-against-target', { year: unmetYear });
  }
  if (condition !== null && (reason === null || data.decidedBy === null)) {
    return reject('conflict', 'input.later-version-needs-reason');
  }
  return accept({
    type: 'ConditionSet',
    data: { ...data, conditionVersion: (condition?.conditionVersion ?? 0) + 1 },
    notes: reason === null ? null : { reason },
  });
}

const without = ({ conditionVersion: _, ...rest }: ConditionSet) => rest;

function evolve(state: MeasureState, event: MeasureEvent): MeasureState {
  if (event.type === 'MeasureRegistered') {
    const { effect, amountsKr, owners, closed, signUnclear } = event.data;
    return { effect, amountsKr, owners, closed, signUnclear, condition: null, settings: {} };
  }
  if (state === null) throw new Error(`${event.type} before MeasureRegistered`);
  switch (event.type) {
    case 'MeasureReimported': {
      const { effect, amountsKr, owners, closed, signUnclear } = event.data.changes;
      return {
        ...state,
        effect: effect ?? state.effect,
        amountsKr: { ...state.amountsKr, ...amountsKr },
        owners: owners ?? state.owners,
        closed: closed ?? state.closed,
        signUnclear: signUnclear ?? state.signUnclear,
      };
    }
    case 'AmountRevised':
      return {
        ...state,
        amountsKr: { ...state.amountsKr, [event.data.year]: event.data.amountKr },
      };
    case 'BudgetIncorporated':
      return state;
    case 'OwnersAssigned':
      return { ...state, owners: event.data.owners };
    case 'MeasureClosed':
      return { ...state, closed: true };
    case 'MeasureReopened':
      return { ...state, closed: false };
    case 'ConditionSet':
      return { ...state, condition: event.data };
    case 'SignResolved':
      return { ...state, effect: event.data.effect, signUnclear: false };
    case 'OverAchievementRecognised':
    case 'RateSet':
    case 'RateBaseSet':
    case 'RealisationAssessed':
    case 'ForecastStated':
    case 'LedgerSnapshotRecorded':
    case 'AccountMapped':
    case 'PathStepPlanned':
    case 'ContributionAllocated':
    case 'ContributionDelivered':
    case 'DecisionRecorded':
    case 'EffortPrioritised':
    case 'ConsultationOpened':
    case 'CoordinationHeld': {
      const setting = settingOf(event);
      if (setting === null) return state;
      return { ...state, settings: { ...state.settings, [setting]: statedBy(event) } };
    }
  }
}
