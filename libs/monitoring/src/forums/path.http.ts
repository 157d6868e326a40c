import { Controller, Get, Param } from '@nestjs/common';
import { EventStore } from '@kursholder/eventstore';
import {
  Act,
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
import { warningReply, wordedWarning } from '../labels/warnings';
import { measureStream } from '../measures/measures.events';
import { noteAt, notesAt } from '../measures/notes.queries';
import type { ReadDb } from '../read-models';
import { decisionOutcomes } from './forums.events';
import { pathAt } from './forums.queries';
import { medInvolvedOn, pathWarnings } from './path-warnings.rules';
import { hearingDays, involvesMed, pathSteps, stepStatuses } from './path.rules';

const noteReply = { note: z.string().nullable(), noteErased: z.boolean() };

const stepReply = z.object({
  step: z.int(),
  forum: z.string(),
  kind: z.enum(['forum', 'hearing']),
  /** Whether the agreement states the step. */
  stated: z.boolean(),
  plannedOn: z.string().nullable(),
  status: z.enum(stepStatuses),
  /** The months that the agreement names for it, and the duty that does. */
  window: z
    .object({ duty: z.string(), from: z.string(), to: z.string(), everyYear: z.boolean() })
    .nullable(),
  decisions: z.array(
    z.object({
      decidedOn: z.string(),
      outcome: z.enum(decisionOutcomes),
      journalRef: z.string().nullable(),
      ...noteReply,
      position: z.int(),
    }),
  ),
});

const pathReply = z
  .object({
    measure: z.string(),
    onDate: z.string(),
    steps: z.array(stepReply),
    consultations: z.array(
      z.object({
        opensOn: z.string(),
        closesOn: z.string(),
        /** Both days count. */
        days: z.int(),
        parties: z.array(z.string()),
        involvesMed: z.boolean(),
        position: z.int(),
      }),
    ),
    /** The first day that MED could answer; null where it is not involved. */
    medInvolvedOn: z.string().nullable(),
    prioritisations: z.array(
      z.object({
        forum: z.string(),
        decidedOn: z.string(),
        journalRef: z.string().nullable(),
        ...noteReply,
        position: z.int(),
      }),
    ),
    /** The days that the bodies of the path met. */
    meetings: z.array(z.object({ forum: z.string(), heldOn: z.string() })),
    warnings: z.array(warningReply),
    position: z.int(),
  })
  .meta({ id: 'DecisionPath' });

@Controller('/api/v1/measures')
export class PathController {
  constructor(
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
  ) {}

  @Get(':ref/path')
  @Act('read')
  @Describes("A measure's path of decisions, and what is out of order on it", pathReply)
  async path(
    @Param('ref', { schema: pathName }) named: string,
    @Known() known: AsKnown,
    @ReaderLanguage() language: Language,
  ) {
    const facts = await pathAt(this.db, known, named).executeTakeFirst();
    if (facts === undefined) throw new Problem(404, 'measures.unknown');
    const streams = [measureStream(facts.ref)];
    const types = ['DecisionRecorded', 'EffortPrioritised'];
    const notes = await notesAt(this.store, known, streams, types);
    const withNote = <Row extends { readonly position: number }>(row: Row) => ({
      ...row,
      ...noteAt(notes, row.position),
    });
    const steps = pathSteps(facts, known.onDate);
    return {
      measure: facts.ref,
      onDate: known.onDate,
      steps: steps.map(({ on: _, decisions, ...step }) => ({
        ...step,
        decisions: decisions.map(({ step: __, forum: ___, ...each }) => withNote(each)),
      })),
      consultations: facts.consultations.map((each) => ({
        ...each,
        days: hearingDays(each),
        involvesMed: involvesMed(each),
      })),
      medInvolvedOn: medInvolvedOn(facts.consultations),
      prioritisations: facts.prioritisations.map(withNote),
      meetings: facts.meetings,
      warnings: pathWarnings(facts, steps).map((each) => wordedWarning(language, each)),
      position: known.position,
    };
  }
}
