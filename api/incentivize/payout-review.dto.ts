import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { LEDGER_KINDS } from '../../domain/incentivize/ledger';
import { PAYOUT_FLAGS } from '../../domain/incentivize/payout-review';
import { PAYOUT_LINE_STATES } from '../../domain/incentivize/payout-run';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money } from '../http/money';
import { earner } from './payees.dto';

/** Which lines to look at. */
export class PayoutReviewQueryDto extends createZodDto(
  z.strictObject({
    outliers: z.enum(['true', 'false']).optional().describe('Only what deserves a second look'),
    state: z.enum(PAYOUT_LINE_STATES).optional(),
    ...PAGE,
  }),
) {}

const flag = z.enum(PAYOUT_FLAGS);

const kept = {
  withheld: money.describe('Kept for the tax office'),
  reserved: money.describe('Kept back for later refunds'),
  reservedUntil: z.string().nullable().describe('The day on which that is released; the next run pays it'),
  released: money.describe(
    'Kept back earlier, and paid now; negative where the payment it was kept back of came back after it had been paid',
  ),
};

const reviewLine = z.object({
  lineId: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  person: earner,
  gross: money.describe('Due to the payee, before anything is withheld or kept back; with what is released'),
  ...kept,
  amount: money.describe('What is paid: gross − withheld − reserved'),
  before: z
    .object({ period: z.string(), amount: money })
    .nullable()
    .describe('What it was last paid for an earlier period'),
  difference: money.describe('Against that; the whole amount where there was nothing'),
  flags: z.array(flag).describe('Why it deserves a second look'),
  state: z.enum(PAYOUT_LINE_STATES),
  reason: z.string().nullable().describe('Why it is not paid, or what came of it'),
  lastFour: z.string().nullable().describe('Of the account'),
});

/** A run beside what was paid before: at a glance, and line by line, what needs a look first. */
export class PayoutReviewDto extends createZodDto(
  z.object({
    runId: z.string(),
    revision: z.number().int(),
    against: z.string().nullable().describe('The last period before that was paid; null where there is none'),
    totals: z
      .array(
        z.object({
          amount: money,
          payees: z.number().int(),
          before: money,
          payeesBefore: z.number().int(),
        }),
      )
      .describe('By currency'),
    outliers: z.number().int().describe('Lines with a flag'),
    flags: z.array(z.object({ flag, lines: z.number().int(), rule: z.string().describe('The rule, in a sentence') })),
    groups: z
      .array(
        z.object({
          fromPercent: z.number().nullable(),
          toPercent: z.number().nullable(),
          payees: z.number().int(),
        }),
      )
      .describe('Payees by how their amount changed'),
    missing: z.object({
      count: z.number().int().describe('Paid for the period before, and without a line now'),
      largest: z.array(z.object({ partnerId: z.string(), partnerName: z.string(), person: earner, before: money })),
    }),
    items: z.array(reviewLine),
    nextCursor: z.string().nullable(),
  }),
) {}

const posting = z.object({
  transactionId: z.string(),
  number: z.number().int().describe('Its place in the book'),
  kind: z.enum(LEDGER_KINDS),
  amount: money,
  posted: moment,
});

const attempt = z.object({
  attemptId: z.string().describe('The payment’s id at the provider'),
  number: z.number().int(),
  rail: z.string().describe('The way on which it left'),
  state: z.enum(['prepared', 'sending', 'unknown', 'sent', 'paid', 'returned', 'rejected', 'absent']),
  calls: z.number().int(),
  reference: z.string().nullable().describe('The provider’s own'),
  reason: z.string().nullable(),
  prepared: z.string(),
  firstSent: z.string().nullable(),
  changed: z.string(),
  file: z
    .object({
      fileId: z.string(),
      fileName: z.string(),
      messageId: z.string().describe('What the bank calls the file'),
      reference: z.string().describe('What the payment is called in it'),
    })
    .nullable()
    .describe('In which file it went out'),
});

/** A line with all that leads to it, and all that came of it. */
export class PayoutLineDto extends createZodDto(
  z.object({
    lineId: z.string(),
    runId: z.string(),
    revision: z.number().int(),
    program: z.string(),
    period: z.string(),
    partnerId: z.string(),
    partnerName: z.string(),
    person: earner,
    amount: money.describe('What is paid'),
    ...kept,
    state: z.enum(PAYOUT_LINE_STATES),
    reason: z.string().nullable(),
    contentHash: z.string(),
    account: z
      .object({
        kind: z.enum(['iban', 'reference']),
        lastFour: z.string(),
        country: z.string().nullable(),
        verified: z.string().nullable(),
      })
      .nullable(),
    payouts: z
      .array(
        z.object({
          payoutId: z.string(),
          period: z.string(),
          amount: money,
          earnings: z.number().int(),
          approvalId: z.string().nullable(),
        }),
      )
      .describe('What it pays; their earnings: `GET /v1/partners/{id}/earnings?payout=`'),
    attempts: z.array(attempt).describe('The first one first'),
    postings: z.array(posting).describe('What its payments moved in the ledger'),
  }),
) {}

/** An earning, from its sale to the payment that moved it. */
export class EarningTrailDto extends createZodDto(
  z.object({
    sale: z.object({
      source: z.string(),
      saleId: z.string().describe('The sender’s id of the sale or event'),
      occurredOn: z.string(),
      product: z.string().nullable(),
      amount: money.nullable(),
      importId: z.string().nullable(),
    }),
    statement: z
      .object({
        period: z.string(),
        currency: z.string(),
        person: z.string().nullable().describe('Whose, where it is a person’s and not the partner’s'),
      })
      .nullable()
      .describe('In which statement it is; null while it is in no book'),
    postings: z.array(posting),
    line: z
      .object({
        lineId: z.string(),
        runId: z.string(),
        program: z.string(),
        period: z.string(),
        state: z.enum(PAYOUT_LINE_STATES),
      })
      .nullable()
      .describe('The line of a payout run that pays it'),
    attempt: attempt.nullable().describe('The latest try to pay that line'),
  }),
) {}
