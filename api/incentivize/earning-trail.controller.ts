import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { EarningsView } from '../../database/views/earnings';
import { PayoutTrailView } from '../../database/views/payout-trail';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { found, Id } from '../http/ids';
import { PartnerAccess } from '../partners/partner-access';
import { EarningTrailDto } from './payout-review.dto';
import { earnersFor } from './payout-access';
import { minorMoney, shownAttempt, shownPosting } from './payout-trail';
import { StatementDesk } from './statement-desk';

/** Where the money of an earning has got to. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/partners')
export class EarningTrailController {
  constructor(
    private readonly earnings: EarningsView,
    private readonly trails: PayoutTrailView,
    private readonly statements: StatementDesk,
    private readonly access: PartnerAccess,
  ) {}

  /** From the sale over its postings and the statement to the line that pays it and the payment that moved it. */
  @Get(':id/earnings/:earningId/trail')
  @ZodResponse({ status: 200, type: EarningTrailDto })
  async read(@Me() me: Principal, @Id() id: string, @Id('earningId') earningId: string): Promise<EarningTrailDto> {
    const partner = await this.access.visible(me, id);
    const earners = earnersFor(me, partner);
    const [earning] = await this.earnings.ofPartner(id, { earning: earningId, earners }, { limit: 1, after: null });
    const { currency, period, revision, personId } = found(earning);
    const { sale, line, attempt, postings } = found(await this.trails.ofEarning(id, earningId));
    const { amountMinor, currency: soldIn, ...of } = sale;
    const first = postings[0];
    return {
      sale: { ...of, amount: amountMinor === null || soldIn === null ? null : minorMoney(amountMinor, soldIn) },
      statement: first
        ? {
            ...{ currency, person: personId },
            period: await this.statements.periodOf(partner, { ...first, earning: { period, revision } }),
          }
        : null,
      postings: postings.map((one) => shownPosting(one, currency)),
      line: line && {
        ...{ lineId: line.lineId, runId: line.runId, program: line.programId },
        ...{ period: line.period, state: line.state },
      },
      attempt: attempt && shownAttempt(attempt),
    };
  }
}
