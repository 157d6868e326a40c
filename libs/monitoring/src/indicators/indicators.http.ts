import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type Handled } from '@kursholder/eventstore';
import { cadences } from '@kursholder/kernel';
import {
  Act,
  answer,
  answering,
  Calendar,
  Context,
  CreatingContext,
  day,
  days,
  Describes,
  DescribesCommand,
  identifier,
  Known,
  listOf,
  name,
  note,
  pageFrom,
  pageOf,
  pageQuery,
  pathName,
  percent,
  problemOf,
  Problem,
  ReaderLanguage,
  Versioned,
  year,
  type Answer,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import type { Response } from 'express';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { agreementsAt } from '../agreements/agreements.queries';
import { sentenceFor } from '../labels/sentences';
import { indicatorHeadline } from '../labels/sentences.words';
import { measureStream, type MeasureEvent } from '../measures/measures.events';
import { measuresAt, refNamed } from '../measures/measures.queries';
import { measureSetup } from '../measures/measures.rules';
import { accountNames, type PeopleDb } from '../people/people.queries';
import type { ReadDb } from '../read-models';
import { summaryOf } from '../realisation/explanation.rules';
import { measureFacts } from '../realisation/facts.queries';
import { realisation } from '../realisation/realisation.rules';
import {
  indicatorReply,
  readingReply,
  toIndicatorReply,
  toReadingReply,
  writtenAt,
  yearsShown,
} from './indicator.reply';
import type { IndicatorCommand, ReadingHandedIn } from './indicators.decider';
import {
  directions,
  indicatorStream,
  methods,
  roles,
  type IndicatorEvent,
} from './indicators.events';
import { IndicatorEnvelope, PreviewReading } from './indicators.module';
import { indicatorsAt, readingsAt } from './indicators.queries';
import { indicatorSetup } from './indicators.rules';

const unit = z
  .strictObject({
    id: identifier,
    name,
    weight: z.int().min(1).max(1_000_000_000),
    persons: z.int().min(0).max(1_000_000_000).optional(),
    supplier: name.optional(),
    activeFrom: day.optional(),
    activeTo: day.optional(),
  })
  .refine(({ activeFrom, activeTo }) => !(activeFrom && activeTo) || activeFrom <= activeTo, {
    error: 'input.ends-before-it-begins',
    path: ['activeTo'],
  });

const definition = z
  .strictObject({
    id: identifier,
    name,
    measure: name,
    role: z.enum(roles).optional(),
    direction: z.enum(directions),
    cadence: z.enum(cadences),
    method: z.enum(methods),
    units: z.array(unit).max(1_000).optional(),
  })
  .meta({ id: 'IndicatorDefinition' });

const span = { periodStart: day, periodEnd: day };
const endsAfterItBegins = {
  error: 'input.ends-before-it-begins',
  path: ['periodEnd'],
};
const inOrder = ({ periodStart, periodEnd }: { periodStart: string; periodEnd: string }) =>
  periodStart <= periodEnd;

const decision = { reason: note.optional(), decidedBy: name.optional() };

const baselineBody = z
  .strictObject({
    percent: percent.optional(),
    series: z
      .array(z.strictObject({ ...span, percent }).refine(inOrder, endsAfterItBegins))
      .min(1)
      .max(12)
      .optional(),
    ...decision,
  })
  .refine((body) => body.percent !== undefined || body.series !== undefined, {
    error: 'input.missing',
    path: ['percent'],
  })
  .refine((body) => body.percent === undefined || body.series === undefined, {
    error: 'input.one-of-two',
    params: { other: 'percent' },
    path: ['series'],
  });

const targetsBody = z
  .strictObject({
    targets: z
      .record(z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' }), percent)
      .refine((targets) => Object.keys(targets).length > 0, {
        error: 'input.too-few',
        params: { least: 1 },
      })
      .optional(),
    endTarget: z.strictObject({ year, percent }).optional(),
    ...decision,
  })
  .refine((body) => body.targets !== undefined || body.endTarget !== undefined, {
    error: 'input.missing',
    path: ['targets'],
  })
  .refine((body) => body.targets === undefined || body.endTarget === undefined, {
    error: 'input.one-of-two',
    params: { other: 'targets' },
    path: ['endTarget'],
  });

const figures = {
  absentDays: days.optional(),
  possibleDays: days.optional(),
  percent: percent.optional(),
};

const readingBody = z
  .strictObject({
    unitId: identifier.optional(),
    ...span,
    ...figures,
    suppliedBy: name.optional(),
    receivedOn: day.optional(),
    quality: z.enum(['provisional', 'final']).optional(),
    note: note.optional(),
  })
  .refine(inOrder, endsAfterItBegins)
  .meta({ id: 'ReadingHandedIn' });

const correction = z.strictObject({
  ...figures,
  quality: z.enum(['provisional', 'final']).optional(),
  reason: note,
});
const withdrawal = z.strictObject({ reason: note });

const readingQuery = z.object({
  ...pageQuery,
  unitId: identifier.optional(),
  from: day.optional(),
  to: day.optional(),
});

const versioning = z
  .strictObject({
    method: z.enum(methods).optional(),
    cadence: z.enum(cadences).optional(),
    reason: note,
  })
  .refine(({ method, cadence }) => method !== undefined || cadence !== undefined, {
    error: 'input.missing',
    path: ['method'],
  });
const unitChange = z
  .strictObject({
    name: name.optional(),
    weight: z.int().min(1).max(1_000_000_000).optional(),
    activeTo: day.optional(),
    mergedInto: identifier.optional(),
    effectiveOn: day,
  })
  .refine(
    (body) =>
      Object.keys(body).some(
        (field) => field !== 'effectiveOn' && body[field as 'name'] !== undefined,
      ),
    { error: 'input.missing', path: ['name'] },
  )
  .refine(({ activeTo, mergedInto }) => activeTo === undefined || mergedInto === undefined, {
    error: 'input.one-of-two',
    params: { other: 'activeTo' },
    path: ['mergedInto'],
  });
const openingStatus = z.strictObject({
  year,
  percent,
  suppliedBy: name.optional(),
  receivedOn: day.optional(),
});
const attestation = z.strictObject({ note });

const handInQuery = z.object({ dryRun: z.enum(['true', 'false']).optional() });

@Controller('/api/v1/indicators')
export class IndicatorsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb & PeopleDb>,
    private readonly calendar: Calendar,
  ) {}

  @Get()
  @Act('read')
  @Describes('Indicators with their series', listOf(indicatorReply))
  async list(
    @Query({ schema: z.object({ ...pageQuery, measure: name.optional() }) })
    query: { measure?: string; limit?: string; cursor?: string },
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const measure =
      query.measure === undefined ? undefined : await refNamed(this.db, known.log, query.measure);
    const items = await this.replies(known, language, { measure });
    return { ...pageFrom(items, pageOf(query)), position: known.position };
  }

  @Get(':id')
  @Act('read')
  @Versioned()
  @Describes('One indicator: units, baseline, targets and its series', indicatorReply)
  async one(
    @Param('id', { schema: pathName }) id: string,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const [reply] = await this.replies(known, language, { id });
    if (reply === undefined) throw new Problem(404, 'indicators.unknown');
    return { ...reply, position: known.position };
  }

  @Get(':id/readings')
  @Act('read')
  @Describes('The readings of an indicator', listOf(readingReply))
  async readings(
    @Param('id', { schema: pathName }) id: string,
    @Query({ schema: readingQuery }) query: z.infer<typeof readingQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    if ((await indicatorsAt(this.db, known, { id }).execute()).length === 0) {
      throw new Problem(404, 'indicators.unknown');
    }
    const rows = await readingsAt(this.db, known, id, query).execute();
    const { items, next } = pageFrom(rows, pageOf(query));
    const [events, accounts] = await Promise.all([
      this.store.eventsAt(known.log, writtenAt(items)),
      accountNames(
        this.db,
        known.log,
        items.map(({ recorded_by }) => recorded_by),
      ).execute(),
    ]);
    const names = new Map(accounts.map((account) => [account.id, account.name]));
    return {
      items: items.map((row) => toReadingReply(row, { events, names, language })),
      next,
      position: known.position,
    };
  }

  @Post()
  @Act('figures')
  @DescribesCommand('Define an indicator with its units')
  async define(
    @Body({ schema: definition }) body: z.infer<typeof definition>,
    @CreatingContext() context: CommandContext,
  ): Promise<Answer> {
    const measure = await refNamed(this.db, context.log, body.measure);
    const setup = await this.measureSetup(context.log, measure);
    return this.send(body.id, context, body.id, {
      type: 'DefineIndicator',
      data: {
        id: body.id,
        name: body.name,
        measure,
        role: body.role ?? 'driver',
        direction: body.direction,
        cadence: body.cadence,
        method: body.method,
        units: (body.units ?? []).map(unitOf),
      },
      measureExists: setup !== null,
    });
  }

  @Post(':id/units')
  @Act('figures')
  @DescribesCommand('Add a unit')
  addUnit(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: unit }) body: z.infer<typeof unit>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, id, { type: 'AddUnit', data: unitOf(body) });
  }

  @Post(':id/units/:unitId/changes')
  @Act('figures')
  @DescribesCommand('Rename a unit, weigh it anew, close it or merge it into another')
  changeUnit(
    @Param('id', { schema: pathName }) id: string,
    @Param('unitId', { schema: pathName }) unitId: string,
    @Body({ schema: unitChange }) body: z.infer<typeof unitChange>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, id, {
      type: 'ChangeUnit',
      data: {
        unitId,
        name: body.name ?? null,
        weight: body.weight ?? null,
        activeTo: body.activeTo ?? null,
        mergedInto: body.mergedInto ?? null,
      },
      effectiveOn: body.effectiveOn,
    });
  }

  @Post(':id/versions')
  @Act('figures')
  @DescribesCommand('Change method or cadence; baseline, targets and readings begin anew')
  versionIndicator(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: versioning }) body: z.infer<typeof versioning>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, id, {
      type: 'VersionIndicator',
      method: body.method ?? null,
      cadence: body.cadence ?? null,
      reason: body.reason,
    });
  }

  @Post(':id/opening-statuses')
  @Act('readings')
  @DescribesCommand("Record the status at a year's start; it is never a performance")
  receiveOpeningStatus(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: openingStatus }) body: z.infer<typeof openingStatus>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, id, {
      type: 'ReceiveOpeningStatus',
      year: body.year,
      percent: body.percent,
      suppliedBy: body.suppliedBy ?? null,
      receivedOn: body.receivedOn ?? null,
      today: this.calendar.today(),
    });
  }

  @Post(':id/readings/:readingId/attestations')
  @Act('readings')
  @DescribesCommand('Confirm that an implausible reading is right')
  attest(
    @Param('id', { schema: pathName }) id: string,
    @Param('readingId', { schema: pathName }) readingId: string,
    @Body({ schema: attestation }) body: z.infer<typeof attestation>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, readingId, { type: 'AttestReading', readingId, note: body.note });
  }

  @Post(':id/baseline')
  @Act('figures')
  @DescribesCommand('Set the baseline: one percentage, or one for each period of a year')
  async setBaseline(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: baselineBody }) body: z.infer<typeof baselineBody>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    const { periodWeights } = await this.surroundings(context.log, id);
    return this.send(id, context, id, {
      type: 'SetBaseline',
      percent: body.percent ?? null,
      series: body.series ?? null,
      periodWeights,
      decidedBy: body.decidedBy ?? null,
      reason: body.reason ?? null,
    });
  }

  @Post(':id/targets')
  @Act('figures')
  @DescribesCommand('Set the targets by year, or derive them from an end target')
  async setTargets(
    @Param('id', { schema: pathName }) id: string,
    @Body({ schema: targetsBody }) body: z.infer<typeof targetsBody>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    const { periodWeights, amounts } = await this.surroundings(context.log, id);
    return this.send(id, context, id, {
      type: 'SetTargets',
      targets: body.targets ?? null,
      endTarget: body.endTarget ?? null,
      periodWeights,
      amounts,
      decidedBy: body.decidedBy ?? null,
      reason: body.reason ?? null,
    });
  }

  @Post(':id/readings')
  @Act('readings')
  @DescribesCommand('Hand in a reading; dryRun=true only tells the warnings')
  async record(
    @Param('id', { schema: pathName }) id: string,
    @Query({ schema: handInQuery }) { dryRun }: z.infer<typeof handInQuery>,
    @Body({ schema: readingBody }) body: z.infer<typeof readingBody>,
    @Context() context: CommandContext,
    @ReaderLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ) {
    const readingId = randomUUID();
    const data: ReadingHandedIn = {
      readingId,
      unitId: body.unitId ?? null,
      periodStart: body.periodStart,
      periodEnd: body.periodEnd,
      ...figuresOf(body),
      suppliedBy: body.suppliedBy ?? null,
      receivedOn: body.receivedOn ?? null,
      quality: body.quality ?? 'final',
      note: body.note ?? null,
    };
    const command = { type: 'RecordReading' as const, data, today: this.calendar.today() };
    if (dryRun !== 'true') return this.send(id, context, readingId, command);
    const decision = await this.bus.execute(new PreviewReading(id, command, context.log));
    if ('refusal' in decision) throw problemOf(decision.refusal);
    response.status(200);
    const warnings = decision.events.flatMap((event) =>
      event.type === 'ReadingRecorded' ? event.data.warnings : [],
    );
    return {
      warnings: warnings.map(({ code, facts }) => ({
        code,
        facts,
        message: sentenceFor(language, code, facts),
      })),
    };
  }

  @Post(':id/readings/:readingId/corrections')
  @Act('readings')
  @DescribesCommand('Correct a reading; the earlier figures stay in its history')
  correct(
    @Param('id', { schema: pathName }) id: string,
    @Param('readingId', { schema: pathName }) readingId: string,
    @Body({ schema: correction }) body: z.infer<typeof correction>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, readingId, {
      type: 'CorrectReading',
      readingId,
      figures: figuresOf(body),
      quality: body.quality ?? null,
      reason: body.reason,
    });
  }

  @Post(':id/readings/:readingId/withdrawals')
  @Act('readings')
  @DescribesCommand('Withdraw a reading with all its corrections; its period is free again')
  withdraw(
    @Param('id', { schema: pathName }) id: string,
    @Param('readingId', { schema: pathName }) readingId: string,
    @Body({ schema: withdrawal }) { reason }: z.infer<typeof withdrawal>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(id, context, readingId, { type: 'WithdrawReading', readingId, reason });
  }

  private async send(
    id: string,
    context: CommandContext,
    answered: string,
    command: IndicatorCommand,
  ): Promise<Answer> {
    const envelope = new IndicatorEnvelope(id, command, answering(context, answered));
    return answer(await this.bus.execute<IndicatorEnvelope, Handled>(envelope), answered);
  }

  /** What the indicator's decider needs of its measure, from the log. */
  private async surroundings(log: string, id: string) {
    const events = await this.store.load(log, indicatorStream(id));
    const setup = indicatorSetup(events as unknown as IndicatorEvent[]);
    const measure = setup === null ? null : await this.measureSetup(log, setup.measure);
    return {
      amounts: measure?.amounts ?? [],
      // TRICKY: the weights belong to the condition, and count only for the indicator it names.
      periodWeights: measure?.conditionIndicator === id ? measure.periodWeights : null,
    };
  }

  private async measureSetup(log: string, ref: string) {
    const events = await this.store.load(log, measureStream(ref));
    return measureSetup(events as unknown as MeasureEvent[]);
  }

  private async replies(
    known: AsKnown,
    language: Language,
    filter: { id?: string | undefined; measure?: string | undefined },
  ) {
    const rows = await indicatorsAt(this.db, known, filter).execute();
    const [agreements, versions] = await Promise.all([
      agreementsAt(this.db, known).execute(),
      this.store.versionsAt(
        known.log,
        rows.map(({ id }) => indicatorStream(id)),
        known.position,
      ),
    ]);
    return Promise.all(
      rows.map(async (row) => {
        const [readings, [measure]] = await Promise.all([
          readingsAt(this.db, known, row.id, {}).execute(),
          measuresAt(this.db, known, { named: row.measure }).execute(),
        ]);
        const agreement = agreements.find(({ id }) => id === measure?.agreement);
        const years = yearsShown(agreement?.years ?? [], known.onDate);
        const condition = measure?.condition ?? null;
        return toIndicatorReply(row, {
          readings,
          years,
          periodWeights: condition?.indicator === row.id ? condition.periodWeights : null,
          headlines: await this.headlines(row, years, known, language),
          version: versions.get(indicatorStream(row.id)) ?? 0,
          known,
        });
      }),
    );
  }

  /** What each year's chart found; an indicator that does not pay has no agreed fall to find. */
  private async headlines(
    { id, measure }: { id: string; measure: string },
    years: readonly number[],
    known: AsKnown,
    language: Language,
  ): Promise<ReadonlyMap<number, string>> {
    const span = { from: Math.min(...years), to: Math.max(...years) };
    const [facts] = await measureFacts(this.db, known, { refs: [measure], ...span });
    if (facts?.indicator?.id !== id) return new Map();
    return new Map(
      years.map((each) => {
        const figure = realisation(facts, each, known.onDate);
        return [each, indicatorHeadline(summaryOf(facts, figure), language)];
      }),
    );
  }
}

const unitOf = (body: z.infer<typeof unit>) => ({
  id: body.id,
  name: body.name,
  weight: body.weight,
  persons: body.persons ?? null,
  supplier: body.supplier ?? null,
  activeFrom: body.activeFrom ?? null,
  activeTo: body.activeTo ?? null,
});

const figuresOf = (body: {
  absentDays?: number | undefined;
  possibleDays?: number | undefined;
  percent?: string | undefined;
}) => ({
  absentDays: body.absentDays ?? null,
  possibleDays: body.possibleDays ?? null,
  percent: body.percent ?? null,
});
