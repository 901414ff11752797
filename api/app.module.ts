import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ApprovalsModule } from './approvals/approvals.module';
import type { WallClock } from './clock';
import { ConsoleModule } from './console/console.module';
import { CoreModule } from './core.module';
import { EnableModule } from './enable/enable.module';
import { EventsModule } from './events/events.module';
import { HealthModule } from './health/health.module';
import { ImportsModule } from './imports/imports.module';
import { IncentivizeModule } from './incentivize/incentivize.module';
import { OverviewModule } from './overview/overview.module';
import { PartnersModule } from './partners/partners.module';
import { PeopleModule } from './people/people.module';
import { ProgramsModule } from './programs/programs.module';
import { RecruitModule } from './recruit/recruit.module';
import { SalesModule } from './sell/sales.module';
import type { ApiSettings } from './settings';
import { TasksModule } from './tasks/tasks.module';

/** Every area of the API, one line each. */
const AREAS = [
  HealthModule,
  ProgramsModule,
  PartnersModule,
  RecruitModule,
  ApprovalsModule,
  TasksModule,
  PeopleModule,
  EnableModule,
  ImportsModule,
  SalesModule,
  IncentivizeModule,
  EventsModule,
  ConsoleModule,
  OverviewModule,
];

/** The whole API. */
@Module({})
export class AppModule {
  static with(settings: ApiSettings, clock: WallClock): DynamicModule {
    return { module: AppModule, imports: [CoreModule.with(settings, clock), ...AREAS] };
  }
}
