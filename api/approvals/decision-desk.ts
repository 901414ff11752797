import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ApprovalDetail } from '../../database/views/approvals';
import type { DecisionKind } from '../../domain/approvals';
import type { ErrorCode } from '../../domain/errors';
import { decisionUpdateId } from '../../domain/ids';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import { decide } from '../../workflows/approvals/approval.messages';
import type { Principal } from '../auth/principal';
import { momentOf } from '../http/moments';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { WallClock } from '../clock';
import type { OutgoingUpdate, Reply } from '../messages';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import { ApprovalDesk } from './approval-desk';
import type { DecidedDto } from './approvals.dto';

/** A decision as somebody asks for it. */
export interface AskedDecision {
  decision: DecisionKind;
  contentHash: string;
  comment?: string;
  onBehalfOf?: string;
  /** The link by which it is decided, if it is. */
  linkId?: string;
}

/** A decision that is answered to whoever asked for it. */
export interface AnsweredDecision extends AskedDecision {
  me: Principal;
  approval: ApprovalDetail;
  attempt: Attempt;
  reply: FastifyReply;
}

/** Takes a decision to the approval that owns it: alone or among others, the one way. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Decides and answers. @throws whatever refuses it */
  async answer({ me, approval, attempt, reply, ...asked }: AnsweredDecision): Promise<DecidedDto> {
    const answer = await this.decide(me, approval, asked);
    if (answer.answered) return this.recorded(approval, answer.result);
    return answerPending(reply, attempt, {
      statusUrl: `/v1/approvals/${approval.approvalId}`,
      temporalUrl: this.temporal.linkTo(approval.workflowId),
    });
  }

  /** The same decision again is answered like the first, also after the end. @throws whatever refuses it */
  async decide(me: Principal, approval: ApprovalDetail, asked: AskedDecision): Promise<Reply<DecisionOutcome>> {
    const { approvalId, workflowId } = approval;
    const standing = this.desk.standingOf(me, approval);
    const repeated = this.desk.repeated(standing, asked);
    if (!repeated) await this.check(me, approval, asked);
    const { decision, contentHash, comment, onBehalfOf, linkId } = asked;
    const revokes = standing.revokes - (repeated && decision === 'revoke' ? 1 : 0);
    const said = {
      ...(comment === undefined ? {} : { comment }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...(linkId === undefined ? {} : { linkId }),
    };
    const outgoing: OutgoingUpdate<DecisionOutcome, DecisionMessage> = {
      workflowId,
      update: decide,
      updateId: decisionUpdateId({ approvalId, personId: me.personId, contentHash, decision, revokes }),
      personId: me.personId,
      message: { decision, contentHash, ...said },
      ended: 'APPROVAL.CLOSED',
    };
    return repeated ? this.messages.repeat(outgoing, outcomeOf(repeated)) : this.send(outgoing);
  }

  /**
   * A message is refused once for ever. Where the rows say that the person may decide now, a refusal of the very same
   * message is one from before they could: it is said once more, under another id.
   */
  private async send(outgoing: OutgoingUpdate<DecisionOutcome, DecisionMessage>): Promise<Reply<DecisionOutcome>> {
    try {
      return await this.messages.update(outgoing);
    } catch (error) {
      if (!isFromBefore(error)) throw error;
      return this.messages.update({ ...outgoing, updateId: `${outgoing.updateId}/${this.clock.now()}` });
    }
  }

  private recorded({ approvalId, workflowId }: ApprovalDetail, of: DecisionOutcome): DecidedDto {
    const { personId, decision, seq, decidedMs, onBehalfOf } = of;
    return {
      state: 'recorded',
      approvalId,
      personId,
      decision,
      seq,
      decided: momentOf(decidedMs),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }

  private async check(me: Principal, approval: ApprovalDetail, asked: AskedDecision): Promise<void> {
    const standing = this.desk.standingOf(me, approval);
    // Whoever has spoken may take it back, whichever level is asked now.
    if (!(asked.decision === 'revoke' && standing.live)) await this.desk.requireCandidate(me, approval);
    this.desk.checkFits(approval, standing, asked);
  }
}

/** Refusals that people and time can cure. */
const CURABLE: readonly string[] = [
  'APPROVAL.NOT_CANDIDATE',
  'APPROVAL.NOT_YET',
  'APPROVAL.EXCLUDED',
] satisfies ErrorCode[];

function isFromBefore(error: unknown): boolean {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && CURABLE.includes(cause.type ?? '');
}

function outcomeOf({ personId, seq, decision, decidedMs }: ApprovalDetail['decisions'][number]): DecisionOutcome {
  return { recorded: true, personId, seq, decision, decidedMs };
}
