import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { isLive } from '../../domain/approvals';
import { ACT_RULES } from '../../domain/approvals/acts';
import type { ApprovalActMessage, ApprovalActOutcome } from '../../domain/approvals/acts';
import { DomainError } from '../../domain/errors';
import { actUpdates } from '../../workflows/approvals/approval.messages';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Id } from '../http/ids';
import { momentOf } from '../http/moments';
import { answerPending } from '../http/pending';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import type { OutgoingUpdate } from '../messages';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import { ApprovalDesk, refusedIn } from './approval-desk';
import { ActDoneDto, ApprovalActDto } from './approvals.dto';

/** What people do to an approval besides deciding: claim, ask, answer, comment, recall. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals/:id/actions')
export class ApprovalActsController {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
  ) {}

  /** Does it, and tells what it led to. */
  @Post()
  @ZodResponse({ status: 200, type: ActDoneDto })
  async act(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { action, comment, toPersonId }: ApprovalActDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActDoneDto> {
    const approval = await this.desk.visible(me, id);
    const { state, workflowId } = approval;
    if (ACT_RULES[action].needsWords && comment === undefined)
      throw wordless(`${ACT_RULES[action].title}: say it in "comment".`);
    // What has ended is asked all the same: a repetition is answered like the first time.
    if (isLive(state) && !ACT_RULES[action].from.includes(state))
      throw refusedIn(approval, 'APPROVAL.STATE', `${ACT_RULES[action].title} is not possible while ${state}.`);
    const outgoing: OutgoingUpdate<ApprovalActOutcome, ApprovalActMessage> = {
      workflowId,
      update: actUpdates[action],
      updateId: `${id}/${me.personId}/${action}/${attempt.id}`,
      personId: me.personId,
      message: { ...(comment === undefined ? {} : { comment }), ...(toPersonId === undefined ? {} : { toPersonId }) },
      ended: 'APPROVAL.CLOSED',
    };
    const answer = await this.messages.update(outgoing);
    const temporalUrl = this.temporal.linkTo(workflowId);
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/approvals/${id}`, temporalUrl });
    const { personId, claimedBy = null, atMs } = answer.result;
    return { state: 'done', approvalId: id, action, personId, claimedBy, at: momentOf(atMs), temporalUrl };
  }
}

const wordless = (message: string): DomainError =>
  new DomainError('REQUEST.RULE', message, [{ pointer: '/comment', code: 'REQUEST.RULE', message }]);
