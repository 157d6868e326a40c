import { Controller, Get, Param, Query } from '@nestjs/common';
import { EventStore, type RecordedEvent } from '@kursholder/eventstore';
import {
  Act,
  Describes,
  Known,
  listOf,
  pageQuery,
  pathName,
  Problem,
  ReaderLanguage,
  type AsKnown,
  type Language,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { dialogueStream, remedyStream } from '../dialogue/dialogue.events';
import { dialoguesAt, remediesAt } from '../dialogue/dialogue.queries';
import { indicatorStream } from '../indicators/indicators.events';
import { indicatorsAt } from '../indicators/indicators.queries';
import { happening, whyOf } from '../labels/events';
import { bookingStream } from '../ledger/ledger.events';
import { newestVouchersAt } from '../ledger/ledger.queries';
import { measureStream } from '../measures/measures.events';
import { measuresAt } from '../measures/measures.queries';
import { milestoneStream } from '../milestones/milestones.events';
import { milestonesAt } from '../milestones/milestones.queries';
import { accountNames, type PeopleDb } from '../people/people.queries';
import type { ReadDb } from '../read-models';
import { measureFacts } from '../realisation/facts.queries';
import { realisation } from '../realisation/realisation.rules';
import { yearStream } from '../years/years.events';

const eventReply = z
  .object({
    position: z.int(),
    recordedAt: z.string(),
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    schemaVersion: z.int(),
    eventId: z.string(),
    actor: z.string(),
    effectiveOn: z.string().nullable(),
    correlationId: z.string(),
    data: z.record(z.string(), z.unknown()),
    notes: z.record(z.string(), z.string()).nullable(),
    notesErased: z.boolean(),
  })
  .meta({ id: 'Event' });

const historyReply = eventReply
  .extend({
    who: z.string(),
    what: z.string(),
    why: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    movedKr: z.int().nullable(),
  })
  .meta({ id: 'HistoryEntry' });

const year = z.string().regex(/^(20\d\d|2100)$/, { error: 'input.not-a-year' });
const historyQuery = z.object({ ...pageQuery, year: year.optional() });

const eventsQuery = z.object({
  limit: pageQuery.limit,
  after: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'input.not-a-position' })
    .optional(),
  stream: z
    .string()
    .min(1)
    .max(400)
    .regex(/^[^\p{Cc}\p{Surrogate}]+$/u, { error: 'input.unfit-characters' })
    .optional(),
  type: z
    .string()
    .regex(/^[A-Za-z]{1,100}$/, { error: 'input.invalid-value' })
    .optional(),
});

/** A measure's events, newest first, each with who, when, why, and the kroner it moved. */
@Controller('/api/v1/measures')
export class HistoryController {
  constructor(
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb & PeopleDb>,
  ) {}

  @Get(':ref/history')
  @Act('read')
  @Describes("A measure's events, newest first", listOf(historyReply))
  async history(
    @Param('ref', { schema: pathName }) named: string,
    @Query({ schema: historyQuery }) query: z.infer<typeof historyQuery>,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const [measure] = await measuresAt(this.db, known, { named }).execute();
    if (measure === undefined) throw new Problem(404, 'measures.unknown');
    const limit = Number(query.limit ?? '50');
    const ofYear = Number(query.year ?? known.onDate.slice(0, 4));
    const { streams, called } = await this.partsOf(measure.ref, ofYear, known);
    const before = query.cursor === undefined ? known.position + 1 : Number(query.cursor);
    const events = await this.store.find(known.log, {
      streams,
      upTo: Math.min(known.position, before - 1),
      newestFirst: true,
      limit: limit + 1,
    });
    const shown = events.slice(0, limit);
    const [names, moved] = await Promise.all([
      this.namesOf(known.log, shown),
      this.movedBy(shown, measure.ref, ofYear, known),
    ]);
    return {
      items: shown.map((event) => ({
        ...toEventReply(event),
        who: names.get(event.actor) ?? 'Kursholder',
        why: whyOf(event),
        movedKr: moved.get(event.position) ?? null,
        ...happening(language, event, called),
      })),
      next: events.length > limit ? String(shown.at(-1)?.position ?? 0) : null,
      position: known.position,
    };
  }

  /** The streams that tell of a measure and a year, and what the things in them are called. */
  private async partsOf(ref: string, ofYear: number, known: AsKnown) {
    const [indicators, milestones, dialogues, remedies, vouchers] = await Promise.all([
      indicatorsAt(this.db, known, { measure: ref }).execute(),
      milestonesAt(this.db, known, { measure: ref }).execute(),
      dialoguesAt(this.db, known, { measure: ref }).execute(),
      remediesAt(this.db, known, { measure: ref }).execute(),
      newestVouchersAt(this.db, known, ref).execute(),
    ]);
    return {
      streams: [
        measureStream(ref),
        yearStream(ofYear),
        ...indicators.map(({ id }) => indicatorStream(id)),
        ...milestones.map(({ id }) => milestoneStream(id)),
        ...dialogues.map(({ id }) => dialogueStream(id)),
        ...remedies.map(({ id }) => remedyStream(id)),
        ...vouchers.map(({ voucher }) => bookingStream(ref, voucher)),
      ],
      called: new Map<string, string>([
        ...indicators.flatMap(({ units }) => units.map(({ id, name }) => [id, name] as const)),
        ...milestones.map(({ id, title }) => [id, title] as const),
        ...remedies.map(({ id, title }) => [id, title] as const),
        ...dialogues.map(({ id, between }) => [id, between.join(', ')] as const),
      ]),
    };
  }

  private async namesOf(log: string, events: readonly RecordedEvent[]) {
    const ids = [...new Set(events.map(({ actor }) => actor))].filter((id) => uuid.test(id));
    const accounts = await accountNames(this.db, log, ids).execute();
    return new Map(accounts.map(({ id, name }) => [id, name]));
  }

  /**
   * The change of the year's realised saving by each event, all on the day of the question: the figure
   * after it less the one before. Milestones, dialogues and remedies move none.
   */
  private async movedBy(
    events: readonly RecordedEvent[],
    ref: string,
    ofYear: number,
    known: AsKnown,
  ): Promise<Map<number, number>> {
    const positions = events
      .filter(({ stream }) => !/^(milestone|dialogue|remedy)-/.test(stream))
      .map(({ position }) => position);
    const realisedAt = new Map<number, number>();
    await Promise.all(
      [...new Set(positions.flatMap((position) => [position - 1, position]))].map(
        async (position) => {
          const at = { ...known, position };
          const filter = { refs: [ref], from: ofYear, to: ofYear };
          const [facts] = await measureFacts(this.db, at, filter);
          const figure = facts === undefined ? null : realisation(facts, ofYear, known.onDate);
          realisedAt.set(position, figure?.realisedSavingKr ?? 0);
        },
      ),
    );
    return new Map(
      positions.map((position) => [
        position,
        (realisedAt.get(position) ?? 0) - (realisedAt.get(position - 1) ?? 0),
      ]),
    );
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The log itself, in order and without a gap, for those who check it. */
@Controller('/api/v1/events')
export class EventsController {
  constructor(private readonly store: EventStore) {}

  @Get()
  @Act('events')
  @Describes(
    'The log in order; next is the last position',
    z.object({ items: z.array(eventReply), next: z.int(), position: z.int() }),
  )
  async list(
    @Query({ schema: eventsQuery }) query: z.infer<typeof eventsQuery>,
    @Known() known: AsKnown,
  ) {
    const after = Number(query.after ?? '0');
    const limit = Number(query.limit ?? '50');
    const events = await this.store.find(known.log, {
      ...(query.stream === undefined ? {} : { streams: [query.stream] }),
      ...(query.type === undefined ? {} : { type: query.type }),
      after,
      upTo: known.position,
      limit,
    });
    return {
      items: events.map(toEventReply),
      // What does not fit the filter was looked at too, up to the end.
      next: events.length < limit ? known.position : (events.at(-1)?.position ?? after),
      position: known.position,
    };
  }
}

const toEventReply = (event: RecordedEvent) => ({
  position: event.position,
  recordedAt: event.recordedAt,
  stream: event.stream,
  version: event.version,
  type: event.type,
  schemaVersion: event.schemaVersion,
  eventId: event.eventId,
  actor: event.actor,
  effectiveOn: event.effectiveOn,
  correlationId: event.correlationId,
  data: event.data as Record<string, unknown>,
  notes: event.notes,
  notesErased: event.notesErased,
});
