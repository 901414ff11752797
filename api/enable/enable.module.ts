import { Module } from '@nestjs/common';
import { TrainingController } from './training.controller';
import { XapiController } from './xapi.controller';
import { XapiStatements } from './xapi-statements';

/** Training: statements from learning systems, certificates, how far people are. */
@Module({ controllers: [XapiController, TrainingController], providers: [XapiStatements] })
export class EnableModule {}
