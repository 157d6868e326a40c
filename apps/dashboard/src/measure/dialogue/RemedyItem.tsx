import type { HistoryItem, Remedy } from '../../api';
import { daysBetween, today } from '../../format';
import { CheckIcon, ClockIcon, CrossIcon, MissingIcon } from '../../parts/icons';
import { usePlace } from '../../place';
import { part } from '../../queries';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { CancellationForm, CompletionForm } from '../EndForms';
import { ProgressForm } from './RemedyForms';

export type RemedyAct = 'progress' | 'complete' | 'cancel';
const acts = ['progress', 'complete', 'cancel'] as const;

/** A remedy with its owner, what it is worth, its day and how far it has come. */
export function RemedyItem({
  remedy,
  history,
  may,
  act,
  onAct,
  onClose,
}: {
  remedy: Remedy;
  history: HistoryItem[];
  may: boolean;
  act: RemedyAct | undefined;
  onAct: (act: RemedyAct) => void;
  onClose: () => void;
}) {
  const { t, f } = useWords();
  const ending = { path: `/remedies/${part(remedy.id)}`, version: remedy.version, onClose };
  const open = remedy.completedOn === null && !remedy.cancelled;
  const [latest] = history.filter(
    ({ stream, why, notesErased }) =>
      stream === `remedy-${remedy.id}` && (why !== null || notesErased),
  );
  const worth =
    remedy.expectedEffectKr === null
      ? t('remedy.noEffect')
      : t('remedy.worth', { amount: f.kr(remedy.expectedEffectKr) });
  return (
    <>
      <RemedyShape remedy={remedy} />
      <RemedyDay remedy={remedy} open={open} />
      <div className={remedy.cancelled ? 'given-up' : undefined}>
        <p>{remedy.title}</p>
        <p className="secondary">
          {[
            t('remedy.ownedBy', { owner: remedy.owner }),
            worth,
            t(`remedy.state.${stateOf(remedy)}`),
          ].join(' · ')}
        </p>
        {latest !== undefined && (
          <p className="secondary">
            {f.dayShort(latest.recordedAt)}: {latest.notesErased ? t('path.erased') : latest.why}{' '}
            <EventLink position={latest.position} />
          </p>
        )}
        {may && open && act === undefined && (
          <p className="milestone__acts">
            {acts.map((one) => (
              <button
                key={one}
                type="button"
                className="link"
                aria-label={t(`remedy.${one}Named`, { title: remedy.title })}
                onClick={() => {
                  onAct(one);
                }}
              >
                {t(`remedy.${one}`)}
              </button>
            ))}
          </p>
        )}
        {act === 'progress' && <ProgressForm remedy={remedy} onClose={onClose} />}
        {act === 'complete' && (
          <CompletionForm
            {...ending}
            title={t('remedy.complete')}
            dayLabel={t('remedy.completedOn')}
          />
        )}
        {act === 'cancel' && <CancellationForm {...ending} title={t('remedy.cancel')} />}
      </div>
    </>
  );
}

function RemedyShape({ remedy }: { remedy: Remedy }) {
  if (remedy.cancelled) return <CrossIcon />;
  if (remedy.completedOn !== null) return <CheckIcon />;
  return remedy.dueOn === null ? <MissingIcon /> : <ClockIcon />;
}

function RemedyDay({ remedy, open }: { remedy: Remedy; open: boolean }) {
  const { t, f } = useWords();
  const { knownAt } = usePlace();
  const day = remedy.completedOn ?? remedy.dueOn;
  if (day === null) return <strong>{t('remedy.noDay')}</strong>;
  const late = open ? daysBetween(day, knownAt?.slice(0, 10) ?? today()) : 0;
  return (
    <strong>
      {f.dayShortYear(day)}
      {late > 0 && <span className="overdue">{t('next.over', { count: late })}</span>}
    </strong>
  );
}

function stateOf({ cancelled, completedOn, progressedOn }: Remedy) {
  if (cancelled) return 'cancelled';
  if (completedOn !== null) return 'completed';
  return progressedOn === null ? 'planned' : 'begun';
}
