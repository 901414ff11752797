import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ApprovalsView } from '../../database/views/approvals';
import type { ApprovalSummary } from '../../database/views/approvals';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { momentOf, momentOrNull } from '../http/moments';
import { Temporal } from '../temporal';
import { ApprovalDto, ApprovalListDto, ApprovalQueryDto } from './approvals.dto';
import { ApprovalDesk } from './approval-desk';

/** Approvals: what waits for a decision, and what was decided. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalsView,
    private readonly desk: ApprovalDesk,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** The approvals of my roles, the earliest due first. */
  @Get()
  @ZodResponse({ status: 200, type: ApprovalListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, mine, undecided, ...words }: ApprovalQueryDto,
  ): Promise<ApprovalListDto> {
    const filter = { ...words, mine: mine === 'true', undecided: undecided === 'true' };
    const filters = { list: 'approvals', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { dueMs: place[0] as number | null, approvalId: place[1] as string };
    const { personId, grants } = me;
    const rows = await this.approvals.inbox({ sight: sightOf(me), personId, grants }, filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.dueMs, row.approvalId] });
    return { ...page, items: page.items.map((row) => this.shown(row)) };
  }

  /** One approval with its content, the content's hash, the plan, and who has decided. */
  @Get(':id')
  @ZodResponse({ status: 200, type: ApprovalDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<ApprovalDto> {
    const approval = await this.desk.visible(me, id);
    const decisions = approval.decisions.map(({ decidedMs, ...decision }) => ({
      ...decision,
      decided: momentOf(decidedMs),
    }));
    const { content, plan, requester, round, candidates } = approval;
    return {
      ...this.shown(approval),
      content,
      plan,
      requester,
      round,
      decisions,
      candidates,
      mayDecide: this.desk.refusalFor(me, approval) === undefined,
    };
  }

  private shown({ openedMs, dueMs, endedMs, workflowId, ...rest }: ApprovalSummary) {
    return {
      ...rest,
      opened: momentOf(openedMs),
      due: momentOrNull(dueMs),
      ended: momentOrNull(endedMs),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}
