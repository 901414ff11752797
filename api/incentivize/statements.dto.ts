import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { LEDGER_KINDS } from '../../domain/incentivize/ledger';
import { PAYOUT_LINE_STATES } from '../../domain/incentivize/payout-run';
import { STATEMENT_PARTS } from '../../domain/incentivize/statement';
import { ROW_TEXT_LENGTH_MAX } from '../../domain/row-checks';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money } from '../http/money';

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Give a currency such as USD.')
  .optional()
  .describe('The only one, when left out');

const person = z
  .string()
  .min(1)
  .max(ROW_TEXT_LENGTH_MAX)
  .optional()
  .describe('Whose SPIFFs, instead of what is the partner’s; for finance and this person alone');

/** Of which currency, and whose. */
export class StatementCurrencyDto extends createZodDto(z.strictObject({ currency, person })) {}

/** Of which currency, whose, and which lines. */
export class StatementQueryDto extends createZodDto(z.strictObject({ currency, person, ...PAGE })) {}

const personOf = z.object({ personId: z.string(), name: z.string().nullable() }).nullable();

const statement = z.object({
  partnerId: z.string(),
  person: personOf.describe('Whose SPIFFs it is about; null for the partner’s own statement'),
  period: z.string(),
  currency: z.string(),
  final: z.boolean().describe('Nothing joins it any more: the period after it has ended'),
  open: money.describe('What was owed when the period began'),
  earned: money,
  adjusted: money.describe('Signed: later differences, what was written off or undone'),
  clawedBack: money,
  withheld: money,
  paid: money,
  close: money.describe('open + earned + adjusted − clawedBack − withheld − paid'),
  reserved: money.describe('Of the close: kept back for later refunds'),
});

/** Statements of a partner, the latest period first. */
export class StatementListDto extends createZodDto(z.object({ items: z.array(statement) })) {}

/** A statement with a page of its lines. */
export class StatementDto extends createZodDto(
  statement.extend({
    lines: z
      .array(
        z.object({
          lineId: z.string(),
          part: z.enum(STATEMENT_PARTS),
          amount: money.describe('Signed: by which what is owed grows'),
          posted: moment,
          ledgerKind: z.enum(LEDGER_KINDS),
          transactionId: z.string(),
          earning: z
            .object({
              earningId: z.string(),
              source: z.string(),
              saleId: z.string().describe('The sender’s id of the sale or event'),
              kind: z.string(),
              occurredOn: z.string(),
              period: z.string(),
              rule: z.string(),
              explanation: z.string().describe('Why this amount, in a sentence'),
              trace: z.record(z.string(), z.unknown()),
            })
            .nullable(),
          paidBy: z
            .object({ runId: z.string(), lineId: z.string(), state: z.enum(PAYOUT_LINE_STATES) })
            .nullable()
            .describe('The line of a payout run that pays it, or whose payment it is'),
        }),
      )
      .describe('In the order of the ledger'),
    nextCursor: z.string().nullable(),
  }),
) {}

/** Whose statements. */
export class StatementHoldersQueryDto extends createZodDto(
  z.strictObject({
    q: z.string().min(1).max(120).optional().describe('Part of the partner’s name'),
    currency,
    ...PAGE,
  }),
) {}

/** A page of partners with a book, by name. */
export class StatementHoldersDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        partnerId: z.string(),
        partnerName: z.string(),
        person: personOf.describe('Whose SPIFFs are in the book; null for the partner’s own'),
        currency: z.string(),
        owed: money.describe('All that is owed: held, payable, kept back and on its way, less what the partner owes'),
        held: money.describe('Earned, and in no approved payout yet'),
        payable: money,
        reserved: money.describe('Kept back for later refunds'),
        inTransit: money,
        paid: money.describe('All that was ever paid'),
        withheld: money.describe('All that was ever withheld for the tax office'),
        moved: moment.describe('When something moved last'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
