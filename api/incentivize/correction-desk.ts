import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import { IntakeStore } from '../../database/intake/intake-store';
import type { CorrectionView } from '../../database/views/corrections';
import { CorrectionsView } from '../../database/views/corrections';
import type { Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { correctionWorkflowId, rowId } from '../../domain/ids';
import type { CorrectionOrder, StagedCorrection } from '../../domain/incentivize/correction';
import { CORRECTION_KIND, CORRECTION_ORDER_KIND } from '../../domain/incentivize/correction';
import type { CorrectionInput, CorrectionMessage } from '../../workflows/incentivize/correction.messages';
import { CORRECTION, orderCorrection } from '../../workflows/incentivize/correction.messages';
import type { Principal } from '../auth/principal';
import { WallClock } from '../clock';
import { notFound } from '../http/ids';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import type { CorrectionOrderedDto } from './corrections.dto';

/** What the Temporal UI shows of a correction. */
const DETAILS = 'What it comes to is shown first; only after somebody else of finance has approved that is it posted.';

/** Corrections: asked for, submitted, and found again. */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly intake: IntakeStore,
    private readonly corrections: CorrectionsView,
    private readonly requests: IdempotencyStore,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
    private readonly clock: WallClock,
  ) {}

  /** Has a correction shown: nothing is posted by that. */
  async start(
    me: Principal,
    content: StagedCorrection,
    attempt: Attempt,
  ): Promise<{ correctionId: string; workflowId: string }> {
    const correctionId = `cor_${attempt.id}`;
    const workflowId = correctionWorkflowId(correctionId);
    await attempt.noteTarget(workflowId);
    const intakeId = rowId('in', workflowId);
    await this.stage({ me, kind: CORRECTION_KIND, workflowId, intakeId, content });
    const { consoleUrl } = this.temporal;
    const input: CorrectionInput = { correctionId, intakeId, ...(consoleUrl !== undefined && { consoleUrl }) };
    await this.messages.start(CORRECTION, {
      workflowId,
      args: [input],
      staticSummary: `Correction: ${content.partnerId}`,
      staticDetails: DETAILS,
    });
    await this.intake.accept([intakeId]);
    return { correctionId, workflowId };
  }

  /**
   * A correction; what its start answered while it has no row.
   * @throws REQUEST.NOT_FOUND
   */
  async find(correctionId: string): Promise<{ found: CorrectionView } | { answered: Json }> {
    const found = await this.corrections.find(correctionId);
    if (found) return { found };
    const record = await this.requests.findByTarget(correctionWorkflowId(correctionId));
    if (record?.answer) return { answered: record.answer.body };
    throw notFound();
  }

  /** Submits or withdraws it. @throws whatever the recording refuses */
  async order(asked: {
    me: Principal;
    correctionId: string;
    order: CorrectionOrder;
    attempt: Attempt;
    reply: FastifyReply;
  }): Promise<CorrectionOrderedDto> {
    const { me, correctionId, order, attempt, reply } = asked;
    const known = await this.corrections.find(correctionId);
    if (!known) throw notFound();
    const { workflowId } = known;
    const intakeId = rowId('in', `${workflowId}/${attempt.id}`);
    await this.stage({ me, kind: CORRECTION_ORDER_KIND, workflowId, intakeId, content: order });
    const answer = await this.messages.update<{ order: CorrectionOrder['order'] } | Refusal, CorrectionMessage>({
      workflowId,
      update: orderCorrection,
      updateId: intakeId,
      personId: me.personId,
      message: { intakeId },
      ended: 'APPROVAL.CLOSED',
    });
    await this.intake.accept([intakeId]);
    const links = { statusUrl: `/v1/corrections/${correctionId}`, temporalUrl: this.temporal.linkTo(workflowId) };
    if (!answer.answered) return answerPending(reply, attempt, links);
    if (isRefusal(answer.result)) throw new DomainError(answer.result.refused, answer.result.message);
    return { state: 'recorded', correctionId, order: answer.result.order, ...links };
  }

  private async stage(given: {
    me: Principal;
    kind: string;
    workflowId: string;
    intakeId: string;
    content: object;
  }): Promise<void> {
    const { me, kind, workflowId, intakeId, content } = given;
    await this.intake.stage({
      ...{ kind, target: workflowId, intakeId, principal: me.personId, nowWallMs: this.clock.now() },
      content: JSON.parse(JSON.stringify(content)) as Json,
    });
  }
}
