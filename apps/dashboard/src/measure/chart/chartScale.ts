import type { Indicator, IndicatorPeriod } from '../../api';
import type { ChartForecast } from './chartForecast';

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

/** From what to what the percent axis goes: room for everything drawn, at most four lines, never below 0. */
export function axisOf(indicator: Indicator, forecast?: ChartForecast): Axis {
  const values = [
    ...indicator.periods.map(({ percent }) => percent),
    ...Object.values(indicator.targets),
    ...indicator.years.flatMap(({ baseline, actual }) => [baseline, actual]),
    ...(indicator.baseline?.series ?? []).map(({ percent }) => percent),
    indicator.baseline?.percent ?? null,
    ...(forecast === undefined ? [] : [forecast.low, forecast.high]),
  ].flatMap((value) => (value == null ? [] : [Number(value)]));
  if (values.length === 0) return { low: 0, high: 10, ticks: [0, 5, 10] };
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = Math.max((most - least) * 0.22, 0.3);
  const step = steps.find((one) => (most - least + 2 * room) / one <= 4) ?? 25;
  const low = Math.max(0, Math.floor((least - room) / (step / 2)) * (step / 2));
  const high = Math.min(100, most + room);
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) ticks.push(at * step);
  return { low, high, ticks };
}

/** Runs of periods that are over and not measured. */
export function missingRuns(periods: readonly IndicatorPeriod[]) {
  const runs: { from: number; to: number }[] = [];
  periods.forEach((period, at) => {
    if (!period.elapsed || period.measured) return;
    const last = runs.at(-1);
    if (last?.to === at - 1) last.to = at;
    else runs.push({ from: at, to: at });
  });
  return runs;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Takes the first place that is free and inside, and keeps it. What is only better avoided (a line
 * behind a label with a halo) gives way when there is no other place; a label without any is left out.
 */
export function placer(bounds: Box) {
  const taken: Box[] = [];
  const avoided: Box[] = [];
  const inside = (box: Box) =>
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height;
  return {
    keep: (box: Box) => {
      taken.push(box);
    },
    avoid: (box: Box) => {
      avoided.push(box);
    },
    place: (candidates: Box[], strict = false): Box | undefined => {
      const free = candidates.filter(
        (box) => inside(box) && !taken.some((other) => overlaps(other, box)),
      );
      const chosen =
        free.find((box) => !avoided.some((other) => overlaps(other, box))) ??
        (strict ? undefined : free[0]);
      if (chosen) taken.push(chosen);
      return chosen;
    },
  };
}
