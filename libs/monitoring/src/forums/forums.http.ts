import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandContext, Handled } from '@kursholder/eventstore';
import {
  Act,
  answer,
  answering,
  Calendar,
  Context,
  day,
  DescribesCommand,
  pathName,
  Problem,
  type Answer,
} from '@kursholder/platform';
import { z } from 'zod';
import { ForumEnvelope } from './forums.module';

const meeting = z.strictObject({ heldOn: day });

@Controller('/api/v1/forums')
export class ForumsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly calendar: Calendar,
  ) {}

  @Post(':forum/meetings')
  @Act('path')
  @DescribesCommand('Record that a body met')
  async hold(
    @Param('forum', { schema: pathName }) forum: string,
    @Body({ schema: meeting }) { heldOn }: z.infer<typeof meeting>,
    @Context() context: CommandContext,
  ): Promise<Answer> {
    if (heldOn > this.calendar.today()) throw Problem.input('heldOn', 'input.after-today');
    const envelope = new ForumEnvelope({ forum, heldOn }, answering(context, forum));
    return answer(await this.bus.execute<ForumEnvelope, Handled>(envelope), forum);
  }
}
