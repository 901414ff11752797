import { Body, Controller, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { ProgramsView } from '../../database/views/programs';
import { DomainError } from '../../domain/errors';
import { IMPORT_ROLES } from '../../domain/imports';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Answers, Consumes, Roles } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { ImportDesk } from '../imports/import-desk';
import { PartnerFileReader } from './partner-file';
import { PartnerFileDto, PartnerFileQueryDto } from './partner-imports.dto';

/** Companies come as a file. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/partners/imports')
export class PartnerImportsController {
  constructor(
    private readonly programs: ProgramsView,
    private readonly desk: ImportDesk,
  ) {}

  /** Imports a file of companies, each a lifecycle of its own; or shows with `preview=true` how it would be read. */
  @Post()
  @Roles(...IMPORT_ROLES.partners, ADMIN_ROLE)
  @Consumes('text/csv')
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', description: 'Comma-separated values, the first line names the columns; at most 16 MB.' },
  })
  @Answers({ 200: ['preview'] })
  @ZodResponse({ status: 202, type: PartnerFileDto })
  async file(
    @Me() me: Principal,
    @Body() csv: string,
    @Query() query: PartnerFileQueryDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerFileDto> {
    const program = await this.programs.latest(query.programId);
    if (!program) throw new DomainError('PROGRAM.NOT_PUBLISHED', 'No version of this program is published.');
    const reader = new PartnerFileReader(csv ?? '', program, query);
    if (query.preview === 'true') {
      reply.status(200);
      return reader.preview();
    }
    const started = await this.desk.start(
      me,
      { kind: 'partners', content: reader.content(), title: query.source },
      attempt,
    );
    reply.header('location', started.statusUrl);
    return started;
  }
}
