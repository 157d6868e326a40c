import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { booking, type PostBooking } from './ledger.decider';
import { bookingStream } from './ledger.events';

/** A posting under one voucher of one measure, with who asks and how. */
export class BookingEnvelope {
  constructor(
    readonly command: PostBooking,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(BookingEnvelope)
export class BookingHandler implements ICommandHandler<BookingEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ command, context }: BookingEnvelope): Promise<Handled> {
    const { measure, voucher } = command.data;
    return handle(this.store, booking, bookingStream(measure, voucher), command, context);
  }
}
