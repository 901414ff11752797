import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { accountVault } from '../../database/intake/account-vault';
import { PayoutFilesView } from '../../database/views/payout-files';
import { PayoutRunsView } from '../../database/views/payout-runs';
import { DomainError } from '../../domain/errors';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { found, Id } from '../http/ids';
import { Produces, Roles } from '../http/route-rules';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';
import { needFinance, shownFile } from './payout-file-list.controller';
import { PayoutFilesDto } from './payout-files.dto';

/** Files that a run has written for a bank or for finance. Bank details are in them, so administrators do not read them. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payout-runs')
export class PayoutFilesController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly files: PayoutFilesView,
    private readonly runs: PayoutRunsView,
  ) {}

  /** Every file of a run: one per way and currency, and a next one for what was tried again. */
  @Get(':id/files')
  @Roles(...PAYOUT_RUN_ROLES)
  @ZodResponse({ status: 200, type: PayoutFilesDto })
  async list(@Me() me: Principal, @Id() id: string): Promise<PayoutFilesDto> {
    needFinance(me);
    found(await this.runs.find(id));
    return { items: (await this.files.list(id)).map((file) => shownFile(id, file)) };
  }

  /** The file itself: pain.001 for a bank, or a table. The same bytes each time, of which the hash is on record. */
  @Get(':id/files/:fileId')
  @Roles(...PAYOUT_RUN_ROLES)
  @Produces('application/octet-stream')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async one(
    @Me() me: Principal,
    @Id() id: string,
    @Id('fileId') fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    needFinance(me);
    const { accountKeys } = this.settings;
    const file = found(await this.files.sealed(id, fileId));
    if (accountKeys === undefined)
      throw new DomainError('PAYEE.NO_KEY', 'The file cannot be opened: ask the operator to set ACCOUNT_KEYS.');
    const bytes = Buffer.from(accountVault(accountKeys).open(file, fileId), 'utf8');
    if (createHash('sha256').update(bytes).digest('hex') !== file.contentHash)
      throw new Error(`The file ${fileId} is not the one that was written.`);
    reply.header('content-type', 'application/octet-stream');
    reply.header('content-disposition', `attachment; filename="${file.fileName}"`);
    return new StreamableFile(bytes);
  }
}
