import type { Me, Measure, Right } from '../api';

type Acts = Extract<Right, 'milestones' | 'remedies' | 'forecasts' | 'coordinations'>;

/** Roles that act on every measure; an owner acts on those of its own post. */
const onEvery: Readonly<Record<Acts, readonly string[]>> = {
  milestones: ['controller', 'secretary'],
  remedies: ['controller'],
  forecasts: ['controller'],
  coordinations: ['controller', 'coordinator'],
};

export function mayOnMeasure(me: Me, measure: Measure, right: Acts): boolean {
  if (!me.may.includes(right)) return false;
  if (me.user.roles.some((role) => onEvery[right].includes(role))) return true;
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
