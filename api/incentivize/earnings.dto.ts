import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { EVENT_KINDS } from '../../domain/incentivize/incoming-event';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money } from '../http/money';
import { earner } from './payees.dto';

const period = z.string().regex(/^\d{4}(-Q[1-4]|-\d{2})?$/, 'Give a period such as 2026-Q4.');

/** Which earnings. */
export class EarningsQueryDto extends createZodDto(
  z.strictObject({
    period: period.optional(),
    sale: z.string().min(1).max(200).optional().describe('The sender’s id of the sale or event'),
    payout: z.string().min(1).max(60).optional().describe('The payout that has collected them'),
    earning: z.string().min(1).max(60).optional(),
    ...PAGE,
  }),
) {}

/** A page of earnings by date and sale, each with how it came about. */
export class EarningListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        earningId: z.string(),
        source: z.string(),
        saleId: z.string().describe('The sender’s id of the sale or event'),
        kind: z.enum(['sale', ...EVENT_KINDS]),
        occurredOn: z.string(),
        period: z.string(),
        rule: z.string(),
        revision: z.number().int().describe('1, or more for a difference posted later'),
        amount: money,
        tier: z.string(),
        program: z.object({ programId: z.string(), version: z.number().int() }),
        personId: z.string().nullable().describe('A person of the partner that is paid instead of it'),
        overlay: z.boolean().describe('Paid on top of the whole'),
        state: z.enum(['open', 'calculated', 'due']),
        payoutId: z.string().nullable(),
        explanation: z.string().describe('Why this amount, in a sentence'),
        trace: z.record(z.string(), z.unknown()),
      }),
    ),
    totals: z
      .array(z.object({ period: z.string(), amount: money, earnings: z.number().int() }))
      .describe('All periods, the latest first'),
    nextCursor: z.string().nullable(),
  }),
) {}

/** Which part of the payouts. */
export class PayoutsQueryDto extends createZodDto(z.strictObject(PAGE)) {}

/** A page of payouts, the latest first. */
export class PayoutListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        payoutId: z.string(),
        person: earner,
        people: z.number().int().describe('How many of the partner’s people are paid by the same approval'),
        period: z.string().describe('The period whose close collected it'),
        revision: z.number().int(),
        amount: money,
        state: z.enum(['calculated', 'due', 'void']),
        earnings: z.number().int(),
        periods: z.array(z.string()).describe('Whose earnings it collects'),
        contentHash: z.string(),
        approvalId: z.string().nullable(),
        calculated: moment,
        due: moment.nullable(),
        temporalUrl: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

const recorded = z.record(z.string(), z.unknown());

/** What a partner's periods were priced from. */
const provenBooks = {
  pins: z.record(z.string(), z.number().int()).describe('The version by which each period was first priced'),
  tiers: z.array(z.object({ fromDay: z.string(), tier: z.string() })),
  sales: z.array(recorded).describe('What was on record when the last of the earnings was posted'),
  events: z.array(recorded).optional().describe('Commission events, as they were on record then'),
  receipts: recorded.optional().describe('When each sale was received'),
  facts: recorded.optional().describe('Type, region and certificates'),
};

/** A payout with all that it was calculated from, for `npm run payout:prove`. Amounts are minor units. */
export class PayoutProofDto extends createZodDto(
  z.object({
    form: z.literal('payout-proof/1'),
    programId: z.string(),
    payout: z.object({
      payoutId: z.string(),
      partnerId: z.string(),
      personId: z.string().optional().describe('Which of the partner’s people has earned it'),
      period: z.string(),
      currency: z.string(),
      revision: z.number().int(),
      amountMinor: z.string(),
      earningsDigest: z.string(),
      contentHash: z.string(),
      peopleDigest: z.string().optional().describe('Of the payouts of people that are approved with it'),
      state: z.enum(['calculated', 'due', 'void']),
      workflowId: z.string(),
    }),
    coveredBy: recorded.optional().describe('Of a person’s payout: the partner’s, with which it was approved'),
    approval: z
      .object({
        approvalId: z.string(),
        workflowId: z.string(),
        subjectHash: z.string().nullable(),
        approvedBy: z.array(z.string()).describe('Ids of people'),
      })
      .nullable(),
    versions: z.array(recorded).describe('Every version that priced one of the periods, whole'),
    ...provenBooks,
    others: z
      .array(z.object({ partnerId: z.string(), ...provenBooks }))
      .optional()
      .describe('The books of partners in whose events this one has a share'),
    hash: z.string().optional().describe('SHA-256 over the canonical JSON of all the rest'),
    earnings: z.array(recorded).describe('All revisions of the periods, each with its trace and what wrote it'),
  }),
) {}

/** What to price. */
export class PricingRunRequestDto extends createZodDto(
  z.strictObject({
    program: z.string().min(1).max(40),
    from: period,
    to: period,
    partnerIds: z.array(z.string().min(1).max(60)).min(1).max(1_000).optional(),
  }),
) {}

/** A pricing run. */
export class PricingRunDto extends createZodDto(
  z.object({
    runId: z.string(),
    state: z.enum(['starting', 'running', 'done', 'failed']),
    program: z.string(),
    from: z.string(),
    to: z.string(),
    partners: z.number().int(),
    lines: z.number().int().describe('Sales and refunds priced'),
    postings: z.number().int().describe('Earnings that were new'),
    awaitingRate: z.number().int().describe('Sales in another currency than the plan’s'),
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    started: z.string().nullable(),
    ended: z.string().nullable(),
    statusUrl: z.string(),
    temporalUrl: z.string(),
  }),
) {}
