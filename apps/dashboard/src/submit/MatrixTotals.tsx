import type { Indicator, IndicatorPeriod } from '../api';
import { useWords } from '../texts';
import type { EntryField } from './entries';
import type { LineNow } from './useLines';

/** What the lines come to: what is in and what is ready, added as the indicator's method adds. */
export function MatrixTotals({
  indicator,
  past,
  lastYear,
  lines,
  fields,
  hasNext,
}: {
  indicator: Indicator;
  past: IndicatorPeriod[];
  lastYear: IndicatorPeriod | undefined;
  lines: LineNow[];
  fields: EntryField[];
  hasNext: boolean;
}) {
  const { t, f } = useWords();
  const counted = lines.filter(({ state }) => state === 'sent' || state === 'ready');
  const days = (field: 'absentDays' | 'possibleDays') =>
    counted.reduce(
      (sum, now) =>
        sum +
        (now.reading?.[field] ??
          (now.read.kind === 'whole' ? now.read.figures[field] : undefined) ??
          0),
      0,
    );
  const weights = counted.reduce((sum, { line }) => sum + line.weight, 0);
  const percent =
    counted.length === 0
      ? undefined
      : indicator.method === 'pooled'
        ? String((days('absentDays') / days('possibleDays')) * 100)
        : String(
            counted.reduce((sum, now) => sum + Number(now.percent) * now.line.weight, 0) / weights,
          );
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('submit.sum')}</th>
        {past.map((one) => (
          <td key={one.periodStart} className={`num ${one === lastYear ? 'matrix__compared' : ''}`}>
            {one.percent === null ? '' : f.points(one.percent)}
            {one.unitsReceived > 0 && one.unitsReceived < one.unitsActive && (
              <span className="matrix__hint">
                {t('submit.countOf', { received: one.unitsReceived, active: one.unitsActive })}
              </span>
            )}
          </td>
        ))}
        {fields.map((field) => (
          <td key={field} className="num matrix__now">
            {counted.length === 0
              ? ''
              : field === 'percent'
                ? percent === undefined
                  ? ''
                  : f.points(percent)
                : f.count(days(field))}
          </td>
        ))}
        <td className="num matrix__now">
          {indicator.method === 'pooled' && percent !== undefined ? f.points(percent) : ''}
        </td>
        <td className="matrix__now" />
        <td className="matrix__now">
          <span className="matrix__count">{t('submit.readyCount', { count: counted.length })}</span>
        </td>
        {hasNext && <td className="matrix__next" />}
      </tr>
    </tfoot>
  );
}
