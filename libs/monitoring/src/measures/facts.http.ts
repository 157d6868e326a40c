import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandContext, Handled } from '@kursholder/eventstore';
import {
  Act,
  answer,
  answering,
  Calendar,
  Context,
  CurrentActor,
  day,
  DescribesCommand,
  kroner,
  name,
  note,
  pathName,
  percent,
  positiveKroner,
  Problem,
  text,
  year,
  type Actor,
  type Answer,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { decisionOutcomes } from '../forums/forums.events';
import type { ReadDb } from '../read-models';
import type { MeasureCommand } from './measures.decider';
import { effects, type MeasureFactEvent } from './measures.events';
import { MeasureAccess, MeasureEnvelope } from './measures.module';
import { refNamed } from './measures.queries';

const signResolution = z.strictObject({ effect: z.enum(effects), reason: note, decidedBy: name });
const assessment = z.strictObject({ year, realisedSavingKr: kroner, note });
const forecast = z.strictObject({ year, realisedSavingKr: kroner, reason: note });
const recognition = z.strictObject({ year, capPercent: percent, reason: note, decidedBy: name });
const rate = z.strictObject({ year, percent, reason: note.optional() });
const rateBase = z.strictObject({ year, baseKr: positiveKroner });
const allocation = z.strictObject({
  year,
  unit: name,
  amountKr: positiveKroner,
  competence: z.enum(['administrative', 'political']),
});
const delivery = z.strictObject({ year, unit: name, amountKr: positiveKroner, deliveredOn: day });
const snapshot = z
  .strictObject({ year, asOf: day, budgetBeforeKr: kroner, actualKr: kroner, source: name })
  .refine((body) => body.asOf.startsWith(`${String(body.year)}-`), {
    error: 'input.outside-its-year',
    path: ['asOf'],
  });
const mapping = z
  .strictObject({ account: name, validFrom: day, validTo: day.optional() })
  .refine(({ validFrom, validTo }) => validTo === undefined || validFrom <= validTo, {
    error: 'input.ends-before-it-begins',
    path: ['validTo'],
  });
const coordination = z.strictObject({ heldOn: day, with: name, note });
const forumName = text(100);
const step = z.int().min(1).max(100);
const pathStep = z.strictObject({ forum: forumName, step, plannedOn: day });
const prioritisation = z.strictObject({
  forum: forumName,
  decidedOn: day,
  note,
  journalRef: name.optional(),
});
const decision = z.strictObject({
  forum: forumName,
  step,
  decidedOn: day,
  outcome: z.enum(decisionOutcomes),
  text: note.optional(),
  journalRef: name.optional(),
});
const consultation = z
  .strictObject({ opensOn: day, closesOn: day, parties: z.array(name).min(1).max(50) })
  .refine(({ opensOn, closesOn }) => opensOn <= closesOn, {
    error: 'input.ends-before-it-begins',
    path: ['closesOn'],
  });

/** Facts about a measure that are recorded as they come. */
@Controller('/api/v1/measures/:ref')
export class MeasureFactsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly db: Kysely<ReadDb>,
    private readonly calendar: Calendar,
    private readonly access: MeasureAccess,
  ) {}

  @Post('sign-resolutions')
  @Act('figures')
  @DescribesCommand('Say what an amount of unclear sign is')
  resolveSign(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: signResolution }) body: z.infer<typeof signResolution>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, { type: 'ResolveSign', ...body });
  }

  @Post('assessments')
  @Act('figures')
  @DescribesCommand('Record what a controller holds to be realised, beside the figure')
  assess(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: assessment }) { note: written, ...data }: z.infer<typeof assessment>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, {
      type: 'RealisationAssessed',
      data,
      notes: { note: written },
    });
  }

  @Post('forecasts')
  @Act('forecasts')
  @DescribesCommand('Record a manual forecast, beside the computed one')
  async forecast(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: forecast }) { reason, ...data }: z.infer<typeof forecast>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    await this.access.allow(actor, 'forecasts', await refNamed(this.db, context.log, ref));
    return this.record(ref, context, { type: 'ForecastStated', data, notes: { reason } });
  }

  @Post('recognitions')
  @Act('figures')
  @DescribesCommand('Let over-achievement count up to a cap')
  recognise(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: recognition }) { reason, ...data }: z.infer<typeof recognition>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, {
      type: 'OverAchievementRecognised',
      data,
      notes: { reason },
    });
  }

  @Post('rates')
  @Act('figures')
  @DescribesCommand('Set the rate of a year')
  setRate(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: rate }) { reason, ...data }: z.infer<typeof rate>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, {
      type: 'RateSet',
      data,
      notes: reason === undefined ? null : { reason },
    });
  }

  @Post('rate-bases')
  @Act('figures')
  @DescribesCommand('Set what the rate of a year is taken of')
  setRateBase(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: rateBase }) data: z.infer<typeof rateBase>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'RateBaseSet', data });
  }

  @Post('allocations')
  @Act('figures')
  @DescribesCommand('Allocate a contribution to a unit')
  allocate(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: allocation }) data: z.infer<typeof allocation>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'ContributionAllocated', data });
  }

  @Post('deliveries')
  @Act('figures')
  @DescribesCommand('Record a contribution that a unit delivered')
  deliver(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: delivery }) data: z.infer<typeof delivery>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'ContributionDelivered', data });
  }

  @Post('ledger-snapshots')
  @Act('figures')
  @DescribesCommand('Record what the ledger says of a year on a day')
  recordSnapshot(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: snapshot }) data: z.infer<typeof snapshot>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'LedgerSnapshotRecorded', data });
  }

  @Post('account-mappings')
  @Act('figures')
  @DescribesCommand('Map an account of the ledger to the measure for a time')
  mapAccount(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: mapping }) { validTo, ...data }: z.infer<typeof mapping>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, {
      type: 'AccountMapped',
      data: { ...data, validTo: validTo ?? null },
    });
  }

  @Post('coordinations')
  @Act('coordinations')
  @DescribesCommand('Note that chiefs coordinated')
  async coordinate(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: coordination }) { note: written, ...data }: z.infer<typeof coordination>,
    @Context() context: CommandContext,
    @CurrentActor() actor: Actor,
  ) {
    await this.access.allow(actor, 'coordinations', await refNamed(this.db, context.log, ref));
    this.refuseFuture('heldOn', data.heldOn);
    return this.record(ref, context, { type: 'CoordinationHeld', data, notes: { note: written } });
  }

  @Post('path-steps')
  @Act('path')
  @DescribesCommand('Plan a step of the path of decisions')
  planStep(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: pathStep }) data: z.infer<typeof pathStep>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'PathStepPlanned', data });
  }

  @Post('prioritisations')
  @Act('path')
  @DescribesCommand('Record that a body prioritised efforts')
  prioritise(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: prioritisation }) body: z.infer<typeof prioritisation>,
    @Context() context: CommandContext,
  ) {
    const { note: written, journalRef, ...data } = body;
    this.refuseFuture('decidedOn', data.decidedOn);
    return this.record(ref, context, {
      type: 'EffortPrioritised',
      data: { ...data, journalRef: journalRef ?? null },
      notes: { note: written },
    });
  }

  @Post('decisions')
  @Act('path')
  @DescribesCommand('Record what a body decided at a step')
  decide(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: decision }) body: z.infer<typeof decision>,
    @Context() context: CommandContext,
  ) {
    const { text: written, journalRef, ...data } = body;
    this.refuseFuture('decidedOn', data.decidedOn);
    return this.record(ref, context, {
      type: 'DecisionRecorded',
      data: { ...data, journalRef: journalRef ?? null },
      notes: written === undefined ? null : { text: written },
    });
  }

  @Post('consultations')
  @Act('path')
  @DescribesCommand('Open a hearing')
  consult(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: consultation }) data: z.infer<typeof consultation>,
    @Context() context: CommandContext,
  ) {
    return this.record(ref, context, { type: 'ConsultationOpened', data });
  }

  private record(named: string, context: CommandContext, fact: MeasureFactEvent): Promise<Answer> {
    return this.send(named, context, { type: 'RecordFact', fact });
  }

  private async send(
    named: string,
    context: CommandContext,
    command: MeasureCommand,
  ): Promise<Answer> {
    const ref = await refNamed(this.db, context.log, named);
    const envelope = new MeasureEnvelope(ref, command, answering(context, ref));
    return answer(await this.bus.execute<MeasureEnvelope, Handled>(envelope), ref);
  }

  private refuseFuture(field: string, on: string): void {
    if (on > this.calendar.today()) throw Problem.input(field, 'input.after-today');
  }
}
