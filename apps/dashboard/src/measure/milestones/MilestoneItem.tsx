import type { Measure, Milestone } from '../../api';
import { daysBetween, today } from '../../format';
import { CrossedDiamond, FilledDiamond, HollowDiamond } from '../../parts/icons';
import { usePlace } from '../../place';
import { part } from '../../queries';
import { useWords } from '../../texts';
import { DutyNotes } from './DutyNotes';
import { Notices } from '../Notices';
import { CancellationForm, CompletionForm } from '../EndForms';
import { RescheduleForm } from './MilestoneForms';

export type MilestoneAct = 'complete' | 'reschedule' | 'cancel';

/** One milestone with its day and its acts; among others of its duty it is named by its period. */
export function MilestoneItem({
  milestone,
  measure,
  alone,
  may,
  act,
  onAct,
  onClose,
}: {
  milestone: Milestone;
  measure: Measure;
  /** It is the only one of its duty. */
  alone: boolean;
  may: boolean;
  act: string | undefined;
  onAct: (act: MilestoneAct) => void;
  onClose: () => void;
}) {
  const { t, f } = useWords();
  const period = milestone.period === null ? '' : f.periodNamed(milestone.period);
  const ending = {
    path: `/milestones/${part(milestone.id)}`,
    version: milestone.version,
    onClose,
  };
  const open = milestone.status !== 'completed' && milestone.status !== 'cancelled';
  return (
    <li className={`milestone milestone--${milestone.status}`}>
      <MilestoneShape status={milestone.status} />
      <MilestoneDay milestone={milestone} />
      <div>
        <p className="milestone__title">{!alone && period !== '' ? period : milestone.title}</p>
        <p className="secondary">
          {[alone ? period : '', milestone.forum, t(`milestones.status.${milestone.status}`)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {alone && <DutyNotes milestone={milestone} measure={measure} />}
        <Notices warnings={milestone.warnings} />
        {may && open && act === undefined && (
          <p className="milestone__acts">
            {(['complete', 'reschedule', 'cancel'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="link"
                aria-label={t(`milestones.${one}Named`, {
                  title: milestone.title,
                })}
                onClick={() => {
                  onAct(one);
                }}
              >
                {t(`milestones.${one}`)}
              </button>
            ))}
          </p>
        )}
        {act === 'complete' && (
          <CompletionForm
            {...ending}
            title={t('milestones.complete')}
            dayLabel={t('milestones.completedOn')}
          />
        )}
        {act === 'reschedule' && <RescheduleForm milestone={milestone} onClose={onClose} />}
        {act === 'cancel' && <CancellationForm {...ending} title={t('milestones.cancel')} />}
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
