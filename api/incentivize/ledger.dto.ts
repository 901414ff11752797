import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { LEDGER_ACCOUNTS, LEDGER_KINDS } from '../../domain/incentivize/ledger';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money } from '../http/money';

const account = z.enum(LEDGER_ACCOUNTS).describe('What each account means: docs/processes/ledger.md');

/** Which transactions. */
export class LedgerQueryDto extends createZodDto(
  z.strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Give a currency such as USD.')
      .optional(),
    account: account.optional(),
    earning: z.string().min(1).max(120).optional().describe('The transactions that an earning is posted in'),
    ...PAGE,
  }),
) {}

/** A partner's books, and a page of their transactions. */
export class LedgerDto extends createZodDto(
  z.object({
    books: z
      .array(
        z.object({
          currency: z.string(),
          transactions: z.number().int(),
          hash: z.string().describe('The end of its chain'),
          balances: z.array(z.object({ account, amount: money })).describe('Accounts on which something stands'),
        }),
      )
      .describe('All of them, by currency'),
    items: z
      .array(
        z.object({
          transactionId: z.string(),
          currency: z.string(),
          seq: z.number().int().describe('Its place in the book, from 1'),
          kind: z.enum(LEDGER_KINDS),
          moves: z
            .array(z.object({ account, amount: money, after: money.describe('What stands on the account then') }))
            .describe('Into (positive) or out of each account'),
          postings: z
            .array(
              z.object({
                position: z.number().int(),
                account,
                amount: money,
                rule: z.string().nullable(),
                earningId: z.string().nullable(),
                saleId: z.string().nullable(),
              }),
            )
            .describe('The first 20 entries; those of the earning that was asked for come before others'),
          entries: z.number().int(),
          effective: moment,
          program: z.object({ programId: z.string(), version: z.number().int() }).nullable(),
          reverses: z.string().nullable().describe('The transaction that this one undoes'),
          businessKey: z.string(),
          hash: z.string(),
          historyLength: z.number().int().describe('Of the workflow, when it asked for this'),
          temporalUrl: z.string(),
        }),
      )
      .describe('By currency, the latest of each book first'),
    nextCursor: z.string().nullable(),
  }),
) {}
