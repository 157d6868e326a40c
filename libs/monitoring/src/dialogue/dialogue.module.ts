import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { dialogue, remedy, type DialogueCommand, type RemedyCommand } from './dialogue.decider';
import { dialogueStream, remedyStream } from './dialogue.events';

export class DialogueEnvelope {
  constructor(
    readonly id: string,
    readonly command: DialogueCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(DialogueEnvelope)
export class DialogueHandler implements ICommandHandler<DialogueEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ id, command, context }: DialogueEnvelope): Promise<Handled> {
    return handle(this.store, dialogue, dialogueStream(id), command, context);
  }
}

export class RemedyEnvelope {
  constructor(
    readonly id: string,
    readonly command: RemedyCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RemedyEnvelope)
export class RemedyHandler implements ICommandHandler<RemedyEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ id, command, context }: RemedyEnvelope): Promise<Handled> {
    return handle(this.store, remedy, remedyStream(id), command, context);
  }
}
