import { Module } from '@nestjs/common';
import { ApprovalActsController } from './acts.controller';
import { ApprovalDesk } from './approval-desk';
import { ApprovalsController } from './approvals.controller';
import { BulkDecisionsController } from './bulk-decisions.controller';
import { DecisionDesk } from './decision-desk';
import { DecisionsController } from './decisions.controller';
import { LinksController } from './links.controller';
import { ApprovalPreview } from './preview';

/** Approvals. */
@Module({
  controllers: [
    ApprovalsController,
    BulkDecisionsController,
    DecisionsController,
    ApprovalActsController,
    LinksController,
  ],
  providers: [ApprovalDesk, DecisionDesk, ApprovalPreview],
})
export class ApprovalsModule {}
