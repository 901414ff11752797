import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { PayoutFileView } from '../../database/views/payout-files';
import { PayoutFilesView } from '../../database/views/payout-files';
import { DomainError } from '../../domain/errors';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { formatAmount } from '../../domain/money';
import { holdsRole } from '../../domain/people/person-change';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Roles } from '../http/route-rules';
import type { PayoutFilesDto } from './payout-files.dto';
import { PayoutFileListDto, PayoutFileListQueryDto } from './payout-files.dto';

/** The files of all runs, with what has come back of each. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payout-files')
export class PayoutFileListController {
  constructor(
    private readonly files: PayoutFilesView,
    private readonly cursors: Cursors,
  ) {}

  /** Files that were made for banks and for payments by hand, the last one first: which of them still wait for results. */
  @Get()
  @Roles(...PAYOUT_RUN_ROLES)
  @ZodResponse({ status: 200, type: PayoutFileListDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, results }: PayoutFileListQueryDto,
  ): Promise<PayoutFileListDto> {
    needFinance(me);
    const filters = { list: 'payout-files', results };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const after = place && { madeMs: place[0], fileId: place[1] };
    const rows = await this.files.all(results ?? null, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.madeMs, row.fileId] });
    return {
      ...page,
      items: page.items.map(({ runId, programId, period, kind, runNumber, ...file }) => ({
        ...shownFile(runId, file),
        run: { runId, program: programId, period, kind, number: runNumber },
      })),
    };
  }
}

/** A run is of all regions, so that whoever holds the role in one of them does not see it. */
export function needFinance(me: Principal): void {
  if (!holdsRole(me, PAYOUT_RUN_ROLES, null))
    throw new DomainError('AUTH.FORBIDDEN', `This needs the role ${PAYOUT_RUN_ROLES.join(', ')} for all regions.`);
}

/** A file as finance sees it. */
export function shownFile(runId: string, file: PayoutFileView): PayoutFilesDto['items'][number] {
  const { amountMinor, currency, madeMs, mediaType: _type, waiting, paid, failed, ...rest } = file;
  return {
    ...rest,
    total: { amount: formatAmount(BigInt(amountMinor), currency), currency },
    made: new Date(madeMs).toISOString(),
    results: { waiting, paid, failed },
    fileUrl: `/v1/payout-runs/${runId}/files/${file.fileId}`,
  };
}
