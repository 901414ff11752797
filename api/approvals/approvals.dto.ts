import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DECISIONS } from '../../domain/approvals';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const STATES = ['open', 'paused', 'approved', 'rejected', 'expired', 'cancelled'] as const;
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Give the contentHash that was shown: 64 hex digits.');

const summary = z.object({
  approvalId: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  subject: z.string(),
  subjectType: z.string(),
  title: z.string(),
  state: z.enum(STATES),
  roles: z.array(z.string()),
  quorum: z.number().int(),
  opened: moment,
  due: moment.nullable(),
  ended: moment.nullable(),
  region: z.string(),
  contentHash: z.string(),
  programVersion: z.string(),
  temporalUrl: z.string(),
});

/** Which approvals. */
export class ApprovalQueryDto extends createZodDto(
  z.strictObject({
    state: z.enum(STATES).optional(),
    mine: z.enum(['true', 'false']).optional().describe('Only those that I may decide now: not excluded, and asked'),
    undecided: z.enum(['true', 'false']).optional().describe('Only those on which no decision of mine stands'),
    partnerId: z.string().min(1).max(60).optional(),
    ...PAGE,
  }),
) {}

/** A page of approvals, the earliest due first. */
export class ApprovalListDto extends createZodDto(
  z.object({ items: z.array(summary), nextCursor: z.string().nullable() }),
) {}

/** One approval: what is shown is what is decided. */
export class ApprovalDto extends createZodDto(
  summary.extend({
    content: z.object({
      subject: z.string(),
      subjectType: z.string(),
      title: z.string(),
      facts: z.record(z.string(), z.unknown()),
    }),
    plan: z.object({ roles: z.array(z.string()), quorum: z.number().int(), rejection: z.enum(['ends', 'counts']) }),
    requester: z.string().nullable(),
    round: z.number().int(),
    decisions: z.array(
      z.object({
        personId: z.string(),
        seq: z.number().int(),
        decision: z.enum(DECISIONS),
        contentHash: z.string(),
        comment: z.string().nullable(),
        identityProven: z.boolean(),
        decided: moment,
      }),
    ),
    candidates: z.array(z.object({ personId: z.string(), displayName: z.string(), role: z.string() })),
    mayDecide: z.boolean().describe('Whether you may'),
  }),
) {}

/** A decision. */
export class DecideDto extends createZodDto(
  z.strictObject({
    decision: z.enum(DECISIONS),
    contentHash: hash,
    comment: z.string().trim().min(1).max(2_000).optional().describe('Visible in the Temporal UI'),
  }),
) {}

/** A recorded decision. */
export const DecidedDto = unionDto(
  'DecidedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('recorded'),
      approvalId: z.string(),
      personId: z.string(),
      decision: z.enum(DECISIONS),
      seq: z.number().int(),
      decided: moment,
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link DecidedDto}. */
export type DecidedDto = InstanceType<typeof DecidedDto>;

/** What was shown. */
export class CodeRequestDto extends createZodDto(z.strictObject({ contentHash: hash })) {}

/** A one-time code for deciding in the Temporal UI. */
export class CodeDto extends createZodDto(
  z.object({
    code: z.string(),
    expiresAt: z.string().describe('Wall time'),
    paste: z
      .object({ approve: z.string(), reject: z.string() })
      .describe('The exact JSON for the update or signal "decide"'),
    temporalUrl: z.string(),
  }),
) {}
