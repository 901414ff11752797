import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { DomainError } from '../../domain/errors';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { problemOf } from '../problem';
import { ApprovalDesk } from './approval-desk';
import { BulkDecidedDto, BulkDecideDto } from './approvals.dto';
import { DecisionDesk } from './decision-desk';

/** Decisions of one request on their way at the same moment. */
const AT_ONCE = 8;

/** Several decisions in one request: each is taken or refused by itself. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals/decisions')
export class BulkDecisionsController {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly decisions: DecisionDesk,
  ) {}

  /** Decides several approvals, one result each, in the order of the request; what one is refused for stops no other. */
  @Post()
  @ZodResponse({ status: 200, type: BulkDecidedDto })
  async decideAll(
    @Me() me: Principal,
    @Body() { items }: BulkDecideDto,
    @CurrentAttempt() attempt: Attempt,
  ): Promise<BulkDecidedDto> {
    const results: BulkDecidedDto['items'] = [];
    for (let first = 0; first < items.length; first += AT_ONCE)
      results.push(
        ...(await Promise.all(items.slice(first, first + AT_ONCE).map((item) => this.one(me, item, attempt)))),
      );
    // The same key asks again for whatever has no answer yet, or met a system that was away.
    attempt.provisional = results.some(({ status }) => status === 202 || status >= 500);
    return { items: results };
  }

  private async one(
    me: Principal,
    { approvalId, ...asked }: BulkDecideDto['items'][number],
    attempt: Attempt,
  ): Promise<BulkDecidedDto['items'][number]> {
    try {
      const approval = await this.desk.visible(me, approvalId);
      if (approval.rule?.bulk === false)
        throw new DomainError('REQUEST.RULE', 'This is decided one by one: open it and look at it.');
      const answer = await this.decisions.decide(me, approval, asked);
      if (!answer.answered) return { approvalId, status: 202, state: 'pending' };
      const { personId, decision, seq } = answer.result;
      return { approvalId, status: 200, state: 'recorded', personId, decision, seq };
    } catch (error) {
      const { status, code, detail, title, allowedActions } = problemOf(error, attempt.id);
      return { approvalId, status, state: 'refused', code, detail: detail ?? title, allowedActions };
    }
  }
}
