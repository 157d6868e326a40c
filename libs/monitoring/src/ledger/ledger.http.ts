import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type Handled } from '@kursholder/eventstore';
import {
  Act,
  answer,
  answering,
  CreatingContext,
  day,
  DescribesCommand,
  kroner,
  name,
  note,
  pathName,
  text,
  type Answer,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { measureStream } from '../measures/measures.events';
import { refNamed } from '../measures/measures.queries';
import type { ReadDb } from '../read-models';
import { BookingEnvelope } from './ledger.module';

const voucher = text(100);
/** More than any municipality has, and little enough for a day's sum to stay exact. */
const mostKr = 1e12;
const booking = z.strictObject({
  bookedOn: day,
  amountKr: kroner.pipe(z.int().min(-mostKr).max(mostKr)),
  voucher,
  account: name.optional(),
  text: note.optional(),
  reverses: voucher.optional(),
});

@Controller('/api/v1/measures/:ref/bookings')
export class LedgerController {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: EventStore,
    private readonly db: Kysely<ReadDb>,
  ) {}

  @Post()
  @Act('figures')
  @DescribesCommand('Book a posting; positive for cost, a voucher once per measure')
  async book(
    @Param('ref', { schema: pathName }) named: string,
    @Body({ schema: booking }) body: z.infer<typeof booking>,
    @CreatingContext() context: CommandContext,
  ): Promise<Answer> {
    const measure = await refNamed(this.db, context.log, named);
    const command = {
      data: {
        measure,
        voucher: body.voucher,
        bookedOn: body.bookedOn,
        amountKr: body.amountKr,
        account: body.account ?? null,
        reverses: body.reverses ?? null,
      },
      text: body.text ?? null,
      measureExists: (await this.store.load(context.log, measureStream(measure))).length > 0,
    };
    const envelope = new BookingEnvelope(command, answering(context, body.voucher));
    return answer(await this.bus.execute<BookingEnvelope, Handled>(envelope), body.voucher);
  }
}
