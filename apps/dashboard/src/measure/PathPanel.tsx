import { useQuery } from '@tanstack/react-query';
import type { Consultation, DecisionPath, Measure, PathStep } from '../api';
import { Loaded } from '../missing/Loaded';
import { Panel } from '../parts/Panel';
import { usePlace } from '../place';
import { pathQuery } from '../queries';
import { useWords } from '../texts';
import { EventLink } from './EventLink';
import { Notices } from './Notices';
import { StepShape } from './explain/StepShape';

/** The bodies in their order: what is planned, held and decided, the hearing, and what is out of order. */
export function PathPanel({ measure }: { measure: Measure }) {
  const { t } = useWords();
  const { view } = usePlace();
  const path = useQuery(pathQuery(view, measure.ref));
  return (
    <Panel title={t('path.title')} className="path">
      <Loaded query={path} kind="rows">
        {(known) => <Known path={known} />}
      </Loaded>
    </Panel>
  );
}

function Known({ path }: { path: DecisionPath }) {
  const { t } = useWords();
  const { steps, consultations, prioritisations, warnings } = path;
  if (steps.length + consultations.length + prioritisations.length === 0)
    return <p className="empty">{t('path.empty')}</p>;
  // The hearing stands at its step; without one it stands after them.
  const hearing = steps.find(({ kind }) => kind === 'hearing');
  return (
    <>
      <ol className="path-steps">
        {steps.map((step) => (
          <Step
            key={`${String(step.step)} ${step.forum}`}
            step={step}
            consultations={step === hearing ? consultations : []}
          />
        ))}
      </ol>
      {hearing === undefined && <Hearings consultations={consultations} />}
      <Prioritised path={path} />
      <Notices warnings={warnings} />
    </>
  );
}

function Step({ step, consultations }: { step: PathStep; consultations: Consultation[] }) {
  const { t, f } = useWords();
  const day = step.decisions.at(-1)?.decidedOn ?? consultations[0]?.opensOn ?? step.plannedOn;
  const { window: named } = step;
  return (
    <li>
      <StepShape status={step.status} />
      <strong>{day === null ? t('next.noDay') : f.dayNear(day)}</strong>
      <div>
        <p>
          {step.step}. {step.forum}
        </p>
        <p className="secondary">
          {[
            t(`path.status.${step.status}`),
            step.stated ? '' : t('path.notStated'),
            named === null
              ? ''
              : t(named.everyYear ? 'path.windowYearly' : 'path.window', {
                  months: f.monthSpan(named.from, named.to),
                }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {step.decisions.map((decision) => (
          <p key={decision.position} className="secondary">
            {f.dayNear(decision.decidedOn)}: {t(`path.outcome.${decision.outcome}`)}
            {decision.journalRef !== null && ` · ${decision.journalRef}`}
            <Said note={decision.note} erased={decision.noteErased} />{' '}
            <EventLink position={decision.position} />
          </p>
        ))}
        <Hearings consultations={consultations} />
      </div>
    </li>
  );
}

function Hearings({ consultations }: { consultations: Consultation[] }) {
  const { t, f } = useWords();
  return consultations.map(({ position, opensOn, closesOn, days, parties }) => (
    <p key={position} className="secondary">
      {t('path.heard', {
        from: f.dayNear(opensOn),
        to: f.dayNear(closesOn),
        count: days,
        parties: f.list(parties),
      })}{' '}
      <EventLink position={position} />
    </p>
  ));
}

function Prioritised({ path: { prioritisations } }: { path: DecisionPath }) {
  const { t, f } = useWords();
  return prioritisations.map(({ position, forum, decidedOn, note, noteErased }) => (
    <p key={position} className="path__line">
      {t('path.prioritised', { forum, day: f.dayNear(decidedOn) })}
      <Said note={note} erased={noteErased} /> <EventLink position={position} />
    </p>
  ));
}

function Said({ note, erased }: { note: string | null; erased: boolean }) {
  const { t } = useWords();
  if (erased) return <> · {t('path.erased')}</>;
  return note === null ? null : <> »{note}«</>;
}
