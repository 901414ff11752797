import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { PaymentReportView } from '../../database/views/payment-reports';
import { PaymentReportsView } from '../../database/views/payment-reports';
import { DomainError } from '../../domain/errors';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { holdsRole } from '../../domain/people/person-change';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { found, Id } from '../http/ids';
import { Consumes, Idempotency, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { PaymentReportDesk } from './payment-report-desk';
import {
  DecidePaymentReportDto,
  PaymentReportDto,
  PaymentReportEntriesDto,
  PaymentReportEntriesQueryDto,
  PaymentReportListDto,
  PaymentReportsQueryDto,
  PaymentReportTakenDto,
} from './payment-reports.dto';

/** What came back about payments: files of the bank, and the table that finance filled in. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payment-reports')
export class PaymentReportsController {
  constructor(
    private readonly desk: PaymentReportDesk,
    private readonly reports: PaymentReportsView,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Takes a file in: `application/xml` is a bank's pain.002 or camt.054, `text/csv` the table of a payment by hand, which
   * somebody else of finance then confirms. The same file is the same report.
   */
  @Post()
  @HttpCode(200)
  @Roles(...PAYOUT_RUN_ROLES)
  @Idempotency('required')
  @Consumes('application/xml', 'text/csv')
  @ApiConsumes('application/xml', 'text/csv')
  @ApiBody({ schema: { type: 'string', description: 'The file as it came, at most 16 MB.' } })
  @ZodResponse({ status: 200, type: PaymentReportTakenDto })
  async take(
    @Me() me: Principal,
    @Body() text: string,
    @CurrentAttempt() attempt: Attempt,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentReportTakenDto> {
    needAllRegions(me);
    if (typeof text !== 'string' || text.trim() === '') throw new DomainError('REQUEST.INVALID', 'The file is empty.');
    return this.desk.take(
      { me, attempt, reply },
      headers['content-type']?.startsWith('text/csv') ? 'manual' : 'sepa',
      text,
    );
  }

  /** All reports, the last one brought first. */
  @Get()
  @Roles(...PAYOUT_RUN_ROLES)
  @ZodResponse({ status: 200, type: PaymentReportListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, ...filter }: PaymentReportsQueryDto,
  ): Promise<PaymentReportListDto> {
    needAllRegions(me);
    const filters = { list: 'payment-reports', ...filter };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const after = place && { reportedMs: place[0], reportId: place[1] };
    const rows = await this.reports.list(filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.reportedMs, row.reportId] });
    return { ...page, items: page.items.map(shown) };
  }

  /** One report, and how many of its entries did what. */
  @Get(':id')
  @Roles(...PAYOUT_RUN_ROLES)
  @ZodResponse({ status: 200, type: PaymentReportDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<PaymentReportDto> {
    needAllRegions(me);
    return shown(found(await this.reports.find(id)));
  }

  /** What it says, payment by payment. */
  @Get(':id/entries')
  @Roles(...PAYOUT_RUN_ROLES)
  @ZodResponse({ status: 200, type: PaymentReportEntriesDto })
  async entries(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, effect }: PaymentReportEntriesQueryDto,
  ): Promise<PaymentReportEntriesDto> {
    needAllRegions(me);
    found(await this.reports.find(id));
    const filters = { list: 'payment-report-entries', id, effect };
    const place = this.cursors.open(cursor, filters) as [number] | null;
    const rows = await this.reports.entries(id, { limit, after: place?.[0] ?? 0, effect });
    return this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.position] });
  }

  /** Confirms what somebody else reported of payments by hand, or declines it: then nothing has happened. */
  @Post(':id/decision')
  @HttpCode(200)
  @Roles(...PAYOUT_RUN_ROLES)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PaymentReportTakenDto })
  async decide(
    @Me() me: Principal,
    @Id() id: string,
    @Body() decision: DecidePaymentReportDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentReportTakenDto> {
    needAllRegions(me);
    return this.desk.decide({ me, attempt, reply }, found(await this.reports.find(id)), decision);
  }
}

function shown({ state, reportedMs, decidedMs, ...report }: PaymentReportView): PaymentReportDto {
  return {
    ...report,
    report: state,
    reported: new Date(reportedMs).toISOString(),
    decided: decidedMs === null ? null : new Date(decidedMs).toISOString(),
  };
}

/** Payments are of all regions, so that whoever holds the role in one of them does not see them. */
function needAllRegions(me: Principal): void {
  if (!holdsRole(me, PAYOUT_RUN_ROLES, null))
    throw new DomainError('AUTH.FORBIDDEN', `This needs the role ${PAYOUT_RUN_ROLES.join(', ')} for all regions.`);
}
