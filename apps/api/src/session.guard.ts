import { timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { acts, may, Sessions, type Act } from '@kursholder/monitoring';
import { actKey, Problem, publicKey, sessionTokenOf } from '@kursholder/platform';
import type { Request } from 'express';

/**
 * Deny unless allowed: without a session 401, without the token a write needs 403, and 403 for an
 * act that the account's roles may not do, or a route that names no act at all.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicKey, targets) === true) {
      return true;
    }
    const request = context.switchToHttp().getRequest<Request>();
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (!session) throw new Problem(401, 'people.not-signed-in');
    if (!isRead(request) && !same(request.headers['x-csrf-token'], session.csrfToken)) {
      throw new Problem(403, 'request.csrf');
    }
    const act = this.reflector.getAllAndOverride<string | undefined>(actKey, targets);
    if (!isAct(act) || !may(session.actor.roles, act)) throw new Problem(403, 'people.not-allowed');
    request.actor = session.actor;
    return true;
  }
}

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

const isAct = (act: string | undefined): act is Act =>
  (acts as readonly (string | undefined)[]).includes(act);

function same(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
