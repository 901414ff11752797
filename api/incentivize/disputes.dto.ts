import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DISPUTE_OUTCOMES, DISPUTE_REASON_LENGTH_MAX } from '../../domain/incentivize/dispute';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money } from '../http/money';

/** A line to dispute, and why. */
export class DisputeDto extends createZodDto(
  z.strictObject({
    earningId: z.string().min(1).max(60).describe('The line of the statement: its earning'),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(DISPUTE_REASON_LENGTH_MAX)
      .describe('What is wrong with it. Visible in the Temporal UI'),
  }),
) {}

/** A dispute that has begun. */
export class DisputeStartedDto extends createZodDto(
  z.object({ disputeId: z.string(), state: z.literal('starting'), statusUrl: z.string(), temporalUrl: z.string() }),
) {}

/** Which part of the disputes. */
export class DisputesQueryDto extends createZodDto(z.strictObject(PAGE)) {}

/** A page of disputes, the latest first. */
export class DisputeListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        disputeId: z.string(),
        earningId: z.string(),
        reference: z.string().describe('Source and id of the sale or event'),
        rule: z.string(),
        period: z.string(),
        amount: money,
        reason: z.string(),
        raisedBy: z.string(),
        raised: moment,
        due: moment.describe('When finance answers at the latest'),
        state: z.enum(['open', ...DISPUTE_OUTCOMES]),
        ended: moment.nullable(),
        held: z
          .boolean()
          .describe(
            'No payout collects the line; false where one had done so before, and where it takes away, which stays',
          ),
        temporalUrl: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
