import { Controller, Get, Param, Query } from '@nestjs/common';
import { EventStore } from '@kursholder/eventstore';
import {
  Act,
  Calendar,
  Describes,
  Known,
  pathName,
  Problem,
  ReaderLanguage,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { agreementsAt } from '../agreements/agreements.queries';
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
import { explanation, summaryOf } from './explanation.rules';
import { measureFacts } from './facts.queries';
import type { Figure, MeasureFacts } from './facts.rules';
import { groupings, groupKey } from './grouping.rules';
import { explanationReply, figureReply, sumsReply } from './realisation.reply';
import { groupedMeasuresAt } from './realisation.queries';
import { positionsBehind, realisation } from './realisation.rules';
import { groupsOf, totalsOf } from './sums.rules';

const year = z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' });

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

interface LastChange {
  readonly position: number;
  readonly recordedAt: string;
  readonly what: string;
  readonly deltaKr: number;
}

@Controller('/api/v1/realisation')
export class RealisationController {
  constructor(
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
    private readonly calendar: Calendar,
  ) {}

  @Get()
  @Act('read')
  @Describes('Realised against expected per year, grouped, with totals', sumsReply)
  async sums(
    @Query({ schema: sumsQuery }) query: z.infer<typeof sumsQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const grouping = query.groupBy ?? 'measure';
    const years = await this.yearsAsked(query, known);
    const [from = 0, to = 0] = [years[0], years.at(-1)];
    const [measures, facts] = await Promise.all([
      groupedMeasuresAt(this.db, known).execute(),
      measureFacts(this.db, known, { from, to }),
    ]);
    const factsOf = new Map(facts.map((each) => [each.ref, each]));
    const rows = measures.flatMap((measure) => {
      const own = factsOf.get(measure.ref);
      return own === undefined
        ? []
        : years.map((each) => ({ measure, facts: own, figure: realisation(own, each, known.onDate) }));
    });
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

  @Get(':ref/:year')
  @Act('read')
  @Describes('One measure and year', figureReply)
  async figure(
    @Param('ref', { schema: pathName }) named: string,
    @Param('year', { schema: year }) ofYear: string,
    @Known() known: AsKnown,
  ): Promise<Figure & { position: number }> {
    const facts = await this.factsOf(named, Number(ofYear), known);
    return { ...realisation(facts, Number(ofYear), known.onDate), position: known.position };
  }

  @Get(':ref/:year/explanation')
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

  private async factsOf(named: string, ofYear: number, known: AsKnown): Promise<MeasureFacts> {
    const ref = await refNamed(this.db, known.log, named);
    const [facts] = await measureFacts(this.db, known, { refs: [ref], from: ofYear, to: ofYear });
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
    let after = figure.realisedSavingKr;
    for (const position of positionsBehind(facts, ofYear).slice(0, changesLookedAt)) {
      const before = { ...known, position: position - 1 };
      const [earlier] = await measureFacts(this.db, before, {
        refs: [measure],
        from: ofYear,
        to: ofYear,
      });
      const realised =
        earlier === undefined ? 0 : realisation(earlier, ofYear, known.onDate).realisedSavingKr;
      if (realised !== after) {
        const event = (await this.store.eventsAt(known.log, [position])).get(position);
        if (event === undefined) throw new Error(`no event at position ${String(position)}`);
        const { what } = happening(language, event);
        return { position, recordedAt: event.recordedAt, what, deltaKr: after - realised };
      }
      after = realised;
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
    const first = from === undefined ? Math.min(...all, Number(to ?? '9999')) : Number(from);
    const last = to === undefined ? Math.max(...all, first) : Number(to);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }
}

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
