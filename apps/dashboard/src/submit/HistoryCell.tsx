import { Link } from '@tanstack/react-router';
import type { Indicator, IndicatorPeriod, Reading } from '../api';
import { useWords } from '../texts';
import type { Line } from './entries';
import { periodAddress } from './periodAddress';

/** What a unit handed in before: corrected and late are said, missing is drawn, and each may be put right. */
export function HistoryCell({
  indicator,
  period,
  line,
  reading,
  active,
  compared,
  may,
}: {
  indicator: Indicator;
  period: IndicatorPeriod;
  line: Line;
  reading: Reading | undefined;
  active: boolean;
  compared: boolean;
  may: boolean;
}) {
  const { t, f } = useWords();
  const name = f.period(period.year, period.index, indicator.cadence);
  const className = `num ${compared ? 'matrix__compared' : ''}`;
  if (reading !== undefined)
    return (
      <td className={className}>
        {may ? (
          <Link
            to="."
            search={(now) => ({ ...now, maaling: reading.id })}
            resetScroll={false}
            className="history-cell"
            activeProps={{}}
            aria-label={t('submit.correctNamed', {
              unit: line.name,
              period: name,
              value: f.percent(reading.shownPercent),
            })}
          >
            {f.points(reading.shownPercent)}
          </Link>
        ) : (
          f.points(reading.shownPercent)
        )}
        <Mark reading={reading} period={period} />
      </td>
    );
  if (!active || !period.elapsed) return <td className={className} />;
  return (
    <td className={className}>
      {may ? (
        <Link
          to="."
          search={(now) => ({
            ...now,
            periode: periodAddress(period, indicator.cadence),
            enhed: line.key,
          })}
          className="missing-cell"
          activeProps={{}}
          aria-label={t('submit.missingNamed', { unit: line.name, period: name })}
        >
          {t('submit.missing')}
        </Link>
      ) : (
        <span className="missing-cell">{t('submit.missing')}</span>
      )}
    </td>
  );
}

function Mark({ reading, period }: { reading: Reading; period: IndicatorPeriod }) {
  const { t, f } = useWords();
  const recorded = reading.recordedAt;
  const corrected = reading.previous
    .map(({ recordedAt }) => recordedAt)
    .sort()
    .at(-1);
  if (corrected !== undefined)
    return (
      <span className="matrix__hint">
        {t('submit.corrected', { day: f.dayNumeric(corrected) })}
      </span>
    );
  if (recorded.slice(0, 10) > period.dueOn)
    return (
      <span className="matrix__hint">{t('submit.late', { day: f.dayNumeric(recorded) })}</span>
    );
  if (reading.quality === 'provisional')
    return <span className="matrix__hint">{t('submit.provisional')}</span>;
  return null;
}
