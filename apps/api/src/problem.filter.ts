import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DatabaseUnavailable, OutcomeUnknown, QueueFull } from '@kursholder/eventstore';
import { sentenceFor } from '@kursholder/monitoring';
import { languageOf, Problem, type Logger } from '@kursholder/platform';
import type { Request, Response } from 'express';

/**
 * The only place that makes problem details (RFC 9457). What is not a problem of ours is a bug:
 * 500 without detail, logged once under the trace id that the reader sees.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemFrom(thrown);
    const traceId = randomUUID();
    if (problem.status === 500) {
      this.log.error(
        { traceId, err: thrown, method: request.method, path: request.path },
        'request failed',
      );
    }
    const language = languageOf(request);
    const say = (code: string, facts: Problem['facts']) => sentenceFor(language, code, facts);
    response
      .status(problem.status)
      .set(problem.headers)
      .set({ 'Content-Language': language, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:kursholder:problem:${problem.code}`,
          title: say(problem.code, problem.facts),
          status: problem.status,
          detail: detailOf(problem, say),
          instance: request.originalUrl,
          code: problem.code,
          facts: problem.facts,
          traceId,
          ...(problem.errors.length === 0
            ? {}
            : {
                errors: problem.errors.map(({ path, code, facts }) => ({
                  path,
                  code,
                  message: say(code, facts),
                })),
              }),
        }),
      );
  }
}

/** With one wrong field its sentence; else the problem's own. */
function detailOf(
  { code, facts, errors }: Problem,
  say: (code: string, facts: Problem['facts']) => string,
): string {
  const [only, ...others] = errors;
  return only !== undefined && others.length === 0
    ? `${only.path}: ${say(only.code, only.facts)}`
    : say(code, facts);
}

function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const retry = { headers: { 'Retry-After': '1' } };
  if (thrown instanceof QueueFull) return new Problem(503, 'service.busy', retry);
  if (thrown instanceof OutcomeUnknown) return new Problem(503, 'service.outcome-unknown', retry);
  if (thrown instanceof DatabaseUnavailable || isConnectionLoss(thrown)) {
    return new Problem(503, 'service.database-away', retry);
  }
  const status = statusIn(thrown);
  if (status === 400 && isBrokenJson(thrown)) return new Problem(400, 'request.broken-json');
  if (status === 400 && /unexpected (field|file)/i.test(messageOf(thrown))) {
    return Problem.input('file', 'request.broken-form');
  }
  if (status === 404) return new Problem(404, 'request.unknown-address');
  if (status === 413) return new Problem(413, 'request.too-large');
  if (status === 415) return new Problem(415, 'request.wrong-content-type');
  if (status === 429)
    return new Problem(429, 'request.too-many', { headers: { 'Retry-After': '60' } });
  if (isFormError(thrown)) return new Problem(400, 'request.broken-form');
  if (status !== undefined && status < 500) return new Problem(status, 'request.refused');
  return new Problem(500, 'service.internal');
}

/** The status of Nest's own exceptions and of the middleware's errors. */
function statusIn(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' ? thrown.status : undefined;
}

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : '');

const isBrokenJson = (thrown: unknown) =>
  typeof thrown === 'object' &&
  thrown !== null &&
  'type' in thrown &&
  thrown.type === 'entity.parse.failed';

/** Multer and busboy throw plain errors at a broken multipart body. */
const isFormError = (thrown: unknown) =>
  thrown instanceof Error &&
  (thrown.name === 'MulterError' ||
    /multipart|boundary|unexpected end of form/i.test(thrown.message));

/** The database went away under a query: PostgreSQL classes 08 and 57, or the socket's own codes. */
const isConnectionLoss = (thrown: unknown) =>
  thrown instanceof Error &&
  (/^(08|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/.test(
    'code' in thrown ? String(thrown.code) : '',
  ) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(thrown.message));
