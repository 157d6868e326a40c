import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision } from '@kursholder/kernel';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { indicator, type IndicatorCommand } from './indicators.decider';
import { indicatorStream, type IndicatorEvent } from './indicators.events';

/** A command to one indicator or its readings, with who asks and how. */
export class IndicatorEnvelope {
  constructor(
    readonly id: string,
    readonly command: IndicatorCommand,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(IndicatorEnvelope)
export class IndicatorHandler implements ICommandHandler<IndicatorEnvelope> {
  constructor(private readonly store: EventStore) {}

  execute({ id, command, context }: IndicatorEnvelope): Promise<Handled> {
    return handle(this.store, indicator, indicatorStream(id), command, context);
  }
}

/** What handing in a reading would do, without doing it. */
export class PreviewReading extends Command<Decision<IndicatorEvent>> {
  constructor(
    readonly id: string,
    readonly command: IndicatorCommand,
    readonly log: string,
  ) {
    super();
  }
}

@CommandHandler(PreviewReading)
export class PreviewReadingHandler implements ICommandHandler<PreviewReading> {
  constructor(private readonly store: EventStore) {}

  async execute({ id, command, log }: PreviewReading): Promise<Decision<IndicatorEvent>> {
    const events = await this.store.load(log, indicatorStream(id));
    const state = (events as unknown as IndicatorEvent[]).reduce(
      indicator.evolve,
      indicator.initial,
    );
    return indicator.decide(command, state);
  }
}
