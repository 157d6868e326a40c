import type { Indicator, IndicatorPeriod } from '../api';
import { textWidth } from '../parts/textWidth';
import { useWords } from '../texts';
import { axisOf, missingRuns, placer, type Box } from './chartScale';

const height = 330;
const top = 34;
const foot = 48;
const left = 42;

interface Frame {
  indicator: Indicator;
  year: number;
  plot: Box;
  step: number;
  x: (at: number) => number;
  y: (value: number) => number;
}

/**
 * The series as it stands: the line is broken by a gap, what is missing is drawn as a dotted
 * field, the target is a step per year, the baseline dotted, the year's average a broad streak.
 */
export function AbsenceChart({
  indicator,
  year,
  width,
}: {
  indicator: Indicator;
  year: number;
  width: number;
}) {
  const { f } = useWords();
  const axis = axisOf(indicator);
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
      aria-label={useChartName(indicator)}
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
      <Labels {...frame} roomy={roomy} />
    </svg>
  );
}

function yearsIn(periods: readonly IndicatorPeriod[]) {
  const years = [...new Set(periods.map(({ year }) => year))];
  return years.map((year) => ({
    year,
    from: periods.findIndex((period) => period.year === year),
    count: periods.filter((period) => period.year === year).length,
    begun: periods.some((period) => period.year === year && period.elapsed),
  }));
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

const measuredPlaces = (indicator: Indicator, year: number) =>
  indicator.periods.flatMap((period, at) => (period.year === year && period.measured ? [at] : []));

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

interface Label {
  key: string;
  text: string;
  className: string;
  box: Box;
}

/** Every figure that finds a free place, the most telling first: what is missing, targets, averages, the newest value. */
function Labels(frame: Frame & { roomy: boolean }) {
  const labels = useLabels(frame);
  const note = useMissingNote(frame);
  return (
    <>
      {note}
      {labels.map(({ key, text, className, box }) => (
        <text
          key={key}
          x={box.x + box.width / 2}
          y={box.y + box.height - 4}
          className={`${className} halo`}
          textAnchor="middle"
        >
          {text}
        </text>
      ))}
    </>
  );
}

function useLabels({ indicator, plot, step, x, y, roomy }: Frame & { roomy: boolean }): Label[] {
  const { t, f } = useWords();
  const free = placer({ x: plot.x, y: plot.y - 8, width: plot.width, height: plot.height + 8 });
  const labels: Label[] = [];
  const put = (
    key: string,
    text: string,
    size: 12 | 13,
    weight: 400 | 600,
    className: string,
    corners: (width: number, height: number) => [number, number][],
    strict = false,
  ) => {
    const width = textWidth(text, size, weight) + 4;
    const high = size + 5;
    const box = free.place(
      corners(width, high).map(([atX, atY]) => ({ x: atX, y: atY, width, height: high })),
      strict,
    );
    if (box) labels.push({ key, text, className, box });
  };
  const points = indicator.periods.flatMap((period, at) =>
    period.percent === null
      ? []
      : [{ period, px: x(at), py: y(Number(period.percent)), text: f.points(period.percent) }],
  );
  for (const { px, py } of points) free.keep({ x: px - 5, y: py - 5, width: 10, height: 10 });
  for (const box of linesBehind({ indicator, plot, step, x, y })) free.avoid(box);

  yearsIn(indicator.periods).forEach(({ year, from, count }, index) => {
    const target = indicator.targets[String(year)];
    if (target === undefined) return;
    const level = y(Number(target));
    const text =
      index === 0 || !roomy
        ? t('series.targetShort', { value: f.points(target) })
        : f.points(target);
    const short = f.points(target);
    const fitted = textWidth(text, 12, 600) + 8 < count * step ? text : short;
    put(`target-${String(year)}`, fitted, 12, 600, 't12 strong target-ink', (width) => [
      [plot.x + from * step + 3, level + 4],
      [plot.x + (from + count) * step - width - 3, level + 4],
      [plot.x + from * step + 3, level - 20],
    ]);
  });
  if (!roomy && indicator.baseline?.percent != null) {
    const level = y(Number(indicator.baseline.percent));
    const text = `${t('series.baseline')} ${f.points(indicator.baseline.percent)}`;
    put('baseline', text, 12, 600, 't12 strong', (width) => [
      [plot.x + plot.width - width - 2, level - 19],
      [plot.x + plot.width - width - 2, level + 3],
    ]);
  }
  const counted = points.filter(({ period }) => period.measured);
  for (const { period, px, py, text } of points) {
    if (period.measured) continue;
    // Below the coverage that makes a period measured: shown, beside its field, and called so.
    put(
      period.periodStart,
      `${text} ${t('measure.indicative')}`,
      12,
      400,
      't12 soft-ink',
      (width) => [
        [px + step / 2 + 2, py - 8],
        [px - step / 2 - width - 2, py - 8],
      ],
    );
  }
  const last = counted.at(-1);
  const telling = [...counted].sort(
    (a, b) => Number(b === last) - Number(a === last) || b.period.year - a.period.year,
  );
  for (const point of telling) {
    const { px, py } = point;
    const at = counted.indexOf(point);
    const before = counted[at - 1];
    const after = counted[at + 1];
    const peak =
      (before === undefined || before.py >= py) && (after === undefined || after.py >= py);
    const dip =
      (before === undefined || before.py <= py) && (after === undefined || after.py <= py);
    const falling = after !== undefined && after.py > py;
    const strong = point === last || point.period.year === last?.period.year;
    put(
      point.period.periodStart,
      point.text,
      13,
      strong ? 600 : 400,
      `t13 ${strong ? 'strong' : ''}`,
      (width, high) => {
        const above: [number, number] = [px - width / 2, py - high - 6];
        const below: [number, number] = [px - width / 2, py + 6];
        const right: [number, number] = [px + 6, py - high + 2];
        const leftOf: [number, number] = [px - width - 6, falling ? py + 1 : py - high + 2];
        const far: [number, number][] = [
          [px - width / 2, py - high - 14],
          [px - width / 2, py + 14],
          [px + 8, py - high / 2],
          [px - width - 8, py - high / 2],
        ];
        if (peak) return [above, right, leftOf, below, ...far];
        if (dip) return [below, leftOf, right, above, ...far];
        return falling
          ? [right, leftOf, above, below, ...far]
          : [leftOf, above, right, below, ...far];
      },
      !roomy && point !== last,
    );
  }
  for (const { year, actual } of indicator.years) {
    const places = measuredPlaces(indicator, year);
    const [first] = places;
    const end = places.at(-1);
    if (actual === null || first === undefined || end === undefined || places.length < 2) continue;
    const level = y(Number(actual));
    put(`year-${String(year)}`, f.points(actual), 12, 600, 't12 strong realised-ink', (width) => [
      [plot.x + first * step + 3, level - 21],
      [plot.x + (end + 1) * step - width - 3, level - 21],
      [plot.x + first * step + 3, level + 4],
      [plot.x + (end + 1) * step - width - 3, level + 4],
    ]);
  }
  return labels;
}

/** The lines that a label had better not stand on, as small boxes along them. */
function linesBehind({ indicator, plot, step, x, y }: Omit<Frame, 'year'>): Box[] {
  const boxes: Box[] = [];
  const level = (from: number, to: number, value: string) =>
    boxes.push({ x: from, y: y(Number(value)) - 2, width: to - from, height: 4 });
  if (indicator.baseline?.percent != null)
    level(plot.x, plot.x + plot.width, indicator.baseline.percent);
  for (const { year, from, count } of yearsIn(indicator.periods)) {
    const target = indicator.targets[String(year)];
    if (target !== undefined) level(plot.x + from * step, plot.x + (from + count) * step, target);
    const actual = indicator.years.find((one) => one.year === year)?.actual;
    const places = measuredPlaces(indicator, year);
    const last = places.at(-1);
    if (actual != null && places[0] !== undefined && last !== undefined)
      level(plot.x + places[0] * step, plot.x + (last + 1) * step, actual);
  }
  indicator.periods.forEach((period, at) => {
    const next = indicator.periods[at + 1];
    if (period.percent === null || next?.percent == null || !period.measured || !next.measured)
      return;
    const fromY = y(Number(period.percent));
    const toY = y(Number(next.percent));
    for (let part = 0; part <= 10; part += 1)
      boxes.push({
        x: x(at) + (step * part) / 10 - 2,
        y: fromY + ((toY - fromY) * part) / 10 - 2,
        width: 4,
        height: 4,
      });
  });
  return boxes;
}

/** Over the newest missing field: that it is not measured, its deadline, how many have handed in. */
function useMissingNote({ indicator, plot, step }: Frame) {
  const { t, f } = useWords();
  const run = missingRuns(indicator.periods).at(-1);
  const period = run === undefined ? undefined : indicator.periods[run.to];
  if (run === undefined || period === undefined) return null;
  const strong = t('series.notMeasuredShort');
  const rest = t('series.notMeasured', {
    due: f.dayShort(period.dueOn),
    received: period.unitsReceived,
    active: period.unitsActive,
  });
  const full = textWidth(strong, 12, 600) + textWidth(` ${rest}`, 12) + 10;
  const shown = full < plot.width ? rest : '';
  const length = shown === '' ? textWidth(strong, 12, 600) : full;
  const fieldX = plot.x + ((run.from + run.to + 1) / 2) * step;
  const textX = Math.min(fieldX + 10, plot.x + plot.width - length);
  return (
    <>
      <path
        className="leader"
        d={`M${String(fieldX)},${String(plot.y + 4)}V${String(plot.y - 14)}H${String(Math.max(textX - 4, fieldX))}`}
      />
      <text x={textX} y={plot.y - 10} className="t12">
        <tspan className="strong">{strong}</tspan> {shown}
      </text>
    </>
  );
}

function useChartName(indicator: Indicator): string {
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
  return t('series.name', {
    name: indicator.name,
    baseline: indicator.baseline?.percent == null ? '–' : f.percent(indicator.baseline.percent),
    targets: targets.join(', ') || '–',
    values: values.join('; ') || '–',
  });
}
