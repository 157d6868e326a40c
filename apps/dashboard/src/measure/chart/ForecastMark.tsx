import { textWidth } from '../../parts/textWidth';
import { useWords } from '../../texts';
import type { ChartForecast } from './chartForecast';
import type { Frame } from './chartFrame';
import type { Box } from './chartScale';

const cap = 6;
/** Of the two lines of text. */
const height = 34;

/** Point and whiskers at the end of the year, with its two lines of text. */
export function ForecastMark(frame: Frame) {
  const { forecast, y } = frame;
  const place = useForecastPlace(frame);
  if (forecast === undefined || place === undefined) return null;
  const { x, label, lines } = place;
  const [high, low] = [y(Number(forecast.high)), y(Number(forecast.low))];
  return (
    <g>
      <path
        className="forecast-mark"
        d={`M${String(x)},${String(high)}V${String(low)}M${String(x - cap)},${String(high)}h${String(2 * cap)}M${String(x - cap)},${String(low)}h${String(2 * cap)}`}
      />
      <circle className="forecast-dot" cx={x} cy={y(Number(forecast.percent))} r="5.5" />
      <text x={label.x} y={label.y + 13} className="t12 strong halo">
        {lines[0]}
      </text>
      <text x={label.x} y={label.y + 29} className="t12 soft-ink halo">
        {lines[1]}
      </text>
    </g>
  );
}

/** Where the mark stands, and its text beside it: to the right where there is room. */
export function useForecastPlace({ forecast, indicator, plot, x, y }: Frame) {
  const lines = useForecastLines(forecast);
  if (forecast === undefined) return undefined;
  const at = indicator.periods.findLastIndex(({ year }) => year === forecast.year);
  if (at < 0) return undefined;
  const width = Math.max(textWidth(lines[0], 12, 600), textWidth(lines[1], 12)) + 2;
  const right = x(at) + cap + 8;
  const mark: Box = {
    x: x(at) - cap - 2,
    y: y(Number(forecast.high)) - 2,
    width: 2 * cap + 4,
    height: y(Number(forecast.low)) - y(Number(forecast.high)) + 4,
  };
  const toTheRight = right + width <= plot.x + plot.width;
  const levels = [
    ...Object.entries(indicator.targets)
      .filter(([year]) => Number(year) > forecast.year === toTheRight)
      .map(([, target]) => target),
    indicator.baseline?.percent,
  ].flatMap((percent) => (percent == null ? [] : [y(Number(percent))]));
  const label: Box = {
    x: toTheRight ? right : x(at) - cap - 8 - width,
    y: clearOf(levels, [y(Number(forecast.percent)) - 18, mark.y - height, mark.y + mark.height]),
    width,
    height,
  };
  return { x: x(at), mark, label, lines };
}

/** The first place for the text that no line runs through. */
function clearOf(levels: readonly number[], places: readonly [number, ...number[]]): number {
  return (
    places.find((top) => !levels.some((level) => level > top && level < top + height)) ?? places[0]
  );
}

function useForecastLines(forecast: ChartForecast | undefined): [string, string] {
  const { t, f } = useWords();
  if (forecast === undefined) return ['', ''];
  return [
    t('series.forecast', { year: forecast.year, value: f.percent(forecast.percent) }),
    t('series.band', { low: f.points(forecast.low), high: f.points(forecast.high) }),
  ];
}
