import { textWidth } from '../../parts/textWidth';
import { useWords } from '../../texts';
import { measuredPlaces, yearsIn, type Frame } from './chartFrame';
import { missingRuns, placer, type Box } from './chartScale';
import { useForecastPlace } from './ForecastMark';

interface Label {
  key: string;
  text: string;
  className: string;
  box: Box;
}

/** Every figure that finds a free place, the most telling first: what is missing, targets, averages, the newest value. */
export function ChartLabels(frame: Frame & { roomy: boolean }) {
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

function useLabels(frame: Frame & { roomy: boolean }): Label[] {
  const { indicator, plot, step, x, y, roomy } = frame;
  const { t, f } = useWords();
  const forecast = useForecastPlace(frame);
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
  if (forecast !== undefined) {
    free.keep(forecast.mark);
    free.keep(forecast.label);
  }
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
function linesBehind({ indicator, plot, step, x, y }: Omit<Frame, 'year' | 'forecast'>): Box[] {
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
