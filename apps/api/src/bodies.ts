import { isUtf8 } from 'node:buffer';
import { Problem } from '@kursholder/platform';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Readiness } from './health.http';

/** Deeper than any body of ours; a body that nests deeper is refused before it is looked at. */
const deepest = 20;

/** Everything but `/health` waits for the start to be through. */
export const readyOnly =
  (readiness: Readiness): RequestHandler =>
  (request, _response, next) => {
    next(
      readiness.ready || request.path.startsWith('/health/')
        ? undefined
        : new Problem(503, 'service.not-ready', { headers: { 'Retry-After': '1' } }),
    );
  };

/** Reads JSON bodies up to 1 MiB; any other content type is 415, but files where files are taken. */
export function jsonBody(): RequestHandler {
  const parse = express.json({
    limit: '1mb',
    strict: false,
    // Otherwise each broken character would be stored as U+FFFD.
    verify: (_request, _response, bytes, encoding) => {
      if (encoding === 'utf-8' && !isUtf8(bytes)) throw new TypeError('the body is not UTF-8');
    },
  });
  return (request: Request, response: Response, next: NextFunction) => {
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (!isWrite || !hasBody(request)) {
      next();
      return;
    }
    const takesFile = request.path.startsWith('/api/v1/imports/');
    if (request.is(takesFile ? 'multipart/form-data' : 'application/json') === false) {
      next(new Problem(415, 'request.wrong-content-type'));
      return;
    }
    if (takesFile) {
      next();
      return;
    }
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) next(bodyProblem(error));
      else if (isDeeperThan(request.body, deepest)) next(new Problem(400, 'request.too-deep'));
      else next();
    });
  };
}

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The parser's own errors by their type; what it does not name is a broken body all the same. */
function bodyProblem(error: unknown): Problem {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : '';
  if (type === 'entity.too.large') return new Problem(413, 'request.too-large');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new Problem(415, 'request.wrong-content-type');
  }
  return new Problem(400, 'request.broken-json');
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
