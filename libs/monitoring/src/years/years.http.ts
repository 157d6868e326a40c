import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, Projector, type CommandContext, type Handled } from '@kursholder/eventstore';
import {
  Act,
  answer,
  answering,
  Calendar,
  Context,
  DescribesCommand,
  name,
  note,
  Problem,
  yearInPath,
  type Answer,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import type { ReadDb } from '../read-models';
import { measureFacts } from '../realisation/facts.queries';
import { figureOfYear } from '../realisation/realisation.rules';
import type { YearCommand } from './years.decider';
import { YearEnvelope } from './years.module';

const closing = z.strictObject({ reason: note, decidedBy: name.optional() });
const patienceMs = 5_000;

@Controller('/api/v1/years/:year')
export class YearsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly projector: Projector,
    private readonly db: Kysely<ReadDb>,
    private readonly calendar: Calendar,
  ) {}

  @Post('closures')
  @Act('figures')
  @DescribesCommand('Close a budget year: its figures of 31 December stand from now on')
  async close(
    @Param('year', { schema: yearInPath }) of: string,
    @Body({ schema: closing }) { reason, decidedBy }: z.infer<typeof closing>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    const year = Number(of);
    const { position } = await this.store.head(context.log);
    if (!(await this.projector.waitFor(context.log, position, patienceMs))) {
      throw new Problem(503, 'service.read-model-behind', { headers: { 'Retry-After': '1' } });
    }
    const lastDay = `${of}-12-31`;
    const known = { log: context.log, position, onDate: lastDay };
    const facts = await measureFacts(this.db, known, { from: year, to: year });
    return this.send(context, {
      type: 'CloseYear',
      year,
      today: this.calendar.today(),
      snapshotPosition: position,
      figures: facts.map((each) => figureOfYear(each, year, lastDay)),
      decidedBy: decidedBy ?? null,
      reason,
    });
  }

  @Post('reopenings')
  @Act('figures')
  @DescribesCommand('Reopen a closed budget year')
  reopen(
    @Param('year', { schema: yearInPath }) of: string,
    @Body({ schema: closing }) { reason, decidedBy }: z.infer<typeof closing>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    return this.send(context, {
      type: 'ReopenYear',
      year: Number(of),
      decidedBy: decidedBy ?? null,
      reason,
    });
  }

  private async send(context: CommandContext, command: YearCommand): Promise<Answer> {
    const id = String(command.year);
    const envelope = new YearEnvelope(command, answering(context, id));
    return answer(await this.bus.execute<YearEnvelope, Handled>(envelope), id);
  }
}
