import { firstQuarter, readingCorrected, readingRecorded } from '../../../../test/support/events';
import { asRecorded, goldenEvents, type GoldenEvent } from '../../../../test/support/golden-events';
import { catalogue } from '../catalogue';
import { happening, whyOf, type MonitoringEvent } from './events';

const languages = ['da', 'en'] as const;
const nothing = /undefined|null|NaN|\[object|Invalid Date/u;

/** Where the data of an event may lack something, with that missing. */
const lacking: readonly MonitoringEvent[] = [
  {
    type: 'AmountRevised',
    data: { year: 2026, amountKr: -1, previousKr: null, decidedBy: null },
  },
  { type: 'OwnersAssigned', data: { owners: [] } },
  {
    type: 'BaselineSet',
    data: { baselineVersion: 2, percent: '9.00', series: null, decidedBy: null },
  },
  readingRecorded({ unitId: null, absentDays: null, possibleDays: null, percent: '8.4567' }),
  readingCorrected({
    unitId: null,
    absentDays: null,
    possibleDays: null,
    percent: '8.5',
    previous: { absentDays: null, possibleDays: null, percent: '8', quality: 'provisional' },
  }),
  {
    type: 'ReadingWithdrawn',
    data: {
      readingId: 'reading-1',
      unitId: null,
      ...firstQuarter,
      previous: { absentDays: null, possibleDays: null, percent: '8' },
    },
  },
  { type: 'ReadingAttested', data: { readingId: 'reading-1', unitId: null, ...firstQuarter } },
  {
    type: 'UnitChanged',
    data: { unitId: 'auning', name: null, weight: null, activeTo: null, mergedInto: null },
  },
  {
    type: 'OpeningStatusReceived',
    data: { year: 2026, percent: '8.9', suppliedBy: null, receivedOn: '2026-01-31' },
  },
  {
    type: 'MilestonePlanned',
    data: {
      id: 'milestone-1',
      measure: 'R307',
      title: 'Sag',
      dueOn: null,
      forum: null,
      kind: null,
      obligation: null,
      period: null,
    },
  },
  {
    type: 'MilestoneRescheduled',
    data: { id: 'milestone-1', dueOn: '2026-02-28', previousDueOn: null },
  },
  {
    type: 'RemedyPlanned',
    data: {
      id: 'r',
      measure: 'R307',
      title: 'Morgenvækning',
      owner: 'Skolechefen',
      expectedEffectKr: null,
      dueOn: null,
    },
  },
];

const told = (event: GoldenEvent | MonitoringEvent, language: 'da' | 'en') =>
  happening(language, asRecorded({ stream: 'stream-1', ...event } as GoldenEvent));

describe('what happened', () => {
  it('has an example of every event type', () => {
    expect(new Set(goldenEvents().map(({ type }) => type))).toEqual(
      new Set(Object.keys(catalogue)),
    );
  });

  it.each(goldenEvents())('is told of $type in both languages', (event) => {
    const [da, en] = languages.map((language) => told(event, language));
    for (const each of [da, en]) {
      expect(each?.what).toMatch(/^\S.*\S$/u);
      for (const said of [each?.what, each?.before, each?.after]) {
        if (said !== null) expect(said).not.toMatch(nothing);
      }
    }
    expect(da?.what).not.toBe(en?.what);
    expect(da?.before === null).toBe(en?.before === null);
    expect(da?.after === null).toBe(en?.after === null);
  });

  it.each(lacking)('is told of $type where it lacks something', (event) => {
    for (const language of languages) {
      const { what, before, after } = told(event, language);
      expect(what.length).toBeGreaterThan(0);
      for (const said of [what, before, after])
        if (said !== null) expect(said).not.toMatch(nothing);
    }
  });

  it('of each type in other words than of any other', () => {
    for (const language of languages) {
      const all = goldenEvents().map((event) => told(event, language).what);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('shows the figures before and after', () => {
    const revised: MonitoringEvent = {
      type: 'AmountRevised',
      data: { year: 2026, amountKr: -1_000_000, previousKr: -1_050_000, decidedBy: null },
    };
    expect(told(revised, 'da')).toEqual({
      what: 'Beløb for 2026 korrigeret',
      before: '−1.050.000\u00a0kr.',
      after: '−1.000.000\u00a0kr.',
    });
    expect(told(revised, 'en')).toEqual({
      what: 'Amount of 2026 revised',
      before: 'DKK\u00a0−1,050,000',
      after: 'DKK\u00a0−1,000,000',
    });
    const remedy = goldenEvents().filter(({ type }) => type === 'RemedyPlanned');
    expect(remedy.map((event) => told(event, 'da').after)).toEqual(['200.000\u00a0kr.']);
    expect(told(readingCorrected(), 'da')).toEqual({
      what: 'Rettelse, A, 1/1–31. marts 2026',
      before: '2.100 af 24.000 dage',
      after: '2.310 af 24.000 dage',
    });
  });
});

describe('why it happened', () => {
  const why = (notes: Record<string, string> | null) =>
    whyOf(asRecorded({ stream: 'stream-1', type: 'MeasureClosed', data: {}, notes }));

  it('is what a person wrote', () => {
    expect(why({ reason: 'Derfor' })).toBe('Derfor');
    expect(why({ note: 'Bemærk' })).toBe('Bemærk');
    expect(why({ text: 'Kursus' })).toBe('Kursus');
    expect(why({ outcome: 'En plan i august' })).toBe('En plan i august');
  });
  it('is none where nobody wrote anything, or it was erased', () => {
    expect(why(null)).toBeNull();
    expect(why({})).toBeNull();
  });
});
