import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { CorrectionRow, CorrectionView } from '../../database/views/corrections';
import { CorrectionsView } from '../../database/views/corrections';
import type { RecordedInput } from '../../database/views/recorded-inputs';
import { RecordedInputsView } from '../../database/views/recorded-inputs';
import { DomainError } from '../../domain/errors';
import type { CascadeLine, CascadeNet, PayeeTotal, StagedCorrection } from '../../domain/incentivize/correction';
import { byDifference, CORRECTION_ROLES, payeeTotals } from '../../domain/incentivize/correction';
import { formatAmount } from '../../domain/money';
import { holdsRole } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import type { Money } from '../http/money';
import { moneyOf } from '../http/money';
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
  RecordedInputsDto,
  RecordedInputsQueryDto,
  SubmitCorrectionDto,
  WithdrawCorrectionDto,
} from './corrections.dto';

/** One id is one record of each sender; there are not so many senders. */
const INPUTS_MAX = 20;

/** Wrong inputs found later: shown, submitted, approved by somebody else, posted. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/corrections')
export class CorrectionsController {
  constructor(
    private readonly desk: CorrectionDesk,
    private readonly corrections: CorrectionsView,
    private readonly inputs: RecordedInputsView,
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
      ...{ correctionId, state: 'starting', ...headOf(content), partnerName: content.partnerId, refusal: null },
      ...{ round: 0, hash: null, payees: [], periods: [], lines: [], approvalId: null },
      ...{ requestedBy: me.personId, requestedByName: null, requested: null, ended: null },
      ...{ statusUrl, temporalUrl: this.temporal.linkTo(workflowId) },
    };
  }

  /** Corrections, the latest first. */
  @Get()
  @Roles(...CORRECTION_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: CorrectionListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, partnerId, state }: CorrectionsQueryDto,
  ): Promise<CorrectionListDto> {
    needAllRegions(me);
    const filters = { list: 'corrections', partnerId, state };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const after = place && { requestedMs: place[0], correctionId: place[1] };
    const filter = { partnerId: partnerId ?? null, state: state ?? null };
    const rows = await this.corrections.list(filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.requestedMs, row.correctionId] });
    return { ...page, items: page.items.map((row) => this.listed(row)) };
  }

  /** Sales and events by the id that their senders gave them, as they count now: what a correction of each starts from. */
  @Get('inputs')
  @Roles(...CORRECTION_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: RecordedInputsDto })
  async recorded(@Me() me: Principal, @Query() { id }: RecordedInputsQueryDto): Promise<RecordedInputsDto> {
    needAllRegions(me);
    return { items: (await this.inputs.find(id, INPUTS_MAX)).map(shownInput) };
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

  private listed({ round, lines, payees, ...row }: CorrectionRow): CorrectionListDto['items'][number] {
    return { ...this.headed(row), round, lines, differences: sumOf(payees) };
  }

  private shown({ refusal, round, cascade, approvalId, names, ...row }: CorrectionView): CorrectionShownDto {
    const named = <Payee extends { partnerId: string; personId: string | null }>(payee: Payee) => ({
      ...payee,
      partnerName: names[payee.partnerId] ?? payee.partnerId,
      personName: payee.personId === null ? null : (names[payee.personId] ?? null),
    });
    const lines = cascade?.lines ?? [];
    return {
      ...this.headed(row),
      ...{ round, hash: cascade?.hash ?? null, approvalId },
      refusal: refusal && { code: refusal.refused, message: refusal.message },
      payees: payeeTotals(lines).map((total) => named(shownTotal(total))),
      periods: (cascade?.periods ?? []).map(({ period, ...net }) => ({ period, difference: netOf(net) })),
      lines: [...lines].sort(byDifference).map((line) => named(shownLine(line))),
    };
  }

  private headed({
    content,
    requestedMs,
    endedMs,
    workflowId,
    ...row
  }: Pick<
    CorrectionView,
    | 'correctionId'
    | 'state'
    | 'content'
    | 'partnerName'
    | 'requestedBy'
    | 'requestedByName'
    | 'requestedMs'
    | 'endedMs'
    | 'workflowId'
  >) {
    return {
      ...{ ...row, ...headOf(content) },
      ...{ requested: at(requestedMs), ended: endedMs === null ? null : at(endedMs) },
      ...{ statusUrl: `/v1/corrections/${row.correctionId}`, temporalUrl: this.temporal.linkTo(workflowId) },
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

function sumOf(nets: readonly CascadeNet[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, differenceMinor } of nets)
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(differenceMinor));
  return [...sums].map(([currency, sum]) => ({ amount: formatAmount(sum, currency), currency }));
}

/** What changes, in money. */
function changeOf(before: bigint, after: bigint, currency: string): { before: Money; after: Money; difference: Money } {
  const amount = (minor: bigint): Money => ({ amount: formatAmount(minor, currency), currency });
  return { before: amount(before), after: amount(after), difference: amount(after - before) };
}

function shownTotal({ before, after, currency, ...total }: PayeeTotal) {
  return { ...total, ...changeOf(before, after, currency) };
}

function shownLine({ source, id, before, after, currency, ...line }: CascadeLine) {
  return { ...line, reference: `${source}/${id}`, sale: id, ...changeOf(BigInt(before), BigInt(after), currency) };
}

function shownInput(row: RecordedInput): RecordedInputsDto['items'][number] {
  const { programId, currency, sentMinor, countsMinor, details, ...input } = row;
  const money = (minor: number | null): Money | null =>
    minor === null || currency === null ? null : moneyOf(minor, currency);
  const said = Object.entries(details).map(([name, value]): [string, unknown] =>
    name.endsWith('Minor') && typeof value === 'number' && currency !== null
      ? [name.slice(0, -'Minor'.length), moneyOf(value, currency).amount]
      : [name, value],
  );
  return {
    ...input,
    program: programId,
    sent: money(sentMinor),
    counts: money(countsMinor),
    said: Object.fromEntries(said),
  };
}
