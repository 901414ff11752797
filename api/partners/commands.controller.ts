import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { CommandName, CommandParams } from '../../domain/lifecycle';
import { COMMANDS, TERMINAL_MODES } from '../../domain/lifecycle';
import type { CommandMessage } from '../../domain/journal';
import { DomainError } from '../../domain/errors';
import type { PartnerDetail } from '../../database/views/partners';
import type { CommandAnswer } from '../../workflows/partner-lifecycle.messages';
import { commandUpdates } from '../../workflows/partner-lifecycle.messages';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { requireOne } from '../auth/principal';
import { Id } from '../http/ids';
import { answerPending } from '../http/pending';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import type { OutgoingUpdate, Reply } from '../messages';
import { Messages } from '../messages';
import { Temporal } from '../temporal';
import { CommandDto, CommandedDto } from './commands.dto';
import { PartnerAccess } from './partner-access';

/** Which params a command needs. */
const NEEDED: Partial<Record<CommandName, (keyof CommandParams)[]>> = {
  skipStep: ['stage', 'step'],
  repeatStage: ['stage'],
  handOver: ['role', 'toPersonId'],
};

/** Commands on a living partner, each with who and why. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners/:id/commands')
export class CommandsController {
  constructor(
    private readonly access: PartnerAccess,
    private readonly messages: Messages,
    private readonly temporal: Temporal,
  ) {}

  /** Pause, resume, suspend, withdraw, offboard, skip a step, repeat a stage, hand over. */
  @Post()
  @ZodResponse({ status: 200, type: CommandedDto })
  async give(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { command, reason, params }: CommandDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandedDto> {
    const partner = await this.access.visible(me, id);
    requireOne(me, COMMANDS[command].roles, partner.region);
    checkParams(command, params);
    const temporalUrl = this.temporal.linkTo(partner.workflowId);
    const outgoing: OutgoingUpdate<CommandAnswer, CommandMessage> = {
      workflowId: partner.workflowId,
      update: commandUpdates[command],
      updateId: attempt.id,
      personId: me.personId,
      message: { reason, ...(Object.keys(params).length > 0 ? { params } : {}) },
      ended: 'LIFECYCLE.STATE',
    };
    const answer = await (TERMINAL_MODES.includes(partner.mode)
      ? this.afterTheEnd(partner, command, outgoing)
      : this.messages.update(outgoing));
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/partners/${id}`, temporalUrl });
    return { state: 'done', ...answer.result, temporalUrl };
  }

  /** The row says that the lifecycle has ended. If this very command did that, the lifecycle must know of it, too. */
  private async afterTheEnd(
    partner: PartnerDetail,
    command: CommandName,
    outgoing: OutgoingUpdate<CommandAnswer, CommandMessage>,
  ): Promise<Reply<CommandAnswer>> {
    const earlier = await this.messages.recorded<CommandAnswer>(outgoing.workflowId, outgoing.updateId);
    if (earlier.answered) return this.messages.repeat(outgoing, earlier.result);
    return { answered: true, result: repeatedAfterTheEnd(partner, command) };
  }
}

/** After its end a lifecycle takes no messages: its row answers for it. */
function repeatedAfterTheEnd({ mode }: PartnerDetail, command: CommandName): CommandAnswer {
  if (COMMANDS[command].to !== mode)
    throw new DomainError('LIFECYCLE.STATE', `This partner is ${mode}: nothing can be commanded any more.`);
  return { command, mode, repeated: true };
}

function checkParams(command: CommandName, params: CommandParams): void {
  const missing = (NEEDED[command] ?? []).filter((name) => params[name] === undefined);
  if (missing.length === 0) return;
  const faults = missing.map((name) => ({
    pointer: `/params/${name}`,
    code: 'REQUEST.RULE',
    message: `${COMMANDS[command].title} needs it.`,
  }));
  throw new DomainError('REQUEST.RULE', `${COMMANDS[command].title} needs ${missing.join(' and ')}.`, faults);
}
