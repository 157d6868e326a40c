import {
  createParamDecorator,
  Injectable,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { EventStore, Projector } from '@kursholder/eventstore';
import type { Request } from 'express';
import { Calendar } from '../calendar';
import { actorOf } from './actor';
import { Problem } from './problem';

/** Which events count. */
export interface Moment {
  readonly log: string;
  /** The last event that counts; 0 before the first. */
  readonly position: number;
}

/**
 * The moment a question is asked for: which events count (`position`) and which day it is
 * (`onDate`). Every query takes it, so every answer can be had as it was known then.
 */
export interface AsKnown extends Moment {
  /** The day that decides what has elapsed, Europe/Copenhagen. */
  readonly onDate: string;
}

interface Asked {
  readonly log: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** How long a reader waits for its own write (design of the API, "read your writes"). */
const patienceMs = 5_000;

@Injectable()
export class AsKnownPipe implements PipeTransform<Asked, Promise<AsKnown>> {
  constructor(
    private readonly store: EventStore,
    private readonly projector: Projector,
    private readonly calendar: Calendar,
  ) {}

  async transform({ log, query }: Asked): Promise<AsKnown> {
    const atLeast = positionIn(query, 'atLeastPosition');
    if (atLeast !== undefined) await this.wait(log, atLeast);
    const onDate = dayIn(query, 'onDate');
    const { position, day } = await this.moment(log, query);
    return { log, position, onDate: onDate ?? (await day()) };
  }

  private async moment(log: string, query: Asked['query']) {
    const knownAt = single(query, 'knownAt');
    const knownAtPosition = positionIn(query, 'knownAtPosition');
    if (knownAt !== undefined && knownAtPosition !== undefined) {
      throw Problem.input('knownAtPosition', 'input.one-of-two', { other: 'knownAt' });
    }
    if (knownAtPosition !== undefined) {
      await this.refusePastHead(log, knownAtPosition);
      await this.wait(log, knownAtPosition);
      return { position: knownAtPosition, day: () => this.dayOfEvent(log, knownAtPosition) };
    }
    const instant = knownAt === undefined ? undefined : this.instant(knownAt);
    if (instant === undefined) {
      return { position: await this.projector.position(log), day: () => this.calendar.today() };
    }
    const position = await this.store.positionAt(log, instant);
    await this.wait(log, position);
    return { position, day: () => this.calendar.dayOf(instant) };
  }

  private async dayOfEvent(log: string, position: number): Promise<string> {
    const [event] = await this.store.read(log, position - 1, 1);
    return event ? this.calendar.dayOf(event.recordedAt) : this.calendar.today();
  }

  /** The instant meant; undefined when it is now. A day means its last instant. */
  private instant(knownAt: string): string | undefined {
    const today = this.calendar.today();
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(knownAt);
    const day = isDay ? this.calendar.parseDay(knownAt) : undefined;
    const instant = isDay
      ? day && this.calendar.endOfDay(day)
      : this.calendar.parseInstant(knownAt);
    if (instant === undefined) throw Problem.input('knownAt', 'input.not-an-instant');
    if (this.calendar.dayOf(instant) > today) throw Problem.input('knownAt', 'input.after-today');
    return instant > this.calendar.now() ? undefined : instant;
  }

  private async refusePastHead(log: string, position: number): Promise<void> {
    if (await this.projector.waitFor(log, position, 0)) return;
    const head = await this.store.head(log);
    if (position <= head.position) return;
    throw Problem.input('knownAtPosition', 'input.past-the-head', { head: head.position });
  }

  /** Until the read models have reached the position. */
  private async wait(log: string, position: number): Promise<void> {
    if (await this.projector.waitFor(log, position, patienceMs)) return;
    throw new Problem(503, 'service.read-model-behind', {
      facts: { position },
      headers: { 'Retry-After': '1' },
    });
  }
}

const KnownOf = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<Request>();
  return { log: actorOf(request).municipality, query: request.query };
});

/** The `AsKnown` of a route, from `knownAt`, `knownAtPosition`, `onDate` and `atLeastPosition`. */
export const Known = () => KnownOf(AsKnownPipe);

function single(query: Asked['query'], parameter: string): string | undefined {
  const value = query[parameter];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw Problem.input(parameter, 'input.once-only');
  return value;
}

function positionIn(query: Asked['query'], parameter: string): number | undefined {
  const value = single(query, parameter);
  if (value === undefined) return undefined;
  const position = /^\d{1,15}$/.test(value) ? Number(value) : 0;
  if (position < 1) throw Problem.input(parameter, 'input.not-a-position');
  return position;
}

function dayIn(query: Asked['query'], parameter: string): string | undefined {
  const value = single(query, parameter);
  if (value === undefined) return undefined;
  if (!/^(20\d\d|2100)-\d\d-\d\d$/.test(value) || !isCalendarDay(value)) {
    throw Problem.input(parameter, 'input.not-a-day');
  }
  return value;
}

function isCalendarDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
