import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { TasksView } from '../../database/views/tasks';
import { DomainError } from '../../domain/errors';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { requireOne, sightOf } from '../auth/principal';
import { found, Id } from '../http/ids';
import { answerPending } from '../http/pending';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { shownAgreement } from './agreements-shown';
import { StepDesk } from './step-desk';
import { ActedDto, AgreementDto, SignDto } from './tasks.dto';

/** Documents to sign: first the partner, then we. */
@ApiTags('agreements')
@ApiBearerAuth()
@Controller('v1/agreements/:id')
export class AgreementsController {
  constructor(
    private readonly tasks: TasksView,
    private readonly desk: StepDesk,
    private readonly temporal: Temporal,
  ) {}

  /** The document with its text, hash and signatures. */
  @Get()
  @ZodResponse({ status: 200, type: AgreementDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<AgreementDto> {
    return shownAgreement(found(await this.tasks.agreement(sightOf(me), id)), this.temporal);
  }

  /** Signs by click, or countersigns: who, when, and exactly which text. */
  @Post('signatures')
  @ZodResponse({ status: 200, type: ActedDto })
  async sign(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { documentHash }: SignDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActedDto> {
    const agreement = found(await this.tasks.agreement(sightOf(me), id));
    const { stageWorkflowId, stepKey, stepId, roles, region } = agreement;
    const temporalUrl = this.temporal.linkTo(stageWorkflowId);
    const side = me.partnerId === null ? 'vendor' : 'partner';
    const signed = agreement.signatures.find(
      (signature) => signature.side === side && signature.personId === me.personId,
    );
    if (agreement.stepState === 'open' && !signed) requireOne(me, roles, region);
    if (documentHash !== agreement.documentHash)
      throw new DomainError('STEP.STALE', 'Reload and read the document that is to be signed now.');
    const answer = await this.desk.act({
      me,
      attempt,
      stageWorkflowId,
      isOpen: agreement.stepState === 'open',
      known: signed && {
        recorded: true,
        personId: me.personId,
        result: { agreementId: id, side, by: me.personId },
      },
      action: { stepKey, action: side === 'partner' ? 'sign' : 'countersign', contentHash: documentHash },
    });
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/agreements/${id}`, temporalUrl });
    return {
      state: 'done',
      stepId: stepId ?? '',
      personId: answer.result.personId,
      result: answer.result.result,
      temporalUrl,
    };
  }
}
