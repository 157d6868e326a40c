import { setImmediate } from 'node:timers/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { EventStore } from '@kursholder/eventstore';
import type { Refusal } from '@kursholder/kernel';
import {
  Act,
  Calendar,
  day,
  days,
  Describes,
  identifier,
  Known,
  kroner,
  name,
  note,
  pathName,
  percent,
  positiveDecimal,
  Problem,
  problemOf,
  ReaderLanguage,
  year as budgetYear,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { agreementsAt } from '../agreements/agreements.queries';
import { indicatorsAt } from '../indicators/indicators.queries';
import { happening } from '../labels/events';
import { explainedSteps } from '../labels/explanation.words';
import {
  rowSentence,
  summarySentence,
  totalHeadline,
  totalSentence,
} from '../labels/sentences.words';
import { refNamed } from '../measures/measures.queries';
import type { ReadDb } from '../read-models';
import { yearStream } from '../years/years.events';
import { explanation, explanationOfSum, summaryOf } from './explanation.rules';
import { payoffs, targetMeanings, type Figure, type MeasureFacts } from './facts.rules';
import { groupings, groupKey } from './grouping.rules';
import { explanationReply, figureReply, sumExplanationReply, sumsReply } from './realisation.reply';
import { KnownFacts } from './known-facts';
import { groupedMeasuresAt } from './realisation.queries';
import { positionsBehind } from './realisation.rules';
import { concerns, supposed, type Override } from './scenario.rules';
import { groupsOf, totalsOf } from './sums.rules';

const year = z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' });

/** What a command says beside its figures; a scenario takes it and needs none of it. */
const told = { reason: note.optional(), decidedBy: name.optional(), effectiveOn: day.optional() };

const sumsQuery = z
  .object({
    from: year.optional(),
    to: year.optional(),
    groupBy: z.enum(groupings).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'input.from-after-to',
    path: ['from'],
  });

const sumExplanationQuery = z.object({
  groupBy: z.enum(groupings).optional(),
  key: z.string().min(1).max(300).optional(),
  year,
});

const period = { periodStart: day, periodEnd: day };
const override = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('amount'),
    measure: name,
    year: budgetYear,
    amountKr: kroner,
    ...told,
  }),
  z.strictObject({
    kind: z.literal('condition'),
    measure: name,
    indicator: identifier,
    scopeYears: z.array(budgetYear).min(1).max(101),
    payoff: z.enum(payoffs),
    krPerPoint: z.int().min(1).optional(),
    targetMeaning: z.enum(targetMeanings),
    periodWeights: z.array(positiveDecimal).min(1).max(12).optional(),
    ...told,
  }),
  z.strictObject({
    kind: z.literal('targets'),
    indicator: identifier,
    targets: z
      .record(z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' }), percent)
      .optional(),
    endTarget: z.strictObject({ year: budgetYear, percent }).optional(),
    ...told,
  }),
  z.strictObject({
    kind: z.literal('reading'),
    indicator: identifier,
    unitId: identifier.optional(),
    ...period,
    absentDays: days.optional(),
    possibleDays: days.optional(),
    percent: percent.optional(),
    suppliedBy: name.optional(),
    receivedOn: day.optional(),
    quality: z.enum(['provisional', 'final']).optional(),
    note: note.optional(),
  }),
]);
const scenario = z.strictObject({ overrides: z.array(override).max(500) });

function overrideOf(body: z.infer<typeof override>): Override {
  switch (body.kind) {
    case 'amount':
      return { kind: body.kind, measure: body.measure, year: body.year, amountKr: body.amountKr };
    case 'condition':
      return {
        kind: body.kind,
        measure: body.measure,
        indicator: body.indicator,
        scopeYears: body.scopeYears,
        payoff: body.payoff,
        krPerPoint: body.krPerPoint ?? null,
        targetMeaning: body.targetMeaning,
        periodWeights: body.periodWeights ?? null,
      };
    case 'targets':
      return {
        kind: body.kind,
        indicator: body.indicator,
        targets: body.targets ?? null,
        endTarget: body.endTarget ?? null,
      };
    case 'reading':
      return {
        kind: body.kind,
        indicator: body.indicator,
        unitId: body.unitId ?? null,
        periodStart: body.periodStart,
        periodEnd: body.periodEnd,
        absentDays: body.absentDays ?? null,
        possibleDays: body.possibleDays ?? null,
        percent: body.percent ?? null,
      };
  }
}

interface LastChange {
  readonly position: number;
  readonly recordedAt: string;
  readonly what: string;
  readonly deltaKr: number;
}

@Controller('/api/v1')
export class RealisationController {
  constructor(
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
    private readonly facts: KnownFacts,
    private readonly calendar: Calendar,
  ) {}

  @Get('realisation')
  @Act('read')
  @Describes('Realised against expected per year, grouped, with totals', sumsReply)
  async sums(
    @Query({ schema: sumsQuery }) query: z.infer<typeof sumsQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    return this.answerSums(query, known, language, []);
  }

  @Get('realisation/explanation')
  @Act('read')
  @Describes('A sum as the measures it adds up', sumExplanationReply)
  async sumExplanation(
    @Query({ schema: sumExplanationQuery })
    { groupBy, key, year: of }: z.infer<typeof sumExplanationQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const rows = await this.rows([Number(of)], known, []);
    const grouping = groupBy ?? 'measure';
    const own = rows.filter(
      ({ measure, figure }) => key === undefined || groupKey(grouping, measure, figure) === key,
    );
    if (own.length === 0) throw new Problem(404, 'realisation.unknown-group');
    const summed = own.map(({ measure, figure }) => ({
      figure,
      expenditureType: measure.expenditureType,
    }));
    const [total] = totalsOf(summed, [Number(of)]);
    if (total === undefined) throw new Error('no total for the year');
    const steps = explanationOfSum(
      own.map(({ measure, figure }) => ({ figure, title: measure.title })),
    );
    return {
      figure: { ...total, key: key ?? null, onDate: known.onDate, position: known.position },
      sentence: totalSentence(total, language),
      steps: explainedSteps(steps, language),
      lastChange: null,
    };
  }

  @Get('realisation/:ref/:year')
  @Act('read')
  @Describes('One measure and year', figureReply)
  async figure(
    @Param('ref', { schema: pathName }) named: string,
    @Param('year', { schema: year }) ofYear: string,
    @Known() known: AsKnown,
  ): Promise<Figure & { position: number }> {
    const facts = await this.factsOf(named, Number(ofYear), known);
    return { ...this.facts.figure(facts, Number(ofYear), known.onDate), position: known.position };
  }

  @Get('realisation/:ref/:year/explanation')
  @Act('read')
  @Describes('The same figure as steps that lead to its events', explanationReply)
  async explanation(
    @Param('ref', { schema: pathName }) named: string,
    @Param('year', { schema: year }) ofYear: string,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const facts = await this.factsOf(named, Number(ofYear), known);
    const explained = explanation(facts, Number(ofYear), known.onDate);
    const steps = explainedSteps(explained.steps, language);
    const positions = steps.flatMap(({ inputs }) =>
      inputs.flatMap(({ position }) => (position === undefined ? [] : [position])),
    );
    const [events, lastChange] = await Promise.all([
      this.store.eventsAt(known.log, positions),
      this.lastChange(facts, explained.figure, known, language),
    ]);
    return {
      figure: { ...explained.figure, position: known.position },
      sentence: summarySentence(explained.summary, language, this.named(lastChange)),
      steps: steps.map((step) => ({
        ...step,
        inputs: step.inputs.map((input) => {
          const eventId =
            input.position === undefined ? undefined : events.get(input.position)?.eventId;
          return eventId === undefined ? input : { ...input, eventId };
        }),
      })),
      lastChange,
    };
  }

  @Post('scenarios')
  @Act('read')
  @HttpCode(200)
  @Describes('What would be: the sums with other facts in place; stores nothing', sumsReply)
  scenario(
    @Query({ schema: sumsQuery }) query: z.infer<typeof sumsQuery>,
    @Body({ schema: scenario }) { overrides }: z.infer<typeof scenario>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    return this.answerSums(query, known, language, overrides.map(overrideOf));
  }

  /** The sums with what is supposed in place of what is recorded. */
  private async answerSums(
    query: z.infer<typeof sumsQuery>,
    known: AsKnown,
    language: Language,
    overrides: readonly Override[],
  ) {
    const grouping = query.groupBy ?? 'measure';
    const years = await this.yearsAsked(query, known);
    const rows = await this.rows(years, known, overrides);
    const keyed = rows.map(({ measure, figure }) => ({
      key: groupKey(grouping, measure, figure),
      figure,
    }));
    const summed = rows.map(({ measure, figure }) => ({
      figure,
      expenditureType: measure.expenditureType,
    }));
    return {
      onDate: known.onDate,
      position: known.position,
      groupBy: grouping,
      groups:
        grouping === 'measure'
          ? groupsOf(keyed).map((group, at) => ({ ...group, ...aboutMeasure(rows[at], language) }))
          : groupsOf(keyed),
      totals: totalsOf(summed, years).map((total) => ({
        ...total,
        headline: totalHeadline(total, language),
        sentence: totalSentence(total, language),
      })),
    };
  }

  /** A figure for each measure and year, in the agreement's order. */
  private async rows(years: readonly number[], known: AsKnown, overrides: readonly Override[]) {
    const [from = 0, to = 0] = [years[0], years.at(-1)];
    const [measures, recorded] = await Promise.all([
      groupedMeasuresAt(this.db, known).execute(),
      this.facts.at(known, { from, to, indicators: conditionedOn(overrides) }),
    ]);
    const facts = await this.suppose(overrides, recorded, known);
    const factsOf = new Map(facts.map((each) => [each.ref, each]));
    const rows = [];
    let since = performance.now();
    for (const measure of measures) {
      const own = factsOf.get(measure.ref);
      if (own === undefined) continue;
      for (const each of years) {
        rows.push({ measure, facts: own, figure: this.facts.figure(own, each, known.onDate) });
      }
      if (performance.now() - since < longestStretchMs) continue;
      await setImmediate();
      since = performance.now();
    }
    return rows;
  }

  /** The facts with the overrides in their place, one after the other. */
  private async suppose(
    overrides: readonly Override[],
    recorded: readonly MeasureFacts[],
    known: AsKnown,
  ): Promise<readonly MeasureFacts[]> {
    if (overrides.length === 0) return recorded;
    const indicators = await indicatorsAt(this.db, known, {}).execute();
    const facts = [...recorded];
    for (const [number, override] of overrides.entries()) {
      const path = `overrides.${String(number)}`;
      const at = facts.findIndex((each) => concerns(override, each));
      const found = facts[at];
      if (found === undefined) {
        // An indicator that pays nothing is no less there: whatever it says moves no figure.
        if (isAmong(indicators, override)) continue;
        const named = 'measure' in override ? 'measure' : 'indicator';
        throw Problem.input(`${path}.${named}`, 'realisation.unknown-override');
      }
      const outcome = supposed(found, override);
      if ('refusal' in outcome) throw refusedAt(path, outcome.refusal);
      facts[at] = outcome.facts;
    }
    return facts;
  }

  private async factsOf(named: string, ofYear: number, known: AsKnown): Promise<MeasureFacts> {
    const factsAt = async (ref: string) =>
      (await this.facts.at(known, { refs: [ref], from: ofYear, to: ofYear }))[0];
    // Most ask by the reference; only who does not costs a question more.
    const facts =
      (await factsAt(named)) ?? (await factsAt(await refNamed(this.db, known.log, named)));
    if (facts === undefined) throw new Problem(404, 'measures.unknown');
    return facts;
  }

  /** The newest event that moved the realised saving, and by how much, on the day of the question. */
  private async lastChange(
    facts: MeasureFacts,
    figure: Figure,
    known: AsKnown,
    language: Language,
  ): Promise<LastChange | null> {
    const { year: ofYear, measure } = figure;
    const ofTheYear = await this.store.load(known.log, yearStream(ofYear));
    const positions = [
      ...positionsBehind(facts, ofYear),
      // Closing and reopening may move what was recorded while the year was closed.
      ...ofTheYear.map(({ position }) => position).filter((each) => each <= known.position),
    ].sort((a, b) => b - a);
    const realisedAt = async (position: number) => {
      const filter = { refs: [measure], from: ofYear, to: ofYear };
      const [then] = await this.facts.at({ ...known, position }, filter);
      return then === undefined
        ? 0
        : this.facts.figure(then, ofYear, known.onDate).realisedSavingKr;
    };
    for (const position of [...new Set(positions)].slice(0, changesLookedAt)) {
      const [before, after] = await Promise.all([realisedAt(position - 1), realisedAt(position)]);
      if (before === after) continue;
      const event = (await this.store.eventsAt(known.log, [position])).get(position);
      if (event === undefined) throw new Error(`no event at position ${String(position)}`);
      const { what } = happening(language, event, unitNames(facts));
      return { position, recordedAt: event.recordedAt, what, deltaKr: after - before };
    }
    return null;
  }

  private named(change: LastChange | null) {
    return change === null
      ? null
      : {
          on: this.calendar.dayOf(change.recordedAt),
          what: change.what.charAt(0).toLowerCase() + change.what.slice(1),
          deltaKr: change.deltaKr,
        };
  }

  /** The years asked for; without any the agreements' years, else the year of the day. */
  private async yearsAsked(
    { from, to }: { from?: string | undefined; to?: string | undefined },
    known: AsKnown,
  ): Promise<number[]> {
    const agreements = await agreementsAt(this.db, known).execute();
    const agreed = agreements.flatMap(({ years }) => years);
    const present = Number(known.onDate.slice(0, 4));
    const all = agreed.length > 0 ? agreed : [present];
    // Without a span the agreements' own years, and none between them.
    if (from === undefined && to === undefined) return [...new Set(all)].sort((a, b) => a - b);
    const first = from === undefined ? Math.min(...all, Number(to ?? '9999')) : Number(from);
    const last = to === undefined ? Math.max(...all, first) : Number(to);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }
}

const isAmong = (indicators: readonly { readonly id: string }[], override: Override): boolean =>
  !('measure' in override) && indicators.some(({ id }) => id === override.indicator);

/** What the supposed conditions hang on, the last of each measure. */
const conditionedOn = (overrides: readonly Override[]): string[] => [
  ...new Map(
    overrides.flatMap((each) =>
      each.kind === 'condition' ? [[each.measure, each.indicator] as const] : [],
    ),
  ).values(),
];

const refusedAt = (path: string, refusal: Refusal): Problem =>
  problemOf(refusal.path === undefined ? refusal : { ...refusal, path: `${path}.${refusal.path}` });

const unitNames = ({ indicator }: MeasureFacts) =>
  new Map(indicator?.units.map(({ id, name: called }) => [id, called]));

/** Computing goes on so long before others are answered. */
const longestStretchMs = 20;

/** How many of the newest events are tried for the last change. */
const changesLookedAt = 50;

/** What a row of the list shows of a measure beside the sums. */
function aboutMeasure(
  row: { readonly facts: MeasureFacts; readonly figure: Figure } | undefined,
  language: Language,
) {
  if (row === undefined) return {};
  const { facts, figure } = row;
  const { status, dataStatus, basis, ratio, coverage, outlook, actual, baseline, target } = figure;
  return {
    status,
    dataStatus,
    basis,
    ratio,
    coverage,
    outlook,
    actual,
    baseline,
    target,
    amountKr: figure.amountKr,
    yearStatus: figure.yearStatus,
    sentence: rowSentence(summaryOf(facts, figure), language),
  };
}
