import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Measure } from '../../api';
import { Loaded } from '../../missing/Loaded';
import { Panel } from '../../parts/Panel';
import { dutiesOf, type Duty } from '../../measures/duties';
import { usePlace } from '../../place';
import { milestonesQuery } from '../../queries';
import { useMe } from '../../shell/Shell';
import { useWords } from '../../texts';
import { DutyNotes } from './DutyNotes';
import { PlanForm } from './MilestoneForms';
import { MilestoneItem, type MilestoneAct } from './MilestoneItem';
import { mayOnMeasure } from '../mayOnMeasure';

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
              {dutiesOf(items).map((duty) => (
                <DutyItems
                  key={duty.key}
                  duty={duty}
                  measure={measure}
                  may={may}
                  open={open}
                  onOpen={setOpen}
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

interface OpenAct {
  act: MilestoneAct | 'plan';
  milestone?: string;
}

/** One duty: what is overdue and what comes next of it, the rest when asked for. */
function DutyItems({
  duty,
  measure,
  may,
  open,
  onOpen,
  onClose,
}: {
  duty: Duty;
  measure: Measure;
  may: boolean;
  open: OpenAct | undefined;
  onOpen: (act: OpenAct) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? duty.all : duty.telling;
  const repeated = duty.all.length > 1;
  const code = duty.first.obligation?.code;
  const title = measure.obligations.find((one) => one.code === code)?.text ?? duty.first.title;
  return (
    <li className="duty">
      {repeated && (
        <div className="duty__head">
          <h3>{title}</h3>
          <p className="secondary">
            {t('milestones.doneOf', { done: duty.done, all: duty.all.length })}
            {duty.overdue > 0 && ` · ${t('milestones.overdueOf', { count: duty.overdue })}`}{' '}
            {duty.all.length > duty.telling.length && (
              <button
                type="button"
                className="link"
                aria-expanded={all}
                aria-label={t(all ? 'milestones.fewerNamed' : 'milestones.allNamed', {
                  title,
                })}
                onClick={() => {
                  setAll(!all);
                }}
              >
                {t(all ? 'milestones.fewer' : 'milestones.all', { count: duty.all.length })}
              </button>
            )}
          </p>
          <DutyNotes milestone={duty.first} measure={measure} />
        </div>
      )}
      <ul>
        {shown.map((milestone) => (
          <MilestoneItem
            key={milestone.id}
            milestone={milestone}
            alone={!repeated}
            measure={measure}
            may={may}
            act={open?.milestone === milestone.id ? open.act : undefined}
            onAct={(act) => {
              onOpen({ act, milestone: milestone.id });
            }}
            onClose={onClose}
          />
        ))}
      </ul>
    </li>
  );
}
