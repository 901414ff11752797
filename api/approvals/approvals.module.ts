import { Module } from '@nestjs/common';
import { ApprovalDesk } from './approval-desk';
import { ApprovalsController } from './approvals.controller';
import { Decider } from './deciding';
import { DecisionsController } from './decisions.controller';
import { LinksController } from './links.controller';

/** Approvals. */
@Module({
  controllers: [ApprovalsController, DecisionsController, LinksController],
  providers: [ApprovalDesk, Decider],
})
export class ApprovalsModule {}
