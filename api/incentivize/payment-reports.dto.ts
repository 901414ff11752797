import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PAYOUT_METHODS } from '../../domain/incentivize/payout-method';
import { REPORT_EFFECTS, REPORT_STATES } from '../../domain/incentivize/payment-report';
import { PAGE } from '../http/cursor';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const entries = z
  .object(
    Object.fromEntries(REPORT_EFFECTS.map((effect) => [effect, z.number().int()])) as Record<
      (typeof REPORT_EFFECTS)[number],
      z.ZodNumber
    >,
  )
  .describe(
    'How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours',
  );

/** What became of a report, or of a decision about it. */
const taken = z.object({
  state: z.literal('done'),
  reportId: z.string(),
  report: z.enum(REPORT_STATES).describe('proposed: somebody else of finance has to confirm it'),
  entries,
  reportUrl: z.string(),
  temporalUrl: z.string(),
});
/** See {@link taken}. */
export const PaymentReportTakenDto = unionDto('PaymentReportTakenDto', z.discriminatedUnion('state', [taken, pending]));
/** See {@link taken}. */
export type PaymentReportTakenDto = z.infer<typeof taken> | z.infer<typeof pending>;

/** A report. */
export class PaymentReportDto extends createZodDto(
  z.object({
    reportId: z.string(),
    rail: z.enum(PAYOUT_METHODS),
    contentHash: z.string().describe('SHA-256 of the file'),
    report: z.enum(REPORT_STATES),
    reportedBy: z.string(),
    reportedByName: z.string().nullable().describe('Null for what the provider says itself'),
    reported: z.string(),
    decidedBy: z.string().nullable(),
    decided: z.string().nullable(),
    entries,
  }),
) {}

/** Which reports. */
export class PaymentReportsQueryDto extends createZodDto(
  z.strictObject({
    ...PAGE,
    runId: z.string().min(1).max(60).optional().describe('Those that say something of its payments'),
    report: z.enum(REPORT_STATES).optional(),
    rail: z.enum(PAYOUT_METHODS).optional(),
  }),
) {}

/** A page of reports, the last one brought first. */
export class PaymentReportListDto extends createZodDto(
  z.object({ items: z.array(PaymentReportDto.schema), nextCursor: z.string().nullable() }),
) {}

/** Which entries. */
export class PaymentReportEntriesQueryDto extends createZodDto(
  z.strictObject({ ...PAGE, effect: z.enum(REPORT_EFFECTS).optional() }),
) {}

/** What a report says, payment by payment. */
export class PaymentReportEntriesDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        position: z.number().int(),
        effect: z.enum(REPORT_EFFECTS),
        outcome: z.enum(['accepted', 'paid', 'rejected', 'returned']).nullable(),
        reference: z.string().nullable().describe("The bank's or finance's own"),
        reason: z.string().nullable(),
        runId: z.string().nullable(),
        lineId: z.string().nullable(),
        attemptId: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** Confirms or declines what somebody else reported. */
export class DecidePaymentReportDto extends createZodDto(
  z.strictObject({
    decision: z.enum(['confirm', 'decline']),
    reason: z.string().min(1).max(2_000).optional().describe('Kept in the audit; visible in no history'),
  }),
) {}
