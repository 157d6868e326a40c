import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type Handled } from '@kursholder/eventstore';
import {
  Act,
  answer,
  answering,
  Calendar,
  Context,
  CreatingContext,
  CurrentActor,
  day,
  Describes,
  DescribesCommand,
  Known,
  listOf,
  name,
  note,
  pageFrom,
  pageOf,
  pageQuery,
  pathName,
  Problem,
  text,
  Versioned,
  type Actor,
  type Answer,
  type AsKnown,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { MeasureAccess } from '../measures/measures.module';
import { refNamed } from '../measures/measures.queries';
import type { ReadDb } from '../read-models';
import type { MilestoneCommand } from './milestones.decider';
import { milestoneStream, type MilestoneEvent } from './milestones.events';
import { MilestoneEnvelope } from './milestones.module';
import { milestonesAt, milestoneStatuses } from './milestones.queries';

const milestoneReply = z
  .object({
    id: z.string(),
    measure: z.string(),
    measureTitle: z.string(),
    title: z.string(),
    dueOn: z.string().nullable(),
    forum: z.string().nullable(),
    kind: z.string().nullable(),
    completedOn: z.string().nullable(),
    status: z.enum(milestoneStatuses),
    version: z.int(),
  })
  .meta({ id: 'Milestone' });

const plan = z.strictObject({
  title: name,
  dueOn: day.nullable(),
  forum: text(100).optional(),
  kind: text(100).optional(),
});
const rescheduling = z.strictObject({ dueOn: day, reason: note });
const completion = z.strictObject({ completedOn: day, note: note.optional() });
const cancellation = z.strictObject({ reason: note });

const milestoneQuery = z.object({
  ...pageQuery,
  measure: name.optional(),
  status: z.enum(milestoneStatuses).optional(),
  from: day.optional(),
  to: day.optional(),
});

@Controller('/api/v1')
export class MilestonesController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
    private readonly calendar: Calendar,
    private readonly access: MeasureAccess,
  ) {}

  @Get('milestones')
  @Act('read')
  @Describes('Milestones by their day', listOf(milestoneReply))
  async list(
    @Query({ schema: milestoneQuery }) query: z.infer<typeof milestoneQuery>,
    @Known() known: AsKnown,
  ) {
    const measure =
      query.measure === undefined ? undefined : await refNamed(this.db, known.log, query.measure);
    const items = await milestonesAt(this.db, known, { ...query, measure }).execute();
    return { ...pageFrom(items, pageOf(query)), position: known.position };
  }

  @Get('milestones/:id')
  @Act('read')
  @Versioned()
  @Describes('One milestone', milestoneReply)
  async one(@Param('id', { schema: pathName }) id: string, @Known() known: AsKnown) {
    const found = await milestonesAt(this.db, known, { id }).executeTakeFirst();
    if (found === undefined) throw new Problem(404, 'milestones.unknown');
    return { ...found, position: known.position };
  }

  @Post('measures/:ref/milestones')
  @Act('milestones')
  @DescribesCommand('Plan a milestone; without a day it is an undated activity')
  async plan(
    @Param('ref', { schema: pathName }) named: string,
    @Body({ schema: plan }) body: z.infer<typeof plan>,
    @CreatingContext() context: CommandContext,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    const measure = await refNamed(this.db, context.log, named);
    await this.access.allow(actor, 'milestones', measure);
    const id = randomUUID();
    return this.send(id, context, {
      type: 'PlanMilestone',
      data: {
        id,
        measure,
        title: body.title,
        dueOn: body.dueOn,
        forum: body.forum ?? null,
        kind: body.kind ?? null,
      },
    });
  }

  @Post('milestones/:id/reschedulings')
  @Act('milestones')
  @DescribesCommand('Move a milestone to another day')
  async reschedule(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: rescheduling }) body: z.infer<typeof rescheduling>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    await this.allowMilestone(actor, id);
    return this.send(id, context, { type: 'RescheduleMilestone', ...body });
  }

  @Post('milestones/:id/completions')
  @Act('milestones')
  @DescribesCommand('Record that a milestone was reached')
  async complete(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: completion }) body: z.infer<typeof completion>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    await this.allowMilestone(actor, id);
    return this.send(id, context, {
      type: 'CompleteMilestone',
      completedOn: body.completedOn,
      note: body.note ?? null,
      today: this.calendar.today(),
    });
  }

  @Post('milestones/:id/cancellations')
  @Act('milestones')
  @DescribesCommand('Cancel a milestone; it stays in the list')
  async cancel(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: cancellation }) body: z.infer<typeof cancellation>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    await this.allowMilestone(actor, id);
    return this.send(id, context, { type: 'CancelMilestone', ...body });
  }

  private async send(
    id: string,
    context: CommandContext,
    command: MilestoneCommand,
  ): Promise<Answer> {
    const envelope = new MilestoneEnvelope(id, command, answering(context, id));
    return answer(await this.bus.execute<MilestoneEnvelope, Handled>(envelope), id);
  }

  private async allowMilestone(actor: Actor, id: string): Promise<void> {
    const events = await this.store.load(actor.municipality, milestoneStream(id));
    const first = events[0] as unknown as MilestoneEvent | undefined;
    if (first?.type !== 'MilestonePlanned') throw new Problem(404, 'milestones.unknown');
    await this.access.allow(actor, 'milestones', first.data.measure, 'milestones.unknown');
  }
}
