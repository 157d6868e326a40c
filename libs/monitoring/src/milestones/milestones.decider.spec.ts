import { specify } from '@kursholder/eventstore';
import fc from 'fast-check';
import { milestonePlanned } from '../../../../test/support/events';
import { milestone, type MilestoneCommand, type MilestoneState } from './milestones.decider';
import type { MilestoneEvent } from './milestones.events';

const given = specify(milestone);

const id = 'milestone-1';
const planned = milestonePlanned();
const completed = { type: 'MilestoneCompleted', data: { id, completedOn: '2026-01-29' } } as const;
const cancelled = { type: 'MilestoneCancelled', data: { id } } as const;

const plan: MilestoneCommand = { type: 'PlanMilestone', data: planned.data };
const reschedule: MilestoneCommand = {
  type: 'RescheduleMilestone',
  dueOn: '2026-02-28',
  reason: 'Mødet er flyttet',
};
const complete = (completedOn = '2026-01-29', today = '2026-02-01'): MilestoneCommand => ({
  type: 'CompleteMilestone',
  completedOn,
  note: 'Sagen er behandlet',
  today,
});
const cancel: MilestoneCommand = { type: 'CancelMilestone', reason: 'Udgår' };

describe('a milestone', () => {
  it('is planned', () => given().when(plan).then(planned));
  it('is planned once under its id', () =>
    given(planned).when(plan).thenRejected('milestones.id-taken'));

  it.each([reschedule, complete(), cancel])('must be there for $type', (command) => {
    given().when(command).thenRejected('milestones.unknown');
  });
});

describe('rescheduling', () => {
  it('keeps the day before', () =>
    given(planned)
      .when(reschedule)
      .then({
        type: 'MilestoneRescheduled',
        data: { id, dueOn: '2026-02-28', previousDueOn: '2026-01-31' },
        notes: { reason: 'Mødet er flyttet' },
      }));

  it('starts from the day that the agreement was imported with last', () =>
    given(planned, {
      type: 'MilestoneRestated',
      data: milestonePlanned({ dueOn: '2026-02-10' }).data,
    })
      .when(reschedule)
      .then({
        type: 'MilestoneRescheduled',
        data: { id, dueOn: '2026-02-28', previousDueOn: '2026-02-10' },
        notes: { reason: 'Mødet er flyttet' },
      }));

  it('gives an undated one its first day', () =>
    given(milestonePlanned({ dueOn: null }))
      .when(reschedule)
      .then({
        type: 'MilestoneRescheduled',
        data: { id, dueOn: '2026-02-28', previousDueOn: null },
      }));

  it('to the day it has is nothing new', () =>
    given(milestonePlanned({ dueOn: '2026-02-28' }))
      .when(reschedule)
      .thenNothing());

  it('is refused when it is completed', () =>
    given(planned, completed).when(reschedule).thenRejected('milestones.completed'));
  it('is refused when it is cancelled', () =>
    given(planned, cancelled).when(reschedule).thenRejected('milestones.cancelled'));
});

describe('completing', () => {
  it('keeps the note apart from the fact', () =>
    given(planned)
      .when(complete())
      .then({ ...completed, notes: { note: 'Sagen er behandlet' } }));

  it('has no notes where none were written', () =>
    given(planned)
      .when({
        type: 'CompleteMilestone',
        completedOn: '2026-01-29',
        note: null,
        today: '2026-02-01',
      })
      .then({ ...completed, notes: null }));

  it('is possible on the day itself, and not for a later one', () => {
    given(planned).when(complete('2026-01-29', '2026-01-29')).then(completed);
    given(planned).when(complete('2026-01-29', '2026-01-28')).thenRejected('input.after-today');
  });

  const noted = { ...completed, notes: { note: 'Sagen er behandlet' } };
  it('again alike is nothing new', () => given(planned, noted).when(complete()).thenNothing());
  it('on the same day with another note is refused', () =>
    given(planned, completed).when(complete()).thenRejected('milestones.completed'));
  it('on another day is refused when it is completed', () =>
    given(planned, completed).when(complete('2026-01-30')).thenRejected('milestones.completed'));
  it('is refused when it is cancelled', () =>
    given(planned, cancelled).when(complete()).thenRejected('milestones.cancelled'));
});

describe('cancelling', () => {
  it('keeps why', () =>
    given(planned)
      .when(cancel)
      .then({ ...cancelled, notes: { reason: 'Udgår' } }));
  it('again is nothing new', () => given(planned, cancelled).when(cancel).thenNothing());
  it('is refused when it is completed', () =>
    given(planned, completed).when(cancel).thenRejected('milestones.completed'));
});

const day = fc.constantFrom('2026-01-29', '2026-01-31', '2026-02-28');
const anyCommand = fc.oneof(
  fc.constant(plan),
  day.map((dueOn): MilestoneCommand => ({ type: 'RescheduleMilestone', dueOn, reason: 'x' })),
  fc.tuple(day, day).map(([completedOn, today]) => complete(completedOn, today)),
  fc.constant(cancel),
);

describe('whatever is asked of a milestone', () => {
  it('evolves over all that was accepted, and ends once', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
        const all: MilestoneEvent[] = [];
        let state: MilestoneState = milestone.initial;
        for (const command of commands) {
          const decision = milestone.decide(command, state);
          if ('refusal' in decision) {
            expect(decision).not.toHaveProperty('events');
            continue;
          }
          all.push(...decision.events);
          state = decision.events.reduce(milestone.evolve, state);
          if (command.type === 'PlanMilestone') continue;
          expect(milestone.decide(command, state)).toEqual({ events: [] });
        }
        const ends = all.filter(
          ({ type }) => type === 'MilestoneCompleted' || type === 'MilestoneCancelled',
        );
        expect(ends.length).toBeLessThanOrEqual(1);
        if (ends.length === 1) expect(all.at(-1)).toBe(ends[0]);
      }),
    );
  });

  it('cannot follow from events without its planning', () => {
    expect(() => milestone.evolve(null, cancelled)).toThrow('before MilestonePlanned');
  });
});
