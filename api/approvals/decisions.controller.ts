import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { OneTimeCodes } from '../../database/intake/one-time-codes';
import type { DecisionKind } from '../../domain/approvals';
import { APPROVAL_ACTS } from '../../domain/approvals/acts';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { holdsOne } from '../auth/principal';
import { WallClock } from '../clock';
import { Id } from '../http/ids';
import { Delicate, Idempotency } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { ApprovalDesk } from './approval-desk';
import { DecisionDesk } from './decision-desk';
import { CodeDto, CodeRequestDto, DecidedDto, DecideDto } from './approvals.dto';

/** People decide: here, or in the Temporal UI with a one-time code from here. */
@ApiTags('approvals')
@ApiBearerAuth()
@Controller('v1/approvals/:id')
export class DecisionsController {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly decisions: DecisionDesk,
    private readonly codes: OneTimeCodes,
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
    return this.decisions.answer({ me, approval, ...body, attempt, reply });
  }

  /** A one-time code, good for fifteen minutes, for deciding exactly this in the Temporal UI. */
  @Post('code')
  @Delicate()
  @Idempotency('none') // A stored answer would keep the code in clear.
  @ZodResponse({ status: 201, type: CodeDto })
  async code(@Me() me: Principal, @Id() id: string, @Body() { contentHash }: CodeRequestDto): Promise<CodeDto> {
    const approval = await this.desk.visible(me, id);
    const { personId } = me;
    // Whoever asked recalls and answers, an administrator reassigns: they decide nothing, and the recording knows that.
    const actsOnly = approval.requester === personId || holdsOne(me, [ADMIN_ROLE]);
    if (!actsOnly) await this.desk.requireCandidate(me, approval);
    this.desk.checkShown(approval, contentHash);
    const { code, expiresWallMs } = await this.codes.issue({
      personId,
      approvalId: id,
      contentHash,
      nowWallMs: this.clock.now(),
    });
    const paste = (decision: DecisionKind): string => JSON.stringify({ actor: { personId, code }, decision });
    const act = JSON.stringify({ actor: { personId, code }, comment: '…' });
    return {
      code,
      expiresAt: new Date(expiresWallMs).toISOString(),
      paste: { approve: paste('approve'), reject: paste('reject') },
      acts: { names: [...APPROVAL_ACTS], paste: act },
      temporalUrl: this.temporal.linkTo(approval.workflowId),
    };
  }
}
