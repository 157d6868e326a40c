/** The roles of the source (close reading, "Roles") that sign in. */
export const roles = [
  'reporter',
  'supplier',
  'owner',
  'coordinator',
  'controller',
  'finance',
  'secretary',
  'politician',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** What a route is, as far as authority goes. */
export const acts = [
  'read',
  'figures',
  'imports',
  'readings',
  'milestones',
  'remedies',
  'forecasts',
  'coordinations',
  'path',
  'events',
  'projections',
  'session',
] as const;
export type Act = (typeof acts)[number];

/**
 * Who may do what (design of the API, "Who may do what"). The administrator writes no figure,
 * politicians and the auditor only read; an owner acts on the measures of its own post only.
 */
export const authority: Readonly<Record<Act, readonly Role[]>> = {
  read: roles,
  session: roles,
  figures: ['controller', 'finance'],
  imports: ['controller'],
  readings: ['reporter', 'supplier'],
  milestones: ['owner', 'controller', 'secretary'],
  remedies: ['owner', 'controller'],
  forecasts: ['owner', 'controller'],
  coordinations: ['owner', 'controller', 'coordinator'],
  // Path steps, meetings, decisions, hearings, dialogues, prioritisations.
  path: ['secretary', 'controller'],
  events: ['auditor', 'controller', 'finance', 'admin'],
  projections: ['admin'],
};

export const may = (held: readonly string[], act: Act): boolean =>
  authority[act].some((role) => held.includes(role));

/** The acts that an account with these roles may do. */
export const actsOf = (held: readonly string[]): Act[] =>
  acts.filter((act) => act !== 'session' && may(held, act));

/**
 * Whether a post is among a measure's owners: `Arbejdsmarkedschef` is the agreement's
 * `Arbejdsmarkedschefen`.
 */
export function ownsMeasure(post: string | null, owners: readonly string[]): boolean {
  return post !== null && owners.some((owner) => indefinite(owner) === indefinite(post));
}

/** Whether an account may do an act on a measure with these owners: an owner only on its own. */
export function mayOnMeasure(
  { roles: held, post }: { readonly roles: readonly string[]; readonly post: string | null },
  act: Act,
  owners: readonly string[],
): boolean {
  const others = held.filter((role) => role !== 'owner');
  return may(others, act) || (may(held, act) && ownsMeasure(post, owners));
}

const indefinite = (post: string) =>
  post
    .toLocaleLowerCase('da')
    .replace(/(chef|direktør)en\b/u, '$1')
    .trim();
