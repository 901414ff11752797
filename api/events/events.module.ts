import { Module } from '@nestjs/common';
import { EventsController } from './events.controller';
import { Remembered } from './remembered';
import { Shown } from './shown';
import { Tail } from './tail';

/** The stream of events, and what is remembered until the next one. */
@Module({ controllers: [EventsController], providers: [Tail, Shown, Remembered], exports: [Remembered] })
export class EventsModule {}
