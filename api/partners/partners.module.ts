import { Module } from '@nestjs/common';
import { CommandsController } from './commands.controller';
import { FactsController } from './facts.controller';
import { PartnersController } from './partners.controller';

/** Partners: reading, commanding, reporting facts. */
@Module({ controllers: [PartnersController, CommandsController, FactsController] })
export class PartnersModule {}
