import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import {
  PAYOUT_LINE_STATES,
  PAYOUT_RUN_COMMANDS,
  PAYOUT_RUN_KINDS,
  PAYOUT_RUN_STATES,
} from '../../domain/incentivize/payout-run';
import { PAGE } from '../http/cursor';
import { money } from '../http/money';
import { earner } from './payees.dto';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const reason = z.string().min(1).max(2_000).describe('Kept in the audit; visible in no history');

const period = z.string().regex(/^\d{4}(-(Q[1-4]|\d{2}))?$/, 'Give a period such as 2026-Q3, 2026-07 or 2026.');

/** Which run to open: all that is due to a program's partners up to a period. */
export class OpenPayoutRunDto extends createZodDto(
  z.strictObject({
    program: z.string().min(1).max(40),
    period,
    kind: z.enum(PAYOUT_RUN_KINDS).default('regular'),
    number: z.number().int().min(1).max(999).default(1).describe('Another one after a run that was void or has paid'),
  }),
) {}

/** Approves exactly what was shown. */
export class ApprovePayoutRunDto extends createZodDto(
  z.strictObject({
    contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'Give the contentHash of the run as it was shown.'),
  }),
) {}

/** What else may be ordered. */
export class PayoutRunCommandDto extends createZodDto(
  z.strictObject({ command: z.enum(PAYOUT_RUN_COMMANDS).exclude(['approve']), reason }),
) {}

/** A run. */
export class PayoutRunDto extends createZodDto(
  z.object({
    runId: z.string(),
    state: z.enum(['starting', ...PAYOUT_RUN_STATES]),
    program: z.string(),
    period: z.string(),
    kind: z.enum(PAYOUT_RUN_KINDS),
    number: z.number().int(),
    revision: z.number().int().describe('Counts recalculations'),
    lines: z
      .object(
        Object.fromEntries(PAYOUT_LINE_STATES.map((state) => [state, z.number().int()])) as Record<
          (typeof PAYOUT_LINE_STATES)[number],
          z.ZodNumber
        >,
      )
      .describe('How many, by state'),
    totals: z.array(money).describe('Of what is or was to be paid, by currency'),
    contentHash: z.string().nullable().describe('What an approval refers to'),
    requestedBy: z.string().nullable().describe('Who opened or recalculated it, and does not approve it'),
    requestedByName: z.string().nullable().describe('Null where it opened by itself'),
    approvalsNeeded: z.number().int().describe('Two where nobody asked for it: it opened by itself'),
    approvals: z.array(z.object({ personId: z.string(), displayName: z.string(), approved: z.string() })),
    opened: z.string().nullable(),
    changed: z.string().nullable(),
    statusUrl: z.string(),
    temporalUrl: z.string(),
  }),
) {}

/** Which runs. */
export class PayoutRunsQueryDto extends createZodDto(
  z.strictObject({
    program: z.string().min(1).max(40).optional(),
    period: period.optional(),
    kind: z.enum(PAYOUT_RUN_KINDS).optional(),
    state: z.enum(PAYOUT_RUN_STATES).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Give a currency such as USD.')
      .optional()
      .describe('Runs that pay something in it'),
    ...PAGE,
  }),
) {}

/** A page of runs, the last opened first. */
export class PayoutRunListDto extends createZodDto(
  z.object({ items: z.array(PayoutRunDto.schema), nextCursor: z.string().nullable() }),
) {}

/** Which lines. */
export class PayoutLinesQueryDto extends createZodDto(
  z.strictObject({ state: z.enum(PAYOUT_LINE_STATES).optional(), ...PAGE }),
) {}

/** A page of lines. */
export class PayoutLinesDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        lineId: z.string(),
        partnerId: z.string(),
        partnerName: z.string(),
        person: earner,
        amount: money,
        state: z.enum(PAYOUT_LINE_STATES),
        reason: z.string().nullable().describe('Why it is not paid, or what came of it'),
        lastFour: z.string().nullable().describe('Of the account'),
        payoutIds: z.array(z.string()),
        contentHash: z.string(),
        attempt: z
          .object({
            attemptId: z.string().describe('The payment’s id at the provider'),
            number: z.number().int(),
            state: z.enum(['prepared', 'sending', 'unknown', 'sent', 'paid', 'returned', 'rejected', 'absent']),
            calls: z.number().int(),
            reference: z.string().nullable().describe('The provider’s own'),
            firstSent: z.string().nullable(),
          })
          .nullable()
          .describe('The latest one'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** What became of an order. */
export const PayoutRunOrderedDto = unionDto(
  'PayoutRunOrderedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('recorded'),
      runId: z.string(),
      revision: z.number().int(),
      command: z.enum(PAYOUT_RUN_COMMANDS),
      run: z.enum(PAYOUT_RUN_STATES).describe('The state of the run then'),
      changed: z.boolean().describe('False when it was so already'),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link PayoutRunOrderedDto}. */
export type PayoutRunOrderedDto = InstanceType<typeof PayoutRunOrderedDto>;
