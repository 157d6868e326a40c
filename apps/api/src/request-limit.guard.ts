import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Request } from 'express';

/** Requests per account and address; health and event streams do not count. */
@Injectable()
export class RequestLimit extends ThrottlerGuard {
  protected override getTracker(request: Request): Promise<string> {
    return Promise.resolve(`${request.actor?.id ?? ''} ${request.ip ?? ''}`);
  }

  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { path } = context.switchToHttp().getRequest<Request>();
    return Promise.resolve(path.startsWith('/health/') || path === '/api/v1/events/live');
  }

  /** One count for all routes, not one for each. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }
}
