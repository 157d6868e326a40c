import fc from 'fast-check';
import {
  acts,
  actsOf,
  authority,
  may,
  mayOnMeasure,
  ownsMeasure,
  roles,
  type Act,
  type Role,
} from './people.rules';
import { roleAccounts } from './role-accounts';

/* The design of the API, "Who may do what", read off row by row. */
const everyone = [...roles];
const table: Readonly<Record<Act, readonly Role[]>> = {
  read: everyone,
  session: everyone,
  figures: ['controller', 'finance'],
  imports: ['controller'],
  readings: ['reporter', 'supplier'],
  milestones: ['owner', 'controller', 'secretary'],
  remedies: ['owner', 'controller'],
  forecasts: ['owner', 'controller'],
  coordinations: ['owner', 'controller', 'coordinator'],
  path: ['controller', 'secretary'],
  events: ['auditor', 'controller', 'finance', 'admin'],
  projections: ['admin'],
};
const cells = acts.flatMap((act) => roles.map((role) => ({ act, role })));

describe('who may do what', () => {
  it.each(cells)('$role, $act: as the table says', ({ act, role }) => {
    expect(may([role], act)).toBe(table[act].includes(role));
  });

  it('is nothing for somebody without a role, or with one that nobody knows', () => {
    for (const act of acts) {
      expect(may([], act)).toBe(false);
      expect(may(['direktør', 'toString'], act)).toBe(false);
    }
  });

  it('is what any of one’s roles may', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...acts), (held, act) => {
        expect(may(held, act)).toBe(held.some((role) => may([role], act)));
      }),
    );
  });

  it.each(['politician', 'coordinator', 'auditor'] as const)(
    'lets a %s write no figure',
    (role) => {
      for (const act of ['figures', 'imports', 'readings'] as const) {
        expect(may([role], act)).toBe(false);
      }
    },
  );

  it('lets the administrator write nothing about a measure', () => {
    expect(acts.filter((act) => may(['admin'], act))).toEqual([
      'read',
      'events',
      'projections',
      'session',
    ]);
  });

  it('has somebody for every act, and an account for every role', () => {
    for (const act of acts) expect(authority[act].length).toBeGreaterThan(0);
    expect(roleAccounts.map(({ role }) => role).sort()).toEqual([...roles].sort());
  });
});

describe('the acts of an account', () => {
  it.each<[role: Role, expected: Act[]]>([
    ['reporter', ['read', 'readings']],
    ['supplier', ['read', 'readings']],
    ['owner', ['read', 'milestones', 'remedies', 'forecasts', 'coordinations']],
    ['coordinator', ['read', 'coordinations']],
    [
      'controller',
      [
        'read',
        'figures',
        'imports',
        'milestones',
        'remedies',
        'forecasts',
        'coordinations',
        'path',
        'events',
      ],
    ],
    ['finance', ['read', 'figures', 'events']],
    ['secretary', ['read', 'milestones', 'path']],
    ['politician', ['read']],
    ['auditor', ['read', 'events']],
    ['admin', ['read', 'events', 'projections']],
  ])('of a %s are %j', (role, expected) => {
    expect(actsOf([role])).toEqual(expected);
  });
});

describe('a post', () => {
  it.each([
    ['Arbejdsmarkedschef', 'Arbejdsmarkedschefen'],
    ['arbejdsmarkedschef', ' Arbejdsmarkedschefen '],
    ['Arbejdsmarkedschefen', 'Arbejdsmarkedschef'],
    ['Kommunaldirektør', 'Kommunaldirektøren'],
    ['Børne- og familiechef', 'Børne- og familiechefen'],
    ['Chef for fællessekretariatet', 'Chefen for fællessekretariatet'],
    ['Økonomichef', 'ØKONOMICHEFEN'],
  ])('of %s owns what the agreement gives to %s', (post, owner) => {
    expect(ownsMeasure(post, ['Kommunikation', owner])).toBe(true);
  });

  it.each([
    ['Arbejdsmarkedschef', 'Økonomichefen'],
    ['Arbejdsmarkedschef', 'Souschef for arbejdsmarkedet'],
    ['chef', 'Arbejdsmarkedschefen'],
    ['Chef', 'Relevante chefer'],
    ['', 'Arbejdsmarkedschefen'],
  ])('of %s does not own what is given to %s', (post, owner) => {
    expect(ownsMeasure(post, [owner])).toBe(false);
  });

  it('that is none owns nothing, and what nobody owns has no owner', () => {
    expect(ownsMeasure(null, ['Arbejdsmarkedschefen'])).toBe(false);
    expect(ownsMeasure('Arbejdsmarkedschef', [])).toBe(false);
  });
});

describe('an act on a measure', () => {
  const own = ['Arbejdsmarkedschefen'];
  const others = ['Økonomichefen'];
  const owner = { roles: ['owner'], post: 'Arbejdsmarkedschef' };

  it('is an owner’s on its own measures only', () => {
    expect(mayOnMeasure(owner, 'milestones', own)).toBe(true);
    expect(mayOnMeasure(owner, 'milestones', others)).toBe(false);
    expect(mayOnMeasure({ ...owner, post: null }, 'milestones', own)).toBe(false);
  });

  it('is not an owner’s where owners may not at all', () => {
    expect(mayOnMeasure(owner, 'figures', own)).toBe(false);
    expect(mayOnMeasure(owner, 'path', own)).toBe(false);
  });

  it('is another role’s on all measures, whatever its post', () => {
    for (const role of ['controller', 'secretary']) {
      expect(mayOnMeasure({ roles: [role], post: null }, 'milestones', others)).toBe(true);
    }
    expect(mayOnMeasure({ roles: ['owner', 'secretary'], post: null }, 'milestones', others)).toBe(
      true,
    );
  });

  it('is nobody’s who may not do it anywhere', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...acts), (held, act) => {
        const asked = { roles: held, post: 'Arbejdsmarkedschef' };
        expect(mayOnMeasure(asked, act, own)).toBe(may(held, act));
        if (mayOnMeasure(asked, act, others)) expect(may(held, act)).toBe(true);
      }),
    );
  });
});
