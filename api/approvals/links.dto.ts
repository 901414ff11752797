import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { moment } from '../http/moments';
import { DecideDto } from './approvals.dto';

/** What a link of a notice leads to. Reading it changes nothing. */
export class LinkDto extends createZodDto(
  z.object({
    state: z
      .enum(['open', 'decided', 'ended'])
      .describe('`open`: you may decide now; `decided`: you have; `ended`: somebody else was faster, or time was'),
    message: z.string().describe('The same in words, with who decided and when'),
    approvalId: z.string(),
    partnerId: z.string(),
    partnerName: z.string(),
    title: z.string(),
    content: z.object({
      subject: z.string(),
      subjectType: z.string(),
      title: z.string(),
      facts: z.record(z.string(), z.unknown()),
    }),
    contentHash: z.string().describe('Send it back with the decision'),
    due: moment.nullable(),
    expiresAt: z.string().describe('Wall time at which the link ends'),
    decisions: z.array(
      z.object({
        personId: z.string(),
        displayName: z.string(),
        decision: z.enum(['approve', 'reject']),
        decided: moment,
      }),
    ),
  }),
) {}

/** A decision by link: what was shown is what is decided. A decision is revoked in the console, by no link. */
export class DecideByLinkDto extends createZodDto(
  z.strictObject({ ...DecideDto.schema.shape, decision: z.enum(['approve', 'reject']) }),
) {}
