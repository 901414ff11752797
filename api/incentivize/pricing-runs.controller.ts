import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { PRICING_ROLES } from '../../domain/incentivize/pricing-run';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Id } from '../http/ids';
import { Idempotency, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { PricingRunDto, PricingRunRequestDto } from './earnings.dto';
import { PricingDesk } from './pricing-desk';

/** Periods priced without any running stage: earnings only, no payout. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/pricing-runs')
export class PricingRunsController {
  constructor(
    private readonly desk: PricingDesk,
    private readonly temporal: Temporal,
  ) {}

  /** Prices all periods from one to another. */
  @Post()
  @HttpCode(202)
  @Roles(...PRICING_ROLES, ADMIN_ROLE)
  @Idempotency('required')
  @ZodResponse({ status: 202, type: PricingRunDto })
  async start(
    @Me() me: Principal,
    @Body() asked: PricingRunRequestDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PricingRunDto> {
    const { program, from, to, partnerIds } = asked;
    const { runId, workflowId } = await this.desk.start(
      me,
      { programId: program, fromPeriod: from, toPeriod: to, partnerIds },
      attempt,
    );
    const statusUrl = `/v1/pricing-runs/${runId}`;
    reply.header('location', statusUrl);
    return { ...starting(runId), program, from, to, statusUrl, temporalUrl: this.temporal.linkTo(workflowId) };
  }

  /** One pricing run. */
  @Get(':id')
  @ZodResponse({ status: 200, type: PricingRunDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<PricingRunDto> {
    const found = await this.desk.find(me, id);
    if ('answered' in found) return found.answered as unknown as PricingRunDto;
    const statusUrl = `/v1/pricing-runs/${id}`;
    const {
      runId,
      state,
      programId,
      fromPeriod,
      toPeriod,
      partners,
      lines,
      postings,
      awaitingRate,
      refusal,
      startedWallMs,
      endedWallMs,
      workflowId,
    } = found.run;
    return {
      ...{
        runId,
        state,
        program: programId,
        from: fromPeriod,
        to: toPeriod,
        partners,
        lines,
        postings,
        awaitingRate,
        statusUrl,
      },
      refusal: refusal && { code: refusal.refused, message: refusal.message },
      started: new Date(startedWallMs).toISOString(),
      ended: endedWallMs === null ? null : new Date(endedWallMs).toISOString(),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}

function starting(runId: string) {
  return {
    runId,
    state: 'starting' as const,
    partners: 0,
    lines: 0,
    postings: 0,
    awaitingRate: 0,
    refusal: null,
    started: null,
    ended: null,
  };
}
