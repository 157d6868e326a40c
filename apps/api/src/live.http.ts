import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { EventStore, Projector, type RecordedEvent } from '@kursholder/eventstore';
import { may } from '@kursholder/monitoring';
import { Act, CurrentActor, Problem, type Actor } from '@kursholder/platform';
import type { Request, Response } from 'express';

const pageSize = 200;
/** A line now and then keeps proxies from closing a silent stream. */
const heartbeatMs = 15_000;
const patienceMs = 5_000;

/** Server-sent events: what is appended from now on, or from `Last-Event-ID` on. */
@Controller('/api/v1/events')
export class LiveController {
  constructor(
    private readonly store: EventStore,
    private readonly projector: Projector,
  ) {}

  @Get('live')
  @Act('read')
  @ApiOperation({ summary: 'Events as they are recorded; Last-Event-ID resumes without loss' })
  @ApiProduces('text/event-stream')
  async live(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end();
      return;
    }
    const log = actor.municipality;
    const stream = new LiveStream(this.store, this.projector, response, {
      log,
      withData: may(actor.roles, 'events'),
      after: lastEventId(request) ?? (await this.projector.position(log)),
    });
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 1000\n\n');
    stream.start();
    request.on('close', () => {
      stream.stop();
    });
  }
}

function lastEventId(request: Request): number | undefined {
  const given = request.headers['last-event-id'];
  if (given === undefined || given === '') return undefined;
  if (typeof given !== 'string' || !/^\d{1,15}$/.test(given)) {
    throw Problem.input('Last-Event-ID', 'input.not-a-position');
  }
  return Number(given);
}

/** Until there is room again, or nobody listens any more. */
const drained = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });

/** Sends pages of events in order, one page at a time, once the read models show them. */
class LiveStream {
  private sending = false;
  private again = false;
  private stopped = false;
  private after: number;
  private head = 0;
  private unsubscribe: () => void = () => undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly projector: Projector,
    private readonly response: Response,
    private readonly about: {
      readonly log: string;
      readonly withData: boolean;
      readonly after: number;
    },
  ) {
    this.after = about.after;
  }

  start(): void {
    this.unsubscribe = this.store.onAppended((log, position) => {
      if (log !== this.about.log) return;
      this.head = Math.max(this.head, position);
      this.send();
    });
    this.heartbeat = setInterval(() => {
      this.response.write(': still here\n\n');
    }, heartbeatMs);
    this.send();
  }

  stop(): void {
    this.stopped = true;
    this.unsubscribe();
    clearInterval(this.heartbeat);
  }

  private send(): void {
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    this.sendPages().then(
      () => {
        this.sending = false;
        if (this.again && !this.stopped) {
          this.again = false;
          this.send();
        }
      },
      // The reader comes back with its Last-Event-ID and misses nothing.
      () => this.response.destroy(),
    );
  }

  private async sendPages(): Promise<void> {
    const { log } = this.about;
    // An event is told once the read models have it, so that whoever asks on it sees it.
    await this.projector.waitFor(log, this.head, patienceMs);
    const shown = await this.projector.position(log);
    while (!this.stopped && this.after < shown) {
      const events = await this.store.read(log, this.after, Math.min(pageSize, shown - this.after));
      const last = events.at(-1);
      if (last === undefined) return;
      const isRoomLeft = this.response.write(events.map((event) => this.frame(event)).join(''));
      this.after = last.position;
      if (!isRoomLeft) {
        await drained(this.response);
      }
    }
  }

  private frame({ position, type, stream, data }: RecordedEvent): string {
    const body = { position, type, stream, ...(this.about.withData ? { data } : {}) };
    return `id: ${String(position)}\ndata: ${JSON.stringify(body)}\n\n`;
  }
}
