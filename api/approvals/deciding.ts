import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ApprovalDetail } from '../../database/views/approvals';
import type { DecisionKind } from '../../domain/approvals';
import { decisionUpdateId } from '../../domain/ids';
import type { DecisionMessage, DecisionOutcome } from '../../domain/journal';
import { decide } from '../../workflows/approvals/approval.messages';
import type { Principal } from '../auth/principal';
import { momentOf } from '../http/moments';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import type { OutgoingUpdate } from '../messages';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import type { Standing } from './approval-desk';
import { ApprovalDesk } from './approval-desk';
import type { DecidedDto } from './approvals.dto';

/** A decision, asked for by somebody. */
export interface Deciding {
  me: Principal;
  approval: ApprovalDetail;
  decision: DecisionKind;
  contentHash: string;
  comment?: string;
  /** The link by which it is decided, if it is. */
  linkId?: string;
  attempt: Attempt;
  reply: FastifyReply;
}

/** The one way on which decisions go from here to their workflow, whatever door they came in by. */
@Injectable()
export class Decider {
  constructor(
    private readonly desk: ApprovalDesk,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
  ) {}

  /** What this person has decided so far, and the recorded decision that this one repeats, if it does. */
  standing({ me, approval, ...asked }: Omit<Deciding, 'attempt' | 'reply'>): {
    standing: Standing;
    repeated: Standing['live'];
  } {
    const standing = this.desk.standingOf(me, approval);
    return { standing, repeated: this.desk.repeated(standing, asked) };
  }

  /** Sends a decision and answers it. The same decision again is answered like the first, also after the end. */
  async decide(asked: Deciding): Promise<DecidedDto> {
    const { me, approval, decision, attempt, reply } = asked;
    const { standing, repeated } = this.standing(asked);
    if (!repeated) {
      this.desk.requireCandidate(me, approval);
      this.desk.checkFits(approval, standing, asked);
    }
    const revokes = standing.revokes - (repeated && decision === 'revoke' ? 1 : 0);
    const outgoing = messageOf(asked, revokes);
    const answer = await (repeated
      ? this.messages.repeat(outgoing, { ...repeated, recorded: true })
      : this.messages.update(outgoing));
    if (answer.answered) return this.recorded(approval, answer.result);
    return answerPending(reply, attempt, {
      statusUrl: `/v1/approvals/${approval.approvalId}`,
      temporalUrl: this.temporal.linkTo(approval.workflowId),
    });
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

function messageOf(asked: Deciding, revokes: number): OutgoingUpdate<DecisionOutcome, DecisionMessage> {
  const { me, approval, decision, contentHash, comment, linkId } = asked;
  const { approvalId, workflowId } = approval;
  const { personId } = me;
  return {
    workflowId,
    update: decide,
    updateId: decisionUpdateId({ approvalId, personId, contentHash, decision, revokes }),
    personId,
    message: {
      decision,
      contentHash,
      ...(comment === undefined ? {} : { comment }),
      ...(linkId === undefined ? {} : { linkId }),
    },
    ended: 'APPROVAL.CLOSED',
  };
}
