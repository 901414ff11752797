import { Module } from '@nestjs/common';
import { ApprovalActsController } from './acts.controller';
import { ApprovalDesk } from './approval-desk';
import { ApprovalsController } from './approvals.controller';
import { BulkDecisionsController } from './bulk-decisions.controller';
import { DecisionDesk } from './decision-desk';
import { DecisionsController } from './decisions.controller';
import { ApprovalPreview } from './preview';

/** Approvals. */
@Module({
  controllers: [ApprovalsController, BulkDecisionsController, DecisionsController, ApprovalActsController],
  providers: [ApprovalDesk, DecisionDesk, ApprovalPreview],
})
export class ApprovalsModule {}
