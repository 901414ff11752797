import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { ProblemsController } from './problems.controller';

/** Probes, metrics and the pages of problems: all of them public. */
@Module({ controllers: [HealthController, MetricsController, ProblemsController] })
export class HealthModule {}
