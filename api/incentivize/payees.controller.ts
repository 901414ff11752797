import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import type { AccountView, GateView, PayeeView } from '../../database/views/payees';
import { PayeesView } from '../../database/views/payees';
import type { PartnerDetail } from '../../database/views/partners';
import { ACCOUNT_PROPOSERS, PAYEE_KEEPERS } from '../../domain/incentivize/payee';
import type { PayeeKey } from '../../domain/incentivize/payee';
import type { RoleId } from '../../domain/steps';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { requireOne } from '../auth/principal';
import { WallClock } from '../clock';
import { Id, notFound } from '../http/ids';
import { Delicate, Idempotency } from '../http/route-rules';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { PartnerAccess } from '../partners/partner-access';
import { PayeeDesk } from './payee-desk';
import { mayReadOf, seesAllEarners, shownPerson } from './payout-access';
import {
  DecideAccountDto,
  HoldPayeeDto,
  PayeeChangedDto,
  PayeeListDto,
  PayeeOfDto,
  ProposeAccountDto,
  RecordGateDto,
} from './payees.dto';

/** Who a partner's money goes to: accounts, shown masked, and what has to be on file before anything is paid. */
@ApiTags('payees')
@ApiBearerAuth()
@Controller('v1/partners')
export class PayeesController {
  constructor(
    private readonly payees: PayeesView,
    private readonly desk: PayeeDesk,
    private readonly access: PartnerAccess,
    private readonly clock: WallClock,
  ) {}

  /**
   * The partner's payees: for its own people who may propose accounts, and for finance, which sees those of its people too. With
   * `person` that person's, for the person and for finance.
   */
  @Get(':id/payees')
  @ZodResponse({ status: 200, type: PayeeListDto })
  async list(@Me() me: Principal, @Id() id: string, @Query() { person }: PayeeOfDto): Promise<PayeeListDto> {
    const partner = await this.mayPropose(me, id, person);
    const all = seesAllEarners(me, partner);
    const found = await this.payees.ofPartner(id, { person: person ?? (all ? 'all' : null) }, this.clock.now());
    return { items: found.map((payee) => shown(me, payee)) };
  }

  /**
   * Proposes the account to which a currency is to be paid: of the partner, or with `person` of what that person earns. Until
   * finance has verified it, nothing changes.
   */
  @Post(':id/payees/accounts')
  @HttpCode(200)
  @Delicate()
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayeeChangedDto })
  async propose(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: ProposeAccountDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayeeChangedDto> {
    await this.mayPropose(me, id, body.person);
    const payee = keyOf(id, body);
    const content = this.desk.sealed(payee, body, attempt);
    return this.desk.run({ me, payee, command: 'proposeAccount', content, attempt, reply });
  }

  /** Verifies or rejects a proposed account. Somebody else than who proposed it; a changed one is paid to 48 hours later. */
  @Post(':id/payees/accounts/:accountId/decision')
  @HttpCode(200)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayeeChangedDto })
  async decide(
    @Me() me: Principal,
    @Id() id: string,
    @Id('accountId') accountId: string,
    @Body() body: DecideAccountDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayeeChangedDto> {
    await this.may(me, id, PAYEE_KEEPERS);
    const payee = await this.payees.ownerOf(accountId);
    if (payee?.partnerId !== id) throw notFound();
    const content = { ...body, accountId };
    return this.desk.run({ me, payee, command: 'decideAccount', content, attempt, reply });
  }

  /** Records that a tax form is on file, or what a sanctions check has found. The latest word counts. */
  @Post(':id/payees/gates')
  @HttpCode(200)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayeeChangedDto })
  async gate(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { currency, person, expires, ...body }: RecordGateDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayeeChangedDto> {
    await this.may(me, id, PAYEE_KEEPERS);
    const content = { ...body, ...(expires === undefined ? {} : { expiresWallMs: Date.parse(expires) }) };
    return this.desk.run({
      me,
      payee: keyOf(id, { currency, person }),
      command: 'recordGate',
      content,
      attempt,
      reply,
    });
  }

  /** Holds a payee, so that nothing is paid to it, or lifts the hold. */
  @Post(':id/payees/hold')
  @HttpCode(200)
  @Idempotency('required')
  @ZodResponse({ status: 200, type: PayeeChangedDto })
  async hold(
    @Me() me: Principal,
    @Id() id: string,
    @Body() { currency, person, ...content }: HoldPayeeDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayeeChangedDto> {
    await this.may(me, id, PAYEE_KEEPERS);
    return this.desk.run({ me, payee: keyOf(id, { currency, person }), command: 'holdPayee', content, attempt, reply });
  }

  /** What a colleague earns goes to an account that is nobody else's business, whatever their role. */
  private async mayPropose(me: Principal, partnerId: string, person: string | undefined): Promise<PartnerDetail> {
    const partner = await this.access.visible(me, partnerId);
    if (person === undefined) requireOne(me, ACCOUNT_PROPOSERS, partner.region);
    else if (!mayReadOf(me, person, partner)) throw notFound();
    return partner;
  }

  /** Sight comes first: what is not theirs to see is not there. */
  private async may(me: Principal, partnerId: string, roles: readonly RoleId[]): Promise<void> {
    const { region } = await this.access.visible(me, partnerId);
    requireOne(me, roles, region);
  }
}

const keyOf = (partnerId: string, { currency, person }: { currency: string; person?: string }): PayeeKey => ({
  ...{ partnerId, currency },
  ...(person !== undefined && { personId: person }),
});

const at = (ms: number): string => new Date(ms).toISOString();
const atOrNull = (ms: number | null): string | null => (ms === null ? null : at(ms));

function shown(
  me: Principal,
  { heldReason, heldMs, accounts, gates, personId, personName, ...payee }: PayeeView,
): PayeeListDto['items'][number] {
  return {
    ...payee,
    person: shownPerson(me, { personId, personName }),
    held: heldReason === null || heldMs === null ? null : { reason: heldReason, since: at(heldMs) },
    accounts: accounts.map(shownAccount),
    gates: gates.map(shownGate),
  };
}

function shownAccount({ proposedMs, decidedMs, payableFromMs, ...account }: AccountView) {
  return {
    ...account,
    proposed: at(proposedMs),
    decided: atOrNull(decidedMs),
    payableFrom: atOrNull(payableFromMs),
  };
}

function shownGate({ recordedMs, expiresMs, ...gate }: GateView) {
  return { ...gate, recorded: at(recordedMs), expires: atOrNull(expiresMs) };
}
