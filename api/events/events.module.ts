import { Module } from '@nestjs/common';
import { EventsController } from './events.controller';
import { Tail } from './tail';

/** The stream of events. */
@Module({ controllers: [EventsController], providers: [Tail] })
export class EventsModule {}
