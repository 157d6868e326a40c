import { obligationsIn } from '../imports/duties.rules';
import { conflictsOf } from './conflicts.rules';

const clear = {
  effect: 'conditional',
  closed: false,
  signUnclear: false,
  owners: ['Arbejdsmarkedschefen'],
  forums: ['BUU', 'AU'],
  scopeYears: [2026, 2027],
  obligations: [],
} as const;
type Known = Partial<Parameters<typeof conflictsOf>[0]>;
const found = (known: Known) => conflictsOf({ ...clear, ...known });

describe('a measure', () => {
  it('without conflicts has no warning', () => expect(found({})).toEqual([]));

  it.each<[what: string, known: Known, expected: object[]]>([
    [
      'that is closed while its condition is open',
      { closed: true },
      [{ code: 'measures.closed-with-open-condition', facts: { years: [2026, 2027] } }],
    ],
    ['that is closed and has no condition', { closed: true, effect: 'direct' }, []],
    ['of unclear sign', { signUnclear: true }, [{ code: 'measures.sign-unclear', facts: {} }]],
    [
      'of several posts',
      { owners: ['Relevante chefer'] },
      [{ code: 'measures.owner-not-one', facts: { owner: 'Relevante chefer' } }],
    ],
    ['of nobody', { owners: [] }, [{ code: 'measures.owner-not-one', facts: { owner: null } }]],
    [
      'for some committee',
      { forums: ['Relevante fagudvalg'] },
      [{ code: 'measures.forum-not-named', facts: { forum: 'Relevante fagudvalg' } }],
    ],
    [
      'for a committee that is not named',
      { forums: ['Fagudvalg'] },
      [{ code: 'measures.forum-not-named', facts: { forum: 'Fagudvalg' } }],
    ],
    ['for no body', { forums: [] }, [{ code: 'measures.forum-not-named', facts: { forum: null } }]],
    ['for no body, and closed', { forums: [], closed: true, effect: 'direct' }, []],
    ['for all committees on a set path', { forums: ['FUDV', 'Høring', 'FUDV'] }, []],
    [
      'with two times for a duty',
      {
        obligations: obligationsIn(
          'M7 | Sag | ØK | februar | måned 2025-02, uenighed teksten siger foråret',
          'row 4',
        ).obligations,
      },
      [
        {
          code: 'measures.duty-times-disagree',
          facts: {
            duty: 'M7',
            text: 'Sag',
            when: 'februar',
            disagreement: 'teksten siger foråret',
          },
        },
      ],
    ],
  ])('%s is warned of just that', (_, known, expected) => {
    expect(found(known)).toEqual(expected);
  });
});
