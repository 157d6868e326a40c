import { assert, constantFrom, integer, property } from 'fast-check';
import { obligation } from '../../../../test/support/events';
import { obligationsIn } from '../imports/duties.rules';
import { bodyIn, obligedCount, obligedId, obligedMilestones } from './obligations.rules';

const years = [2025, 2026, 2027];
const given = (reading: string, { who = 'AU', text = 'Sag' } = {}) => {
  const line = `P1 | ${text} | ${who} | snart | ${reading}`;
  const { obligations } = obligationsIn(line, 'row 4');
  return obligedMilestones('R307', { obligations, forums: ['BUU', 'AU'] }, years);
};
const days = (reading: string) =>
  given(reading).map((milestone) => [obligedId(milestone), milestone.dueOn, milestone.title]);

describe('a duty gives', () => {
  it.each<[reading: string, expected: (string | null)[][]]>([
    ['måned 2025-02', [['R307-P1', '2025-02-28', 'Sag']]],
    ['vindue 2026-12..2027-02', [['R307-P1', '2027-02-28', 'Sag']]],
    [
      'måned 2026-02 årligt',
      [
        ['R307-P1-2026', '2026-02-28', 'Sag, budgetår 2026'],
        ['R307-P1-2027', '2027-02-28', 'Sag, budgetår 2027'],
      ],
    ],
    [
      'vindue 2024-11..2024-12 årligt',
      [
        ['R307-P1-2025', '2024-12-31', 'Sag, budgetår 2025'],
        ['R307-P1-2026', '2025-12-31', 'Sag, budgetår 2026'],
        ['R307-P1-2027', '2026-12-31', 'Sag, budgetår 2027'],
      ],
    ],
    [
      'årligt 01-31',
      [
        ['R307-P1-2025', '2025-01-31', 'Sag, 2025'],
        ['R307-P1-2026', '2026-01-31', 'Sag, 2026'],
        ['R307-P1-2027', '2027-01-31', 'Sag, 2027'],
      ],
    ],
    [
      'løbende 2 om året +15 dage i 2026',
      [
        ['R307-P1-2026-H1', '2026-07-15', 'Sag, 1. halvår 2026'],
        ['R307-P1-2026-H2', '2027-01-15', 'Sag, 2. halvår 2026'],
      ],
    ],
    ['varighed 14 dage', [['R307-P1', null, 'Sag']]],
    ['forudsætning', [['R307-P1', null, 'Sag']]],
    ['hvis faldet udebliver', [['R307-P1', null, 'Sag']]],
    ['udateret', [['R307-P1', null, 'Sag']]],
  ])('read as "%s", its milestones', (reading, expected) => {
    expect(days(reading)).toEqual(expected);
  });

  it.each([
    [12, 'R307-P1-2026-02', '2026-02-28', 'Sag, februar 2026'],
    [6, 'R307-P1-2026-D2', '2026-04-30', 'Sag, marts–april 2026'],
    [4, 'R307-P1-2026-K2', '2026-06-30', 'Sag, 2. kvartal 2026'],
    [3, 'R307-P1-2026-T2', '2026-08-31', 'Sag, 2. tertial 2026'],
    [2, 'R307-P1-2026-H2', '2026-12-31', 'Sag, 2. halvår 2026'],
  ])('%i times a year, one for each period', (times, id, dueOn, title) => {
    const found = days(`løbende ${String(times)} om året i 2026`);
    expect(found).toHaveLength(times);
    expect(found[1]).toEqual([id, dueOn, title]);
  });

  it('what it says, and how that was read', () => {
    const [milestone] = given('løbende 4 om året +15 dage i 2026, standard, uenighed snart er to', {
      who: 'Skole- og dagtilbudschefen',
    });
    expect(milestone).toEqual({
      measure: 'R307',
      title: 'Sag, 1. kvartal 2026',
      dueOn: '2026-04-15',
      forum: null,
      kind: 'recurring',
      period: '2026-K1',
      obligation: obligation({
        code: 'P1',
        when: 'snart',
        reading: 'løbende 4 om året +15 dage i 2026',
        disagreement: 'snart er to',
      }),
    });
  });

  it('a title that fits, whatever its text', () => {
    const [milestone] = given('løbende 4 om året', { text: 'a'.repeat(300) });
    expect(milestone?.title).toHaveLength(300);
    expect(milestone?.title).toMatch(/a…, 1\. kvartal 2025$/);
  });

  it('nothing where an earlier import did not keep how it is read', () => {
    const obligations = [{ code: 'P1', text: 'Sag', who: 'AU', when: '' }];
    expect(obligedMilestones('R307', { obligations, forums: [] }, years)).toEqual([]);
  });

  it('as many as are counted, each with an id of its own', () => {
    const reading = constantFrom(
      'måned 2025-02',
      'måned 2024-02 årligt',
      'årligt 01-31',
      'løbende 12 om året',
      'løbende 6 om året +999 dage',
      'løbende 3 om året i 2026',
      'udateret',
      'varighed 14 dage',
    );
    assert(
      property(
        reading,
        integer({ min: 2025, max: 2090 }),
        integer({ min: 1, max: 10 }),
        (one, first, span) => {
          const { obligations } = obligationsIn(`P1 | Sag | AU | | ${one}`, 'row 4');
          const of = Array.from({ length: span }, (_, at) => first + at);
          const milestones = obligedMilestones('R307', { obligations, forums: [] }, of);
          expect(milestones).toHaveLength(obligedCount(obligations, of));
          expect(new Set(milestones.map(obligedId)).size).toBe(milestones.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('the body that a duty lies with', () => {
  const path = ['FUDV', 'Høring', 'FUDV', 'ØK', 'KB'];
  it.each([
    ['Økonomiudvalget (ØK)', path, 'ØK'],
    ['AU', ['BUU', 'AU'], 'AU'],
    ['Kommunalbestyrelsen (KB)', ['Fagudvalg'], 'KB'],
    ['Fagudvalgene', ['Fagudvalg'], 'Fagudvalg'],
    ['Relevante fagudvalg', ['Relevante fagudvalg'], 'Relevante fagudvalg'],
    ['Fagudvalgene (FUDV) og Kommunalbestyrelsen (KB)', path, null],
    ['Råd og nævn', path, null],
    ['Arbejdsmarkedschefen', ['BUU', 'AU'], null],
  ])('of "%s" on the path %j is %s', (who, forums, expected) => {
    expect(bodyIn(who, forums)).toBe(expected);
  });
});
