import { specifyProjection } from '@kursholder/eventstore';
import { measureRegistered } from '../../../../test/support/events';
import type { MeasureEvent } from './measures.events';
import {
  amountsByYear,
  conditions,
  contributions,
  incorporations,
  measures,
  yearSettings,
} from './measures.projection';

const stream = 'measure-R307';
const on = <E extends MeasureEvent>(event: E, of = stream) => ({ ...event, stream: of });
const source = { batch: 'b', row: 4 };
const registered = on(measureRegistered());
const other = on(measureRegistered({ ref: 'R901', slug: 'pulje', amountsKr: {} }), 'measure-R901');

describe('the measures', () => {
  const given = specifyProjection(measures);
  const row = {
    ref: 'R307',
    slug: 'investering-i-fravaersindsatsen',
    agreement: '2025-2028',
    reference: 'R307',
    reference_suffix: '(B)',
    title: 'Investering i fraværsindsatsen',
    section: 'Arbejdsmarkedsudvalget',
    headroom_group: 'Råderumsforslag - AU',
    kind: 'operating' as const,
    effect: 'conditional' as const,
    owners: ['Arbejdsmarkedschefen'],
    course_text: null,
    process_text: 'Ved årets begyndelse får Arbejdsmarkedsafdelingen en status.',
    forums: ['BUU', 'AU', 'ØK', 'KB'],
    consultation: false,
    closed: false,
    expenditure_type: 'transfer' as const,
    price_level: null,
    gross: null,
    one_off: null,
    scope_years: [2026, 2027, 2028],
    sign_unclear: false,
    cross_cutting: { value: 'yes' as const, provenance: 'stated' },
    obligations: [],
    registered_at_position: 1,
  };
  const second = { ...row, ref: 'R901', slug: 'pulje', registered_at_position: 2 };

  it('have a row each, with what is stated of them', () => given(registered).thenRows(row));

  it('change in all that a later document says otherwise, and in nothing else', () => {
    const changes = {
      title: 'Nyt navn',
      section: 'Økonomiudvalget',
      group: null,
      kind: 'capital',
      effect: 'direct',
      owners: [],
      courseText: 'Kurs',
      processText: null,
      forums: ['ØK'],
      consultation: true,
      closed: true,
      expenditureType: 'service',
      priceLevel: '2025-PL',
      gross: true,
      oneOff: false,
      scopeYears: null,
      amountsKr: { '2025': -1 },
      signUnclear: true,
      crossCutting: { value: 'no', provenance: 'inferred' },
      obligations: [{ code: 'M1', text: 'Sag', who: 'AU', when: 'februar' }],
    } as const;
    const reimported = on({ type: 'MeasureReimported', data: { source, changes } });
    given(registered, other, reimported).thenRows(
      {
        ...row,
        title: 'Nyt navn',
        section: 'Økonomiudvalget',
        headroom_group: null,
        kind: 'capital',
        effect: 'direct',
        owners: [],
        course_text: 'Kurs',
        process_text: null,
        forums: ['ØK'],
        consultation: true,
        closed: true,
        expenditure_type: 'service',
        price_level: '2025-PL',
        gross: true,
        one_off: false,
        scope_years: null,
        sign_unclear: true,
        cross_cutting: { value: 'no', provenance: 'inferred' },
        obligations: [{ code: 'M1', text: 'Sag', who: 'AU', when: 'februar' }],
      },
      second,
    );
    given(
      registered,
      on({ type: 'MeasureReimported', data: { source, changes: { title: 'Nyt navn' } } }),
    ).thenRows({ ...row, title: 'Nyt navn' });
  });

  it('change their owners, their closing, and what an unclear amount is', () => {
    const unclear = on(measureRegistered({ effect: 'rate', signUnclear: true }));
    given(registered, other, on({ type: 'OwnersAssigned', data: { owners: ['X', 'Y'] } })).thenRows(
      { ...row, owners: ['X', 'Y'] },
      second,
    );
    given(registered, other, on({ type: 'MeasureClosed', data: { decidedBy: null } })).thenRows(
      { ...row, closed: true },
      second,
    );
    given(
      on(measureRegistered({ closed: true })),
      on({ type: 'MeasureReopened', data: { decidedBy: null } }),
    ).thenRows(row);
    given(
      unclear,
      on({ type: 'SignResolved', data: { effect: 'spend', decidedBy: 'KB' } }),
    ).thenRows({ ...row, effect: 'spend' });
  });

  it('are there as they were known earlier', () => {
    const after = given(
      registered,
      on({ type: 'MeasureClosed', data: { decidedBy: null } }),
      on({ type: 'OwnersAssigned', data: { owners: [] } }),
    );
    after.thenRowsAt(0);
    after.thenRowsAt(1, row);
    after.thenRowsAt(2, { ...row, closed: true });
    after.thenRows({ ...row, closed: true, owners: [] });
  });
});

describe('the amounts by year', () => {
  const given = specifyProjection(amountsByYear);
  const row = (year: number, amount_kr: number | null, original_kr = amount_kr) => ({
    ref: 'R307',
    year,
    amount_kr,
    original_kr,
  });
  const revised = (year: number, amountKr: number, previousKr: number | null) =>
    on({ type: 'AmountRevised', data: { year, amountKr, previousKr, decidedBy: null } });

  it('are the document’s, a blank one too', () =>
    given(registered).thenRows(row(2025, -518_000), row(2026, -1_050_000), row(2027, null)));

  it('keep the original beside a revision, of a year without one none', () => {
    const after = given(
      registered,
      revised(2026, -2_100_000, -1_050_000),
      revised(2026, 0, -2_100_000),
      revised(2027, -7, null),
      revised(2031, -9, null),
    );
    after.thenRowsAt(2, row(2025, -518_000), row(2026, -2_100_000, -1_050_000), row(2027, null));
    after.thenRows(
      row(2025, -518_000),
      row(2026, 0, -1_050_000),
      row(2027, -7, null),
      row(2031, -9, null),
    );
  });

  it('take from a later document only the years that it changed', () =>
    given(
      registered,
      revised(2026, -2_100_000, -1_050_000),
      on({
        type: 'MeasureReimported',
        data: { source, changes: { amountsKr: { '2025': -600_000 } } },
      }),
      on({ type: 'MeasureReimported', data: { source, changes: { title: 'Nyt navn' } } }),
    ).thenRows(row(2025, -600_000), row(2026, -2_100_000, -1_050_000), row(2027, null)));

  it('are each of their own measure', () =>
    given(
      on(measureRegistered({ amountsKr: { '2026': -1 } })),
      on(measureRegistered({ ref: 'R901', amountsKr: { '2026': -2 } }), 'measure-R901'),
      revised(2026, -3, -1),
    ).thenRows(row(2026, -3, -1), { ...row(2026, -2), ref: 'R901' }));
});

describe('the incorporations', () => {
  const given = specifyProjection(incorporations);
  const incorporated = (amountKr: number, effectiveOn?: string) =>
    on({
      type: 'BudgetIncorporated',
      data: { year: 2026, amountKr, decidedBy: 'KB' },
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
    });
  const row = (position: number, amount_kr: number, effective_on: string) => ({
    ref: 'R307',
    incorporated_at_position: position,
    year: 2026,
    amount_kr,
    effective_on,
    decided_by: 'KB',
  });

  it('stand each for itself, also when equal', () => {
    const after = given(
      registered,
      incorporated(-300_000, '2026-05-01'),
      incorporated(-300_000, '2026-05-01'),
      incorporated(300_000),
    );
    after.thenRowsAt(2, row(2, -300_000, '2026-05-01'));
    after.thenRows(
      row(2, -300_000, '2026-05-01'),
      row(3, -300_000, '2026-05-01'),
      row(4, 300_000, '2026-01-01'),
    );
  });
});

describe('the conditions', () => {
  const given = specifyProjection(conditions);
  const set = (conditionVersion: number, payoff: 'linear_capped' | 'per_point') =>
    on({
      type: 'ConditionSet',
      data: {
        conditionVersion,
        indicator: 'fravaer',
        scopeYears: [2026, 2027, 2028],
        payoff,
        krPerPoint: payoff === 'per_point' ? 787_500 : null,
        targetMeaning: 'yearAverage',
        periodWeights: payoff === 'per_point' ? ['1', '2', '2', '1'] : null,
        decidedBy: 'KB',
      },
    });
  const row = {
    ref: 'R307',
    indicator: 'fravaer',
    scope_years: [2026, 2027, 2028],
    payoff: 'linear_capped' as const,
    kr_per_point: null,
    target_meaning: 'yearAverage' as const,
    period_weights: null,
    decided_by: 'KB',
  };

  it('are one per measure, the newest', () => {
    const after = given(registered, set(1, 'linear_capped'), set(2, 'per_point'));
    after.thenRowsAt(1);
    after.thenRowsAt(2, row);
    after.thenRows({
      ...row,
      payoff: 'per_point',
      kr_per_point: 787_500,
      period_weights: ['1', '2', '2', '1'],
    });
  });
});

describe('the year settings', () => {
  const given = specifyProjection(yearSettings);
  const row = (
    kind: 'recognition' | 'rate' | 'rate_base' | 'assessment' | 'manual_forecast',
    value: string,
    year = 2026,
  ) => ({ ref: 'R307', kind, year, value });

  it('are the newest of each kind and year', () => {
    const after = given(
      on({
        type: 'OverAchievementRecognised',
        data: { year: 2026, capPercent: '10', decidedBy: 'KB' },
      }),
      on({ type: 'RateSet', data: { year: 2026, percent: '0.55' } }),
      on({ type: 'RateBaseSet', data: { year: 2026, baseKr: 2_000_000_000 } }),
      on({ type: 'RealisationAssessed', data: { year: 2026, realisedSavingKr: 150_000 } }),
      on({ type: 'ForecastStated', data: { year: 2026, realisedSavingKr: 400_000 } }),
      on({ type: 'RateSet', data: { year: 2026, percent: '0.80' } }),
      on({ type: 'RateSet', data: { year: 2027, percent: '0.90' } }),
    );
    after.thenRowsAt(2, row('recognition', '10'), row('rate', '0.55'));
    after.thenRows(
      row('recognition', '10'),
      row('rate', '0.80'),
      row('rate', '0.90', 2027),
      row('rate_base', '2000000000'),
      row('assessment', '150000'),
      row('manual_forecast', '400000'),
    );
  });
});

describe('the contributions', () => {
  const given = specifyProjection(contributions);

  it('stand each for itself, allocated or delivered', () => {
    const allocated = on({
      type: 'ContributionAllocated',
      data: { year: 2026, unit: 'Skoler', amountKr: 6_200_000, competence: 'political' },
    });
    const delivered = on({
      type: 'ContributionDelivered',
      data: { year: 2026, unit: 'Skoler', amountKr: 3_100_000, deliveredOn: '2026-06-30' },
    });
    const row = { ref: 'R307', year: 2026, unit: 'Skoler' };
    const after = given(allocated, delivered, delivered);
    const first = {
      ...row,
      contributed_at_position: 1,
      amount_kr: 6_200_000,
      competence: 'political' as const,
      delivered_on: null,
    };
    const later = (position: number) => ({
      ...row,
      contributed_at_position: position,
      amount_kr: 3_100_000,
      competence: null,
      delivered_on: '2026-06-30',
    });
    after.thenRowsAt(1, first);
    after.thenRows(first, later(2), later(3));
  });
});
