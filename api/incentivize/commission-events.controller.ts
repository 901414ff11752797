import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { CommissionEventView } from '../../database/views/commission-events';
import { CommissionEventsView } from '../../database/views/commission-events';
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
import { ImportDesk } from '../imports/import-desk';
import { ImportStartedDto } from '../imports/imports.dto';
import {
  CommissionEventListDto,
  CommissionEventsDto,
  CommissionEventsFileDto,
  CommissionEventsFileQueryDto,
  CommissionEventsQueryDto,
} from './commission-events.dto';
import { EventsReader } from './events-reader';

/** What plans earn by beside sales: sent as a batch or as a file, recorded by an import. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/commission-events')
export class CommissionEventsController {
  constructor(
    private readonly events: CommissionEventsView,
    private readonly reader: EventsReader,
    private readonly desk: ImportDesk,
    private readonly cursors: Cursors,
  ) {}

  /** Sends up to 1,000 events. What is known already is told in the import's report, row by row. */
  @Post()
  @HttpCode(202)
  @Roles(...IMPORT_ROLES.events, ADMIN_ROLE)
  @Idempotency('required')
  @ZodResponse({ status: 202, type: ImportStartedDto })
  async send(
    @Me() me: Principal,
    @Body() batch: CommissionEventsDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportStartedDto> {
    const content = await this.reader.batch(batch);
    const started = await this.desk.start(me, { kind: 'events', content, title: batch.source }, attempt);
    reply.header('location', started.statusUrl);
    return started;
  }

  /** Sends a file, or shows with `preview=true` how it would be read. */
  @Post('imports')
  @HttpCode(202)
  @Roles(...IMPORT_ROLES.events, ADMIN_ROLE)
  @Idempotency('required')
  @Consumes('text/csv')
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', description: 'Comma-separated values, the first line names the columns; at most 16 MB.' },
  })
  @Answers({ 200: ['preview'] })
  @ZodResponse({ status: 202, type: CommissionEventsFileDto })
  async file(
    @Me() me: Principal,
    @Body() csv: string,
    @Query() query: CommissionEventsFileQueryDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommissionEventsFileDto> {
    const read = await this.reader.file(csv, query);
    if (query.preview === 'true') {
      reply.status(200);
      return read.preview();
    }
    const order = { kind: 'events', content: read.content(), title: query.source } as const;
    const started = await this.desk.start(me, order, attempt);
    reply.header('location', started.statusUrl);
    return started;
  }

  /** Events, the latest first. A partner's people find their own. */
  @Get()
  @ZodResponse({ status: 200, type: CommissionEventListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, ...filter }: CommissionEventsQueryDto,
  ): Promise<CommissionEventListDto> {
    const filters = { list: 'commission-events', ...filter };
    const place = this.cursors.open(cursor, filters) as [string, string] | null;
    const after = place && { occurredOn: place[0], eventKey: place[1] };
    const rows = await this.events.list(sightOf(me), filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.occurredOn, row.eventKey] });
    return { ...page, items: page.items.map(shown) };
  }
}

function shown({
  eventKey: _key,
  occurredMs,
  amountMinor,
  currency,
  ...row
}: CommissionEventView): CommissionEventListDto['items'][number] {
  return {
    ...row,
    occurred: momentOrNull(occurredMs),
    amount: amountMinor === null || currency === null ? null : moneyOf(amountMinor, currency),
  };
}
