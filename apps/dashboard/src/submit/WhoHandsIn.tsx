import type { Indicator, IndicatorPeriod } from '../api';
import { usePlace } from '../place';
import { useMe } from '../shell/Shell';
import { useWords } from '../texts';

/** No right says which role has it. */
export function WhoHandsIn({
  indicator,
  period,
}: {
  indicator: Indicator;
  period: IndicatorPeriod;
}) {
  const { t, f } = useWords();
  const { past } = usePlace();
  const me = useMe();
  const suppliers = [
    ...new Set(indicator.units.flatMap(({ supplier }) => (supplier === null ? [] : [supplier]))),
  ];
  return (
    <div className="notice" role="note">
      <p>
        <strong>{t(past ? 'submit.pastNothing' : 'submit.noRight', { who: me.user.name })}</strong>
      </p>
      <p>
        {t('submit.whoDoes', {
          who: suppliers.join(', ') || t('submit.supplier'),
          due: f.day(period.dueOn),
        })}
      </p>
    </div>
  );
}
