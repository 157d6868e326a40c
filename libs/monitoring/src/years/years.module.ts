import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { year, type YearCommand } from './years.decider';
import { yearStream } from './years.events';

/** A command to one budget year, with who asks and how. */
export class YearEnvelope {
  constructor(
    readonly command: YearCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(YearEnvelope)
export class YearHandler implements ICommandHandler<YearEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ command, context }: YearEnvelope): Promise<Handled> {
    return handle(this.store, year, yearStream(command.year), command, context);
  }
}
