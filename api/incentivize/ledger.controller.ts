import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { LedgerBookView, LedgerTransactionView } from '../../database/views/ledger';
import { LedgerView } from '../../database/views/ledger';
import { LEDGER_ACCOUNTS } from '../../domain/incentivize/ledger';
import { formatAmount } from '../../domain/money';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { Id } from '../http/ids';
import { momentOf } from '../http/moments';
import type { Money } from '../http/money';
import { PartnerAccess } from '../partners/partner-access';
import { Temporal } from '../temporal';
import { LedgerDto, LedgerQueryDto } from './ledger.dto';

/** What was earned, taken back and paid, in double entry. */
@ApiTags('earnings')
@ApiBearerAuth()
@Controller('v1/partners')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerView,
    private readonly access: PartnerAccess,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** The partner's books with their balances, and their transactions. */
  @Get(':id/ledger')
  @ZodResponse({ status: 200, type: LedgerDto })
  async list(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, ...filter }: LedgerQueryDto,
  ): Promise<LedgerDto> {
    await this.access.visible(me, id);
    const filters = { list: 'ledger', partnerId: id, ...filter };
    const place = this.cursors.open(cursor, filters) as [string, number] | null;
    const after = place && { currency: place[0], seq: place[1] };
    const rows = await this.ledger.transactions(id, filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.currency, row.seq] });
    const books = await this.ledger.books(id);
    return { ...page, books: books.map(shownBook), items: page.items.map((row) => this.shown(row)) };
  }

  private shown({
    currency,
    moves,
    entries,
    entryCount,
    effectiveMs,
    programId,
    programVersion,
    workflowId,
    ...row
  }: LedgerTransactionView): LedgerDto['items'][number] {
    return {
      ...row,
      currency,
      moves: moves.map(({ account, amountMinor, afterMinor }) => ({
        account,
        amount: exactMoney(amountMinor, currency),
        after: exactMoney(afterMinor, currency),
      })),
      postings: entries.map(({ amountMinor, ruleId, ...entry }) => ({
        ...entry,
        rule: ruleId,
        amount: exactMoney(amountMinor, currency),
      })),
      entries: entryCount,
      effective: momentOf(effectiveMs),
      program: programId === null || programVersion === null ? null : { programId, version: programVersion },
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }
}

function shownBook({ currency, seq, hash, balances }: LedgerBookView): LedgerDto['books'][number] {
  return {
    currency,
    transactions: seq,
    hash,
    balances: LEDGER_ACCOUNTS.filter((account) => balances[account] !== 0n).map((account) => ({
      account,
      amount: exactMoney(balances[account], currency),
    })),
  };
}

function exactMoney(amountMinor: bigint, currency: string): Money {
  return { amount: formatAmount(amountMinor, currency), currency };
}
