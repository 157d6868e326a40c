import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export type Language = 'da' | 'en';

/** The language of messages and labels: `Accept-Language: da` (default) or `en`. */
export const languageOf = (request: Request): Language =>
  request.acceptsLanguages('da', 'en') === 'en' ? 'en' : 'da';

export const ReaderLanguage = createParamDecorator((_: unknown, context: ExecutionContext) =>
  languageOf(context.switchToHttp().getRequest<Request>()),
);
