import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ImportsView } from '../../database/views/imports';
import { importWorkflowId } from '../../domain/ids';
import { NO_ROWS } from '../../domain/imports';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { Temporal } from '../temporal';
import { ImportDesk } from './import-desk';
import { ImportDto, ImportRowsDto, ImportRowsQueryDto } from './imports.dto';

/** Imports: how far they are, and what became of each row. */
@ApiTags('imports')
@ApiBearerAuth()
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly desk: ImportDesk,
    private readonly imports: ImportsView,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** One import. */
  @Get(':id')
  @ZodResponse({ status: 200, type: ImportDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<ImportDto> {
    const found = await this.desk.find(me, id);
    const links = { rowsUrl: `/v1/imports/${id}/rows`, temporalUrl: this.temporal.linkTo(importWorkflowId(id)) };
    if (!found)
      return {
        importId: id,
        kind: null,
        source: null,
        state: 'starting',
        total: 0,
        done: 0,
        counts: NO_ROWS,
        refusal: null,
        started: null,
        ended: null,
        ...links,
      };
    const { importId, kind, source, state, total, done, counts, refusal, startedWallMs, endedWallMs } = found;
    return {
      ...{ importId, kind, source, state, total, done, counts, ...links },
      refusal: refusal && { code: refusal.refused, message: refusal.message },
      started: new Date(startedWallMs).toISOString(),
      ended: endedWallMs === null ? null : new Date(endedWallMs).toISOString(),
    };
  }

  /** What became of each row, in the order of the file. */
  @Get(':id/rows')
  @ZodResponse({ status: 200, type: ImportRowsDto })
  async rows(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, ...filter }: ImportRowsQueryDto,
  ): Promise<ImportRowsDto> {
    await this.desk.find(me, id);
    const filters = { list: 'import-rows', importId: id, ...filter };
    const place = this.cursors.open(cursor, filters);
    const rows = await this.imports.rows(id, filter, { limit, afterRow: place === null ? 0 : (place[0] as number) });
    return this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.rowNumber] });
  }
}
