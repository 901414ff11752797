import { Module } from '@nestjs/common';
import { ApprovalDesk } from './approval-desk';
import { ApprovalsController } from './approvals.controller';
import { DecisionsController } from './decisions.controller';

/** Approvals. */
@Module({ controllers: [ApprovalsController, DecisionsController], providers: [ApprovalDesk] })
export class ApprovalsModule {}
