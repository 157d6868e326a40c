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
  ReaderLanguage,
  text,
  Versioned,
  type Actor,
  type Answer,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { wordedWarning, warningReply } from '../labels/warnings';
import { MeasureAccess } from '../measures/measures.module';
import { refNamed } from '../measures/measures.queries';
import type { ReadDb } from '../read-models';
import type { MilestoneCommand } from './milestones.decider';
import { milestoneStream, type MilestoneEvent } from './milestones.events';
import { MilestoneEnvelope } from './milestones.module';
import {
  milestonesAt,
  milestoneStatuses,
  obligedMilestonesAt,
  type MilestoneRow,
} from './milestones.queries';
import { orderWarnings } from './order.rules';

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
    /** The duty of the agreement that it comes from; null where a person planned it. */
    obligation: z
      .object({
        code: z.string(),
        who: z.string(),
        when: z.string(),
        reading: z.string(),
        assumed: z.boolean(),
        disagreement: z.string().nullable(),
        after: z.array(z.string()),
        before: z.array(z.string()),
      })
      .nullable(),
    period: z.string().nullable(),
    warnings: z.array(warningReply),
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
    @ReaderLanguage() language: Language,
  ) {
    const measure =
      query.measure === undefined ? undefined : await refNamed(this.db, known.log, query.measure);
    const found = await milestonesAt(this.db, known, { ...query, measure }).execute();
    const page = pageFrom(found, pageOf(query));
    const items = await this.warned(page.items, known, language);
    return { items, next: page.next, position: known.position };
  }

  @Get('milestones/:id')
  @Act('read')
  @Versioned()
  @Describes('One milestone', milestoneReply)
  async one(
    @Param('id', { schema: pathName }) id: string,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const found = await milestonesAt(this.db, known, { id }).execute();
    const [milestone] = await this.warned(found, known, language);
    if (milestone === undefined) throw new Problem(404, 'milestones.unknown');
    return { ...milestone, position: known.position };
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
        obligation: null,
        period: null,
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

  /** With what was done before its turn, among all duties of the same measures. */
  private async warned(rows: readonly MilestoneRow[], known: AsKnown, language: Language) {
    const ordered = rows.filter(({ obligation, completedOn }) => obligation && completedOn);
    const measures = [...new Set(ordered.map(({ measure }) => measure))];
    const all =
      measures.length === 0 ? [] : await obligedMilestonesAt(this.db, known, measures).execute();
    const byId = new Map(all.map((row) => [row.id, row]));
    return rows.map((row) => {
      const obliged = byId.get(row.id);
      const warnings = obliged === undefined ? [] : orderWarnings(obliged, all);
      return { ...row, warnings: warnings.map((each) => wordedWarning(language, each)) };
    });
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
