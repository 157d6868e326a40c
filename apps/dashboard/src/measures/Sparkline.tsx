import type { Indicator } from '../api';
import { useWords } from '../texts';

const width = 60;
const height = 22;

/** The last two years in small: the line, the year's target, a dashed ring for what is missing, and the last value in figures. */
export function Sparkline({ indicator, year }: { indicator: Indicator; year: number }) {
  const { t, f } = useWords();
  const shown = indicator.periods.filter(
    (period) => period.elapsed && (period.year === year || period.year === year - 1),
  );
  const measured = shown.filter((period) => period.measured);
  const last = measured.at(-1);
  if (last?.percent == null) return <span className="secondary">{t('status.not_measured')}</span>;
  const target = indicator.targets[String(year)];
  const values = [
    ...measured.map(({ percent }) => Number(percent)),
    ...(target === undefined ? [] : [Number(target)]),
  ];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (at: number) => 4 + (at * (width - 8)) / Math.max(shown.length - 1, 1);
  const y = (value: number) => 4 + (1 - (value - low) / span) * (height - 8);
  const lines = unbroken(
    shown.map(({ percent, measured: counts }, at) =>
      percent === null || !counts ? undefined : `${String(x(at))},${String(y(Number(percent)))}`,
    ),
  );
  return (
    <span className="sparkline">
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={t('measures.sparkline', {
          name: indicator.name,
          value: f.percent(last.percent),
          period: f.period(last.year, last.index, indicator.cadence),
        })}
      >
        {target !== undefined && (
          <line
            className="spark-target"
            x1={width / 2}
            x2={width}
            y1={y(Number(target))}
            y2={y(Number(target))}
          />
        )}
        {lines.map((points) => (
          <polyline key={points} className="spark-line" points={points} />
        ))}
        {shown.map((period, at) =>
          !period.measured ? (
            <circle
              key={period.periodStart}
              className="spark-missing"
              cx={x(at)}
              cy={height / 2}
              r="2.5"
            />
          ) : null,
        )}
        <circle
          className="spark-dot"
          cx={x(shown.indexOf(last))}
          cy={y(Number(last.percent))}
          r="2.5"
        />
      </svg>
      <span className="sparkline__value">{f.percent(last.percent)}</span>
    </span>
  );
}

/** A line is broken by a gap, never bridged. */
function unbroken(points: (string | undefined)[]): string[] {
  const lines: string[][] = [[]];
  for (const point of points) {
    if (point === undefined) lines.push([]);
    else lines.at(-1)?.push(point);
  }
  return lines.filter((line) => line.length > 1).map((line) => line.join(' '));
}
