import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { CorrectionView } from '../../database/views/corrections';
import { CorrectionsView } from '../../database/views/corrections';
import { DomainError } from '../../domain/errors';
import type { CascadeLine, CascadeNet, StagedCorrection } from '../../domain/incentivize/correction';
import { CORRECTION_ROLES, differenceOf } from '../../domain/incentivize/correction';
import { formatAmount } from '../../domain/money';
import { holdsRole } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import type { Money } from '../http/money';
import { Idempotency, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { CorrectionDesk } from './correction-desk';
import {
  CorrectionDto,
  CorrectionListDto,
  CorrectionOrderedDto,
  CorrectionShownDto,
  CorrectionsQueryDto,
  SubmitCorrectionDto,
  WithdrawCorrectionDto,
} from './corrections.dto';

/** Wrong inputs found later: shown, submitted, approved by somebody else, posted. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/corrections')
export class CorrectionsController {
  constructor(
    private readonly desk: CorrectionDesk,
    private readonly corrections: CorrectionsView,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** Shows what correcting a sale, an event or the days of tiers comes to, line by line. Nothing is posted by it. */
  @Post()
  @HttpCode(202)
  @Roles(...CORRECTION_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 202, type: CorrectionShownDto })
  async show(
    @Me() me: Principal,
    @Body() { program, ...asked }: CorrectionDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CorrectionShownDto> {
    needAllRegions(me);
    const content = { programId: program, ...asked } as StagedCorrection;
    const { correctionId, workflowId } = await this.desk.start(me, content, attempt);
    const statusUrl = `/v1/corrections/${correctionId}`;
    reply.header('location', statusUrl);
    return {
      ...{ correctionId, state: 'starting', ...headOf(content), refusal: null, round: 0, hash: null },
      ...{
        payees: [],
        periods: [],
        lines: [],
        requestedBy: me.personId,
        requested: null,
        ended: null,
        approvalId: null,
      },
      ...{ statusUrl, temporalUrl: this.temporal.linkTo(workflowId) },
    };
  }

  /** Corrections, the latest first. */
  @Get()
  @Roles(...CORRECTION_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: CorrectionListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, partnerId }: CorrectionsQueryDto,
  ): Promise<CorrectionListDto> {
    needAllRegions(me);
    const filters = { list: 'corrections', partnerId };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const after = place && { requestedMs: place[0], correctionId: place[1] };
    const rows = await this.corrections.list({ partnerId: partnerId ?? null, limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.requestedMs, row.correctionId] });
    return { ...page, items: page.items.map((row) => this.shown(row)) };
  }

  /** One correction: what it comes to, and where it stands. */
  @Get(':id')
  @Roles(...CORRECTION_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: CorrectionShownDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<CorrectionShownDto> {
    needAllRegions(me);
    const known = await this.desk.find(id);
    return 'answered' in known ? (known.answered as unknown as CorrectionShownDto) : this.shown(known.found);
  }

  /** Asks somebody else of finance to approve exactly what was shown. For whoever asked for the correction. */
  @Post(':id/submission')
  @HttpCode(200)
  @Roles(...CORRECTION_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: CorrectionOrderedDto })
  async submit(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { hash }: SubmitCorrectionDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CorrectionOrderedDto> {
    needAllRegions(me);
    return this.desk.order({ me, correctionId: id, order: { order: 'submit', hash }, attempt, reply });
  }

  /** Drops a correction that is not submitted yet. For whoever asked for it. */
  @Post(':id/withdrawal')
  @HttpCode(200)
  @Roles(...CORRECTION_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: CorrectionOrderedDto })
  async withdraw(
    @Me() me: Principal,
    @Id() id: string,
    @Body() _nothing: WithdrawCorrectionDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CorrectionOrderedDto> {
    needAllRegions(me);
    return this.desk.order({ me, correctionId: id, order: { order: 'withdraw' }, attempt, reply });
  }

  private shown(row: CorrectionView): CorrectionShownDto {
    const { correctionId, state, content, refusal, round, cascade, requestedBy, requestedMs, endedMs, approvalId } =
      row;
    return {
      ...{ correctionId, state, ...headOf(content), round, hash: cascade?.hash ?? null },
      refusal: refusal && { code: refusal.refused, message: refusal.message },
      payees: (cascade?.payees ?? []).map(({ partnerId, personId, ...net }) => ({
        partnerId,
        personId,
        difference: netOf(net),
      })),
      periods: (cascade?.periods ?? []).map(({ period, ...net }) => ({ period, difference: netOf(net) })),
      lines: (cascade?.lines ?? []).map(shownLine),
      ...{ requestedBy, requested: at(requestedMs), ended: endedMs === null ? null : at(endedMs), approvalId },
      ...{ statusUrl: `/v1/corrections/${correctionId}`, temporalUrl: this.temporal.linkTo(row.workflowId) },
    };
  }
}

/** A correction may move the money of any region. */
function needAllRegions(me: Principal): void {
  const roles = [...CORRECTION_ROLES, ADMIN_ROLE];
  if (!holdsRole(me, roles, null))
    throw new DomainError('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')} for all regions.`);
}

const at = (ms: number): string => new Date(ms).toISOString();

function headOf({
  programId,
  partnerId,
  reason,
  ...corrects
}: StagedCorrection): Pick<CorrectionShownDto, 'program' | 'partnerId' | 'reason' | 'corrects'> {
  return { program: programId, partnerId, reason, corrects: { ...corrects } };
}

function netOf({ differenceMinor, currency }: CascadeNet): Money {
  return { amount: formatAmount(BigInt(differenceMinor), currency), currency };
}

function shownLine({ source, id, before, after, currency, ...line }: CascadeLine): CorrectionShownDto['lines'][number] {
  const amount = (minor: bigint): Money => ({ amount: formatAmount(minor, currency), currency });
  return {
    ...line,
    reference: `${source}/${id}`,
    ...{
      before: amount(BigInt(before)),
      after: amount(BigInt(after)),
      difference: amount(differenceOf({ before, after })),
    },
  };
}
