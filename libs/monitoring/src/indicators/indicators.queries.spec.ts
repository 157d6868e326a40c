import { compiler, inLines } from '../../../../test/support/compiled-sql';
import {
  baselineSet,
  firstQuarter,
  indicatorDefined,
  readingCorrected,
  readingRecorded,
  readingWithdrawn,
  secondQuarter,
  targetsSet,
  unit,
} from '../../../../test/support/events';
import { useLogs } from '../../../../test/support/read-models';
import type { ReadDb } from '../read-models';
import type { IndicatorEvent } from './indicators.events';
import { indicatorsAt, readingsAt, type ReadingFilter } from './indicators.queries';

const logs = useLogs('norddjurs', 'syddjurs');
const on = (event: IndicatorEvent, id = 'fravaer') => ({ ...event, stream: `indicator-${id}` });

beforeAll(async () => {
  await logs.append(
    'norddjurs',
    on(indicatorDefined({ units: [unit('B'), unit('A')] })),
    on(indicatorDefined({ id: 'aaa', measure: 'R901', units: [] }), 'aaa'),
    on(baselineSet({ decidedBy: 'KB' })),
    on(targetsSet()),
    on({ type: 'UnitAdded', data: unit('AA', { activeFrom: '2026-08-01' }) }),
    on(readingRecorded({ readingId: 'b2', unitId: 'B', ...secondQuarter })),
    on(readingRecorded({ readingId: 'b1', unitId: 'B' })),
    on(readingRecorded({ readingId: 'a1' })),
    on(readingWithdrawn({ readingId: 'a1' })),
    on(readingRecorded({ readingId: 'a1-igen' })),
    on(readingCorrected({ readingId: 'b1', unitId: 'B' })),
    on(
      readingRecorded({
        readingId: 'aaa',
        unitId: null,
        absentDays: null,
        possibleDays: null,
        percent: '8.5',
      }),
      'aaa',
    ),
    // Its row is the newest, though it was recorded before the one in its place.
    on({
      type: 'ReadingAttested',
      data: { readingId: 'a1', unitId: 'A', ...firstQuarter },
    }),
  );
  await logs.append(
    'syddjurs',
    on(indicatorDefined({ name: 'En andens', units: [unit('Z')] })),
    on(baselineSet({ percent: '1.00' })),
    on(readingRecorded({ readingId: 'a1', absentDays: 1 })),
  );
});

const indicators = (by: { id?: string; measure?: string }, log = 'norddjurs', position?: number) =>
  indicatorsAt(logs.db, logs.known(log, position), by).execute();
const ids = async (filter: ReadingFilter, log = 'norddjurs', position?: number) => {
  const rows = await readingsAt(logs.db, logs.known(log, position), 'fravaer', filter).execute();
  return rows.map(({ reading }) => reading);
};

describe('the indicators', () => {
  it('come in the order in which they were defined', async () => {
    expect((await indicators({})).map(({ id }) => id)).toEqual(['fravaer', 'aaa']);
  });

  it('are found by name and by measure', async () => {
    expect((await indicators({ id: 'aaa' })).map(({ id }) => id)).toEqual(['aaa']);
    expect((await indicators({ measure: 'R307' })).map(({ id }) => id)).toEqual(['fravaer']);
    expect(await indicators({ id: 'aaa', measure: 'R307' })).toEqual([]);
  });

  it('bring their units in their order, baseline and targets', async () => {
    const [row] = await indicators({ id: 'fravaer' });
    expect(row).toMatchObject({
      indicatorVersion: 1,
      position: 1,
      units: [
        { id: 'B', weights: [{ weight: 10, effectiveOn: null, position: 1 }] },
        { id: 'A' },
        { id: 'AA', activeFrom: '2026-08-01' },
      ],
      baseline: { percent: '9.00', series: null, decidedBy: 'KB', position: 3 },
      targetSet: { targets: { '2026': '7.67' }, decidedBy: null, position: 4 },
    });
    const [bare] = await indicators({ id: 'aaa' });
    expect(bare).toMatchObject({ units: [], baseline: null, targetSet: null });
  });

  it('are there as they were known then, with all that hangs on them', async () => {
    expect(await indicators({}, 'norddjurs', 0)).toEqual([]);
    expect(await indicators({ id: 'fravaer' }, 'norddjurs', 3)).toMatchObject([
      { units: [{ id: 'B' }, { id: 'A' }], baseline: { percent: '9.00' }, targetSet: null },
    ]);
  });

  it('and what hangs on them are never those of another municipality', async () => {
    expect(await indicators({}, 'syddjurs')).toMatchObject([
      { name: 'En andens', units: [{ id: 'Z' }], baseline: { percent: '1.00' }, targetSet: null },
    ]);
  });
});

describe('the readings', () => {
  it('come by period, unit and time, the withdrawn ones too', async () => {
    expect(await ids({})).toEqual(['a1', 'a1-igen', 'b1', 'b2']);
  });

  it.each<[filter: ReadingFilter, expected: string[]]>([
    [{ unitId: 'B' }, ['b1', 'b2']],
    [{ unitId: 'Z' }, []],
    [{ from: '2026-01-01', to: '2026-03-31' }, ['a1', 'a1-igen', 'b1']],
    [{ from: '2026-01-02' }, ['b2']],
    [{ to: '2026-06-29' }, ['a1', 'a1-igen', 'b1']],
    [{ from: '2026-04-01', to: '2026-06-30' }, ['b2']],
    [{ unitId: 'A', from: '2026-04-01' }, []],
  ])('are found by %j', async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it('say how they stand and since when', async () => {
    const rows = await readingsAt(logs.db, logs.known('norddjurs'), 'fravaer', {}).execute();
    expect(rows).toMatchObject([
      { reading: 'a1', status: 'withdrawn', recorded_at_position: 8, position: 13 },
      { reading: 'a1-igen', status: 'effective', position: 10 },
      {
        reading: 'b1',
        status: 'corrected',
        absent_days: 2_310,
        recorded_at_position: 7,
        position: 11,
        previous: [{ absentDays: 2_100, position: 11 }],
      },
      { reading: 'b2', status: 'effective' },
    ]);
  });

  it('are there as they were known then', async () => {
    expect(await ids({}, 'norddjurs', 7)).toEqual(['b1', 'b2']);
    const rows = await readingsAt(logs.db, logs.known('norddjurs', 8), 'fravaer', {}).execute();
    expect(rows).toMatchObject([
      { reading: 'a1', status: 'effective', absent_days: 2_100 },
      { reading: 'b1', status: 'effective', absent_days: 2_100, previous: [] },
      { reading: 'b2' },
    ]);
  });

  it('are never those of another municipality or indicator', async () => {
    const rows = await readingsAt(logs.db, logs.known('syddjurs'), 'fravaer', {}).execute();
    expect(rows).toMatchObject([{ reading: 'a1', status: 'effective', absent_days: 1 }]);
    const others = await readingsAt(logs.db, logs.known('norddjurs'), 'aaa', {}).execute();
    expect(others).toMatchObject([{ reading: 'aaa', unit: null, percent: '8.5' }]);
  });
});

describe('the SQL', () => {
  const { db } = compiler<ReadDb>();
  const known = { log: 'norddjurs', position: 9, onDate: '2026-07-20' };
  it('of the indicators', () => {
    const { sql } = indicatorsAt(db, known, { id: 'fravaer', measure: 'R307' }).compile();
    expect(inLines(sql)).toMatchInlineSnapshot(`
     "select "i"."indicator" as "id", "i"."name", "i"."measure", "i"."role", "i"."direction", "i"."cadence", "i"."method", "i"."indicator_version" as "indicatorVersion", lower("i"."known") as "position", (select coalesce(json_agg(agg), '[]')
     from (select "u"."unit" as "id", "u"."name", "u"."weights", "u"."persons", "u"."supplier", "u"."active_from" as "activeFrom", "u"."active_to" as "activeTo"
     from "read"."units" as "u"
     where "u"."log_id" = "i"."log_id"
     and "u"."indicator" = "i"."indicator"
     and "u"."known" @> $1::bigint
     order by "u"."place") as agg) as "units", (select to_json(obj)
     from (select "b"."percent", "b"."series", "b"."decided_by" as "decidedBy", "b"."recorded_at" as "recordedAt", lower("b"."known") as "position"
     from "read"."baselines" as "b"
     where "b"."log_id" = "i"."log_id"
     and "b"."indicator" = "i"."indicator"
     and "b"."known" @> $2::bigint) as obj) as "baseline", (select to_json(obj)
     from (select "t"."targets", "t"."decided_by" as "decidedBy", "t"."recorded_at" as "recordedAt", lower("t"."known") as "position"
     from "read"."target_sets" as "t"
     where "t"."log_id" = "i"."log_id"
     and "t"."indicator" = "i"."indicator"
     and "t"."known" @> $3::bigint) as obj) as "targetSet"
     from "read"."indicators" as "i"
     where "i"."log_id" = $4
     and "i"."known" @> $5::bigint
     and "i"."indicator" = $6
     and "i"."measure" = $7
     order by "i"."defined_at_position""
    `);
  });
  it('of the readings', () => {
    const every = { unitId: 'A', from: '2026-01-01', to: '2026-12-31' };
    const { sql } = readingsAt(db, known, 'fravaer', every).compile();
    expect(inLines(sql)).toMatchInlineSnapshot(`
     "select "r"."reading", "r"."unit", "r"."period_start", "r"."period_end", "r"."absent_days", "r"."possible_days", "r"."percent", "r"."quality", "r"."supplied_by", "r"."received_on", "r"."indicator_version", "r"."attested", "r"."status", "r"."recorded_by", "r"."recorded_at", "r"."warnings", "r"."previous", "r"."recorded_at_position", lower("r"."known") as "position"
     from "read"."readings" as "r"
     where "r"."log_id" = $1
     and "r"."indicator" = $2
     and "r"."known" @> $3::bigint
     and "r"."unit" = $4
     and "r"."period_start" >= $5
     and "r"."period_end" <= $6
     order by "r"."period_start", "r"."unit", "r"."recorded_at""
    `);
  });
});
