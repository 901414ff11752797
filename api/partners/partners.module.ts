import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module';
import { BoardController } from './board.controller';
import { CommandsController } from './commands.controller';
import { FactsController } from './facts.controller';
import { PartnersController } from './partners.controller';
import { TimersController } from './timers.controller';

/** Partners: reading, commanding, reporting facts. */
@Module({
  imports: [EventsModule],
  controllers: [PartnersController, BoardController, TimersController, CommandsController, FactsController],
})
export class PartnersModule {}
