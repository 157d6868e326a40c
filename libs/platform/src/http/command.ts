import { createHmac, randomUUID } from 'node:crypto';
import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import {
  EventStore,
  type CommandContext,
  type Handled,
  type RecordedEvent,
} from '@kursholder/eventstore';
import type { Refusal } from '@kursholder/kernel';
import type { Request, Response } from 'express';
import { from, of, switchMap, type Observable } from 'rxjs';
import { actorOf } from './actor';
import { Problem, statusOf } from './problem';

/** What a command is answered with (design of the API, "a command"). */
export interface Receipt {
  readonly id: string;
  readonly version: number;
  readonly position: number;
}

/** The outcome of a command together with the id of what it made or changed. */
export interface Answer {
  readonly handled: Handled;
  readonly id: string;
}

export const answer = (handled: Handled, id: string): Answer => new Outcome(handled, id);

/** So that the interceptor tells an outcome of a command from any other body. */
class Outcome implements Answer {
  constructor(
    readonly handled: Handled,
    readonly id: string,
  ) {}
}

declare module 'express-serve-static-core' {
  interface Request {
    command?: CommandContext;
  }
}

/** A keyed hash of a request, so that a retry can be told from another request under its key. */
export class RequestFingerprints {
  constructor(private readonly key: Buffer) {}

  of(request: Request, body: unknown): string {
    return this.ofParts(request.method, request.originalUrl, body);
  }

  ofParts(method: string, address: string, body: unknown): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([method, address, sorted(body)]))
      .digest('hex');
  }
}

/**
 * Gives each command its envelope (actor, key, expected version) and turns its outcome into
 * status, headers and body. A key that was used before is answered before anything else is looked
 * at, the input included.
 */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  constructor(
    private readonly store: EventStore,
    private readonly fingerprints: RequestFingerprints,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (request.method !== 'POST' || !request.actor) return next.handle();
    return from(this.begin(request, request.body)).pipe(
      switchMap((earlier) =>
        earlier
          ? of(replay(earlier, request, response))
          : next
              .handle()
              .pipe(
                switchMap((result) =>
                  of(result instanceof Outcome ? respond(result, request, response) : result),
                ),
              ),
      ),
    );
  }

  /** Sets the request's envelope; gives the event of an earlier command with the same key. */
  private async begin(request: Request, body: unknown): Promise<RecordedEvent | undefined> {
    const actor = actorOf(request);
    const key = keyOf(request);
    const isFile =
      request.is('multipart/form-data') !== false && request.is('multipart/form-data') !== null;
    const commandId = key === undefined ? undefined : `${actor.id}:${key}`;
    request.command = {
      log: actor.municipality,
      actor: actor.id,
      correlationId: randomUUID(),
      ...(commandId === undefined ? {} : { commandId }),
      metadata: isFile ? {} : { request: this.fingerprints.of(request, body) },
    };
    // TRICKY: a file is compared by its hash, which is known only once it is read; its route looks
    // the key up itself.
    if (commandId !== undefined && !isFile) {
      const earlier = await this.store.findCommand(actor.municipality, commandId);
      if (earlier) return earlier;
    }
    const expectedVersion = expectedVersionOf(request);
    if (expectedVersion !== undefined) request.command = { ...request.command, expectedVersion };
    return undefined;
  }
}

/** The envelope of a command that changes a stream that is there. */
export const Context = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  envelopeOf(execution.switchToHttp().getRequest<Request>()),
);

/** The envelope of a command that makes its own stream, which no version can be expected of. */
export const CreatingContext = createParamDecorator((_: unknown, execution: ExecutionContext) => {
  const envelope = envelopeOf(execution.switchToHttp().getRequest<Request>());
  if (envelope.expectedVersion !== undefined) {
    throw Problem.input('If-Match', 'input.if-match-on-creation');
  }
  return envelope;
});

function envelopeOf(request: Request): CommandContext {
  if (!request.command) throw new Error('a command without its envelope');
  return request.command;
}

/** The envelope with the id that the answer will carry, kept for a retry. */
export const answering = (context: CommandContext, id: string): CommandContext => ({
  ...context,
  metadata: { ...context.metadata, id },
});

function respond({ handled, id }: Answer, request: Request, response: Response): Receipt | object {
  switch (handled.kind) {
    case 'appended':
      response.status(201).setHeader('ETag', `"${String(handled.version)}"`);
      return { id, version: handled.version, position: handled.position };
    case 'unchanged':
      response.status(200).setHeader('ETag', `"${String(handled.version)}"`);
      return { id, version: handled.version, position: handled.position };
    case 'duplicate':
      return replay(handled.first, request, response);
    case 'stale':
      throw new Problem(412, 'request.stale-version', { facts: { version: handled.version } });
    case 'refused':
      throw problemOf(handled.refusal);
  }
}

export function problemOf(refusal: Refusal): Problem {
  return new Problem(
    statusOf[refusal.kind],
    refusal.path === undefined ? refusal.code : 'input.invalid',
    {
      facts: refusal.facts,
      errors:
        refusal.path === undefined
          ? []
          : [{ path: refusal.path, code: refusal.code, facts: refusal.facts }],
    },
  );
}

/** The first answer again; 422 when the key came with another request. */
export function replay(first: RecordedEvent, request: Request, response: Response): object {
  const { metadata } = first;
  if (metadata['request'] !== request.command?.metadata?.['request']) {
    throw new Problem(422, 'request.key-used-otherwise');
  }
  const version = first.version + Number(metadata['inStream']) - 1;
  response.status(201).setHeader('ETag', `"${String(version)}"`);
  response.setHeader('Idempotency-Replayed', 'true');
  const answered = metadata['answer'];
  const position = first.position + Number(metadata['events']) - 1;
  return typeof answered === 'object' && answered !== null
    ? Object.assign({}, answered, { position })
    : { id: metadata['id'], version, position };
}

function keyOf(request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,200}$/.test(key)) {
    throw Problem.input('Idempotency-Key', 'input.not-a-key');
  }
  return key;
}

function expectedVersionOf(request: Request): number | undefined {
  const given = request.headers['if-match'];
  if (given === undefined) return undefined;
  const version = /^"(\d{1,15})"$/.exec(given)?.[1];
  if (version === undefined) throw Problem.input('If-Match', 'input.not-a-version');
  return Number(version);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
