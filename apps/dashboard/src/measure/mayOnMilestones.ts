import type { Me, Measure } from '../api';

/** An owner acts on the measures of its own post; a controller and a committee secretary on every one. */
export function mayOnMilestones(me: Me, measure: Measure): boolean {
  if (!me.may.includes('milestones')) return false;
  if (me.user.roles.some((role) => role === 'controller' || role === 'secretary')) return true;
  const posts = me.user.scopes.flatMap((scope) =>
    scope.startsWith('owner:') ? [indefinite(scope.slice(6))] : [],
  );
  return measure.owners.some((owner) => posts.includes(indefinite(owner)));
}

/** The agreement says `Arbejdsmarkedschefen`, the account `Arbejdsmarkedschef`. */
const indefinite = (post: string) =>
  post
    .toLocaleLowerCase('da')
    .replace(/(chef|direktør)en\b/u, '$1')
    .trim();
