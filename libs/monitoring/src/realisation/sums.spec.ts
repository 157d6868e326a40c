import fc from 'fast-check';
import { measureFacts } from '../../../../test/support/measure-facts';
import { bases, effects } from './facts.rules';
import type { FigureOfYear } from './facts.rules';
import { realisation } from './realisation.rules';
import { expenditureTypes, groupsOf, sumUp, summedFields, totalsOf } from './sums.rules';
import type { Sums } from './sums.rules';

const year = 2026;
const bare = realisation(measureFacts(), year, '2026-06-30');
const figure = (known: Partial<FigureOfYear>): FigureOfYear => ({ ...bare, ...known });
const added = (all: readonly Sums[]): Partial<Sums> =>
  Object.fromEntries(
    [...summedFields, 'forecastMissing' as const].map((field) => [
      field,
      all.reduce((sum, each) => sum + each[field], 0),
    ]),
  );

/** Figures of any measures: what adds up does not depend on how each came about. */
const kr = fc.integer({ min: 0, max: 2_000_000 });
const portfolios = fc.array(
  fc
    .tuple(
      fc.tuple(kr, kr, kr, kr),
      fc.tuple(fc.option(kr), fc.option(kr), kr, kr),
      fc.constantFrom(...effects),
      fc.constantFrom(...bases),
      fc.constantFrom(...expenditureTypes),
      fc.constantFrom('AU', 'BUU', 'none'),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(
      ([parts, [forecastSavingKr, ledgerSavingKr, surplus, adverse], effect, basis, ...rest]) => {
        const [realised, notRealised, notMeasured, notDue] = parts;
        const [expenditureType, key, dice] = rest;
        const known = figure({
          effect,
          basis,
          signUnclear: dice === 0,
          netChangeKr: adverse - surplus,
          expectedSavingKr: realised + notRealised + notMeasured + notDue,
          realisedSavingKr: realised,
          notRealisedSavingKr: notRealised,
          notMeasuredSavingKr: notMeasured,
          notDueSavingKr: notDue,
          forecastSavingKr,
          ledgerSavingKr,
          surplusSavingKr: surplus,
          adverseSavingKr: -adverse,
        });
        return { figure: known, expenditureType, key };
      },
    ),
  { maxLength: 8 },
);

describe('sumUp', () => {
  it('gives zeros for nothing', () => {
    expect(sumUp([])).toMatchObject({
      expectedSavingKr: 0,
      securedSavingKr: 0,
      forecastMissing: 0,
    });
  });

  it('adds what is there of fields that may be null', () => {
    const sums = sumUp([
      figure({ securedSavingKr: null, ledgerSavingKr: 5, forecastSavingKr: null }),
      figure({ securedSavingKr: 300, ledgerSavingKr: null, forecastSavingKr: 40 }),
    ]);
    expect(sums).toMatchObject({ securedSavingKr: 300, ledgerSavingKr: 5, forecastSavingKr: 40 });
  });

  it('counts the measures that have something to save and no forecast', () => {
    const sums = sumUp([
      figure({ expectedSavingKr: 10, forecastSavingKr: null }),
      figure({ expectedSavingKr: 10, forecastSavingKr: 0 }),
      figure({ expectedSavingKr: 0, forecastSavingKr: null }),
    ]);
    expect(sums.forecastMissing).toBe(1);
  });

  it('lets no surplus pay another gap', () => {
    const sums = sumUp([
      figure({ expectedSavingKr: 100, realisedSavingKr: 100, surplusSavingKr: 50 }),
      figure({ expectedSavingKr: 100, notRealisedSavingKr: 100, adverseSavingKr: -20 }),
    ]);
    expect(sums).toMatchObject({
      realisedSavingKr: 100,
      notRealisedSavingKr: 100,
      surplusSavingKr: 50,
      adverseSavingKr: -20,
    });
  });

  it('keeps a row of unclear sign out of everything but the net change', () => {
    const unclear = figure({
      signUnclear: true,
      netChangeKr: 11_400_000,
      expectedSavingKr: 11_000_000,
      notDueSavingKr: 11_000_000,
      investmentKr: 1,
    });
    expect(sumUp([unclear])).toEqual({ ...sumUp([]), netChangeKr: 11_400_000 });
  });
});

describe('totalsOf and groupsOf', () => {
  it('14: every grouping adds up to the same total, and so does every split', () => {
    fc.assert(
      fc.property(portfolios, (rows) => {
        const [total] = totalsOf(rows, [year]);
        if (!total) throw new Error('a year was asked for');
        const expected = added([total]);
        const groupings = [
          rows.map(({ figure: of }, at) => ({ key: String(at), figure: of })),
          rows,
          rows.map(({ figure: of }) => ({ key: of.effect, figure: of })),
          rows.map(({ figure: of }) => ({ key: 'all', figure: of })).reverse(),
        ];
        for (const grouping of groupings) expect(added(groupsOf(grouping))).toEqual(expected);
        for (const split of [total.byEffect, total.byExpenditureType, total.byBasis]) {
          expect(added(Object.values(split))).toEqual(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('6: the sums of the four parts are the expected sum', () => {
    fc.assert(
      fc.property(portfolios, (rows) => {
        const sums = sumUp(rows.map(({ figure: of }) => of));
        expect(
          sums.realisedSavingKr +
            sums.notRealisedSavingKr +
            sums.notMeasuredSavingKr +
            sums.notDueSavingKr,
        ).toBe(sums.expectedSavingKr);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers years without a measure with zeros in every split', () => {
    const [total] = totalsOf([], [2030]);
    expect(total).toMatchObject({
      year: 2030,
      expectedSavingKr: 0,
      byEffect: { rate: { realisedSavingKr: 0 } },
      byExpenditureType: { service: { realisedSavingKr: 0 } },
      byBasis: { indicative: { realisedSavingKr: 0 } },
    });
  });

  it('keeps keys and years apart', () => {
    const groups = groupsOf([
      { key: 'AU', figure: figure({ year: 2025, netChangeKr: 1 }) },
      { key: 'AU', figure: figure({ year: 2026, netChangeKr: 2 }) },
      { key: 'AU', figure: figure({ year: 2025, netChangeKr: 4 }) },
    ]);
    expect(groups.map((group) => [group.key, group.year, group.netChangeKr])).toEqual([
      ['AU', 2025, 5],
      ['AU', 2026, 2],
    ]);
  });

  it('shows a year outside the condition apart', () => {
    const rows = [
      {
        figure: figure({ basis: 'conditional', expectedSavingKr: 3 }),
        expenditureType: 'transfer',
      },
      { figure: figure({ basis: 'indicative', expectedSavingKr: 5 }), expenditureType: 'transfer' },
    ] as const;
    expect(totalsOf(rows, [year])[0]).toMatchObject({
      expectedSavingKr: 8,
      byBasis: { indicative: { expectedSavingKr: 5 }, conditional: { expectedSavingKr: 3 } },
    });
  });
});
