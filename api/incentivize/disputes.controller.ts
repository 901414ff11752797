import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { DisputesView } from '../../database/views/disputes';
import { DomainError } from '../../domain/errors';
import { disputeWorkflowId, rowId } from '../../domain/ids';
import { DISPUTE_KIND } from '../../domain/incentivize/dispute';
import type { StatementDisputeInput } from '../../workflows/incentivize/statement-dispute.messages';
import { STATEMENT_DISPUTE } from '../../workflows/incentivize/statement-dispute.messages';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { momentOf, momentOrNull } from '../http/moments';
import { moneyOf } from '../http/money';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { PartnerAccess } from '../partners/partner-access';
import { Temporal } from '../temporal';
import { DisputeDto, DisputeListDto, DisputesQueryDto, DisputeStartedDto } from './disputes.dto';
import { earnersFor } from './payout-access';
import { WordsByIntake } from './words-by-intake';

/** Lines of statements that a partner disputes. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/partners')
export class DisputesController {
  constructor(
    private readonly disputes: DisputesView,
    private readonly access: PartnerAccess,
    private readonly words: WordsByIntake,
    private readonly temporal: Temporal,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Disputes one line: no payout collects what it adds until finance has decided; what it takes away stays. For the partner's own
   * people; what a person earned that person disputes, and nobody else.
   */
  @Post(':id/disputes')
  @HttpCode(202)
  @ZodResponse({ status: 202, type: DisputeStartedDto })
  async raise(
    @Me() me: Principal,
    @Id() id: string,
    @Body() asked: DisputeDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisputeStartedDto> {
    await this.access.visible(me, id);
    if (me.partnerId !== id) throw new DomainError('AUTH.FORBIDDEN', 'A line is disputed by the partner’s own people.');
    const disputeId = `dsp_${attempt.id}`;
    const workflowId = disputeWorkflowId(disputeId);
    const intakeId = rowId('in', workflowId);
    const { consoleUrl } = this.temporal;
    const input: StatementDisputeInput = { disputeId, intakeId, ...(consoleUrl !== undefined && { consoleUrl }) };
    const words = { kind: DISPUTE_KIND, workflowId, intakeId, principal: me.personId };
    await this.words.start({ ...words, content: { partnerId: id, ...asked } }, STATEMENT_DISPUTE, {
      args: [input],
      staticSummary: `Dispute of a line: ${id}`,
      staticDetails: 'What it adds is held back until finance has decided. The reason is in the approval.',
    });
    const statusUrl = `/v1/partners/${id}/disputes`;
    reply.header('location', statusUrl);
    return { disputeId, state: 'starting', statusUrl, temporalUrl: this.temporal.linkTo(workflowId) };
  }

  /** Disputes of a partner, the latest first. */
  @Get(':id/disputes')
  @ZodResponse({ status: 200, type: DisputeListDto })
  async list(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor }: DisputesQueryDto,
  ): Promise<DisputeListDto> {
    const earners = earnersFor(me, await this.access.visible(me, id));
    const filters = { list: 'disputes', partnerId: id };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const rows = await this.disputes.ofPartner(id, earners, {
      limit,
      after: place && { raisedMs: place[0], disputeId: place[1] },
    });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.raisedMs, row.disputeId] });
    return {
      ...page,
      items: page.items.map(({ amountMinor, currency, raisedMs, dueMs, endedMs, workflowId, ...row }) => ({
        ...row,
        amount: moneyOf(amountMinor, currency),
        raised: momentOf(raisedMs),
        due: momentOf(dueMs),
        ended: momentOrNull(endedMs),
        temporalUrl: this.temporal.linkTo(workflowId),
      })),
    };
  }
}
