import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements.controller';
import { StepDesk } from './step-desk';
import { TasksController } from './tasks.controller';

/** Steps that people act on, documents to sign among them. */
@Module({ controllers: [TasksController, AgreementsController], providers: [StepDesk] })
export class TasksModule {}
