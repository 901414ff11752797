import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { OneTimeCodes } from '../../database/intake/one-time-codes';
import type { ApprovalDetail } from '../../database/views/approvals';
import type { DecisionKind } from '../../domain/approvals';
import { decisionUpdateId } from '../../domain/ids';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import { decide } from '../../workflows/approvals/approval.messages';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { Id } from '../http/ids';
import { momentOf } from '../http/moments';
import { answerPending } from '../http/pending';
import { Delicate, Idempotency } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import type { OutgoingUpdate } from '../messages';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import { ApprovalDesk } from './approval-desk';
import { CodeDto, CodeRequestDto, DecidedDto, DecideDto } from './approvals.dto';

/** People decide: here, or in the Temporal UI with a one-time code from here. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals/:id')
export class DecisionsController {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly codes: OneTimeCodes,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Approves, rejects or revokes. The same decision again is answered like the first, also after the end. */
  @Post('decisions')
  @ZodResponse({ status: 200, type: DecidedDto })
  async decide(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: DecideDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecidedDto> {
    const approval = await this.desk.visible(me, id);
    const standing = this.desk.standingOf(me, approval);
    const repeated = this.desk.repeated(standing, body);
    if (!repeated) {
      this.desk.requireCandidate(me, approval);
      this.desk.checkFits(approval, standing, body);
    }
    const { decision, contentHash, comment } = body;
    const revokesBefore = standing.revokes - (repeated && decision === 'revoke' ? 1 : 0);
    const outgoing: OutgoingUpdate<DecisionOutcome, DecisionMessage> = {
      workflowId: approval.workflowId,
      update: decide,
      updateId: decisionUpdateId({
        approvalId: id,
        personId: me.personId,
        contentHash,
        decision,
        revokes: revokesBefore,
      }),
      personId: me.personId,
      message: { decision, contentHash, ...(comment === undefined ? {} : { comment }) },
      ended: 'APPROVAL.CLOSED',
    };
    const answer = await (repeated
      ? this.messages.repeat(outgoing, { ...repeated, recorded: true })
      : this.messages.update(outgoing));
    if (answer.answered) return this.recorded(approval, answer.result);
    return answerPending(reply, attempt, {
      statusUrl: `/v1/approvals/${id}`,
      temporalUrl: this.temporal.linkTo(approval.workflowId),
    });
  }

  /** A one-time code, good for fifteen minutes, for deciding exactly this in the Temporal UI. */
  @Post('code')
  @Delicate()
  @Idempotency('none') // A stored answer would keep the code in clear.
  @ZodResponse({ status: 201, type: CodeDto })
  async code(@Me() me: Principal, @Id() id: string, @Body() { contentHash }: CodeRequestDto): Promise<CodeDto> {
    const approval = await this.desk.visible(me, id);
    this.desk.requireCandidate(me, approval);
    this.desk.checkShown(approval, contentHash);
    const { personId } = me;
    const { code, expiresWallMs } = await this.codes.issue({
      personId,
      approvalId: id,
      contentHash,
      nowWallMs: this.clock.now(),
    });
    const paste = (decision: DecisionKind): string => JSON.stringify({ actor: { personId, code }, decision });
    return {
      code,
      expiresAt: new Date(expiresWallMs).toISOString(),
      paste: { approve: paste('approve'), reject: paste('reject') },
      temporalUrl: this.temporal.linkTo(approval.workflowId),
    };
  }

  private recorded(
    { approvalId, workflowId }: ApprovalDetail,
    of: Pick<DecisionOutcome, 'personId' | 'decision' | 'seq' | 'decidedMs'>,
  ): DecidedDto {
    const { personId, decision, seq, decidedMs } = of;
    return {
      state: 'recorded',
      approvalId,
      personId,
      decision,
      seq,
      decided: momentOf(decidedMs),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}
