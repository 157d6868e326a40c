import { specifyProjection } from '@kursholder/eventstore';
import { milestonePlanned, obligation } from '../../../../test/support/events';
import { milestones } from './milestones.projection';

const given = specifyProjection(milestones);

const stream = 'milestone-milestone-1';
const planned = { ...milestonePlanned(), stream };
const row = {
  milestone: 'milestone-1',
  measure: 'R307',
  title: 'Status på fraværet',
  due_on: '2026-01-31',
  forum: 'AU',
  kind: null,
  obligation: null,
  period: null,
  completed_on: null,
  cancelled: false,
  version: 1,
};
const id = 'milestone-1';
const rescheduled = {
  type: 'MilestoneRescheduled',
  stream,
  data: { id, dueOn: '2026-02-28', previousDueOn: '2026-01-31' },
};
const completed = {
  type: 'MilestoneCompleted',
  stream,
  data: { id, completedOn: '2026-02-27' },
};
const cancelled = { type: 'MilestoneCancelled', stream, data: { id } };

describe('the milestones', () => {
  it('have a row from their planning on', () => {
    given(planned).thenRows(row);
    given(planned).thenRowsAt(0);
  });

  it('may be undated, without a forum, and of a kind', () =>
    given({ ...milestonePlanned({ dueOn: null, forum: null, kind: 'M16' }), stream }).thenRows({
      ...row,
      due_on: null,
      forum: null,
      kind: 'M16',
    }));

  it('keep the duty they come from and which time of it, and follow what it states now', () => {
    const duty = { obligation: obligation(), period: '2026-K3', kind: 'recurring' };
    const obliged = { ...milestonePlanned(duty), stream };
    const restated = {
      type: 'MilestoneRestated',
      stream,
      data: {
        ...milestonePlanned({ ...duty, title: 'Status', dueOn: '2026-10-10', forum: null }).data,
        obligation: obligation({ code: 'M17', who: 'Skolechefen' }),
      },
    };
    given(obliged).thenRows({ ...row, ...duty });
    given(obliged, completed, restated).thenRows({
      ...row,
      ...duty,
      title: 'Status',
      due_on: '2026-10-10',
      forum: null,
      obligation: obligation({ who: 'Skolechefen' }),
      completed_on: '2026-02-27',
      version: 3,
    });
  });

  it('move, are completed and cancelled, each in its own row and version', () => {
    const other = { ...milestonePlanned({ id: 'milestone-2' }), stream: 'milestone-milestone-2' };
    const second = { ...row, milestone: 'milestone-2' };
    given(planned, other, rescheduled).thenRows(
      { ...row, due_on: '2026-02-28', version: 2 },
      second,
    );
    given(planned, other, completed).thenRows(
      { ...row, completed_on: '2026-02-27', version: 2 },
      second,
    );
    given(planned, other, cancelled).thenRows({ ...row, cancelled: true, version: 2 }, second);
  });

  it('are there as they were known earlier', () => {
    const after = given(planned, rescheduled, completed);
    after.thenRowsAt(1, row);
    after.thenRowsAt(2, { ...row, due_on: '2026-02-28', version: 2 });
    after.thenRows({ ...row, due_on: '2026-02-28', completed_on: '2026-02-27', version: 3 });
  });
});
