import { specifyProjection } from '@kursholder/eventstore';
import { coordinations, dialogues, remedies } from './dialogue.projection';

describe('the dialogues', () => {
  const given = specifyProjection(dialogues);
  const requested = {
    type: 'DialogueRequested',
    stream: 'dialogue-d1',
    data: { id: 'd1', measure: 'R307', between: ['AU', 'BUU'], requestedOn: '2026-05-01' },
  };
  const row = {
    dialogue: 'd1',
    measure: 'R307',
    between: ['AU', 'BUU'],
    requested_on: '2026-05-01',
    held_on: null,
    version: 1,
  };

  it('are requested, then held', () => {
    const after = given(requested, {
      type: 'DialogueHeld',
      stream: 'dialogue-d1',
      data: { id: 'd1', heldOn: '2026-06-01' },
    });
    after.thenRowsAt(1, row);
    after.thenRows({ ...row, held_on: '2026-06-01', version: 2 });
  });
});

describe('the remedies', () => {
  const given = specifyProjection(remedies);
  const stream = 'remedy-r1';
  const planned = {
    type: 'RemedyPlanned',
    stream,
    data: {
      id: 'r1',
      measure: 'R307',
      title: 'Morgenvækning',
      owner: 'Arbejdsmarkedschefen',
      expectedEffectKr: 50_000,
      dueOn: '2026-10-01',
    },
  };
  const progressed = {
    type: 'RemedyProgressed',
    stream,
    data: { id: 'r1', progressedOn: '2026-08-01' },
  };
  const row = {
    remedy: 'r1',
    measure: 'R307',
    title: 'Morgenvækning',
    owner: 'Arbejdsmarkedschefen',
    expected_effect_kr: 50_000,
    due_on: '2026-10-01',
    progressed_on: null,
    completed_on: null,
    cancelled: false,
    version: 1,
  };

  it('are planned, progress, and are completed', () => {
    const after = given(planned, progressed, {
      type: 'RemedyCompleted',
      stream,
      data: { id: 'r1', completedOn: '2026-09-01' },
    });
    after.thenRowsAt(1, row);
    after.thenRowsAt(2, { ...row, progressed_on: '2026-08-01', version: 2 });
    after.thenRows({
      ...row,
      progressed_on: '2026-08-01',
      completed_on: '2026-09-01',
      version: 3,
    });
  });

  it('are given up', () =>
    given(planned, { type: 'RemedyCancelled', stream, data: { id: 'r1' } }).thenRows({
      ...row,
      cancelled: true,
      version: 2,
    }));

  it('may have neither day nor kroner', () =>
    given({ ...planned, data: { ...planned.data, dueOn: null, expectedEffectKr: null } }).thenRows({
      ...row,
      due_on: null,
      expected_effect_kr: null,
    }));
});

describe('the coordinations', () => {
  it('have a row each, with who recorded it', () =>
    specifyProjection(coordinations)({
      type: 'CoordinationHeld',
      stream: 'measure-R307',
      data: { heldOn: '2026-08-11', with: 'Arbejdsmarkedschefen' },
    }).thenRows({
      ref: 'R307',
      recorded_at_position: 1,
      held_on: '2026-08-11',
      held_with: 'Arbejdsmarkedschefen',
      recorded_by: 'somebody',
    }));
});
