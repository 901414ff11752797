import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { TrainingView } from '../../database/views/training';
import { POOL } from '../tokens';
import { TrainingController } from './training.controller';
import { XapiController } from './xapi.controller';
import { XapiStatements } from './xapi-statements';

/** Training: statements from learning systems, certificates, how far people are. */
@Module({
  controllers: [XapiController, TrainingController],
  providers: [
    XapiStatements,
    { provide: TrainingView, useFactory: (pool: Pool) => new TrainingView(pool), inject: [POOL] },
  ],
})
export class EnableModule {}
