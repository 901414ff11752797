import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IdempotencyStore } from '../../database/intake/idempotency-store';
import type { CorrectionView } from '../../database/views/corrections';
import { CorrectionsView } from '../../database/views/corrections';
import type { Json } from '../../domain/hash';
import { correctionWorkflowId, rowId } from '../../domain/ids';
import type { CorrectionOrder, StagedCorrection } from '../../domain/incentivize/correction';
import { CORRECTION_KIND, CORRECTION_ORDER_KIND } from '../../domain/incentivize/correction';
import type { CorrectionInput } from '../../workflows/incentivize/correction.messages';
import { CORRECTION, orderCorrection } from '../../workflows/incentivize/correction.messages';
import type { Principal } from '../auth/principal';
import { notFound } from '../http/ids';
import { answerPending } from '../http/pending';
import type { Attempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import type { CorrectionOrderedDto } from './corrections.dto';
import { WordsByIntake } from './words-by-intake';

/** What the Temporal UI shows of a correction. */
const DETAILS = 'What it comes to is shown first; only after somebody else of finance has approved that is it posted.';

/** Corrections: asked for, submitted, and found again. */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly words: WordsByIntake,
    private readonly corrections: CorrectionsView,
    private readonly requests: IdempotencyStore,
    private readonly temporal: Temporal,
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
    const { consoleUrl } = this.temporal;
    const input: CorrectionInput = { correctionId, intakeId, ...(consoleUrl !== undefined && { consoleUrl }) };
    await this.words.start(
      { kind: CORRECTION_KIND, workflowId, intakeId, principal: me.personId, content },
      CORRECTION,
      {
        args: [input],
        staticSummary: `Correction: ${content.partnerId}`,
        staticDetails: DETAILS,
      },
    );
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
    const answer = await this.words.order(
      { kind: CORRECTION_ORDER_KIND, workflowId, intakeId, principal: me.personId, content: order },
      { update: orderCorrection, ended: 'APPROVAL.CLOSED' },
    );
    const links = { statusUrl: `/v1/corrections/${correctionId}`, temporalUrl: this.temporal.linkTo(workflowId) };
    if (!answer.answered) return answerPending(reply, attempt, links);
    return { state: 'recorded', correctionId, order: answer.result.order, ...links };
  }
}
