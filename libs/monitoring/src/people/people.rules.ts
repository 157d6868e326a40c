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
  'events',
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
  events: ['auditor', 'controller', 'finance', 'admin'],
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

const indefinite = (post: string) =>
  post
    .toLocaleLowerCase('da')
    .replace(/(chef|direktør)en\b/u, '$1')
    .trim();
