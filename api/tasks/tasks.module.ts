import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements.controller';
import { EvidenceController } from './evidence.controller';
import { PartnerAgreementsController } from './partner-agreements.controller';
import { StepDesk } from './step-desk';
import { StepsController } from './steps.controller';
import { TasksController } from './tasks.controller';

/** Steps that people act on, documents to sign among them. */
@Module({
  controllers: [
    TasksController,
    StepsController,
    EvidenceController,
    AgreementsController,
    PartnerAgreementsController,
  ],
  providers: [StepDesk],
})
export class TasksModule {}
