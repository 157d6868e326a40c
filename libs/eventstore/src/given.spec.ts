import fc from 'fast-check';
import {
  closed,
  counted,
  counter,
  counters,
  counts,
  opened,
  type CounterEvent,
} from '../../../test/support/counters';
import {
  bigint,
  foldAll,
  ignore,
  patch,
  projection,
  remove,
  specify,
  specifyProjection,
  text,
  type Projection,
  type RecordedEvent,
} from './index';

describe('a decider, specified', () => {
  const given = specify(counter);

  it('opens and counts', () => given().when({ count: 4 }).then(opened(), counted(4)));
  it('counts on', () => given(opened(), counted(3)).when({ count: 4 }).then(counted(4)));
  it('counts nothing for 0', () => given(opened()).when({ count: 0 }).thenNothing());
  it('is full past 100', () =>
    given(opened(), counted(97)).when({ count: 4 }).thenRejected('counters.full', { sum: 97 }));

  it.each<[string, () => void]>([
    ['another event came', () => given(opened()).when({ count: 4 }).then(counted(5))],
    ['more came', () => given().when({ count: 4 }).then(opened())],
    ['nothing came', () => given(opened()).when({ count: 0 }).then(counted(0))],
    ['something came', () => given(opened()).when({ count: 1 }).thenNothing()],
    ['it was refused', () => given(counted(99)).when({ count: 9 }).then(counted(9))],
    ['it was refused', () => given(counted(99)).when({ count: 9 }).thenNothing()],
    ['it was not refused', () => given().when({ count: 9 }).thenRejected('counters.full')],
    ['it was refused otherwise', () => given(counted(99)).when({ count: 9 }).thenRejected('x')],
    [
      'the facts are others',
      () => given(counted(99)).when({ count: 9 }).thenRejected('counters.full', { sum: 98 }),
    ],
  ])('fails when %s', (_what, specification) => {
    expect(specification).toThrow('expected');
  });
});

describe('a projection, specified', () => {
  const given = specifyProjection(counters);
  const onA = (event: CounterEvent) => ({ ...event, stream: 'a' });

  it('adds up', () =>
    given(onA(opened()), onA(counted(3)), onA(counted(4))).thenRows({ counter: 'a', sum: 7 }));
  it('forgets what is closed', () => given(onA(opened()), onA(closed)).thenRows());
  it('knows what was known', () =>
    given(onA(opened()), onA(counted(3)), onA(closed)).thenRowsAt(2, { counter: 'a', sum: 3 }));
  it('changes the row that is there, and otherwise puts one', () => {
    const sums = projection<CounterEvent>()({
      table: 'sums',
      version: 1,
      columns: { counter: text, sum: bigint },
      key: ['counter'],
      on: {
        Opened: ignore,
        Counted: ({ stream: counter, data: { by } }) =>
          patch({ counter }, ({ sum }) => ({ sum: sum + by }), { counter, sum: by }),
        Closed: ({ stream: counter }) => remove({ counter }),
      },
    });
    const after = specifyProjection(sums)(
      onA(counted(3)),
      onA(counted(4)),
      onA(closed),
      onA(counted(5)),
    );
    after.thenRowsAt(1, { counter: 'a', sum: 3 });
    after.thenRowsAt(2, { counter: 'a', sum: 7 });
    after.thenRowsAt(3);
    after.thenRows({ counter: 'a', sum: 5 });
  });
  it('fails when a row is another', () => {
    expect(() => {
      given(onA(opened())).thenRows({ counter: 'a', sum: 1 });
    }).toThrow('expected');
  });
});

describe('the versions of rows', () => {
  const events = fc
    .array(
      fc.tuple(
        fc.constantFrom('a', 'b'),
        fc.oneof(fc.constant(opened()), fc.integer({ max: 9 }).map(counted), fc.constant(closed)),
      ),
      { maxLength: 30 },
    )
    .map((all) =>
      all.map(
        ([stream, event], at) =>
          ({ ...event, stream, position: at + 1 }) as unknown as RecordedEvent,
      ),
    );
  const definitions = [counters, counts] as unknown as Projection[];

  it('never overlap, and a row never comes without one event that made it so', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(...definitions), (all, definition) => {
        const byKey = new Map<string, { from: number; to: number | null }[]>();
        for (const { row, from, to } of foldAll(definition, all)) {
          expect(to === null || to > from).toBe(true);
          const key = JSON.stringify(definition.key.map((name) => row[name]));
          byKey.set(key, [...(byKey.get(key) ?? []), { from, to }]);
        }
        for (const versions of byKey.values()) {
          versions.sort((a, b) => a.from - b.from);
          for (const [at, { to }] of versions.slice(0, -1).entries()) {
            expect(to).not.toBeNull();
            expect(versions[at + 1]?.from).toBeGreaterThanOrEqual(to ?? Infinity);
          }
        }
      }),
    );
  });

  it('at a position are those that the events up to it give', () => {
    fc.assert(
      fc.property(
        events,
        fc.nat({ max: 30 }),
        fc.constantFrom(...definitions),
        (all, at, definition) => {
          const rowsAt = (given: readonly RecordedEvent[]) =>
            foldAll(definition, given)
              .filter(({ from, to }) => from <= at && (to === null || at < to))
              .map(({ row }) => JSON.stringify(row))
              .sort();
          expect(rowsAt(all)).toEqual(rowsAt(all.slice(0, at)));
        },
      ),
    );
  });
});
