import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
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
  kroner,
  listOf,
  name,
  note,
  pathName,
  Problem,
  text,
  type Actor,
  type Answer,
  type AsKnown,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { measureStream } from '../measures/measures.events';
import { MeasureAccess } from '../measures/measures.module';
import { measuresAt, refNamed } from '../measures/measures.queries';
import { noteAt, notesAt } from '../measures/notes.queries';
import { accountNames, type PeopleDb } from '../people/people.queries';
import type { ReadDb } from '../read-models';
import type { DialogueCommand, RemedyCommand } from './dialogue.decider';
import {
  dialogueStream,
  remedyStream,
  type DialogueEvent,
  type RemedyEvent,
} from './dialogue.events';
import { DialogueEnvelope, RemedyEnvelope } from './dialogue.module';
import { coordinationsAt, dialoguesAt, remediesAt } from './dialogue.queries';

const written = { note: z.string().nullable(), noteErased: z.boolean() };

const coordinationReply = z
  .object({
    heldOn: z.string(),
    with: z.string(),
    recordedBy: z.string(),
    recordedByName: z.string(),
    ...written,
    position: z.int(),
  })
  .meta({ id: 'Coordination' });

const dialogueReply = z
  .object({
    id: z.string(),
    measure: z.string(),
    between: z.array(z.string()),
    requestedOn: z.string(),
    heldOn: z.string().nullable(),
    /** Why it was requested. */
    ...written,
    /** What came of it. */
    outcome: z.string().nullable(),
    outcomeErased: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Dialogue' });

const remedyReply = z
  .object({
    id: z.string(),
    measure: z.string(),
    title: z.string(),
    owner: z.string(),
    expectedEffectKr: z.int().nullable(),
    dueOn: z.string().nullable(),
    progressedOn: z.string().nullable(),
    completedOn: z.string().nullable(),
    cancelled: z.boolean(),
    /** What was written when it was planned, progressed, was completed or given up. */
    notes: z.array(
      z.object({
        of: z.enum(['plan', 'progress', 'completion', 'cancellation']),
        on: z.string().nullable(),
        ...written,
        position: z.int(),
      }),
    ),
    version: z.int(),
  })
  .meta({ id: 'Remedy' });

const request = z.strictObject({
  between: z.array(text(100)).min(2).max(10),
  requestedOn: day,
  note,
});
const meeting = z.strictObject({ heldOn: day, outcome: note });
const plan = z.strictObject({
  title: name,
  owner: name,
  expectedEffectKr: kroner.optional(),
  dueOn: day.optional(),
  note,
});
const progress = z.strictObject({ progressedOn: day.optional(), note });
const completion = z.strictObject({ completedOn: day, note: note.optional() });
const cancellation = z.strictObject({ reason: note });

const dialogueEvents: readonly DialogueEvent['type'][] = ['DialogueRequested', 'DialogueHeld'];
const remedyActs = {
  RemedyPlanned: 'plan',
  RemedyProgressed: 'progress',
  RemedyCompleted: 'completion',
  RemedyCancelled: 'cancellation',
} as const satisfies Record<RemedyEvent['type'], string>;

/** The day that something was done to a remedy; none where it was planned or given up. */
const dayOf = (data: Partial<Record<string, string>>) =>
  data['progressedOn'] ?? data['completedOn'] ?? null;

@Controller('/api/v1')
export class DialogueController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb & PeopleDb>,
    private readonly calendar: Calendar,
    private readonly access: MeasureAccess,
  ) {}

  @Get('measures/:ref/coordinations')
  @Act('read')
  @Describes('The coordinations of a measure, the newest first', listOf(coordinationReply))
  async coordinations(@Param('ref', { schema: pathName }) named: string, @Known() known: AsKnown) {
    const measure = await this.measureAt(named, known);
    const found = await coordinationsAt(this.db, known, measure).execute();
    const streams = [measureStream(measure)];
    const ids = found.map(({ recordedBy }) => recordedBy);
    const [notes, accounts] = await Promise.all([
      notesAt(this.store, known, streams, ['CoordinationHeld']),
      accountNames(this.db, known.log, ids).execute(),
    ]);
    const names = new Map(accounts.map(({ id, name: called }) => [id, called]));
    const items = found.map((each) => ({
      ...each,
      recordedByName: names.get(each.recordedBy) ?? each.recordedBy,
      ...noteAt(notes, each.position),
    }));
    return { items, next: null, position: known.position };
  }

  @Get('measures/:ref/dialogues')
  @Act('read')
  @Describes('The dialogues of a measure', listOf(dialogueReply))
  async dialogues(@Param('ref', { schema: pathName }) named: string, @Known() known: AsKnown) {
    const measure = await this.measureAt(named, known);
    const found = await dialoguesAt(this.db, known, { measure }).execute();
    const streams = found.map(({ id }) => dialogueStream(id));
    const notes = [...(await notesAt(this.store, known, streams, dialogueEvents)).values()];
    const items = found.map((each) => {
      const own = notes.filter(({ stream }) => stream === dialogueStream(each.id));
      const requested = own.find(({ type }) => type === 'DialogueRequested');
      const held = own.find(({ type }) => type === 'DialogueHeld');
      return {
        ...each,
        note: requested?.text ?? null,
        noteErased: requested?.erased ?? false,
        outcome: held?.text ?? null,
        outcomeErased: held?.erased ?? false,
      };
    });
    return { items, next: null, position: known.position };
  }

  @Get('measures/:ref/remedies')
  @Act('read')
  @Describes('The remedies of a measure', listOf(remedyReply))
  async remedies(@Param('ref', { schema: pathName }) named: string, @Known() known: AsKnown) {
    const measure = await this.measureAt(named, known);
    const found = await remediesAt(this.db, known, { measure }).execute();
    const streams = found.map(({ id }) => remedyStream(id));
    const notes = await notesAt(this.store, known, streams, Object.keys(remedyActs));
    const items = found.map((each) => ({
      ...each,
      notes: [...notes]
        .filter(([, { stream }]) => stream === remedyStream(each.id))
        .sort(([a], [b]) => a - b)
        .map(([position, { type, text: note, erased: noteErased, data }]) => ({
          of: remedyActs[type as RemedyEvent['type']],
          on: dayOf(data as Partial<Record<string, string>>),
          note,
          noteErased,
          position,
        })),
    }));
    return { items, next: null, position: known.position };
  }

  @Post('measures/:ref/dialogues')
  @Act('path')
  @DescribesCommand('Request a dialogue between committees')
  async requestDialogue(
    @Param('ref', { schema: pathName }) named: string,
    @Body({ schema: request }) { note: written, ...body }: z.infer<typeof request>,
    @CreatingContext() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    const measure = await refNamed(this.db, context.log, named);
    await this.access.allow(actor, 'path', measure);
    const id = randomUUID();
    const data = { id, measure, ...body };
    return this.sendDialogue(id, context, { type: 'RequestDialogue', data, note: written });
  }

  @Post('dialogues/:id/meetings')
  @Act('path')
  @DescribesCommand('Record that a dialogue was held, and what came of it')
  holdDialogue(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: meeting }) body: z.infer<typeof meeting>,
    @Context() context: CommandContext,
  ) {
    this.refuseFuture('heldOn', body.heldOn);
    return this.sendDialogue(id, context, { type: 'HoldDialogue', ...body });
  }

  @Post('measures/:ref/remedies')
  @Act('remedies')
  @DescribesCommand('Plan a remedy')
  async planRemedy(
    @Param('ref', { schema: pathName }) named: string,
    @Body({ schema: plan }) body: z.infer<typeof plan>,
    @CreatingContext() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    const measure = await refNamed(this.db, context.log, named);
    await this.access.allow(actor, 'remedies', measure);
    const id = randomUUID();
    const data = {
      id,
      measure,
      title: body.title,
      owner: body.owner,
      expectedEffectKr: body.expectedEffectKr ?? null,
      dueOn: body.dueOn ?? null,
    };
    return this.sendRemedy(id, context, { type: 'PlanRemedy', data, note: body.note });
  }

  @Post('remedies/:id/progress')
  @Act('remedies')
  @DescribesCommand('Note the progress of a remedy')
  async progressRemedy(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: progress }) body: z.infer<typeof progress>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    await this.allowRemedy(actor, id);
    const progressedOn = body.progressedOn ?? this.calendar.today();
    this.refuseFuture('progressedOn', progressedOn);
    return this.sendRemedy(id, context, { type: 'ProgressRemedy', progressedOn, note: body.note });
  }

  @Post('remedies/:id/completions')
  @Act('remedies')
  @DescribesCommand('Record that a remedy is carried out')
  async completeRemedy(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: completion }) body: z.infer<typeof completion>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    await this.allowRemedy(actor, id);
    this.refuseFuture('completedOn', body.completedOn);
    return this.sendRemedy(id, context, {
      type: 'CompleteRemedy',
      completedOn: body.completedOn,
      note: body.note ?? null,
    });
  }

  @Post('remedies/:id/cancellations')
  @Act('remedies')
  @DescribesCommand('Give up a remedy')
  async cancelRemedy(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: cancellation }) body: z.infer<typeof cancellation>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    await this.allowRemedy(actor, id);
    return this.sendRemedy(id, context, { type: 'CancelRemedy', ...body });
  }

  private async measureAt(named: string, known: AsKnown): Promise<string> {
    const [measure] = await measuresAt(this.db, known, { named }).execute();
    if (measure === undefined) throw new Problem(404, 'measures.unknown');
    return measure.ref;
  }

  private async allowRemedy(actor: Actor, id: string): Promise<void> {
    const [planned] = await this.store.load(actor.municipality, remedyStream(id));
    const event = planned as unknown as RemedyEvent | undefined;
    if (event?.type !== 'RemedyPlanned') throw new Problem(404, 'remedies.unknown');
    await this.access.allow(actor, 'remedies', event.data.measure, 'remedies.unknown');
  }

  private async sendDialogue(
    id: string,
    context: CommandContext,
    command: DialogueCommand,
  ): Promise<Answer> {
    const envelope = new DialogueEnvelope(id, command, answering(context, id));
    return answer(await this.bus.execute<DialogueEnvelope, Handled>(envelope), id);
  }

  private async sendRemedy(
    id: string,
    context: CommandContext,
    command: RemedyCommand,
  ): Promise<Answer> {
    const envelope = new RemedyEnvelope(id, command, answering(context, id));
    return answer(await this.bus.execute<RemedyEnvelope, Handled>(envelope), id);
  }

  private refuseFuture(field: string, on: string): void {
    if (on > this.calendar.today()) throw Problem.input(field, 'input.after-today');
  }
}
