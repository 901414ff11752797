import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { EarningPlace, EarningView, PayoutView } from '../../database/views/earnings';
import { EarningsView } from '../../database/views/earnings';
import { PayoutProofView } from '../../database/views/payout-proof';
import { explainEarning } from '../../domain/incentivize/period-pricing';
import { ADMIN_ROLE } from '../../domain/program';
import type { SystemRole } from '../../domain/roles';
import type { RoleId } from '../../domain/steps';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { found, Id, notFound } from '../http/ids';
import { Roles } from '../http/route-rules';
import { momentOf, momentOrNull } from '../http/moments';
import { moneyOf } from '../http/money';
import { PartnerAccess } from '../partners/partner-access';
import { Temporal } from '../temporal';
import { earnersFor, mayReadOf, shownPerson } from './payout-access';
import { EarningListDto, EarningsQueryDto, PayoutListDto, PayoutProofDto, PayoutsQueryDto } from './earnings.dto';

/** Who may take a payout apart: a proof holds the whole program. */
const PROOF_READERS: RoleId[] = ['FIN', 'PM', 'CAM', 'PO', 'VP'] satisfies SystemRole[];

/** What a partner has earned, why, and what is due. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/partners')
export class EarningsController {
  constructor(
    private readonly earnings: EarningsView,
    private readonly proofs: PayoutProofView,
    private readonly access: PartnerAccess,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** Earnings by date and sale, each with its trace and a sentence that explains it. */
  @Get(':id/earnings')
  @ZodResponse({ status: 200, type: EarningListDto })
  async list(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, ...filter }: EarningsQueryDto,
  ): Promise<EarningListDto> {
    const earners = earnersFor(me, await this.access.visible(me, id));
    const filters = { list: 'earnings', partnerId: id, ...filter };
    const place = this.cursors.open(cursor, filters) as [string, string, string] | null;
    const after: EarningPlace | null = place && { occurredOn: place[0], saleId: place[1], earningId: place[2] };
    const rows = await this.earnings.ofPartner(id, { ...filter, earners }, { limit, after });
    const page = this.cursors.page(rows, limit, {
      filters,
      placeOf: (row) => [row.occurredOn, row.saleId, row.earningId],
    });
    const totals = await this.earnings.totals(id);
    return {
      ...page,
      items: page.items.map(shownEarning),
      totals: totals.map(({ period, amountMinor, currency, earnings }) => ({
        period,
        amount: moneyOf(amountMinor, currency),
        earnings,
      })),
    };
  }

  /**
   * Payouts, the latest first; void ones show what a later calculation has replaced. With those of the partner's people for
   * finance, and with a person's own for that person.
   */
  @Get(':id/payouts')
  @ZodResponse({ status: 200, type: PayoutListDto })
  async payouts(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor }: PayoutsQueryDto,
  ): Promise<PayoutListDto> {
    const earners = earnersFor(me, await this.access.visible(me, id));
    const filters = { list: 'payouts', partnerId: id };
    const place = this.cursors.open(cursor, filters) as [number, string] | null;
    const rows = await this.earnings.payoutsOf(id, earners, {
      limit,
      after: place && { calculatedMs: place[0], payoutId: place[1] },
    });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.calculatedMs, row.payoutId] });
    return { ...page, items: page.items.map((row) => this.shownPayout(me, row)) };
  }

  /** All that a payout was calculated from: `npm run payout:prove` calculates it again from this file, offline. */
  @Get(':id/payouts/:payoutId/proof')
  @Roles(...PROOF_READERS, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutProofDto })
  async proof(@Me() me: Principal, @Id() id: string, @Id('payoutId') payoutId: string): Promise<PayoutProofDto> {
    const partner = await this.access.visible(me, id);
    const proof = found(await this.proofs.find(id, payoutId));
    const { personId } = proof.payout;
    if (personId !== undefined && !mayReadOf(me, personId, partner)) throw notFound();
    // Documents, sales, events and traces are told as they are on record: their hashes are made of that.
    return JSON.parse(JSON.stringify(proof)) as PayoutProofDto;
  }

  private shownPayout(me: Principal, payout: PayoutView): PayoutListDto['items'][number] {
    const { amountMinor, currency, summary, calculatedMs, dueMs, workflowId, personId, personName, ...row } = payout;
    const { earnings, periods, people = 0 } = summary as { earnings: number; periods: string[]; people?: number };
    return {
      ...row,
      person: shownPerson(me, { personId, personName }),
      amount: moneyOf(amountMinor, currency),
      earnings,
      periods,
      people,
      calculated: momentOf(calculatedMs),
      due: momentOrNull(dueMs),
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}

function shownEarning({
  amountMinor,
  currency,
  ruleId,
  programId,
  programVersion,
  trace,
  ...row
}: EarningView): EarningListDto['items'][number] {
  const explanation = explainEarning({ amountMinor: BigInt(amountMinor), revision: row.revision, trace });
  return {
    ...row,
    rule: ruleId,
    amount: moneyOf(amountMinor, currency),
    program: { programId, version: programVersion },
    explanation,
    trace: { ...trace },
  };
}
