import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Projector } from '@kursholder/eventstore';
import {
  Act,
  CurrentActor,
  Describes,
  pathName,
  Problem,
  type Actor,
  type Logger,
} from '@kursholder/platform';
import { z } from 'zod';
import { ServerLog } from './server-log';

const statusReply = z
  .object({
    items: z.array(
      z.object({
        projection: z.string(),
        version: z.int(),
        state: z.enum(['live', 'building', 'failed']),
        position: z.int(),
        head: z.int(),
        lag: z.int(),
        error: z.string().nullable(),
        failedPosition: z.int().nullable(),
        perSecond: z.number().nullable(),
        remainingSeconds: z.number().nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'ProjectionStatuses' });

/** How far each read model is; building one anew, and letting a failed one try again. */
@Controller('/api/v1/projections')
export class ProjectionsController {
  private readonly log: Logger;

  constructor(
    private readonly projector: Projector,
    { log }: ServerLog,
  ) {
    this.log = log;
  }

  @Get()
  @Act('projections')
  @Describes('How far each read model is, and what is being built', statusReply)
  async status(@CurrentActor() { municipality }: Actor) {
    const all = await this.projector.status();
    return {
      items: all
        .filter(({ log }) => log === municipality)
        .map(({ log: _, owned: __, ...status }) => status),
      next: null,
    };
  }

  @Post(':table/rebuilds')
  @Act('projections')
  @HttpCode(202)
  @Describes(
    'Build a read model anew beside the one that serves; see its progress in the list',
    z.object({ projection: z.string() }),
  )
  async rebuild(@Param('table', { schema: pathName }) table: string) {
    await this.known(table);
    this.projector
      .rebuild(table, () => undefined)
      .then(
        () => this.log.info({ projection: table }, 'projection rebuilt'),
        (error: unknown) => this.log.error({ err: error, projection: table }, 'rebuild failed'),
      );
    return { projection: table };
  }

  @Post(':table/retries')
  @Act('projections')
  @HttpCode(202)
  @Describes(
    'Let a read model that failed try its event again',
    z.object({ projection: z.string() }),
  )
  async retry(@Param('table', { schema: pathName }) table: string) {
    await this.known(table);
    await this.projector.retry(table);
    return { projection: table };
  }

  private async known(table: string): Promise<void> {
    const all = await this.projector.status();
    if (!all.some(({ projection }) => projection === table)) {
      throw new Problem(404, 'request.unknown-address');
    }
  }
}
