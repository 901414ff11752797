import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { StatementsView } from '../../database/views/statements';
import { holderIdOf } from '../../domain/incentivize/ledger';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { formatAmount } from '../../domain/money';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { senderReach, sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { momentOf } from '../http/moments';
import { StatementHoldersDto, StatementHoldersQueryDto } from './statements.dto';

/** Everybody who has statements. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/statements')
export class StatementHoldersController {
  constructor(
    private readonly statements: StatementsView,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Partners with a book, by name, with how it stands, and after each one its people who earned something. A partner's people
   * find their partner's and their own.
   */
  @Get()
  @ZodResponse({ status: 200, type: StatementHoldersDto })
  async list(
    @Me() me: Principal,
    @Query() { limit, cursor, ...filter }: StatementHoldersQueryDto,
  ): Promise<StatementHoldersDto> {
    const filters = { list: 'statement-holders', ...filter };
    const place = this.cursors.open(cursor, filters) as [string, string, string, string] | null;
    const after = place && { name: place[0], partnerId: place[1], holderId: place[2], currency: place[3] };
    const reader = { sight: sightOf(me), personId: me.personId, finance: senderReach(me, PAYOUT_RUN_ROLES) };
    const rows = await this.statements.holders(reader, filter, { limit, after });
    const { items, nextCursor } = this.cursors.page(rows, limit, {
      filters,
      placeOf: (row) => [row.partnerName, row.partnerId, holderIdOf(row), row.currency],
    });
    return {
      nextCursor,
      items: items.map(({ partnerId, partnerName, personId, personName, currency, movedMs, ...minor }) => {
        const money = (amountMinor: bigint) => ({ amount: formatAmount(amountMinor, currency), currency });
        return {
          ...{ partnerId, partnerName, currency },
          person: personId === null ? null : { personId, name: personName },
          owed: money(minor.owedMinor),
          held: money(minor.heldMinor),
          payable: money(minor.payableMinor),
          reserved: money(minor.reservedMinor),
          inTransit: money(minor.inTransitMinor),
          paid: money(minor.paidMinor),
          withheld: money(minor.withheldMinor),
          moved: momentOf(movedMs),
        };
      }),
    };
  }
}
