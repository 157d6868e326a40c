import { foldAll, specify, type Projection, type RecordedEvent } from '@kursholder/eventstore';
import fc from 'fast-check';
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
import {
  indicator,
  type IndicatorCommand,
  type IndicatorState,
  type ReadingHandedIn,
} from './indicators.decider';
import type { Figures, IndicatorEvent, Method } from './indicators.events';
import { readings } from './indicators.projection';

const given = specify(indicator);

type Asked<Type extends IndicatorCommand['type']> = Extract<IndicatorCommand, { type: Type }>;

const defined = indicatorDefined();
const published = indicatorDefined({ method: 'published', units: [] });
const weighted = indicatorDefined({ method: 'weighted_mean' });

const define = (known: Partial<Asked<'DefineIndicator'>> = {}): IndicatorCommand => ({
  type: 'DefineIndicator',
  data: defined.data,
  measureExists: true,
  ...known,
});
const setBaseline = (known: Partial<Asked<'SetBaseline'>> = {}): IndicatorCommand => ({
  type: 'SetBaseline',
  percent: '9.00',
  series: null,
  periodWeights: null,
  decidedBy: null,
  reason: null,
  ...known,
});
const setTargets = (known: Partial<Asked<'SetTargets'>> = {}): IndicatorCommand => ({
  type: 'SetTargets',
  targets: { '2026': '7.67' },
  endTarget: null,
  periodWeights: null,
  amounts: [],
  decidedBy: null,
  reason: null,
  ...known,
});
const record = (
  data: Partial<ReadingHandedIn> = {},
  today = '2026-07-20',
): Asked<'RecordReading'> => ({
  type: 'RecordReading',
  data: {
    readingId: 'reading-1',
    unitId: 'A',
    ...firstQuarter,
    absentDays: 2_100,
    possibleDays: 24_000,
    percent: null,
    suppliedBy: null,
    receivedOn: '2026-04-15',
    quality: 'final',
    note: null,
    ...data,
  },
  today,
});
const correct = (
  figures: Partial<Figures> = {},
  known: Partial<Asked<'CorrectReading'>> = {},
): IndicatorCommand => ({
  type: 'CorrectReading',
  readingId: 'reading-1',
  figures: { absentDays: 2_310, possibleDays: 24_000, percent: null, ...figures },
  quality: null,
  reason: 'Sygemeldinger manglede',
  ...known,
});
const withdraw: IndicatorCommand = {
  type: 'WithdrawReading',
  readingId: 'reading-1',
  reason: 'Forkert skole',
};
const attest: IndicatorCommand = {
  type: 'AttestReading',
  readingId: 'reading-1',
  note: 'Influenza',
};
const version = (known: Partial<Asked<'VersionIndicator'>> = {}): IndicatorCommand => ({
  type: 'VersionIndicator',
  method: null,
  cadence: 'monthly',
  reason: 'Ny opgørelse',
  ...known,
});
const changeUnit = (
  data: Partial<Asked<'ChangeUnit'>['data']>,
  effectiveOn = '2026-08-01',
): Asked<'ChangeUnit'> => ({
  type: 'ChangeUnit',
  data: { unitId: 'A', name: null, weight: null, activeTo: null, mergedInto: null, ...data },
  effectiveOn,
});
const opening = (
  known: Partial<Asked<'ReceiveOpeningStatus'>> = {},
): Asked<'ReceiveOpeningStatus'> => ({
  type: 'ReceiveOpeningStatus',
  year: 2026,
  percent: '8.90',
  suppliedBy: null,
  receivedOn: null,
  today: '2026-01-31',
  ...known,
});

const quarters = [
  firstQuarter,
  secondQuarter,
  { periodStart: '2026-07-01', periodEnd: '2026-09-30' },
  { periodStart: '2026-10-01', periodEnd: '2026-12-31' },
];
const seriesOf = (...percents: readonly string[]) =>
  percents.map((percent, at) => ({ ...(quarters[at] ?? firstQuarter), percent }));
const versioned: IndicatorEvent = {
  type: 'IndicatorVersioned',
  data: { indicatorVersion: 2, method: 'pooled', cadence: 'monthly' },
};

describe('an indicator', () => {
  it('is defined with its units', () => given().when(define()).then(defined));
  it('takes its name once', () =>
    given(defined).when(define()).thenRejected('indicators.id-taken', { id: 'fravaer' }));
  it('belongs to a measure that is there', () =>
    given()
      .when(define({ measureExists: false }))
      .thenRejected('measures.unknown', { measure: 'R307' }));
  it('has no units when it is published', () =>
    given()
      .when(define({ data: { ...defined.data, method: 'published' } }))
      .thenRejected('indicators.published-has-no-units'));
  it('has each unit once', () =>
    given()
      .when(define({ data: { ...defined.data, units: [unit('A'), unit('B'), unit('A')] } }))
      .thenRejected('indicators.unit-twice', { unitId: 'A' }));

  it.each([
    setBaseline(),
    setTargets(),
    record(),
    correct(),
    withdraw,
    attest,
    version(),
    { type: 'AddUnit', data: unit('C') } as const,
    changeUnit({ name: 'X' }),
    opening(),
  ])('must be there for $type', (command) => {
    given().when(command).thenRejected('indicators.unknown');
  });
});

describe('a baseline', () => {
  it('is version 1 at first, and needs no reason', () =>
    given(defined)
      .when(setBaseline())
      .then({ ...baselineSet(), notes: null }));

  it('can be a series, which is kept in order', () => {
    const series = seriesOf('9.1', '8.9', '8.7', '9.3');
    given(defined)
      .when(setBaseline({ percent: null, series: [...series].reverse() }))
      .then(baselineSet({ percent: null, series }));
  });

  it('needs periods of the cadence', () =>
    given(defined)
      .when(
        setBaseline({
          percent: null,
          series: [{ periodStart: '2026-01-01', periodEnd: '2026-01-31', percent: '9' }],
        }),
      )
      .thenRejected('indicators.wrong-span', {
        cadence: 'quarterly',
        expected: [
          '2026-01-01–2026-03-31',
          '2026-04-01–2026-06-30',
          '2026-07-01–2026-09-30',
          '2026-10-01–2026-12-31',
        ],
      }));

  it.each([
    ['lacks a quarter', seriesOf('9', '9', '9')],
    ['is empty', []],
    ['has a quarter twice', [...seriesOf('9', '9', '9'), ...seriesOf('9')]],
    [
      'is of two years',
      [
        ...seriesOf('9', '9', '9'),
        { periodStart: '2025-10-01', periodEnd: '2025-12-31', percent: '9' },
      ],
    ],
  ])('is refused as a series that %s', (_, series) => {
    given(defined)
      .when(setBaseline({ percent: null, series }))
      .thenRejected('indicators.series-not-a-year', { periodsPerYear: 4 });
  });

  it('that stands is nothing new, whoever decided it and however it is written', () => {
    given(defined, baselineSet()).when(setBaseline()).thenNothing();
    given(defined, baselineSet())
      .when(setBaseline({ percent: '9.0', decidedBy: 'KB', reason: 'Igen' }))
      .thenNothing();
    const series = seriesOf('9.10', '8.9', '8.7', '9.3');
    given(defined, baselineSet({ percent: null, series }))
      .when(setBaseline({ percent: null, series: seriesOf('9.1', '8.9', '8.7', '9.3').reverse() }))
      .thenNothing();
  });

  it.each(['7.67', '7.00'])('of %s is refused below a target of 7.67', (percent) => {
    given(defined, targetsSet())
      .when(setBaseline({ percent }))
      .thenRejected('indicators.baseline-against-target', { year: 2026 });
  });

  it('is judged by the other direction where more is better', () => {
    const up = indicatorDefined({ direction: 'up' });
    given(up, targetsSet())
      .when(setBaseline({ percent: '9.00' }))
      .thenRejected('indicators.baseline-against-target');
    given(up, targetsSet())
      .when(setBaseline({ percent: '7.00' }))
      .then(baselineSet({ percent: '7.00' }));
  });

  it('is judged by the mean with the weights of the condition', () => {
    const series = seriesOf('7', '9', '9', '9');
    const asked = { percent: null, series };
    given(defined, targetsSet()).when(setBaseline(asked)).then(baselineSet(asked));
    given(defined, targetsSet())
      .when(setBaseline({ ...asked, periodWeights: ['97', '1', '1', '1'] }))
      .thenRejected('indicators.baseline-against-target');
  });

  it('needs a reason and who decided it from its second version on', () => {
    given(defined, baselineSet())
      .when(setBaseline({ percent: '9.10', reason: 'Rettet' }))
      .thenRejected('input.later-version-needs-reason');
    given(defined, baselineSet())
      .when(setBaseline({ percent: '9.10', decidedBy: 'KB' }))
      .thenRejected('input.later-version-needs-reason');
    given(defined, baselineSet())
      .when(setBaseline({ percent: '9.10', decidedBy: 'KB', reason: 'Rettet' }))
      .then({
        ...baselineSet({ baselineVersion: 2, percent: '9.10', decidedBy: 'KB' }),
        notes: { reason: 'Rettet' },
      });
  });
});

describe('targets', () => {
  const amounts = [
    { year: 2025, amountKr: -518_000 },
    { year: 2026, amountKr: -1_050_000 },
    { year: 2027, amountKr: -1_313_000 },
    { year: 2028, amountKr: -1_575_000 },
  ];
  const endTarget = { year: 2028, percent: '7.00' };

  it('are version 1 at first, and need no reason', () =>
    given(defined)
      .when(setTargets())
      .then({ ...targetsSet(), notes: null }));

  it('replace the whole set', () =>
    given(defined, targetsSet({ targets: { '2025': '8.34', '2026': '7.67' } }))
      .when(setTargets({ decidedBy: 'KB', reason: 'Kun 2026' }))
      .then({
        ...targetsSet({ targetsVersion: 2, decidedBy: 'KB' }),
        notes: { reason: 'Kun 2026' },
      }));

  it.each(['9.00', '9.01'])('of %s are refused against a baseline of 9.00', (target) => {
    given(defined, baselineSet())
      .when(setTargets({ targets: { '2025': '8.00', '2026': target } }))
      .thenRejected('indicators.target-not-better', { year: 2026, target, baseline: '9.0000' });
  });

  it('that stand are nothing new, however they are written', () => {
    given(defined, targetsSet()).when(setTargets()).thenNothing();
    given(defined, targetsSet())
      .when(setTargets({ targets: { '2026': '7.6700' } }))
      .thenNothing();
  });

  it('need a reason and who decided them from the second version on', () => {
    const targets = { '2026': '7.50' };
    given(defined, targetsSet())
      .when(setTargets({ targets, reason: 'Skærpet' }))
      .thenRejected('input.later-version-needs-reason');
    given(defined, targetsSet())
      .when(setTargets({ targets, decidedBy: 'KB' }))
      .thenRejected('input.later-version-needs-reason');
  });

  it('follow from an end target with the profile of the amounts', () =>
    given(defined, baselineSet())
      .when(setTargets({ targets: null, endTarget, amounts }))
      .then(
        targetsSet({
          targets: { '2025': '8.34', '2026': '7.67', '2027': '7.33', '2028': '7.00' },
          endTarget,
        }),
      ));

  it.each<[refused: string, past: IndicatorEvent[], known: Partial<Asked<'SetTargets'>>]>([
    ['no-baseline', [], {}],
    ['no-amount', [baselineSet()], { endTarget: { year: 2029, percent: '7.00' } }],
    ['not-better', [baselineSet()], { endTarget: { year: 2028, percent: '9.50' } }],
    [
      'out-of-range',
      [baselineSet({ percent: '60.00' })],
      {
        endTarget: { year: 2025, percent: '1.00' },
        amounts: [
          { year: 2024, amountKr: -1_000_000 },
          { year: 2025, amountKr: -500_000 },
        ],
      },
    ],
  ])('do not follow from an end target: %s', (refused, past, known) => {
    given(defined, ...past)
      .when(setTargets({ targets: null, endTarget, amounts, ...known }))
      .thenRejected(`indicators.end-target-${refused}`);
  });
});

describe('a reading', () => {
  it('is recorded as it was handed in', () =>
    given(defined)
      .when(record({ suppliedBy: 'Skole A', note: 'Foreløbig', quality: 'provisional' }))
      .then({
        ...readingRecorded({ suppliedBy: 'Skole A', quality: 'provisional' }),
        notes: { note: 'Foreløbig' },
      }));

  it('is received today where nothing else is said', () =>
    given(defined)
      .when(record({ receivedOn: null }))
      .then(readingRecorded({ receivedOn: '2026-07-20' })));

  it.each<[code: string, method: Method, data: Partial<ReadingHandedIn>]>([
    ['readings.published-has-no-units', 'published', {}],
    ['input.missing', 'pooled', { unitId: null }],
    ['readings.unknown-unit', 'pooled', { unitId: 'Z' }],
    ['indicators.wrong-span', 'pooled', { periodEnd: '2026-01-31' }],
    ['indicators.wrong-span', 'pooled', { periodStart: '2026-02-01', periodEnd: '2026-04-30' }],
    ['input.after-today', 'pooled', { receivedOn: '2026-07-21' }],
    ['readings.takes-days', 'pooled', { percent: '8.5' }],
    ['input.missing', 'pooled', { absentDays: null }],
    ['input.missing', 'pooled', { possibleDays: null }],
    ['readings.no-possible-days', 'pooled', { absentDays: 0, possibleDays: 0 }],
    ['readings.more-absent-than-possible', 'pooled', { absentDays: 2, possibleDays: 1 }],
    ['readings.takes-percent', 'weighted_mean', { possibleDays: null, percent: '8.5' }],
    ['readings.takes-percent', 'weighted_mean', { absentDays: null, percent: '8.5' }],
    ['input.missing', 'weighted_mean', { absentDays: null, possibleDays: null }],
  ])('is refused as %s where the method is %s, with %o', (code, method, data) => {
    const units = method === 'published' ? [] : [unit('A')];
    given(indicatorDefined({ method, units })).when(record(data)).thenRejected(code);
  });

  it('takes a percentage of a weighted mean, and one for all where it is published', () => {
    const percent = { absentDays: null, possibleDays: null, percent: '8.5' };
    given(weighted).when(record(percent)).then(readingRecorded(percent));
    given(published)
      .when(record({ ...percent, unitId: null }))
      .then(readingRecorded({ ...percent, unitId: null }));
  });

  it('may be of nobody absent, or of all', () => {
    given(defined)
      .when(record({ absentDays: 0, possibleDays: 1 }))
      .then(readingRecorded({ absentDays: 0, possibleDays: 1 }));
    given(defined)
      .when(record({ absentDays: 1, possibleDays: 1 }))
      .then(readingRecorded({ absentDays: 1, possibleDays: 1 }));
  });

  it('is taken from the last day of its period on', () => {
    given(defined)
      .when(record({ receivedOn: null }, '2026-03-30'))
      .thenRejected('readings.period-not-over', { periodEnd: '2026-03-31' });
    given(defined)
      .when(record({ receivedOn: null }, '2026-03-31'))
      .then(readingRecorded({ receivedOn: '2026-03-31' }));
  });

  it.each([{ activeFrom: '2026-01-02' }, { activeTo: '2026-03-30' }, { activeFrom: '2027-01-01' }])(
    'is refused of a unit that is active %o',
    (active) => {
      given(indicatorDefined({ units: [unit('A', active)] }))
        .when(record())
        .thenRejected('readings.unit-not-active', { unitId: 'A', periodStart: '2026-01-01' });
    },
  );

  it('is taken of a unit that is active just as long as the period', () =>
    given(
      indicatorDefined({
        units: [unit('A', { activeFrom: '2026-01-01', activeTo: '2026-03-31' })],
      }),
    )
      .when(record())
      .then(readingRecorded()));

  it.each([{}, { absentDays: 1 }])(
    'is refused where its unit and period have one, as with %o',
    (figures) => {
      given(defined, readingRecorded())
        .when(record({ ...figures, readingId: 'reading-2' }))
        .thenRejected('readings.period-taken', {
          readingId: 'reading-1',
          correction: '/api/v1/indicators/fravaer/readings/reading-1/corrections',
        });
    },
  );

  it('of another unit or period stands beside it', () => {
    given(defined, readingRecorded())
      .when(record({ readingId: 'reading-2', unitId: 'B' }))
      .then(readingRecorded({ readingId: 'reading-2', unitId: 'B' }));
    given(defined, readingRecorded())
      .when(record({ readingId: 'reading-2', ...secondQuarter }))
      .then(readingRecorded({ readingId: 'reading-2', ...secondQuarter }));
  });

  it('is taken again once the one before is withdrawn', () =>
    given(defined, readingRecorded(), readingWithdrawn())
      .when(record({ readingId: 'reading-2' }))
      .then(readingRecorded({ readingId: 'reading-2' })));

  it('is asked about when it jumps from the period before', () =>
    given(defined, readingRecorded())
      .when(record({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 }))
      .then(
        readingRecorded({
          readingId: 'reading-2',
          ...secondQuarter,
          absentDays: 2_700,
          warnings: [
            {
              code: 'readings.jump',
              facts: {
                percent: '11.2500',
                before: '8.7500',
                comparedWith: '2026-01-01',
                limitPoints: '2.0',
              },
            },
          ],
        }),
      ));

  it('is compared with the year before rather than the period before, and with its own unit', () => {
    const last = {
      readingId: 'reading-0',
      periodStart: '2025-04-01',
      periodEnd: '2025-06-30',
      absentDays: 2_700,
    };
    const command = record({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 });
    const recorded = readingRecorded({
      readingId: 'reading-2',
      ...secondQuarter,
      absentDays: 2_700,
    });
    given(defined, readingRecorded(), readingRecorded(last)).when(command).then(recorded);
    given(defined, readingRecorded({ unitId: 'B' }))
      .when(command)
      .then(recorded);
  });

  it('is compared with none that was withdrawn', () =>
    given(defined, readingRecorded(), readingWithdrawn())
      .when(record({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 }))
      .then(readingRecorded({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 })));

  it('is compared with the corrected figure', () =>
    given(defined, readingRecorded(), readingCorrected({ absentDays: 2_600 }))
      .when(record({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 }))
      .then(readingRecorded({ readingId: 'reading-2', ...secondQuarter, absentDays: 2_700 })));
});

describe('a correction', () => {
  it('keeps the figures that it replaces, and why', () =>
    given(defined, readingRecorded())
      .when(correct())
      .then({ ...readingCorrected(), notes: { reason: 'Sygemeldinger manglede' } }));

  it('of the quality alone is one', () =>
    given(defined, readingRecorded({ quality: 'provisional' }))
      .when(correct({ absentDays: 2_100 }, { quality: 'final' }))
      .then(
        readingCorrected({
          absentDays: 2_100,
          previous: {
            absentDays: 2_100,
            possibleDays: 24_000,
            percent: null,
            quality: 'provisional',
          },
        }),
      ));

  it('leaves the quality where none is said', () =>
    given(defined, readingRecorded({ quality: 'provisional' }))
      .when(correct())
      .then(
        readingCorrected({
          quality: 'provisional',
          previous: {
            absentDays: 2_100,
            possibleDays: 24_000,
            percent: null,
            quality: 'provisional',
          },
        }),
      ));

  it('equal in all is nothing new', () => {
    given(defined, readingRecorded())
      .when(correct({ absentDays: 2_100 }, { quality: 'final' }))
      .thenNothing();
    given(defined, readingRecorded(), readingCorrected()).when(correct()).thenNothing();
    const percent = { absentDays: null, possibleDays: null };
    given(weighted, readingRecorded({ ...percent, percent: '8.50' }))
      .when(correct({ ...percent, percent: '8.5' }))
      .thenNothing();
  });

  it.each<[code: string, figures: Partial<Figures>]>([
    ['readings.takes-days', { percent: '8.5' }],
    ['input.missing', { absentDays: null }],
    ['readings.no-possible-days', { absentDays: 0, possibleDays: 0 }],
    ['readings.more-absent-than-possible', { absentDays: 24_001 }],
  ])('is refused as %s with %o', (code, figures) => {
    given(defined, readingRecorded()).when(correct(figures)).thenRejected(code);
  });

  it('is refused of a reading that is not there, or withdrawn', () => {
    given(defined).when(correct()).thenRejected('readings.unknown');
    given(defined, readingRecorded(), readingWithdrawn())
      .when(correct())
      .thenRejected('readings.withdrawn', { readingId: 'reading-1' });
  });

  it('is warned about anew', () =>
    given(
      defined,
      readingRecorded({ readingId: 'reading-0', ...firstQuarter, unitId: 'A' }),
      readingRecorded({ ...secondQuarter }),
    )
      .when(correct({ absentDays: 2_200, possibleDays: 19_000 }))
      .then(
        readingCorrected({
          ...secondQuarter,
          absentDays: 2_200,
          possibleDays: 19_000,
          warnings: [
            {
              code: 'readings.jump',
              facts: {
                percent: '11.5789',
                before: '8.7500',
                comparedWith: '2026-01-01',
                limitPoints: '2.0',
              },
            },
            {
              code: 'readings.fewer-possible-days',
              facts: { possibleDays: 19_000, before: 24_000, comparedWith: '2026-01-01' },
            },
          ],
        }),
      ));
});

describe('a withdrawal', () => {
  it('keeps the figures that it takes, and why', () => {
    given(defined, readingRecorded())
      .when(withdraw)
      .then({ ...readingWithdrawn(), notes: { reason: 'Forkert skole' } });
    given(defined, readingRecorded(), readingCorrected())
      .when(withdraw)
      .then(
        readingWithdrawn({
          previous: { absentDays: 2_310, possibleDays: 24_000, percent: null },
        }),
      );
  });
  it('is refused of a reading that is not there, or withdrawn', () => {
    given(defined).when(withdraw).thenRejected('readings.unknown');
    given(defined, readingRecorded(), readingWithdrawn())
      .when(withdraw)
      .thenRejected('readings.withdrawn');
  });
});

describe('an attestation', () => {
  const attested = {
    type: 'ReadingAttested',
    data: { readingId: 'reading-1', unitId: 'A', ...firstQuarter },
    notes: { note: 'Influenza' },
  } as const;
  it('confirms a reading', () => given(defined, readingRecorded()).when(attest).then(attested));
  it('again is nothing new', () =>
    given(defined, readingRecorded(), attested).when(attest).thenNothing());
  it('is wanted anew after a correction', () =>
    given(defined, readingRecorded(), attested, readingCorrected()).when(attest).then(attested));
  it('is refused of a reading that is not there, or withdrawn', () => {
    given(defined).when(attest).thenRejected('readings.unknown');
    given(defined, readingRecorded(), readingWithdrawn())
      .when(attest)
      .thenRejected('readings.withdrawn');
  });
});

describe('a new version of an indicator', () => {
  it('has another method or cadence', () => {
    given(defined)
      .when(version())
      .then({ ...versioned, notes: { reason: 'Ny opgørelse' } });
    given(defined, versioned)
      .when(version({ method: 'weighted_mean', cadence: null }))
      .then({
        type: 'IndicatorVersioned',
        data: { indicatorVersion: 3, method: 'weighted_mean', cadence: 'monthly' },
      });
  });
  it('with the same of both is nothing new', () => {
    given(defined)
      .when(version({ cadence: 'quarterly' }))
      .thenNothing();
    given(defined)
      .when(version({ cadence: null }))
      .thenNothing();
  });
  it('cannot be published while it has units', () => {
    given(defined)
      .when(version({ method: 'published' }))
      .thenRejected('indicators.published-has-no-units');
    given(indicatorDefined({ units: [] }))
      .when(version({ method: 'published', cadence: null }))
      .then({
        type: 'IndicatorVersioned',
        data: { indicatorVersion: 2, method: 'published', cadence: 'quarterly' },
      });
  });
  it('begins without baseline, targets and readings, and keeps the units', () => {
    const past = [defined, baselineSet(), targetsSet(), readingRecorded(), versioned];
    given(...past)
      .when(setBaseline())
      .then(baselineSet());
    given(...past)
      .when(setTargets())
      .then(targetsSet());
    given(...past)
      .when(correct())
      .thenRejected('readings.unknown');
    const january = { periodStart: '2026-01-01', periodEnd: '2026-01-31' };
    given(...past)
      .when(record({ readingId: 'reading-2', ...january }))
      .then(readingRecorded({ readingId: 'reading-2', ...january, indicatorVersion: 2 }));
    given(...past)
      .when(record({ readingId: 'reading-2' }))
      .thenRejected('indicators.wrong-span');
  });
});

describe('a unit', () => {
  const added = { type: 'UnitAdded', data: unit('C') } as const;
  const add: IndicatorCommand = { type: 'AddUnit', data: unit('C') };
  it('is added', () => given(defined).when(add).then(added));
  it('that is there alike is nothing new', () => {
    given(defined, added).when(add).thenNothing();
    given(defined)
      .when({ type: 'AddUnit', data: unit('A') })
      .thenNothing();
  });
  it('takes its name once', () =>
    given(defined)
      .when({ type: 'AddUnit', data: unit('A', { weight: 11 }) })
      .thenRejected('indicators.unit-taken', { unitId: 'A' }));
  it('is not of a published indicator', () =>
    given(published).when(add).thenRejected('indicators.published-has-no-units'));
  it('can be read of once it is added', () =>
    given(defined, added)
      .when(record({ unitId: 'C' }))
      .then(readingRecorded({ unitId: 'C' })));

  it('changes its name, weight or last day from a day on', () =>
    given(defined)
      .when(changeUnit({ name: 'Ny skole', weight: 12, activeTo: '2026-12-31' }))
      .then({
        type: 'UnitChanged',
        data: {
          unitId: 'A',
          name: 'Ny skole',
          weight: 12,
          activeTo: '2026-12-31',
          mergedInto: null,
        },
        effectiveOn: '2026-08-01',
      }));
  it('merged into another ends the day before', () =>
    given(defined)
      .when(changeUnit({ mergedInto: 'B' }))
      .then({
        type: 'UnitChanged',
        data: {
          unitId: 'A',
          name: null,
          weight: null,
          activeTo: '2026-07-31',
          mergedInto: 'B',
        },
        effectiveOn: '2026-08-01',
      }));
  it('changed again alike is nothing new, also after a change of another unit', () => {
    const changed = (unitId: string): IndicatorEvent => ({
      type: 'UnitChanged',
      data: { unitId, name: null, weight: 12, activeTo: null, mergedInto: null },
      effectiveOn: '2026-08-01',
    });
    given(defined, changed('A'), changed('B'))
      .when(changeUnit({ weight: 12 }))
      .thenNothing();
    given(defined, changed('A'))
      .when(changeUnit({ weight: 12 }, '2026-09-01'))
      .then({ ...changed('A'), effectiveOn: '2026-09-01' });
    given(defined, changed('A'))
      .when(changeUnit({ weight: 13 }))
      .then({
        type: 'UnitChanged',
        data: { unitId: 'A', name: null, weight: 13, activeTo: null, mergedInto: null },
      });
  });
  it('must be there to change', () =>
    given(defined)
      .when(changeUnit({ unitId: 'Z', name: 'X' }))
      .thenRejected('readings.unknown-unit', { unitId: 'Z' }));
  it.each(['A', 'Z'])('A cannot merge into %s', (mergedInto) => {
    given(defined).when(changeUnit({ mergedInto })).thenRejected('readings.unknown-unit');
  });
  it.each([{ activeTo: '2026-01-31' }, { mergedInto: 'B' }])(
    'does not end before it begins, as with %o',
    (data) => {
      given(indicatorDefined({ units: [unit('A', { activeFrom: '2026-02-01' }), unit('B')] }))
        .when(changeUnit(data, '2026-02-01'))
        .thenRejected('input.ends-before-it-begins');
    },
  );
  it('may end on its first day', () =>
    given(indicatorDefined({ units: [unit('A', { activeFrom: '2026-02-01' })] }))
      .when(changeUnit({ activeTo: '2026-02-01' }))
      .then({
        type: 'UnitChanged',
        data: {
          unitId: 'A',
          name: null,
          weight: null,
          activeTo: '2026-02-01',
          mergedInto: null,
        },
        effectiveOn: '2026-08-01',
      }));
  it('that has ended gives no readings from then on', () => {
    const ended: IndicatorEvent = {
      type: 'UnitChanged',
      data: { unitId: 'A', name: null, weight: null, activeTo: '2026-03-31', mergedInto: null },
      effectiveOn: '2026-03-31',
    };
    given(defined, ended)
      .when(record({ ...secondQuarter }))
      .thenRejected('readings.unit-not-active');
    given(defined, ended).when(record()).then(readingRecorded());
  });
});

describe('an opening status', () => {
  const received = {
    type: 'OpeningStatusReceived',
    data: { year: 2026, percent: '8.90', suppliedBy: null, receivedOn: '2026-01-31' },
  } as const;
  it('is received today where nothing else is said', () =>
    given(defined).when(opening()).then(received));
  it('keeps the day on which it came, and who sent it', () =>
    given(defined)
      .when(opening({ receivedOn: '2026-01-15', suppliedBy: 'Skolechefen' }))
      .then({
        type: 'OpeningStatusReceived',
        data: {
          year: 2026,
          percent: '8.90',
          suppliedBy: 'Skolechefen',
          receivedOn: '2026-01-15',
        },
      }));
  it('does not come tomorrow', () =>
    given(defined)
      .when(opening({ receivedOn: '2026-02-01' }))
      .thenRejected('input.after-today'));
  it('that stands is nothing new', () =>
    given(defined, received)
      .when(opening({ percent: '8.9' }))
      .thenNothing());
  it('of another percentage or year is new', () => {
    given(defined, received)
      .when(opening({ percent: '8.91' }))
      .then({ ...received, data: { ...received.data, percent: '8.91' } });
    given(defined, received)
      .when(opening({ year: 2027 }))
      .then({ ...received, data: { ...received.data, year: 2027 } });
  });
});

/* Laws, over two units, four quarters and a few ids, so that commands meet. */

const id = fc.constantFrom('1', '2', '3', '4');
const figures = fc.record({
  absentDays: fc.integer({ min: 0, max: 4 }),
  possibleDays: fc.integer({ min: 0, max: 4 }),
  percent: fc.constant(null),
});
const anyReadingCommand: fc.Arbitrary<IndicatorCommand> = fc.oneof(
  fc
    .record({
      unitId: fc.constantFrom('A', 'B'),
      quarter: fc.constantFrom(...quarters),
      figures,
    })
    .map(({ unitId, quarter, figures: asked }) =>
      // A door gives each reading an id of its own; the run below does too.
      record({ unitId, ...quarter, ...asked }, '2026-10-15'),
    ),
  fc
    .record({ readingId: id, figures })
    .map(({ readingId, figures: asked }) => correct(asked, { readingId })),
  id.map((readingId): IndicatorCommand => ({ type: 'WithdrawReading', readingId, reason: 'x' })),
  id.map((readingId): IndicatorCommand => ({ type: 'AttestReading', readingId, note: 'x' })),
);
const percent = fc.constantFrom('9.00', '8.00', '7.00', '9.0');
const decided = fc.record({
  decidedBy: fc.constantFrom(null, 'KB'),
  reason: fc.constantFrom(null, 'Derfor'),
});
const anySetupCommand: fc.Arbitrary<IndicatorCommand> = fc.oneof(
  fc.tuple(percent, decided).map(([of, by]) => setBaseline({ percent: of, ...by })),
  fc
    .tuple(percent, percent, percent, percent, decided)
    .map(([a, b, c, d, by]) => setBaseline({ percent: null, series: seriesOf(a, b, c, d), ...by })),
  fc.tuple(percent, decided).map(([of, by]) => setTargets({ targets: { '2026': of }, ...by })),
  fc.constantFrom('monthly', 'quarterly').map((cadence) => version({ cadence })),
  fc
    .record({
      name: fc.constantFrom(null, 'X'),
      weight: fc.constantFrom(null, 5),
      activeTo: fc.constantFrom(null, '2026-06-30'),
    })
    .map((data) => changeUnit(data)),
  percent.map((of) => opening({ percent: of })),
);
const anyCommands = fc.array(fc.oneof(anyReadingCommand, anySetupCommand), { maxLength: 40 });

interface Step {
  readonly command: IndicatorCommand;
  readonly decision: ReturnType<typeof indicator.decide>;
  readonly state: IndicatorState;
}

/** What came of commands, each decided on the state that the ones before left. */
function run(commands: readonly IndicatorCommand[]): { steps: Step[]; events: IndicatorEvent[] } {
  let state = indicator.evolve(indicator.initial, defined);
  const events: IndicatorEvent[] = [defined];
  let next = 1;
  const steps = commands.map((asked) => {
    const command =
      asked.type === 'RecordReading'
        ? { ...asked, data: { ...asked.data, readingId: String(next) } }
        : asked;
    const decision = indicator.decide(command, state);
    if ('events' in decision) {
      events.push(...decision.events);
      state = decision.events.reduce(indicator.evolve, state);
      if (command.type === 'RecordReading') next += 1;
    }
    return { command, decision, state };
  });
  return { steps, events };
}

const recorded = (events: readonly IndicatorEvent[]) =>
  events.map(
    (event, at) =>
      ({
        ...event,
        position: at + 1,
        version: at + 1,
        stream: 'indicator-fravaer',
        actor: 'somebody',
        recordedAt: '2026-07-20T10:00:00.000Z',
        effectiveOn: event.effectiveOn ?? null,
      }) as unknown as RecordedEvent,
  );

const rowsAfter = (events: readonly IndicatorEvent[]) =>
  foldAll(readings as unknown as Projection, recorded(events))
    .filter(({ to }) => to === null)
    .map(({ row }) => row);
const effectiveAfter = (events: readonly IndicatorEvent[]) =>
  rowsAfter(events).filter(({ status }) => status !== 'withdrawn');

describe('whatever is asked of an indicator', () => {
  it('gives events or a refusal, never both, and evolves over the events', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        for (const { decision } of run(commands).steps) {
          expect('events' in decision).not.toBe('refusal' in decision);
        }
      }),
    );
  });

  it('never gives two effective readings of one unit, period and version', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const keys = effectiveAfter(run(commands).events).map((row) =>
          [row['indicator_version'], row['unit'], row['period_start']].join(' '),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is nothing new or refused when it stands already', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        for (const { command, decision, state } of run(commands).steps) {
          if ('refusal' in decision) continue;
          const again = indicator.decide(command, state);
          const isTaken = command.type === 'RecordReading' || command.type === 'WithdrawReading';
          if (isTaken) expect(again).toHaveProperty('refusal.kind', 'conflict');
          else expect(again).toEqual({ events: [] });
        }
      }),
    );
  });

  it('frees a key by withdrawal, and by nothing else', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        for (const { command, decision, state } of run(commands).steps) {
          if ('refusal' in decision || command.type !== 'WithdrawReading') continue;
          const [event] = decision.events;
          if (event?.type !== 'ReadingWithdrawn') throw new Error('nothing was withdrawn');
          const { unitId, periodStart, periodEnd } = event.data;
          const again = indicator.decide(
            record(
              {
                readingId: 'new',
                unitId,
                periodStart,
                periodEnd,
                absentDays: 1,
                possibleDays: 2,
              },
              '2026-12-31',
            ),
            state,
          );
          if ('refusal' in again) expect(again.refusal.code).toBe('readings.unit-not-active');
        }
      }),
    );
  });
});

describe('a correction', () => {
  it('counts as if its figures had been handed in at once', () => {
    const possible = figures.filter(
      ({ absentDays, possibleDays }) => possibleDays > 0 && absentDays <= possibleDays,
    );
    fc.assert(
      fc.property(possible, fc.array(possible, { minLength: 1, maxLength: 4 }), (first, later) => {
        const last = later.at(-1) ?? first;
        const corrected = run([
          record(first),
          ...later.map((asked) => correct(asked, { readingId: '1' })),
        ]);
        const at = run([record(last)]);
        const figuresIn = (events: readonly IndicatorEvent[]) =>
          effectiveAfter(events).map((row) => [
            row['unit'],
            row['period_start'],
            row['absent_days'],
            row['possible_days'],
          ]);
        expect(figuresIn(corrected.events)).toEqual(figuresIn(at.events));
      }),
    );
  });

  it('that is withdrawn leaves as much as nothing', () => {
    const { events } = run([
      record(),
      correct({}, { readingId: '1' }),
      { type: 'WithdrawReading', readingId: '1', reason: 'x' },
    ]);
    expect(effectiveAfter(events)).toEqual([]);
    expect(rowsAfter(events)).toHaveLength(1);
  });

  it('cannot follow from events without a definition', () => {
    expect(() => indicator.evolve(null, readingRecorded())).toThrow('before IndicatorDefined');
  });
});
