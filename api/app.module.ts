import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { WallClock } from './clock';
import { CoreModule } from './core.module';
import { HealthModule } from './health/health.module';
import type { ApiSettings } from './settings';

/** Every area of the API, one line each. */
const AREAS = [HealthModule];

/** The whole API. */
@Module({})
export class AppModule {
  static with(settings: ApiSettings, clock: WallClock): DynamicModule {
    return { module: AppModule, imports: [CoreModule.with(settings, clock), ...AREAS] };
  }
}
