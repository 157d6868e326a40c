import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Who asks: an account of one municipality, as the session says. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** The post it holds in the agreement's words, for example `Arbejdsmarkedschef`; null without. */
  readonly post: string | null;
  /** The municipality, which is also the name of its log. */
  readonly municipality: string;
}

declare module 'express-serve-static-core' {
  interface Request {
    actor?: Actor;
  }
}

export const actorOf = (request: Request): Actor => {
  if (!request.actor) throw new Error('a route without its guard: no actor');
  return request.actor;
};

/** The signed-in actor as a parameter of a route. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actorOf(context.switchToHttp().getRequest<Request>()),
);

export const actKey = 'kursholder:act';
/**
 * Names the act that a route is. The guard lets only those through who may do it; a route without
 * an act is answered 403 to everybody.
 */
export const Act = (act: string) => SetMetadata(actKey, act);

export const publicKey = 'kursholder:public';
/** A route that is open without signing in. */
export const Public = () => SetMetadata(publicKey, true);

export const sessionCookie = 'kursholder_session';

/** The session's token, from the cookie. */
export function sessionTokenOf(request: Request): string | undefined {
  const cookies = request.cookies as Record<string, unknown> | undefined;
  const token = cookies?.[sessionCookie];
  return typeof token === 'string' && token !== '' ? token : undefined;
}
