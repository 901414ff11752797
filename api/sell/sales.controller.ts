import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { SaleView } from '../../database/views/sales';
import { SalesView } from '../../database/views/sales';
import { IMPORT_ROLES } from '../../domain/imports';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { momentOrNull } from '../http/moments';
import { moneyOf } from '../http/money';
import { Answers, Consumes, Idempotency, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { ImportStartedDto } from '../imports/imports.dto';
import { ImportDesk } from '../imports/import-desk';
import { SaleListDto, SalesDto, SalesFileDto, SalesFileQueryDto, SalesQueryDto } from './sales.dto';
import { SalesReader } from './sales-reader';

/** Sales: sent as a batch or as a file, recorded by an import, listed with what became of them. */
@ApiTags('sales')
@ApiBearerAuth()
@Controller('v1/sales')
export class SalesController {
  constructor(
    private readonly sales: SalesView,
    private readonly reader: SalesReader,
    private readonly desk: ImportDesk,
    private readonly cursors: Cursors,
  ) {}

  /** Sends up to 1,000 sales. What is known already is told in the import's report, row by row. */
  @Post()
  @HttpCode(202)
  @Roles(...IMPORT_ROLES.sales, ADMIN_ROLE)
  @Idempotency('required')
  @ZodResponse({ status: 202, type: ImportStartedDto })
  async send(
    @Me() me: Principal,
    @Body() batch: SalesDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportStartedDto> {
    const content = await this.reader.batch(batch);
    const started = await this.desk.start(me, { kind: 'sales', content, title: batch.source }, attempt);
    reply.header('location', started.statusUrl);
    return started;
  }

  /** Sends a file, or shows with `preview=true` how it would be read. */
  @Post('imports')
  @HttpCode(202)
  @Roles(...IMPORT_ROLES.sales, ADMIN_ROLE)
  @Idempotency('required')
  @Consumes('text/csv')
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', description: 'Comma-separated values, the first line names the columns; at most 16 MB.' },
  })
  @Answers({ 200: ['preview'] })
  @ZodResponse({ status: 202, type: SalesFileDto })
  async file(
    @Me() me: Principal,
    @Body() csv: string,
    @Query() query: SalesFileQueryDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SalesFileDto> {
    const read = await this.reader.file(csv, query);
    if (query.preview === 'true') {
      reply.status(200);
      return read.preview();
    }
    const started = await this.desk.start(me, { kind: 'sales', content: read.content(), title: query.source }, attempt);
    reply.header('location', started.statusUrl);
    return started;
  }

  /** Sales, the latest first. A partner's people find their own. */
  @Get()
  @ZodResponse({ status: 200, type: SaleListDto })
  async list(@Me() me: Principal, @Query() { limit, cursor, ...filter }: SalesQueryDto): Promise<SaleListDto> {
    const filters = { list: 'sales', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { occurredOn: place[0] as string, saleKey: place[1] as string };
    const rows = await this.sales.list(sightOf(me), filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.occurredOn, row.saleKey] });
    return {
      ...page,
      items: page.items.map(shown),
    };
  }
}

function shown(row: SaleView): SaleListDto['items'][number] {
  const { amountMinor, countedMinor, excessMinor, occurredMs, currency, saleKey: _key, ...rest } = row;
  return {
    ...rest,
    occurred: momentOrNull(occurredMs),
    amount: moneyOf(amountMinor, currency),
    counts: countedMinor === null ? null : moneyOf(countedMinor, currency),
    excess: excessMinor === 0 ? null : moneyOf(excessMinor, currency),
  };
}
