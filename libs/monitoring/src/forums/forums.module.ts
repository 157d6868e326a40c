import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { forum, type HoldForumMeeting } from './forums.decider';
import { forumStream } from './forums.events';

/** A meeting of a body, with who records it and how. */
export class ForumEnvelope {
  constructor(
    readonly command: HoldForumMeeting,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ForumEnvelope)
export class ForumHandler implements ICommandHandler<ForumEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ command, context }: ForumEnvelope): Promise<Handled> {
    return handle(this.store, forum, forumStream(command.forum), command, context);
  }
}
