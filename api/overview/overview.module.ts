import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module';
import { OverviewController } from './overview.controller';

/** The team lead's numbers. */
@Module({ imports: [EventsModule], controllers: [OverviewController] })
export class OverviewModule {}
