import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { tap, type Observable } from 'rxjs';

/** Gives the `version` in the body as the `ETag` that `If-Match` takes. */
@Injectable()
class EtagInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = execution.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((body: { readonly version: number }) => {
        response.setHeader('ETag', `"${String(body.version)}"`);
      }),
    );
  }
}

/** Marks a route that answers one thing with its version. */
export const Versioned = () => applyDecorators(UseInterceptors(EtagInterceptor));
