import { Module } from '@nestjs/common';
import { OverviewController } from './overview.controller';

/** The team lead's numbers. */
@Module({ controllers: [OverviewController] })
export class OverviewModule {}
