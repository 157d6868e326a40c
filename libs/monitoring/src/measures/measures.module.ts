import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { measure, type MeasureCommand } from './measures.decider';
import { measureStream } from './measures.events';

/** A command to one measure, with who asks and how. */
export class MeasureEnvelope {
  constructor(
    readonly ref: string,
    readonly command: MeasureCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(MeasureEnvelope)
export class MeasureHandler implements ICommandHandler<MeasureEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ ref, command, context }: MeasureEnvelope): Promise<Handled> {
    return handle(this.store, measure, measureStream(ref), command, context);
  }
}
