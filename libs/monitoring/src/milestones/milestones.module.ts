import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { milestone, type MilestoneCommand } from './milestones.decider';
import { milestoneStream } from './milestones.events';

/** A command to one milestone, with who asks and how. */
export class MilestoneEnvelope {
  constructor(
    readonly id: string,
    readonly command: MilestoneCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(MilestoneEnvelope)
export class MilestoneHandler implements ICommandHandler<MilestoneEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ id, command, context }: MilestoneEnvelope): Promise<Handled> {
    return handle(this.store, milestone, milestoneStream(id), command, context);
  }
}
