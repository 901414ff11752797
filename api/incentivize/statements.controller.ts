import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { StatementLine } from '../../database/views/statements';
import { formatAmount } from '../../domain/money';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { momentOf } from '../http/moments';
import { Produces } from '../http/route-rules';
import type { FoundStatement } from './statement-desk';
import { StatementDesk } from './statement-desk';
import { explanationOf, lineIdOf, partOf, statementCsv, statementPdf } from './statement-file';
import { StatementCurrencyDto, StatementDto, StatementListDto, StatementQueryDto } from './statements.dto';

/**
 * What a partner was owed, what a period brought, and what it is owed then: to the cent, from the ledger. With `person`
 * the same of what one of its people earned.
 */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/partners')
export class StatementsController {
  constructor(
    private readonly desk: StatementDesk,
    private readonly cursors: Cursors,
  ) {}

  /** Statements of the periods in which something moved, the latest first. A partner's people find their own. */
  @Get(':id/statements')
  @ZodResponse({ status: 200, type: StatementListDto })
  async list(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { currency, person }: StatementCurrencyDto,
  ): Promise<StatementListDto> {
    const found = await this.desk.list(me, { partnerId: id, person, currency });
    return { items: found.map(shown) };
  }

  /** One statement, with its lines and what each came from. */
  @Get(':id/statements/:period')
  @ZodResponse({ status: 200, type: StatementDto })
  async one(
    @Me() me: Principal,
    @Id() id: string,
    @Id('period') period: string,
    @Query() { currency, person, limit, cursor }: StatementQueryDto,
  ): Promise<StatementDto> {
    const opened = await this.desk.open(me, { partnerId: id, person, period, currency });
    const filters = { list: 'statement', partnerId: id, person, period, currency };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const rows = await opened.lines({ limit, after: place && { seq: place[0], earningId: place[1] } });
    const { items, nextCursor } = this.cursors.page(rows, limit, {
      filters,
      placeOf: ({ seq, of }) => [seq, of?.earningId ?? ''],
    });
    return { ...shown(opened.statement), lines: items.map(shownLine), nextCursor };
  }

  /** The statement as a file for a spreadsheet: its rows sum up from what was open to what is open then. */
  @Get(':id/statements/:period/csv')
  @Produces('text/csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async csv(
    @Me() me: Principal,
    @Id() id: string,
    @Id('period') period: string,
    @Query() { currency, person }: StatementCurrencyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const opened = await this.desk.open(me, { partnerId: id, person, period, currency });
    const text = statementCsv(opened.statement, await this.desk.allLines(opened));
    asFile(reply, 'text/csv; charset=utf-8', `${fileName(opened.statement)}.csv`);
    return text;
  }

  /** The statement as a page to print. */
  @Get(':id/statements/:period/pdf')
  @Produces('application/pdf')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Me() me: Principal,
    @Id() id: string,
    @Id('period') period: string,
    @Query() { currency, person }: StatementCurrencyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const opened = await this.desk.open(me, { partnerId: id, person, period, currency });
    const bytes = await statementPdf(opened.statement, await this.desk.allLines(opened));
    asFile(reply, 'application/pdf', `${fileName(opened.statement)}.pdf`);
    return new StreamableFile(bytes);
  }
}

function asFile(reply: FastifyReply, type: string, name: string): void {
  reply.header('content-type', type).header('content-disposition', `attachment; filename="${name}"`);
}

/** Ids and codes only: nothing that a header could not hold. */
function fileName({ partner, person, period, currency }: FoundStatement): string {
  const whose = person === null ? partner.partnerId : `${partner.partnerId}-${plainId(person.personId)}`;
  return `statement-${whose}-${period}-${currency}`;
}

/** A sender's own id of a person may hold anything. */
function plainId(personId: string): string {
  return personId.replaceAll(/[^A-Za-z0-9._-]/g, '_');
}

function shown({
  partner,
  person,
  period,
  currency,
  final,
  ...minor
}: FoundStatement): StatementListDto['items'][number] {
  const money = (amountMinor: bigint) => ({ amount: formatAmount(amountMinor, currency), currency });
  return {
    ...{ partnerId: partner.partnerId, person, period, currency, final },
    open: money(minor.openMinor),
    earned: money(minor.earnedMinor),
    adjusted: money(minor.adjustedMinor),
    clawedBack: money(minor.clawedBackMinor),
    withheld: money(minor.withheldMinor),
    paid: money(minor.paidMinor),
    close: money(minor.closeMinor),
    reserved: money(minor.reservedMinor),
  };
}

function shownLine(line: StatementLine): StatementDto['lines'][number] {
  const { of, kind, transactionId, effectiveMs, amountMinor, currency, earning, paidBy } = line;
  return {
    lineId: lineIdOf(line),
    part: partOf(line),
    amount: { amount: formatAmount(amountMinor, currency), currency },
    posted: momentOf(effectiveMs),
    ledgerKind: kind,
    ...{ transactionId, paidBy },
    earning: of && {
      ...{ earningId: of.earningId, source: of.source, saleId: of.saleId, kind: of.kind, occurredOn: of.occurredOn },
      ...{ period: earning?.period ?? '', rule: of.ruleId, explanation: explanationOf(line), trace: { ...of.trace } },
    },
  };
}
