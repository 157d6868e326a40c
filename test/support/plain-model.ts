import type { MeasureFacts, ReadingFact } from '../../libs/monitoring/src/realisation/facts.rules';

/**
 * The savings model once more, written straight from its text and sharing nothing with the product:
 * fractions are pairs of big integers that are never reduced, money comes out of one division at
 * the end. It answers the figures of a year for conditional, direct, rate and spend measures.
 */
type Ratio = readonly [bigint, bigint];

const ratio = (n: bigint | number, d: bigint | number = 1n): Ratio =>
  BigInt(d) < 0n ? [-BigInt(n), -BigInt(d)] : [BigInt(n), BigInt(d)];
const add = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * d + c * b, b * d];
const sub = (x: Ratio, [c, d]: Ratio): Ratio => add(x, [-c, d]);
const mul = ([a, b]: Ratio, [c, d]: Ratio): Ratio => [a * c, b * d];
const div = ([a, b]: Ratio, [c, d]: Ratio): Ratio => ratio(a * d, b * c);
const cmp = ([a, b]: Ratio, [c, d]: Ratio): number => {
  const left = a * d;
  const right = c * b;
  return left < right ? -1 : left > right ? 1 : 0;
};
const lowest = ([n, d]: Ratio): Ratio => {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? [0n, 1n] : [n / a, d / a];
};
const total = (all: readonly Ratio[]): Ratio =>
  all.reduce((sum, each) => lowest(add(sum, each)), ratio(0));
const read = (text: string): Ratio => {
  const [whole = '', places = ''] = text.split('.');
  return ratio(BigInt(whole + places), 10n ** BigInt(places.length));
};
const halfAway = ([n, d]: Ratio): bigint =>
  n < 0n ? -((-2n * n + d) / (2n * d)) : (2n * n + d) / (2n * d);
const kr = (exact: Ratio): number => Number(halfAway(exact));
const four = (exact: Ratio | null): string | null => {
  if (exact === null) return null;
  const scaled = halfAway(mul(exact, ratio(10_000)));
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(5, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
const clamp = (x: Ratio): Ratio =>
  cmp(x, ratio(0)) < 0 ? ratio(0) : cmp(x, ratio(1)) > 0 ? ratio(1) : x;

const monthsOf = { monthly: 1, quarterly: 3, halfyearly: 6, yearly: 12 } as const;
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const monthEnd = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

export function plainFigure(facts: MeasureFacts, year: number, onDate: string) {
  switch (facts.effect) {
    case 'conditional':
      return conditional(facts, year, onDate);
    case 'direct':
      return direct(facts, year, onDate);
    case 'rate':
      return rate(facts, year, onDate);
    case 'spend':
    case 'process':
      return spend(facts, year, onDate);
  }
}

/** Floors, and the kroner left to the largest remainders, the earlier first. */
function divide(expected: number, parts: readonly Ratio[]): number[] {
  const floors = parts.map(([n, d]) => n / d);
  const rests = parts.map(([n, d], at) => ({ at, rest: [n % d, d] as Ratio }));
  let left = BigInt(expected) - floors.reduce((a, b) => a + b, 0n);
  const result = floors.map(Number);
  while (left > 0n) {
    const best = rests.reduce((a, b) => (cmp(b.rest, a.rest) > 0 ? b : a));
    result[best.at] = (result[best.at] ?? 0) + 1;
    best.rest = ratio(-1);
    left -= 1n;
  }
  return result;
}

const named = (expected: number, exact: readonly Ratio[]) => {
  const [realised, notRealised, notMeasured, notDue] = divide(expected, exact);
  return {
    expectedSavingKr: expected,
    realisedSavingKr: realised,
    notRealisedSavingKr: notRealised,
    notMeasuredSavingKr: notMeasured,
    notDueSavingKr: notDue,
  };
};

const limits = (r: Ratio) =>
  cmp(r, ratio(1)) >= 0
    ? 'met'
    : cmp(r, ratio(1, 2)) < 0
      ? 'not_met'
      : cmp(r, ratio(9, 10)) < 0
        ? 'at_risk'
        : 'on_track';

function conditional(facts: MeasureFacts, year: number, onDate: string) {
  const { indicator, condition } = facts;
  const amount = facts.amounts.find((each) => each.year === year)?.amountKr ?? 0;
  const E = Math.max(0, -amount);
  const cadence = indicator?.cadence ?? 'monthly';
  const step = monthsOf[cadence];
  const n = 12 / step;
  const given = condition?.periodWeights?.map(read) ?? Array.from({ length: n }, () => ratio(1));
  const all = total(given);
  const w = given.map((each) => lowest(div(each, all)));
  const starts = w.map((_, p) => `${String(year)}-${String(p * step + 1).padStart(2, '0')}-01`);
  const ends = w.map((_, p) => monthEnd(year, (p + 1) * step));
  const elapsed = ends.map((end) => end <= onDate);
  const up = indicator?.direction === 'up' ? ratio(-1) : ratio(1);

  const cover: Ratio[] = [];
  const num: Ratio[] = [];
  const den: Ratio[] = [];
  for (let p = 0; p < n; p += 1) {
    const [start = '', end = ''] = [starts[p], ends[p]];
    const had = (unitId: string | null): ReadingFact | undefined =>
      elapsed[p] === true
        ? indicator?.readings.find(
            (r) => r.unitId === unitId && r.periodStart === start && r.periodEnd === end,
          )
        : undefined;
    if (!indicator || indicator.method === 'published') {
      const reading = had(null);
      cover.push(ratio(reading ? 1 : 0));
      num.push(reading ? mul(w[p] ?? ratio(0), read(reading.percent ?? '')) : ratio(0));
      den.push(reading ? (w[p] ?? ratio(0)) : ratio(0));
      continue;
    }
    let [got, should, top, bottom] = [0, 0, ratio(0), ratio(0)];
    for (const unit of indicator.units) {
      if (unit.activeFrom !== null && unit.activeFrom > start) continue;
      if (unit.activeTo !== null && unit.activeTo < end) continue;
      const valid = [...unit.weights]
        .filter(({ effectiveOn }) => (effectiveOn ?? '') <= start)
        .sort((a, b) =>
          (a.effectiveOn ?? '') === (b.effectiveOn ?? '')
            ? a.position - b.position
            : (a.effectiveOn ?? '') < (b.effectiveOn ?? '')
              ? -1
              : 1,
        )
        .at(-1);
      const weight = valid?.weight ?? 0;
      should += weight;
      const reading = had(unit.id);
      if (!reading) continue;
      got += weight;
      const pooled = indicator.method === 'pooled';
      top = add(
        top,
        pooled
          ? ratio(100 * (reading.absentDays ?? 0))
          : lowest(mul(ratio(weight), read(reading.percent ?? ''))),
      );
      bottom = add(bottom, ratio(pooled ? (reading.possibleDays ?? 0) : weight));
    }
    cover.push(should === 0 ? ratio(0) : ratio(got, should));
    num.push(lowest(top));
    den.push(bottom);
  }
  const over = (places: readonly number[], values: readonly Ratio[]) =>
    total(places.map((p) => values[p] ?? ratio(0)));
  const places = w.map((_, p) => p);
  const due = places.filter((p) => elapsed[p]);
  const measured = due.filter((p) => cmp(cover[p] ?? ratio(0), ratio(4, 5)) >= 0);
  const rest = places.filter((p) => !measured.includes(p));
  const coverage =
    !indicator || due.length === 0
      ? null
      : div(total(due.map((p) => mul(w[p] ?? ratio(0), cover[p] ?? ratio(0)))), over(due, w));
  const actual =
    measured.length === 0 ? null : lowest(div(over(measured, num), over(measured, den)));

  const base = indicator?.baseline ?? null;
  const b = base && places.map((p) => read(base.percent ?? base.series[p]?.percent ?? ''));
  const bYear = b && total(places.map((p) => mul(w[p] ?? ratio(0), b[p] ?? ratio(0))));
  const target = (of: number) => {
    const found = indicator?.targets.find((each) => each.year === of);
    return found ? read(found.percent) : null;
  };
  const tYear = target(year);
  const configured = condition !== null && bYear !== null && tYear !== null;
  let r: Ratio | null = null;
  let [shownB, shownT] = [bYear, tYear];
  let phi = ratio(0);
  let forecasted: Record<string, unknown> = {
    forecastSavingKr: null,
    forecastLowKr: null,
    forecastHighKr: null,
    outlook: 'unknown',
  };
  if (configured && b && actual) {
    const before = target(year - 1);
    const start = before && cmp(mul(up, before), mul(up, bYear)) < 0 ? before : bYear;
    const t = places.map((p) =>
      condition.targetMeaning === 'yearAverage'
        ? tYear
        : add(start, mul(sub(tYear, start), ratio(p + 1, n))),
    );
    const by = (values: readonly Ratio[]) =>
      lowest(
        div(
          total(measured.map((p) => mul(den[p] ?? ratio(0), values[p] ?? ratio(0)))),
          over(measured, den),
        ),
      );
    const [bM, tM] = [by(b), by(t)];
    const D = lowest(mul(up, sub(bYear, tM)));
    const d = lowest(mul(up, sub(bM, actual)));
    r = lowest(div(d, D));
    [shownB, shownT] = [bM, sub(bM, mul(up, D))];
    const pays = (moved: Ratio, agreed: Ratio): Ratio => {
      const reached = div(moved, agreed);
      switch (condition.payoff) {
        case 'linear_capped':
          return clamp(reached);
        case 'threshold':
          return ratio(cmp(reached, ratio(1)) >= 0 ? 1 : 0);
        case 'step':
          for (let quarters = 4; quarters > 0; quarters -= 1) {
            if (cmp(reached, ratio(quarters, 4)) >= 0) return ratio(quarters, 4);
          }
          return ratio(0);
        case 'per_point':
          return E === 0 ? ratio(0) : clamp(mul(moved, ratio(condition.krPerPoint ?? 0, E)));
      }
    };
    phi = lowest(pays(d, D));
    if (E > 0) {
      const omega = over(measured, w);
      const left = sub(ratio(1), omega);
      const own = measured.map((p) => div(num[p] ?? ratio(0), den[p] ?? ratio(1)));
      const apart = measured.map((p, at) => lowest(sub(own[at] ?? ratio(0), b[p] ?? ratio(0))));
      const last = apart.slice(-4);
      const weighed = (values: readonly Ratio[]) =>
        div(total(rest.map((p) => mul(w[p] ?? ratio(0), values[p] ?? ratio(0)))), over(rest, w));
      const blend = (now: Ratio, later: Ratio) => lowest(add(mul(omega, now), mul(left, later)));
      const full = rest.length === 0;
      const L = full ? ratio(0) : add(weighed(b), div(total(last), ratio(last.length)));
      const aHat = full ? actual : blend(actual, L);
      const bHat = full ? bM : blend(bM, weighed(b));
      const tHat = full ? tM : blend(tM, weighed(t));
      const agreed = mul(up, sub(bYear, tHat));
      const moved = mul(up, sub(bHat, aHat));
      const asNumber = (x: Ratio) => Number((x[0] * 10n ** 15n) / x[1]) / 1e15;
      const values = apart.map(asNumber);
      const mean = values.reduce((x, y) => x + y, 0) / values.length;
      const s =
        values.length < 4
          ? 0.5
          : Math.max(
              0.1,
              Math.sqrt(values.reduce((x, y) => x + (y - mean) ** 2, 0) / (values.length - 1)),
            );
      const sd = full ? 0 : asNumber(left) * s * Math.sqrt(1 / rest.length + 1 / measured.length);
      const factor = student80[measured.length] ?? 1.2816;
      const at = (points: number) =>
        kr(mul(ratio(E), pays(add(moved, ratio(Math.round(points * 1e12), 10n ** 12n)), agreed)));
      const short = asNumber(sub(moved, mul(agreed, ratio(9, 10))));
      const isGood =
        sd === 0 ? cmp(moved, mul(agreed, ratio(9, 10))) >= 0 : short / sd >= 0.8416212335729143;
      const isPoor = sd === 0 ? !isGood : short / sd < -0.8416212335729143;
      forecasted = {
        forecastSavingKr: at(0),
        forecastLowKr: at(-factor * sd),
        forecastHighKr: at(factor * sd),
        outlook: isGood ? 'good' : isPoor ? 'poor' : 'uncertain',
      };
    }
  }
  const counting = configured ? measured : [];
  const wM = over(counting, w);
  const wU = over(
    due.filter((p) => !counting.includes(p)),
    w,
  );
  const wN = over(
    places.filter((p) => !elapsed[p]),
    w,
  );
  const money = (...factors: Ratio[]) => factors.reduce(mul, ratio(E));
  const cap = facts.recognitions.find((each) => each.year === year);
  const o = cap ? div(read(cap.capPercent), ratio(100)) : ratio(0);
  const above = r && cmp(r, ratio(1)) > 0 ? sub(r, ratio(1)) : ratio(0);
  const newest = measured.at(-1);
  const staleFrom = newest === undefined ? '' : dayAfter(monthEnd(year, (newest + 2) * step), 45);
  return {
    basis: (condition?.scopeYears ?? [year]).includes(year) ? 'conditional' : 'indicative',
    investmentKr: Math.max(0, amount),
    ...named(E, [money(wM, phi), money(wM, sub(ratio(1), phi)), money(wU), money(wN)].map(lowest)),
    baseline: four(shownB),
    target: four(shownT),
    actual: four(actual),
    ratio: four(r),
    coverage: four(coverage),
    adverseSavingKr: r && cmp(r, ratio(0)) < 0 ? kr(money(wM, r)) : 0,
    surplusSavingKr: kr(money(wM, cmp(above, o) < 0 ? above : o)),
    ...forecasted,
    status:
      E === 0
        ? 'not_applicable'
        : !configured
          ? 'not_configured'
          : r === null
            ? 'not_measured'
            : cmp(r, ratio(0)) < 0
              ? 'adverse'
              : limits(r),
    dataStatus: !configured
      ? 'not_configured'
      : measured.length === 0
        ? 'not_measured'
        : coverage && cmp(coverage, ratio(1)) === 0
          ? 'complete'
          : onDate > staleFrom
            ? 'stale'
            : 'partial',
  };
}

/** Student's t at 90 % by how many were observed. */
const student80: Readonly<Record<number, number>> = {
  4: 1.637744353696209,
  5: 1.533206274058944,
  6: 1.4758840488244815,
  7: 1.4397557472651483,
  8: 1.4149239276505086,
  9: 1.3968153097438654,
};

function direct(facts: MeasureFacts, year: number, onDate: string) {
  const amount = facts.amounts.find((each) => each.year === year)?.amountKr ?? 0;
  const E = Math.max(0, -amount);
  const own = facts.incorporations.filter((each) => each.year === year);
  const sum = own.reduce((a, each) => a - each.amountKr, 0);
  let [realised, due, whole] = [0, 0, 0];
  for (let month = 1; month <= 12; month += 1) {
    const first = `${String(year)}-${String(month).padStart(2, '0')}-01`;
    const out = own.reduce((a, each) => (each.effectiveOn <= first ? a - each.amountKr : a), 0);
    const inForce = Math.min(E, Math.max(0, out));
    whole += inForce;
    if (monthEnd(year, month) > onDate) continue;
    realised += inForce;
    due += E;
  }
  const r = due === 0 ? null : ratio(realised, due);
  return {
    basis: 'budget',
    investmentKr: Math.max(0, amount),
    ...named(E, [
      ratio(realised, 12),
      ratio(due - realised, 12),
      ratio(0),
      ratio(12 * E - due, 12),
    ]),
    securedSavingKr: own.length === 0 ? null : Math.max(0, Math.min(E, sum)),
    ratio: four(r),
    coverage: null,
    forecastSavingKr: E > 0 ? kr(ratio(whole, 12)) : null,
    outlook: E === 0 ? 'unknown' : whole * 10 >= E * 12 * 9 ? 'good' : 'poor',
    status: E === 0 ? 'not_applicable' : r ? limits(r) : sum > 0 ? 'on_track' : 'not_configured',
    dataStatus: sum > 0 ? 'complete' : 'not_configured',
  };
}

function rate(facts: MeasureFacts, year: number, onDate: string) {
  const percent = facts.rates.find((each) => each.year === year)?.percent;
  const base = facts.rateBases.find((each) => each.year === year)?.baseKr;
  if (percent === undefined || base === undefined) {
    return {
      expectedSavingKr: 0,
      investmentKr: 0,
      ratio: null,
      status: 'not_configured',
      dataStatus: 'not_configured',
      basis: 'delivered',
    };
  }
  const E = kr(div(mul(read(percent), ratio(base)), ratio(100)));
  const delivered = facts.deliveries
    .filter((each) => each.year === year && each.deliveredOn <= onDate)
    .reduce((a, each) => a + each.amountKr, 0);
  const realised = Math.min(E, delivered);
  const over = onDate >= `${String(year)}-12-31`;
  const r = E === 0 ? null : ratio(realised, E);
  return {
    basis: 'delivered',
    investmentKr: 0,
    expectedSavingKr: E,
    realisedSavingKr: realised,
    notRealisedSavingKr: over ? E - realised : 0,
    notMeasuredSavingKr: 0,
    notDueSavingKr: over ? 0 : E - realised,
    ratio: four(r),
    forecastSavingKr: null,
    status: r === null ? 'not_applicable' : over ? limits(r) : 'on_track',
    dataStatus: 'complete',
  };
}

function spend(facts: MeasureFacts, year: number, onDate: string) {
  const amount = facts.amounts.find((each) => each.year === year)?.amountKr ?? 0;
  const booked = facts.bookings
    .filter(({ bookedOn }) => bookedOn.slice(0, 4) === String(year) && bookedOn <= onDate)
    .reduce((a, each) => a + each.amountKr, 0);
  return {
    basis: 'none',
    expectedSavingKr: 0,
    realisedSavingKr: 0,
    investmentKr: facts.effect === 'spend' ? amount : 0,
    netChangeKr: amount,
    consumedKr: facts.effect === 'spend' ? booked : null,
    status: 'not_applicable',
    dataStatus: 'not_configured',
    coverage: null,
  };
}
