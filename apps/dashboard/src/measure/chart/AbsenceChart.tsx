import type { Indicator } from '../../api';
import { useWords } from '../../texts';
import type { ChartForecast } from './chartForecast';
import { measuredPlaces, yearsIn, type Frame } from './chartFrame';
import { ChartLabels } from './ChartLabels';
import { axisOf, missingRuns, type Box } from './chartScale';
import { ForecastMark } from './ForecastMark';

const height = 330;
const top = 34;
const foot = 48;
const left = 42;

/**
 * The series as it stands: the line is broken by a gap, what is missing is drawn as a dotted
 * field, the target is a step per year, the baseline dotted, the year's average a broad streak.
 */
export function AbsenceChart({
  indicator,
  year,
  forecast,
  width,
}: {
  indicator: Indicator;
  year: number;
  forecast: ChartForecast | undefined;
  width: number;
}) {
  const { f } = useWords();
  const axis = axisOf(indicator, forecast);
  const roomy = width > 600;
  const plot: Box = {
    x: left,
    y: top,
    width: width - left - (roomy ? 116 : 6),
    height: height - top - foot,
  };
  const step = plot.width / Math.max(indicator.periods.length, 1);
  const frame: Frame = {
    indicator,
    year,
    plot,
    step,
    forecast,
    x: (at) => plot.x + (at + 0.5) * step,
    y: (value) => plot.y + ((axis.high - value) / (axis.high - axis.low)) * plot.height,
  };
  return (
    <svg
      className="absence-chart"
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={useChartName(indicator, forecast)}
    >
      <FutureGround {...frame} />
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line
            className="grid-line"
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={frame.y(tick)}
            y2={frame.y(tick)}
          />
          <text x={plot.x - 8} y={frame.y(tick) + 4} className="t12 soft-ink" textAnchor="end">
            {f.axis(tick)}
          </text>
        </g>
      ))}
      <MissingFields {...frame} />
      <YearsAxis {...frame} />
      <BaselineLine {...frame} roomy={roomy} />
      <YearStreaks {...frame} />
      <TargetSteps {...frame} roomy={roomy} />
      <Line {...frame} />
      <ForecastMark {...frame} />
      <ChartLabels {...frame} roomy={roomy} />
    </svg>
  );
}

/** Years in which nothing is over yet lie on a light ground. */
function FutureGround({ indicator, plot, step }: Frame) {
  const future = yearsIn(indicator.periods).filter(({ begun }) => !begun);
  return future.map(({ year, from, count }) => (
    <rect
      key={year}
      className="future"
      x={plot.x + from * step}
      y={plot.y}
      width={count * step}
      height={plot.height}
    />
  ));
}

function YearsAxis({ indicator, year, plot, step, x }: Frame) {
  const { f } = useWords();
  const base = plot.y + plot.height;
  const years = yearsIn(indicator.periods);
  return (
    <>
      {years.map((one) => (
        <g key={one.year}>
          <line
            className="year-line"
            x1={plot.x + one.from * step}
            x2={plot.x + one.from * step}
            y1={plot.y}
            y2={base + 40}
          />
          <text
            x={plot.x + (one.from + one.count / 2) * step}
            y={base + 40}
            className={`t13 ${one.year === year ? 'strong' : ''}`}
            textAnchor="middle"
          >
            {one.year}
          </text>
        </g>
      ))}
      <line
        className="year-line"
        x1={plot.x + plot.width}
        x2={plot.x + plot.width}
        y1={plot.y}
        y2={base + 40}
      />
      <line className="axis-line" x1={plot.x} x2={plot.x + plot.width} y1={base} y2={base} />
      {step > 13 &&
        indicator.periods.map((period, at) => {
          const begun = years.find((one) => one.year === period.year)?.begun === true;
          return begun ? (
            <text
              key={period.periodStart}
              x={x(at)}
              y={base + 18}
              className="t12 soft-ink"
              textAnchor="middle"
            >
              {f.periodTick(period.index, indicator.cadence)}
            </text>
          ) : null;
        })}
    </>
  );
}

function MissingFields({ indicator, plot, step }: Frame) {
  return missingRuns(indicator.periods).map(({ from, to }) => (
    <rect
      key={from}
      className="part-not-measured"
      x={plot.x + from * step + step * 0.07 + 0.5}
      y={plot.y + 4.5}
      width={(to - from + 1) * step - step * 0.14 - 1}
      height={plot.height - 8}
    />
  ));
}

function BaselineLine({ indicator, plot, step, x, y, roomy }: Frame & { roomy: boolean }) {
  const { t, f } = useWords();
  const { baseline } = indicator;
  if (baseline === null) return null;
  const series = baseline.series;
  const mean =
    baseline.percent ?? indicator.years.find((one) => one.baseline !== null)?.baseline ?? null;
  if (mean === null) return null;
  const at = y(Number(mean));
  return (
    <>
      {series === null ? (
        <line className="baseline" x1={plot.x} x2={plot.x + plot.width} y1={at} y2={at} />
      ) : (
        indicator.periods.map((period, index) => {
          const value = series[period.index - 1]?.percent;
          return value === undefined ? null : (
            <line
              key={period.periodStart}
              className="baseline"
              x1={x(index) - step / 2}
              x2={x(index) + step / 2}
              y1={y(Number(value))}
              y2={y(Number(value))}
            />
          );
        })
      )}
      {roomy && (
        <>
          <text x={plot.x + plot.width + 8} y={at + 4} className="t12 strong">
            {t('series.baseline')}
          </text>
          <text x={plot.x + plot.width + 8} y={at + 20} className="t12 soft-ink">
            {f.percent(mean)}
          </text>
        </>
      )}
    </>
  );
}

function TargetSteps({ indicator, plot, step, y, roomy }: Frame & { roomy: boolean }) {
  const { t } = useWords();
  const { targets } = indicator;
  let path = '';
  let joined = false;
  let last: number | undefined;
  for (const { year, from, count } of yearsIn(indicator.periods)) {
    const target = targets[String(year)];
    if (target === undefined) {
      joined = false;
      continue;
    }
    const level = y(Number(target));
    const start = plot.x + from * step;
    path += joined ? `L${String(start)},${String(level)}` : `M${String(start)},${String(level)}`;
    path += `L${String(start + count * step)},${String(level)}`;
    joined = true;
    last = level;
  }
  return (
    <>
      <path className="target" d={path} />
      {roomy && last !== undefined && (
        <>
          <text x={plot.x + plot.width + 8} y={last - 4} className="t12 strong target-ink">
            {t('series.targetLabel')}
          </text>
          <text x={plot.x + plot.width + 8} y={last + 12} className="t12 strong target-ink">
            {t('series.targetLabel2')}
          </text>
        </>
      )}
    </>
  );
}

function YearStreaks({ indicator, plot, step, y }: Frame) {
  return indicator.years.map(({ year, actual }) => {
    const places = measuredPlaces(indicator, year);
    const [first] = places;
    const last = places.at(-1);
    if (actual === null || first === undefined || last === undefined) return null;
    return (
      <line
        key={year}
        className="streak"
        x1={plot.x + first * step + 3}
        x2={plot.x + (last + 1) * step - 3}
        y1={y(Number(actual))}
        y2={y(Number(actual))}
      />
    );
  });
}

function Line({ indicator, x, y }: Frame) {
  const parts: string[][] = [[]];
  indicator.periods.forEach((period, at) => {
    if (period.measured && period.percent !== null)
      parts.at(-1)?.push(`${String(x(at))},${String(y(Number(period.percent)))}`);
    else parts.push([]);
  });
  return (
    <>
      {parts
        .filter((part) => part.length > 1)
        .map((part) => (
          <polyline key={part[0]} className="series-line" points={part.join(' ')} />
        ))}
      {indicator.periods.map((period, at) =>
        period.percent === null ? null : (
          <circle
            key={period.periodStart}
            className={
              period.measured
                ? Number(period.coverage ?? 1) < 1
                  ? 'dot dot--partial'
                  : 'dot'
                : 'dot dot--indicative'
            }
            cx={x(at)}
            cy={y(Number(period.percent))}
            r="4.5"
          />
        ),
      )}
    </>
  );
}

function useChartName(indicator: Indicator, forecast: ChartForecast | undefined): string {
  const { t, f } = useWords();
  const values = indicator.periods
    .filter((period) => period.elapsed)
    .map((period) =>
      t('series.spoken', {
        period: f.period(period.year, period.index, indicator.cadence),
        value:
          period.measured && period.percent !== null
            ? f.percent(period.percent)
            : t('status.not_measured'),
      }),
    );
  const targets = Object.entries(indicator.targets).flatMap(([year, value]) =>
    value === undefined ? [] : [`${year} ${f.percent(value)}`],
  );
  const named = t('series.name', {
    name: indicator.name,
    baseline: indicator.baseline?.percent == null ? '–' : f.percent(indicator.baseline.percent),
    targets: targets.join(', ') || '–',
    values: values.join('; ') || '–',
  });
  if (forecast === undefined) return named;
  return `${named} ${t('series.forecastSpoken', {
    year: forecast.year,
    value: f.percent(forecast.percent),
    low: f.percent(forecast.low),
    high: f.percent(forecast.high),
  })}`;
}
