import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PAYEE_SHOWS } from '../../database/views/payees';
import { PAYEE_COMMANDS, PAYEE_GAPS, PAYEE_GATES } from '../../domain/incentivize/payee';
import { PAGE } from '../http/cursor';
import { money } from '../http/money';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const currency = z.string().regex(/^[A-Z]{3}$/, 'Give a currency such as EUR.');
/** Whose money it is beside the partner's own. */
export const earner = z
  .object({ personId: z.string().nullable(), name: z.string().nullable() })
  .nullable()
  .describe('Which of the partner’s people; who it is, for finance and that person. Null for the partner itself');
const person = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe('One of the partner’s people: about what they earn, instead of the partner’s own');
const reason = z.string().min(1).max(2_000).describe('Kept in the audit; no bank details');
const instant = z.iso.datetime({ offset: true });
const holderName = z
  .string()
  .min(1)
  .max(140)
  .describe('As the bank knows the account’s holder; encrypted, never shown');

/** Bank details: encrypted before they are kept anywhere, and never shown again but for the last four characters. */
export class ProposeAccountDto extends createZodDto(
  z.strictObject({
    currency,
    person,
    holderName,
    iban: z.string().min(1).max(50).optional().describe('This, or accountReference'),
    bic: z.string().min(1).max(11).optional(),
    accountReference: z
      .string()
      .min(4)
      .max(100)
      .optional()
      .describe('The name under which the payment provider or finance knows the account'),
    reason: reason.optional(),
  }),
) {}

/** Finance has looked. Whoever proposed the account does not decide on it. */
export class DecideAccountDto extends createZodDto(
  z.strictObject({ decision: z.enum(['verify', 'reject']), reason: reason.optional() }),
) {}

/** What was found. The sanctions check is of one account's holder. */
export class RecordGateDto extends createZodDto(
  z.strictObject({
    currency,
    person,
    gate: z.enum(PAYEE_GATES),
    outcome: z.enum(['passed', 'failed']),
    reference: z.string().min(1).max(200).describe('Where the paper or the check is; no personal data'),
    accountId: z.string().min(1).max(120).optional().describe('For `sanctions`'),
    expires: instant.optional().describe('Until when it holds; without it for good'),
    withholding: z
      .string()
      .max(12)
      .optional()
      .describe('Of a tax form that is in order: what is withheld, e.g. "10%" by a treaty; without it the plan’s rate'),
    reason: reason.optional(),
  }),
) {}

/** Nothing is paid while a payee is held. */
export class HoldPayeeDto extends createZodDto(z.strictObject({ currency, person, held: z.boolean(), reason })) {}

/** Whose payees. */
export class PayeeOfDto extends createZodDto(z.strictObject({ person })) {}

/** What changed. */
export const PayeeChangedDto = unionDto(
  'PayeeChangedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('done'),
      payeeId: z.string(),
      command: z.enum(PAYEE_COMMANDS),
      changed: z.boolean().describe('False when it was so already'),
      accountId: z.string().nullable(),
      payableFrom: z.string().nullable().describe('From when a verified account is paid to'),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link PayeeChangedDto}. */
export type PayeeChangedDto = InstanceType<typeof PayeeChangedDto>;

/** Which payees. */
export class PayeesQueryDto extends createZodDto(
  z.strictObject({
    q: z.string().min(1).max(120).optional().describe('Part of the partner’s name'),
    currency: currency.optional(),
    show: z
      .enum(PAYEE_SHOWS)
      .optional()
      .describe('Whose account waits for finance; whose rests; held; with something in the way; payable'),
    ...PAGE,
  }),
) {}

/** A page of payees, by name. */
export class AllPayeesDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        partnerId: z.string(),
        partnerName: z.string(),
        person: earner,
        payeeId: z.string(),
        currency: z.string(),
        held: z.boolean(),
        gaps: z.array(z.enum(PAYEE_GAPS)).describe('Why it is not paid now; empty where it may be'),
        due: money.describe('Approved, and in no payout run yet'),
        accounts: z
          .array(
            z.object({
              accountId: z.string(),
              kind: z.enum(['iban', 'reference']),
              lastFour: z.string(),
              country: z.string().nullable(),
              state: z.enum(['proposed', 'verified', 'replaced', 'rejected', 'withdrawn']),
              payableFrom: z.string().nullable(),
            }),
          )
          .describe('The one that is paid to, and the one that waits for finance'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** A partner's payees. */
export class PayeeListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        person: earner,
        payeeId: z.string(),
        currency: z.string(),
        held: z.object({ reason: z.string(), since: z.string() }).nullable(),
        gaps: z.array(z.enum(PAYEE_GAPS)).describe('Why it is not paid now; empty where it may be'),
        accounts: z
          .array(
            z.object({
              accountId: z.string(),
              kind: z.enum(['iban', 'reference']),
              lastFour: z.string(),
              country: z.string().nullable(),
              state: z.enum(['proposed', 'verified', 'replaced', 'rejected', 'withdrawn']),
              proposedBy: z.string(),
              proposedByName: z.string(),
              proposed: z.string(),
              decidedBy: z.string().nullable(),
              decidedByName: z.string().nullable(),
              decided: z.string().nullable(),
              payableFrom: z.string().nullable(),
            }),
          )
          .describe('The latest first'),
        gates: z
          .array(
            z.object({
              gate: z.enum(PAYEE_GATES),
              outcome: z.enum(['passed', 'failed']),
              accountId: z.string().nullable(),
              reference: z.string(),
              withholding: z.string().nullable().describe('What is withheld; null where the plan’s rate counts'),
              recordedBy: z.string(),
              recordedByName: z.string(),
              recorded: z.string(),
              expires: z.string().nullable(),
            }),
          )
          .describe('The latest word on each'),
      }),
    ),
  }),
) {}
