import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { ReviewLine, ReviewSummary } from '../../database/views/payout-review';
import { PayoutReviewView } from '../../database/views/payout-review';
import { PayoutRunsView } from '../../database/views/payout-runs';
import { PayoutTrailView } from '../../database/views/payout-trail';
import { CHANGE_EDGES, PAYOUT_FLAG_RULES, PAYOUT_FLAGS } from '../../domain/incentivize/payout-review';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { ADMIN_ROLE } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { found, Id } from '../http/ids';
import { Roles } from '../http/route-rules';
import { needAllRegions, shownPerson } from './payout-access';
import { PayoutLineDto, PayoutReviewDto, PayoutReviewQueryDto } from './payout-review.dto';
import { minorMoney, shownAttempt, shownPosting, wallTextOrNull } from './payout-trail';

/** What an approver of a payout run looks at. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payout-runs')
export class PayoutReviewController {
  constructor(
    private readonly runs: PayoutRunsView,
    private readonly review: PayoutReviewView,
    private readonly trails: PayoutTrailView,
    private readonly cursors: Cursors,
  ) {}

  /** What changed against the last period that was paid, and the lines: what deserves a second look comes first. */
  @Get(':id/review')
  @Roles(...PAYOUT_RUN_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutReviewDto })
  async read(
    @Me() me: Principal,
    @Id() id: string,
    @Query() { limit, cursor, outliers, state }: PayoutReviewQueryDto,
  ): Promise<PayoutReviewDto> {
    needAllRegions(me);
    const run = found(await this.runs.find(id));
    const filters = { list: 'payout-review', id, revision: run.revision, outliers, state };
    const place = this.cursors.open(cursor, filters) as [number, string, string] | null;
    const after = place && { rank: place[0], weight: place[1], lineId: place[2] };
    const rows = await this.review.lines(run, { limit, after, state, outliers: outliers === 'true' });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.rank, row.weight, row.lineId] });
    return {
      ...{ runId: run.runId, revision: run.revision },
      ...shownSummary(me, await this.review.summary(run)),
      items: page.items.map((line) => shownLine(me, line)),
      nextCursor: page.nextCursor,
    };
  }

  /** One line: the payouts that it pays, its payments, and what they moved in the ledger. */
  @Get(':id/lines/:lineId')
  @Roles(...PAYOUT_RUN_ROLES, ADMIN_ROLE)
  @ZodResponse({ status: 200, type: PayoutLineDto })
  async line(@Me() me: Principal, @Id() id: string, @Id('lineId') lineId: string): Promise<PayoutLineDto> {
    needAllRegions(me);
    const { programId, currency, account, payouts, attempts, postings, ...rest } = found(
      await this.trails.line(id, lineId),
    );
    const { amountMinor, withheldMinor, reservedMinor, releasedMinor, personId, personName, ...line } = rest;
    return {
      ...line,
      person: shownPerson(me, { personId, personName }),
      program: programId,
      amount: minorMoney(amountMinor, currency),
      withheld: minorMoney(withheldMinor, currency),
      reserved: minorMoney(reservedMinor, currency),
      released: minorMoney(releasedMinor, currency),
      account: account && {
        ...{ kind: account.kind, lastFour: account.lastFour, country: account.country },
        verified: wallTextOrNull(account.verifiedMs),
      },
      payouts: payouts.map(({ amountMinor: minor, ...payout }) => ({ ...payout, amount: minorMoney(minor, currency) })),
      attempts: attempts.map(shownAttempt),
      postings: postings.map((one) => shownPosting(one, currency)),
    };
  }
}

function shownSummary(me: Principal, { against, totals, flags, outliers, groups, missing }: ReviewSummary) {
  return {
    ...{ against, outliers },
    totals: totals.map(({ currency, payees, payeesBefore, amountMinor, beforeMinor }) => ({
      ...{ payees, payeesBefore },
      amount: minorMoney(amountMinor, currency),
      before: minorMoney(beforeMinor, currency),
    })),
    flags: PAYOUT_FLAGS.map((flag) => ({ flag, lines: flags[flag], rule: PAYOUT_FLAG_RULES[flag] })),
    groups: groups.map((payees, place) => ({
      fromPercent: CHANGE_EDGES[place - 1] ?? null,
      toPercent: CHANGE_EDGES[place] ?? null,
      payees,
    })),
    missing: {
      count: missing.count,
      largest: missing.largest.map(({ partnerId, partnerName, currency, beforeMinor, ...of }) => ({
        ...{ partnerId, partnerName, person: shownPerson(me, of) },
        before: minorMoney(beforeMinor, currency),
      })),
    },
  };
}

function shownLine(me: Principal, { currency, before, ...line }: ReviewLine): PayoutReviewDto['items'][number] {
  const { lineId, partnerId, partnerName, flags, state, reason, lastFour, reservedUntil } = line;
  const money = (minor: string) => minorMoney(minor, currency);
  return {
    ...{ lineId, partnerId, partnerName, flags, state, reason, lastFour, reservedUntil },
    person: shownPerson(me, line),
    gross: money(line.grossMinor),
    withheld: money(line.withheldMinor),
    reserved: money(line.reservedMinor),
    released: money(line.releasedMinor),
    amount: money(line.amountMinor),
    before: before && { period: before.period, amount: money(before.amountMinor) },
    difference: money(line.differenceMinor),
  };
}
