import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { PayoutLineView, PayoutRunView } from '../../database/views/payout-runs';
import { PayoutRunsView } from '../../database/views/payout-runs';
import { approvalsNeeded, PAYOUT_LINE_STATES, PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import type { PayoutLineState, PayoutRunOrder } from '../../domain/incentivize/payout-run';
import { formatAmount } from '../../domain/money';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id, notFound } from '../http/ids';
import { Idempotency, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { needAllRegions, shownPerson } from './payout-access';
import { PayoutRunDesk } from './payout-run-desk';
import {
  ApprovePayoutRunDto,
  OpenPayoutRunDto,
  PayoutLinesDto,
  PayoutLinesQueryDto,
  PayoutRunCommandDto,
  PayoutRunDto,
  PayoutRunListDto,
  PayoutRunOrderedDto,
  PayoutRunsQueryDto,
} from './payout-runs.dto';

const NO_LINES = Object.fromEntries(PAYOUT_LINE_STATES.map((state) => [state, 0])) as Record<PayoutLineState, number>;

/** What is due goes out: many payees at once, approved by somebody who did not ask for it. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payout-runs')
export class PayoutRunsController {
  constructor(
    private readonly desk: PayoutRunDesk,
    private readonly runs: PayoutRunsView,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** Opens a run over all that is due to a program's partners up to a period. The same run opens once. */
  @Post()
  @HttpCode(202)
  @Roles(...PAYOUT_RUN_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 202, type: PayoutRunDto })
  async open(
    @Me() me: Principal,
    @Body() { program, ...asked }: OpenPayoutRunDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayoutRunDto> {
    needAllRegions(me);
    const { runId, workflowId } = await this.desk.open(me, { programId: program, ...asked }, attempt);
    const statusUrl = `/v1/payout-runs/${runId}`;
    reply.header('location', statusUrl);
    return {
      ...{ runId, program, ...asked, statusUrl, state: 'starting', revision: 1, lines: NO_LINES, totals: [] },
      ...{
        contentHash: null,
        requestedBy: null,
        requestedByName: null,
        approvals: [],
        approvalsNeeded: approvalsNeeded(me.personId),
        opened: null,
        changed: null,
      },
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }

  /** Runs, the last opened first, each in its latest revision. */
  @Get()
  @Roles(...PAYOUT_RUN_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutRunListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, ...filter }: PayoutRunsQueryDto,
  ): Promise<PayoutRunListDto> {
    needAllRegions(me);
    const filters = { list: 'payout-runs', ...filter };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const rows = await this.runs.list(filter, { limit, after: place && { openedMs: place[0], runId: place[1] } });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.openedMs, row.runId] });
    return { ...page, items: page.items.map((run) => this.shown(run)) };
  }

  /** One run, in its latest revision. */
  @Get(':id')
  @Roles(...PAYOUT_RUN_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutRunDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<PayoutRunDto> {
    needAllRegions(me);
    const found = await this.desk.find(id);
    return 'answered' in found ? (found.answered as unknown as PayoutRunDto) : this.shown(found.run);
  }

  /** Who is paid how much, on which account, and what came of it. */
  @Get(':id/lines')
  @Roles(...PAYOUT_RUN_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutLinesDto })
  async lines(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, state }: PayoutLinesQueryDto,
  ): Promise<PayoutLinesDto> {
    const run = await this.known(me, id);
    const filters = { list: 'payout-lines', id, revision: run.revision, state };
    const place = this.cursors.open(cursor, filters) as [string] | null;
    const rows = await this.runs.lines(run, { limit, afterId: place?.[0] ?? null, state });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.lineId] });
    return { ...page, items: page.items.map((line) => shownLine(me, line)) };
  }

  /** Approves exactly what was shown. Whoever opened or recalculated the run does not approve it. */
  @Post(':id/approval')
  @HttpCode(200)
  @Roles(...PAYOUT_RUN_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayoutRunOrderedDto })
  async approve(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { contentHash }: ApprovePayoutRunDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayoutRunOrderedDto> {
    const order: PayoutRunOrder = { command: 'approve', contentHash };
    return this.desk.order({ me, run: await this.known(me, id), order, attempt, reply });
  }

  /** Voids or recalculates a run before it is approved; tries again what failed, or leaves it to the next run. */
  @Post(':id/commands')
  @HttpCode(200)
  @Roles(...PAYOUT_RUN_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayoutRunOrderedDto })
  async command(
    @Me() me: Principal,
    @Id() id: string,
    @Body() order: PayoutRunCommandDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayoutRunOrderedDto> {
    return this.desk.order({ me, run: await this.known(me, id), order, attempt, reply });
  }

  private async known(me: Principal, runId: string): Promise<PayoutRunView> {
    needAllRegions(me);
    const run = await this.runs.find(runId);
    if (!run) throw notFound();
    return run;
  }

  private shown({
    programId,
    openedMs,
    changedMs,
    approvals,
    totals,
    workflowId,
    ...run
  }: PayoutRunView): PayoutRunDto {
    return {
      ...run,
      program: programId,
      approvalsNeeded: approvalsNeeded(run.requestedBy),
      totals: totals.map(({ currency, amountMinor }) => ({
        amount: formatAmount(BigInt(amountMinor), currency),
        currency,
      })),
      approvals: approvals.map(({ approvedMs, ...by }) => ({ ...by, approved: at(approvedMs) })),
      opened: at(openedMs),
      changed: at(changedMs),
      statusUrl: `/v1/payout-runs/${run.runId}`,
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}

const at = (ms: number): string => new Date(ms).toISOString();

function shownLine(
  me: Principal,
  { amountMinor, currency, attempt, personId, personName, ...line }: PayoutLineView,
): PayoutLinesDto['items'][number] {
  const { firstSentMs = null, ...told } = attempt ?? {};
  return {
    ...line,
    person: shownPerson(me, { personId, personName }),
    amount: { amount: formatAmount(BigInt(amountMinor), currency), currency },
    attempt: attempt && {
      ...(told as Omit<typeof attempt, 'firstSentMs'>),
      firstSent: firstSentMs === null ? null : at(firstSentMs),
    },
  };
}
