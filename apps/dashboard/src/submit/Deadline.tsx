import type { IndicatorPeriod } from '../api';
import { daysBetween, today } from '../format';
import { usePlace } from '../place';
import { useWords } from '../texts';

export function Deadline({ period, may }: { period: IndicatorPeriod; may: boolean }) {
  const { t, f } = useWords();
  const { knownAt } = usePlace();
  const now = knownAt?.slice(0, 10) ?? today();
  const over = daysBetween(period.dueOn, now);
  const complete = period.unitsActive > 0 && period.unitsReceived === period.unitsActive;
  return (
    <div>
      <p className="label">{t('submit.deadline')}</p>
      <p className={`value ${over > 0 && !complete ? 'overdue' : ''}`}>
        {f.dayShort(period.dueOn)}
        {over > 0 && !complete && `, ${t('next.over', { count: over })}`}
      </p>
      <p className="secondary">
        {!period.elapsed
          ? t('submit.opens', { day: f.day(period.opensOn) })
          : complete
            ? t('submit.allIn')
            : may && t('submit.openNow')}
      </p>
    </div>
  );
}
