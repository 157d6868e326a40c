import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type Handled } from '@kursholder/eventstore';
import { periodsPerYear } from '@kursholder/kernel';
import {
  Act,
  answer,
  answering,
  Context,
  CreatingContext,
  day,
  Describes,
  DescribesCommand,
  identifier,
  Known,
  kroner,
  kronerByYear,
  listOf,
  longText,
  name,
  note,
  pageFrom,
  pageOf,
  pageQuery,
  pathName,
  positiveDecimal,
  Problem,
  ReaderLanguage,
  text,
  Versioned,
  year,
  type Answer,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { agreementStream } from '../agreements/agreements.events';
import { agreementsAt } from '../agreements/agreements.queries';
import { slugOf } from '../imports/cells.rules';
import { uniqueSlug } from '../imports/import-plan.rules';
import { indicatorStream, type IndicatorEvent } from '../indicators/indicators.events';
import { indicatorSetup, unmetYears } from '../indicators/indicators.rules';
import type { ReadDb } from '../read-models';
import { measureFacts } from '../realisation/facts.queries';
import { dataStatuses, performances } from '../realisation/facts.rules';
import { realisation } from '../realisation/realisation.rules';
import { measureReply, toMeasureReply, type MeasureReply } from './measure.reply';
import type { MeasureCommand } from './measures.decider';
import {
  effects,
  expenditureTypes,
  kinds,
  measureStream,
  payoffs,
  targetMeanings,
} from './measures.events';
import { MeasureEnvelope } from './measures.module';
import { measuresAt, refNamed, refsAt, type MeasureRow } from './measures.queries';

const years = z
  .array(year)
  .max(101)
  .refine((all) => new Set(all).size === all.length, { error: 'input.twice' });

const registration = z
  .strictObject({
    agreement: identifier.optional(),
    reference: identifier.optional(),
    title: name,
    section: name,
    group: name.nullish(),
    kind: z.enum(kinds),
    effect: z.enum(effects),
    owners: z.array(name).max(50),
    courseText: longText.nullish(),
    processText: longText.nullish(),
    forums: z.array(text(100)).max(50),
    consultation: z.boolean(),
    closed: z.boolean(),
    expenditureType: z.enum(expenditureTypes).optional(),
    priceLevel: name.nullish(),
    gross: z.boolean().nullish(),
    oneOff: z.boolean().nullish(),
    scopeYears: years.nullish(),
    amountsKr: kronerByYear,
  })
  .meta({ id: 'MeasureRegistration' });

/** A day on which an amount takes effect lies in the amount's own year. */
const inItsYear = (body: { year: number; effectiveOn?: string | undefined }) =>
  body.effectiveOn === undefined || body.effectiveOn.startsWith(`${String(body.year)}-`);
const outsideItsYear = { error: 'input.outside-its-year', path: ['effectiveOn'] };

const amountRevision = z
  .strictObject({
    year,
    amountKr: kroner,
    reason: note,
    decidedBy: name.optional(),
    effectiveOn: day.optional(),
  })
  .refine(inItsYear, outsideItsYear);

const incorporation = z
  .strictObject({
    year,
    amountKr: kroner,
    decidedBy: name.optional(),
    effectiveOn: day.optional(),
  })
  .refine(inItsYear, outsideItsYear);

const ownership = z.strictObject({ owners: z.array(name).max(50) });

const closure = z.strictObject({ reason: note, decidedBy: name.optional() });

const conditionBody = z
  .strictObject({
    indicator: identifier,
    scopeYears: years.min(1),
    payoff: z.enum(payoffs),
    krPerPoint: z.int().min(1).optional(),
    targetMeaning: z.enum(targetMeanings),
    periodWeights: z.array(positiveDecimal).min(1).max(12).optional(),
    reason: note.optional(),
    decidedBy: name.optional(),
  })
  .refine(({ payoff, krPerPoint }) => payoff !== 'per_point' || krPerPoint !== undefined, {
    error: 'input.missing',
    path: ['krPerPoint'],
  })
  .refine(({ payoff, krPerPoint }) => payoff === 'per_point' || krPerPoint === undefined, {
    error: 'measures.only-per-point',
    path: ['krPerPoint'],
  });

const measureQuery = z.object({
  ...pageQuery,
  year: z
    .string()
    .regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' })
    .optional(),
  section: name.optional(),
  forum: name.optional(),
  owner: name.optional(),
  kind: z.enum(kinds).optional(),
  effect: z.enum(effects).optional(),
  status: z.enum(performances).optional(),
  dataStatus: z.enum(dataStatuses).optional(),
  q: name.optional(),
});

@Controller('/api/v1/measures')
export class MeasuresController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
  ) {}

  @Get()
  @Act('read')
  @Describes('The measures, in the order of the agreement', listOf(measureReply))
  async list(
    @Query({ schema: measureQuery }) query: z.infer<typeof measureQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const { status, dataStatus, year: ofYear, ...filter } = query;
    const rows = await measuresAt(this.db, known, filter).execute();
    const all = await this.replies(rows, known, { language, year: ofYear });
    const items = all
      .filter((item) => status === undefined || item.status === status)
      .filter((item) => dataStatus === undefined || item.dataStatus === dataStatus);
    return { ...pageFrom(items, pageOf(query)), position: known.position };
  }

  @Get(':ref')
  @Act('read')
  @Versioned()
  @Describes('One measure by its reference or slug', measureReply)
  async one(
    @Param('ref', { schema: pathName }) ref: string,
    @Query({ schema: measureQuery }) query: z.infer<typeof measureQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const rows = await measuresAt(this.db, known, { named: ref }).execute();
    const [reply] = await this.replies(rows, known, { language, year: query.year });
    if (reply === undefined) throw new Problem(404, 'measures.unknown');
    return { ...reply, position: known.position };
  }

  @Post()
  @Act('figures')
  @DescribesCommand('Register a measure')
  async register(
    @Body({ schema: registration }) body: z.infer<typeof registration>,
    @CreatingContext() context: CommandContext,
  ) {
    const ref = body.reference ?? slugOf(body.title);
    if (ref === '') throw Problem.input('title', 'input.no-letters');
    const { position } = await this.store.head(context.log);
    const others = await refsAt(this.db, { log: context.log, position, onDate: '' }).execute();
    const slugs = new Set(others.map(({ slug }) => slug));
    // Its own reference again is for the decider, which knows of a retry.
    if (slugs.has(ref) && !others.some((other) => other.ref === ref)) {
      throw new Problem(409, 'measures.reference-taken', { facts: { ref } });
    }
    return this.send(ref, answering(context, ref), {
      type: 'RegisterMeasure',
      data: {
        ref,
        slug: uniqueSlug(slugOf(body.title) || ref, (slug) => slugs.has(slug)),
        agreement: await this.agreementOf(context.log, body.agreement),
        reference: body.reference ?? null,
        referenceSuffix: null,
        source: null,
        title: body.title,
        section: body.section,
        group: body.group ?? null,
        kind: body.kind,
        effect: body.effect,
        owners: body.owners,
        courseText: body.courseText ?? null,
        processText: body.processText ?? null,
        forums: body.forums,
        consultation: body.consultation,
        closed: body.closed,
        expenditureType: body.expenditureType ?? 'other',
        priceLevel: body.priceLevel ?? null,
        gross: body.gross ?? null,
        oneOff: body.oneOff ?? null,
        scopeYears: body.scopeYears ?? null,
        amountsKr: body.amountsKr,
        signUnclear: false,
        crossCutting: { value: 'unknown', provenance: null },
        obligations: [],
      },
    });
  }

  @Post(':ref/amount-revisions')
  @Act('figures')
  @DescribesCommand("Revise a year's amount; amountKr is the new amount")
  reviseAmount(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: amountRevision }) body: z.infer<typeof amountRevision>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, {
      type: 'ReviseAmount',
      ...body,
      effectiveOn: body.effectiveOn ?? `${String(body.year)}-01-01`,
      decidedBy: body.decidedBy ?? null,
    });
  }

  @Post(':ref/incorporations')
  @Act('figures')
  @DescribesCommand('Incorporate an amount in the budget of a year')
  incorporate(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: incorporation }) body: z.infer<typeof incorporation>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, {
      type: 'IncorporateInBudget',
      ...body,
      effectiveOn: body.effectiveOn ?? `${String(body.year)}-01-01`,
      decidedBy: body.decidedBy ?? null,
    });
  }

  @Post(':ref/owners')
  @Act('figures')
  @DescribesCommand('Record who owns the measure')
  assignOwners(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: ownership }) { owners }: z.infer<typeof ownership>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, { type: 'AssignOwners', owners });
  }

  @Post(':ref/closures')
  @Act('figures')
  @DescribesCommand('Close the process of a measure (Slut); it closes no figure')
  close(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: closure }) { reason, decidedBy }: z.infer<typeof closure>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, {
      type: 'CloseMeasure',
      reason,
      decidedBy: decidedBy ?? null,
    });
  }

  @Post(':ref/reopenings')
  @Act('figures')
  @DescribesCommand('Reopen the process of a measure')
  reopen(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: closure }) { reason, decidedBy }: z.infer<typeof closure>,
    @Context() context: CommandContext,
  ) {
    return this.send(ref, context, {
      type: 'ReopenMeasure',
      reason,
      decidedBy: decidedBy ?? null,
    });
  }

  @Post(':ref/condition')
  @Act('figures')
  @DescribesCommand('Set the condition that the saving hangs on, and how a fall becomes kroner')
  async setCondition(
    @Param('ref', { schema: pathName }) ref: string,
    @Body({ schema: conditionBody }) body: z.infer<typeof conditionBody>,
    @Context() context: CommandContext,
  ) {
    const periodWeights = body.periodWeights ?? null;
    return this.send(ref, context, {
      type: 'SetCondition',
      data: {
        indicator: body.indicator,
        scopeYears: [...body.scopeYears].sort((a, b) => a - b),
        payoff: body.payoff,
        krPerPoint: body.krPerPoint ?? null,
        targetMeaning: body.targetMeaning,
        periodWeights,
        decidedBy: body.decidedBy ?? null,
      },
      reason: body.reason ?? null,
      indicator: await this.indicatorFor(context.log, ref, body.indicator, periodWeights),
    });
  }

  private async send(
    named: string,
    context: CommandContext,
    command: MeasureCommand,
  ): Promise<Answer> {
    const ref =
      command.type === 'RegisterMeasure' ? named : await refNamed(this.db, context.log, named);
    const envelope = new MeasureEnvelope(ref, command, answering(context, ref));
    return answer(await this.bus.execute<MeasureEnvelope, Handled>(envelope), ref);
  }

  /** What the condition needs to know of its indicator, from the log; null when there is none. */
  private async indicatorFor(
    log: string,
    ref: string,
    indicator: string,
    periodWeights: readonly string[] | null,
  ) {
    const events = await this.store.load(log, indicatorStream(indicator));
    const setup = indicatorSetup(events as unknown as IndicatorEvent[]);
    if (setup?.measure !== (await refNamed(this.db, log, ref))) return null;
    const { cadence, direction, baseline, targets } = setup;
    const fits = periodWeights === null || periodWeights.length === periodsPerYear[cadence];
    return {
      measure: setup.measure,
      periodsPerYear: periodsPerYear[cadence],
      unmetYear:
        baseline === null || !fits
          ? null
          : (unmetYears(baseline, targets, { cadence, direction, periodWeights })[0] ?? null),
    };
  }

  /** The agreement that is named, or the only one there is. */
  private async agreementOf(log: string, named: string | undefined): Promise<string | null> {
    if (named !== undefined) {
      const events = await this.store.load(log, agreementStream(named));
      if (events.length === 0) throw Problem.input('agreement', 'agreements.unknown');
      return named;
    }
    const { position } = await this.store.head(log);
    const known = await agreementsAt(this.db, { log, position, onDate: '' }).execute();
    return known.length === 1 ? (known[0]?.id ?? null) : null;
  }

  private async replies(
    rows: readonly MeasureRow[],
    known: AsKnown,
    { language, year: asked }: { language: Language; year: string | undefined },
  ): Promise<MeasureReply[]> {
    if (rows.length === 0) return [];
    const shown = new Map(
      rows.map((row) => [row.ref, Number(asked ?? yearShown(row, known.onDate))]),
    );
    const all = [...shown.values()];
    const [facts, versions] = await Promise.all([
      measureFacts(this.db, known, {
        refs: rows.map(({ ref }) => ref),
        from: Math.min(...all),
        to: Math.max(...all),
      }),
      this.store.versionsAt(
        known.log,
        rows.map(({ ref }) => measureStream(ref)),
        known.position,
      ),
    ]);
    const factsOf = new Map(facts.map((fact) => [fact.ref, fact]));
    return rows.flatMap((row) => {
      const fact = factsOf.get(row.ref);
      if (fact === undefined) return [];
      const figure = realisation(fact, shown.get(row.ref) ?? 0, known.onDate);
      const version = versions.get(measureStream(row.ref)) ?? 0;
      return [toMeasureReply(row, { figure, version, language })];
    });
  }
}

/** The year of the day asked for, held within the measure's years with an amount. */
function yearShown({ amounts }: MeasureRow, onDate: string): number {
  const today = Number(onDate.slice(0, 4));
  const withAmount = amounts.filter(({ amount_kr }) => amount_kr !== null).map((a) => a.year);
  const within = withAmount.length > 0 ? withAmount : amounts.map((a) => a.year);
  if (within.length === 0) return today;
  return Math.min(Math.max(today, Math.min(...within)), Math.max(...within));
}
