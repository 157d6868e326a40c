import { specifyProjection } from '@kursholder/eventstore';
import {
  consultations,
  decisions,
  meetings,
  pathSteps,
  prioritisations,
} from './forums.projection';

const stream = 'measure-R307';
const planned = (plannedOn: string, step = 2) => ({
  type: 'PathStepPlanned',
  stream,
  data: { forum: 'AU', step, plannedOn },
});
const decided = (decidedOn: string, outcome: string) => ({
  type: 'DecisionRecorded',
  stream,
  data: { forum: 'AU', step: 2, decidedOn, outcome, journalRef: 'sag 7' },
});

describe('the planned steps', () => {
  const given = specifyProjection(pathSteps);
  const row = { ref: 'R307', step: 2, forum: 'AU', planned_on: '2026-12-01' };

  it('have the newest day of each, and remember the ones before', () => {
    const after = given(planned('2026-12-01'), planned('2026-12-08', 3), planned('2026-12-15'));
    after.thenRows(
      { ...row, planned_on: '2026-12-15' },
      { ...row, step: 3, planned_on: '2026-12-08' },
    );
    after.thenRowsAt(1, row);
  });
});

describe('the decisions', () => {
  const given = specifyProjection(decisions);
  const row = {
    ref: 'R307',
    decided_at_position: 1,
    step: 2,
    forum: 'AU',
    decided_on: '2026-11-20',
    outcome: 'deferred' as const,
    journal_ref: 'sag 7',
  };

  it('all stay: one that was deferred, and the one after it', () => {
    const after = given(decided('2026-11-20', 'deferred'), decided('2026-12-15', 'adopted'));
    after.thenRows(row, {
      ...row,
      decided_at_position: 2,
      decided_on: '2026-12-15',
      outcome: 'adopted',
    });
    after.thenRowsAt(1, row);
  });
});

describe('the prioritisations', () => {
  it('have a row each', () =>
    specifyProjection(prioritisations)({
      type: 'EffortPrioritised',
      stream,
      data: { forum: 'AU', decidedOn: '2026-11-20', journalRef: null },
    }).thenRows({
      ref: 'R307',
      prioritised_at_position: 1,
      forum: 'AU',
      decided_on: '2026-11-20',
      journal_ref: null,
    }));
});

describe('the hearings', () => {
  it('have a row each', () =>
    specifyProjection(consultations)({
      type: 'ConsultationOpened',
      stream,
      data: { opensOn: '2026-12-01', closesOn: '2026-12-14', parties: ['MED'] },
    }).thenRows({
      ref: 'R307',
      opened_at_position: 1,
      opens_on: '2026-12-01',
      closes_on: '2026-12-14',
      parties: ['MED'],
    }));
});

describe('the meetings', () => {
  it('have a row for each day of a body', () =>
    specifyProjection(meetings)({
      type: 'ForumMeetingHeld',
      stream: 'forum-AU',
      data: { forum: 'AU', heldOn: '2026-11-03' },
    }).thenRows({ forum: 'AU', held_on: '2026-11-03' }));
});
