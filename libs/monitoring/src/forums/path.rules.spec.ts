import { array, assert, constantFrom, date, integer, property, record } from 'fast-check';
import { obligationsIn } from '../imports/duties.rules';
import type { Outcome } from './forums.events';
import { hearingDays, involvesMed, pathSteps, type PathFacts } from './path.rules';
import { pathWarnings } from './path-warnings.rules';

const duties = obligationsIn(
  [
    'M1 | Første behandling | Fagudvalgene (FUDV) | november/december | vindue 2024-11..2024-12 årligt',
    'M2 | Høring | Råd og nævn | 14 dage | varighed 14 dage, efter M1, før M4',
    'M4 | Anden behandling | Fagudvalgene (FUDV) | | vindue 2024-12..2025-01, efter M2',
    'M5 | Samlet sag | Økonomiudvalget (ØK) | januar 2025 | måned 2025-01, efter M4',
    'M6 | Samlet sag | Kommunalbestyrelsen (KB) | januar 2025 | måned 2025-01, efter M5',
    'M7 | Procentsag | Økonomiudvalget (ØK) | februar | måned 2025-02',
  ].join('\n'),
  'row 4',
).obligations;

const facts = (known: Partial<PathFacts> = {}): PathFacts => ({
  forums: ['FUDV', 'Høring', 'FUDV', 'ØK', 'KB'],
  consultation: true,
  obligations: duties,
  planned: [],
  decisions: [],
  consultations: [],
  ...known,
});
const plan = (step: number, forum: string, plannedOn: string) => ({ step, forum, plannedOn });
const decide = (step: number, forum: string, decidedOn: string, outcome: Outcome = 'adopted') => ({
  step,
  forum,
  decidedOn,
  outcome,
  journalRef: null,
  position: 1,
});
const hearing = (opensOn: string, closesOn: string, parties = ['Råd og nævn', 'MED']) => ({
  opensOn,
  closesOn,
  parties,
  position: 1,
});

const today = '2025-03-01';
const statuses = (known: Partial<PathFacts>, onDate = today) =>
  pathSteps(facts(known), onDate).map(({ status }) => status);
const warnings = (known: Partial<PathFacts>, onDate = today) =>
  pathWarnings(facts(known), pathSteps(facts(known), onDate));
const codes = (known: Partial<PathFacts>) => warnings(known).map(({ code }) => code);

/** All as the agreement says. */
const inOrder = {
  decisions: [
    decide(1, 'FUDV', '2024-11-20'),
    decide(3, 'FUDV', '2024-12-20'),
    decide(4, 'ØK', '2025-01-14'),
    decide(5, 'KB', '2025-01-28'),
  ],
  consultations: [hearing('2024-11-22', '2024-12-06')],
};

describe('a path', () => {
  it('has a step for each body, which may stand twice, and for the hearing', () => {
    expect(
      pathSteps(facts(), today).map(({ step, forum, kind, status, stated }) => [
        step,
        forum,
        kind,
        status,
        stated,
      ]),
    ).toEqual([
      [1, 'FUDV', 'forum', 'not_scheduled', true],
      [2, 'Høring', 'hearing', 'not_scheduled', true],
      [3, 'FUDV', 'forum', 'not_scheduled', true],
      [4, 'ØK', 'forum', 'not_scheduled', true],
      [5, 'KB', 'forum', 'not_scheduled', true],
    ]);
  });

  it('shows a step that was recorded beside the agreement’s', () => {
    const steps = pathSteps(facts({ planned: [plan(2, 'AU', '2024-12-01')] }), today);
    expect(steps.map(({ step, forum }) => `${String(step)} ${forum}`)).toEqual([
      '1 FUDV',
      '2 Høring',
      '2 AU',
      '3 FUDV',
      '4 ØK',
      '5 KB',
    ]);
    expect(steps[2]).toMatchObject({ stated: false, status: 'scheduled' });
  });

  it('stands as was decided last', () => {
    const at = (...outcomes: Outcome[]) =>
      statuses({
        decisions: outcomes.map((outcome, day) =>
          decide(1, 'FUDV', `2024-11-0${String(day + 1)}`, outcome),
        ),
      })[0];
    expect(at('adopted')).toBe('held');
    expect(at('noted')).toBe('held');
    expect(at('deferred')).toBe('deferred');
    expect(at('rejected')).toBe('rejected');
    expect(at('deferred', 'adopted')).toBe('held');
  });

  it('takes a deferred step up again when it is planned for a later day', () => {
    const decisions = [decide(1, 'FUDV', '2024-11-20', 'deferred')];
    expect(statuses({ decisions, planned: [plan(1, 'FUDV', '2024-11-20')] })[0]).toBe('deferred');
    expect(statuses({ decisions, planned: [plan(1, 'FUDV', '2024-12-04')] })[0]).toBe('scheduled');
  });

  it('has held its hearing once the last day is over', () => {
    const consultations = [hearing('2024-11-22', '2024-12-06')];
    expect(statuses({ consultations }, '2024-12-06')[1]).toBe('scheduled');
    expect(statuses({ consultations }, '2024-12-07')[1]).toBe('held');
  });

  it('knows the months of each step from the duties of its body, in their order', () => {
    expect(pathSteps(facts(), today).map(({ window }) => window?.duty ?? null)).toEqual([
      'M1',
      null,
      'M4',
      'M5',
      'M6',
    ]);
  });
});

describe('a hearing', () => {
  it('lasts from its first day to its last, both counted', () => {
    expect(hearingDays({ opensOn: '2024-12-01', closesOn: '2024-12-14' })).toBe(14);
    expect(hearingDays({ opensOn: '2025-03-29', closesOn: '2025-03-31' })).toBe(3);
  });

  it.each([
    [['MED'], true],
    [['Hovedudvalget'], true],
    [['MED-udvalget på skolerne'], true],
    [['Råd og nævn', 'Hoved-MED'], true],
    [['Råd og nævn'], false],
    [['Dialog med foreninger'], false],
    [['MEDARBEJDERE'], false],
  ])('with the parties %j involves MED: %s', (parties, expected) => {
    expect(involvesMed({ parties })).toBe(expected);
  });
});

describe('a path is warned of', () => {
  it('nothing when all is as the agreement says', () => {
    expect(codes(inOrder)).toEqual([]);
    expect(codes({})).toEqual([]);
  });

  it('a hearing that is shorter than 14 days, unless the same are heard again long enough', () => {
    const short = hearing('2024-11-22', '2024-12-04', ['Råd og nævn']);
    expect(warnings({ consultations: [short] })).toEqual([
      {
        code: 'path.hearing-too-short',
        facts: { opensOn: '2024-11-22', closesOn: '2024-12-04', days: 13, least: 14 },
      },
    ]);
    expect(codes({ consultations: [short, hearing('2024-12-05', '2024-12-18')] })).toEqual([]);
    expect(codes({ consultations: [short, hearing('2024-12-05', '2024-12-18', ['MED'])] })).toEqual(
      ['path.hearing-too-short'],
    );
  });

  it('a hearing that is too short although one of an earlier year was long enough', () => {
    const before = hearing('2024-11-25', '2024-12-08');
    const short = hearing('2025-11-24', '2025-12-06');
    expect(codes({ consultations: [before, short] })).toEqual(['path.hearing-too-short']);
  });

  it('the days that a duty of the measure states, where one does', () => {
    const { obligations } = obligationsIn('M2 | Høring | Råd | | varighed 21 dage', 'row 4');
    const consultations = [hearing('2024-12-01', '2024-12-14')];
    expect(codes({ consultations, obligations })).toEqual(['path.hearing-too-short']);
    expect(codes({ consultations, obligations: [] })).toEqual([]);
  });

  it('a second treatment before the hearing is over, and one without MED', () => {
    const second = (on: string, ...consultations: PathFacts['consultations']) =>
      codes({ planned: [plan(3, 'FUDV', on)], consultations });
    const heard = hearing('2024-11-22', '2024-12-06');
    expect(second('2024-12-06', heard)).toEqual(['path.before-hearing-closed']);
    expect(second('2024-12-07', heard)).toEqual([]);
    // The next year's hearing is of the next year's case.
    expect(second('2024-12-07', heard, hearing('2025-11-24', '2025-12-07'))).toEqual([]);
    expect(second('2024-11-20', heard)).toContain('path.before-hearing-closed');
    expect(second('2024-12-07', hearing('2024-11-22', '2024-12-06', ['Råd og nævn']))).toEqual([
      'path.before-med',
    ]);
    expect(second('2024-12-07')).toEqual(['path.before-med']);
  });

  it('no lack of MED where the agreement has no mark for it', () => {
    expect(codes({ consultation: false, planned: [plan(3, 'FUDV', '2024-12-07')] })).toEqual([]);
  });

  it('steps whose days go backwards', () => {
    const decisions = inOrder.decisions.with(3, decide(5, 'KB', '2025-01-10'));
    expect(warnings({ ...inOrder, decisions })).toEqual([
      {
        code: 'path.dates-backwards',
        facts: {
          forum: 'KB',
          step: 5,
          on: '2025-01-10',
          before: { forum: 'ØK', step: 4, on: '2025-01-14' },
        },
      },
    ]);
  });

  it('a step outside the months that the agreement names', () => {
    const decisions = inOrder.decisions.with(3, decide(5, 'KB', '2025-02-04'));
    expect(warnings({ ...inOrder, decisions })).toEqual([
      {
        code: 'path.outside-its-month',
        facts: {
          forum: 'KB',
          step: 5,
          on: '2025-02-04',
          duty: 'M6',
          from: '2025-01',
          to: '2025-01',
        },
      },
    ]);
  });

  it('nothing in any year of months that come every year', () => {
    const first = (on: string) => codes({ planned: [plan(1, 'FUDV', on)] });
    expect(first('2026-12-31')).toEqual([]);
    expect(first('2026-11-01')).toEqual([]);
    expect(first('2026-10-31')).toEqual(['path.outside-its-month']);
    expect(first('2024-10-31')).toEqual(['path.outside-its-month']);
  });

  it('a step that was decided before one ahead of it', () => {
    const decisions = inOrder.decisions.filter(({ forum }) => forum !== 'ØK');
    expect(warnings({ ...inOrder, decisions })).toEqual([
      {
        code: 'path.out-of-order',
        facts: { forum: 'KB', step: 5, missing: { forum: 'ØK', step: 4 } },
      },
    ]);
    expect(codes({ ...inOrder, consultations: [] })).toEqual(
      expect.arrayContaining(['path.out-of-order', 'path.before-med']),
    );
  });
});

describe('whatever happens on a path', () => {
  const day = date({
    min: new Date('2024-10-01'),
    max: new Date('2025-03-31'),
    noInvalidDate: true,
  }).map((at) => at.toISOString().slice(0, 10));
  const at = integer({ min: 1, max: 5 });
  const { forums } = facts();
  const happening = record({
    planned: array(record({ at, day }), { maxLength: 5 }),
    decided: array(
      record({
        at,
        day,
        outcome: constantFrom<Outcome>('adopted', 'deferred', 'rejected', 'noted'),
      }),
      { maxLength: 6 },
    ),
    heard: array(record({ day, days: integer({ min: 1, max: 30 }) }), { maxLength: 2 }),
  }).map(({ planned, decided, heard }) => {
    const byDay = [...decided].sort((a, b) => a.day.localeCompare(b.day));
    const plans = new Map(planned.map((each) => [each.at, each.day]));
    return facts({
      planned: [...plans].map(([step, on]) => plan(step, forums[step - 1] ?? '', on)),
      decisions: byDay.map(({ at: step, day: on, outcome }) =>
        decide(step, forums[step - 1] ?? '', on, outcome),
      ),
      consultations: heard
        .map(({ day: on, days }) => {
          const end = new Date(Date.parse(on) + (days - 1) * 86_400_000).toISOString().slice(0, 10);
          return hearing(on, end);
        })
        .sort((a, b) => a.opensOn.localeCompare(b.opensOn)),
    });
  });

  it('each step stands once, and is said to go backwards exactly where it does (D9, 20)', () => {
    assert(
      property(happening, (known) => {
        const steps = pathSteps(known, today);
        expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
        const days = steps.flatMap(({ on }) => (on === null ? [] : [on]));
        const isInOrder = days.every((on, index) => index === 0 || (days[index - 1] ?? '') <= on);
        const said = pathWarnings(known, steps).some(({ code }) => code === 'path.dates-backwards');
        expect(said).toBe(!isInOrder);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a hearing is said to be too short exactly where none later is long enough (D9, 20)', () => {
    assert(
      property(happening, (known) => {
        const short = known.consultations.filter((each) => hearingDays(each) < 14);
        const left = short.filter((each) =>
          known.consultations.every(
            (other) => hearingDays(other) < 14 || other.opensOn < each.opensOn,
          ),
        );
        const said = pathWarnings(known, pathSteps(known, today)).filter(
          ({ code }) => code === 'path.hearing-too-short',
        );
        expect(said).toHaveLength(left.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
