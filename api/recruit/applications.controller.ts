import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { AnyToken, Delicate } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { AppliedDto, ApplyDto } from '../partners/partners.dto';
import { Applications } from './applications';

/** Companies apply. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners')
export class ApplicationsController {
  constructor(private readonly applications: Applications) {}

  /** Applies: starts the partner's lifecycle. Whoever applies becomes its first person. */
  @Post()
  @AnyToken()
  @Delicate()
  @ZodResponse({ status: 202, type: AppliedDto })
  async apply(
    @Me() me: Principal,
    @Body() body: ApplyDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppliedDto> {
    const started = await this.applications.apply(me, body, attempt);
    reply.header('location', `/v1/partners/${started.partnerId}`);
    return started;
  }
}
