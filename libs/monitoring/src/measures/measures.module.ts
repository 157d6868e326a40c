import { Injectable } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, handle, type CommandContext, type Handled } from '@kursholder/eventstore';
import { measure, type MeasureCommand } from './measures.decider';
import { Problem, type Actor } from '@kursholder/platform';
import { mayOnMeasure, type Act } from '../people/people.rules';
import { measureStream, type MeasureEvent } from './measures.events';
import { measureSetup } from './measures.rules';

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

/** Lets an owner act on the measures of its own post only. */
@Injectable()
export class MeasureAccess {
  constructor(private readonly store: EventStore) {}

  /** @throws Problem 403, or 404 with the code where there is no such measure. */
  async allow(actor: Actor, act: Act, ref: string, unknown = 'measures.unknown'): Promise<void> {
    const events = await this.store.load(actor.municipality, measureStream(ref));
    const setup = measureSetup(events as unknown as MeasureEvent[]);
    if (setup === null) throw new Problem(404, unknown);
    if (!mayOnMeasure(actor, act, setup.owners)) throw new Problem(403, 'people.not-your-measure');
  }
}
