import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { PayeesView } from '../../database/views/payees';
import { holderIdOf } from '../../domain/incentivize/ledger';
import { PAYEE_KEEPERS } from '../../domain/incentivize/payee';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { senderReach } from '../auth/principal';
import { WallClock } from '../clock';
import { Cursors } from '../http/cursor';
import { Roles } from '../http/route-rules';
import { AllPayeesDto, PayeesQueryDto } from './payees.dto';
import { shownPerson } from './payout-access';
import { minorMoney, wallTextOrNull } from './payout-trail';

const READERS = [...PAYEE_KEEPERS, ADMIN_ROLE];

/** Everybody who is to be paid, for finance. */
@ApiTags('payees')
@ApiBearerAuth()
@Controller('v1/payees')
export class PayeeListController {
  constructor(
    private readonly payees: PayeesView,
    private readonly cursors: Cursors,
    private readonly clock: WallClock,
  ) {}

  /** Payees, and whomever something is due to, by name: accounts masked, with what stands between them and their money. */
  @Get()
  @Roles(...READERS)
  @ZodResponse({ status: 200, type: AllPayeesDto })
  async list(@Me() me: Principal, @Query() { limit, cursor, ...filter }: PayeesQueryDto): Promise<AllPayeesDto> {
    const filters = { list: 'payees', ...filter };
    const place = this.cursors.open(cursor, filters) as [string, string, string, string] | null;
    const after = place && { name: place[0], partnerId: place[1], holderId: place[2], currency: place[3] };
    // Whoever keeps payees in some regions sees those, whatever else they may see there.
    const page = { limit, after, nowWallMs: this.clock.now() };
    const rows = await this.payees.list(senderReach(me, READERS), filter, page);
    const { items, nextCursor } = this.cursors.page(rows, limit, {
      filters,
      placeOf: (row) => [row.partnerName, row.partnerId, holderIdOf(row), row.currency],
    });
    return {
      nextCursor,
      items: items.map(({ dueMinor, accounts, personId, personName, ...payee }) => ({
        ...payee,
        person: shownPerson(me, { personId, personName }),
        due: minorMoney(dueMinor, payee.currency),
        accounts: accounts.map(({ payableFromMs, ...account }) => ({
          ...account,
          payableFrom: wallTextOrNull(payableFromMs),
        })),
      })),
    };
  }
}
