import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Measure, Milestone } from '../api';
import { daysBetween, today } from '../format';
import { Loaded } from '../missing/Loaded';
import { CrossedDiamond, FilledDiamond, HollowDiamond } from '../parts/icons';
import { Panel } from '../parts/Panel';
import { usePlace } from '../place';
import { milestonesQuery } from '../queries';
import { useMe } from '../shell/Shell';
import { useWords } from '../texts';
import { CancelForm, CompleteForm, PlanForm, RescheduleForm } from './MilestoneForms';
import { mayOnMeasure } from './mayOnMeasure';

export function MilestonesPanel({ measure }: { measure: Measure }) {
  const { t } = useWords();
  const { view, past } = usePlace();
  const me = useMe();
  const milestones = useQuery(milestonesQuery(view, measure.ref));
  // One act at a time, so that one button on the page is the main one.
  const [open, setOpen] = useState<OpenAct>();
  const close = () => {
    setOpen(undefined);
  };
  const may = mayOnMeasure(me, measure, 'milestones') && !past;
  return (
    <Panel
      title={t('milestones.title')}
      className="milestones"
      tools={
        may &&
        open?.act !== 'plan' && (
          <button
            type="button"
            className="link"
            onClick={() => {
              setOpen({ act: 'plan' });
            }}
          >
            {t('milestones.plan')}
          </button>
        )
      }
    >
      {open?.act === 'plan' && <PlanForm measure={measure} onClose={close} />}
      <Loaded query={milestones} kind="rows">
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('milestones.empty')}</p>
          ) : (
            <ul className="milestone-list">
              {[...items].sort(inOrder).map((milestone) => (
                <MilestoneItem
                  key={milestone.id}
                  milestone={milestone}
                  may={may}
                  act={open?.milestone === milestone.id ? open.act : undefined}
                  onAct={(act) => {
                    setOpen({ act, milestone: milestone.id });
                  }}
                  onClose={close}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

type Act = 'complete' | 'reschedule' | 'cancel';
interface OpenAct {
  act: Act | 'plan';
  milestone?: string;
}

function MilestoneItem({
  milestone,
  may,
  act,
  onAct,
  onClose,
}: {
  milestone: Milestone;
  may: boolean;
  act: OpenAct['act'] | undefined;
  onAct: (act: Act) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const open = milestone.status !== 'completed' && milestone.status !== 'cancelled';
  return (
    <li className={`milestone milestone--${milestone.status}`}>
      <MilestoneShape status={milestone.status} />
      <MilestoneDay milestone={milestone} />
      <div>
        <p className="milestone__title">{milestone.title}</p>
        <p className="secondary">
          {[milestone.forum, t(`milestones.status.${milestone.status}`)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {may && open && act === undefined && (
          <p className="milestone__acts">
            {(['complete', 'reschedule', 'cancel'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="link"
                aria-label={t(`milestones.${one}Named`, { title: milestone.title })}
                onClick={() => {
                  onAct(one);
                }}
              >
                {t(`milestones.${one}`)}
              </button>
            ))}
          </p>
        )}
        {act === 'complete' && <CompleteForm milestone={milestone} onClose={onClose} />}
        {act === 'reschedule' && <RescheduleForm milestone={milestone} onClose={onClose} />}
        {act === 'cancel' && <CancelForm milestone={milestone} onClose={onClose} />}
      </div>
    </li>
  );
}

function MilestoneShape({ status }: { status: Milestone['status'] }) {
  if (status === 'completed') return <FilledDiamond />;
  return status === 'cancelled' ? <CrossedDiamond /> : <HollowDiamond />;
}

function MilestoneDay({ milestone }: { milestone: Milestone }) {
  const { t, f } = useWords();
  const { knownAt } = usePlace();
  const day = milestone.completedOn ?? milestone.dueOn;
  if (day === null) return <span className="milestone__day">{t('next.noDay')}</span>;
  const now = knownAt?.slice(0, 10) ?? today();
  const late =
    milestone.status === 'overdue' && milestone.dueOn !== null
      ? daysBetween(milestone.dueOn, now)
      : 0;
  const sameYear = day.slice(0, 4) === now.slice(0, 4);
  return (
    <span className="milestone__day">
      {sameYear ? f.dayShort(day) : f.dayShortYear(day)}
      {late > 0 && <span className="overdue">{t('next.over', { count: late })}</span>}
    </span>
  );
}

const inOrder = (a: Milestone, b: Milestone) =>
  (a.completedOn ?? a.dueOn ?? '9999').localeCompare(b.completedOn ?? b.dueOn ?? '9999');
