import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { APPROVAL_OUTCOMES, DECISIONS, LIVE_STATES } from '../../domain/approvals';
import { APPROVAL_ACTS } from '../../domain/approvals/acts';
import { STAGES } from '../../domain/program';
import { PAGE } from '../http/cursor';
import { money, sentMoney } from '../http/money';
import { moment } from '../http/moments';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const STATES = [...LIVE_STATES, ...APPROVAL_OUTCOMES] as const;
/** Decisions of one request. */
const BULK_MAX = 100;
const comment = z.string().trim().min(1).max(2_000).optional().describe('Visible in the Temporal UI');
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
  level: z.number().int().describe('The level that is asked, from 1'),
  levels: z.number().int(),
  claimedBy: z.string().nullable().describe('Who sees to it; others may decide all the same'),
  claimedByName: z.string().nullable(),
  requester: z.string().nullable(),
  round: z.number().int().describe('A change of what is decided voids a round and asks again'),
  temporalUrl: z.string(),
});

const named = z.object({ personId: z.string(), displayName: z.string() });
const quorum = z.union([z.number().int(), z.literal('all'), z.literal('first')]);
const rejection = z.enum(['ends', 'counts']);
const group = z.object({
  roles: z.array(z.string()),
  quorum,
  rejection,
  seats: z.number().int().describe('How many approvals it takes'),
  deciders: z.array(
    named.extend({
      role: z.string(),
      onBehalfOf: z.string().optional().describe('The absent person whose role it is'),
    }),
  ),
});
const plan = z.object({
  row: z.number().int().optional().describe('The row of the matrix that was chosen, from 1'),
  levels: z.array(
    z.object({
      title: z.string().optional(),
      groups: z.array(group),
      missing: z.number().int().describe('Approvals that nobody could give'),
    }),
  ),
  excluded: z.array(
    named.extend({
      why: z.enum(['requester', 'beneficiary', 'stands_in_for_requester', 'absent', 'limit', 'has_spoken']),
    }),
  ),
  missing: z
    .number()
    .int()
    .describe('Over all levels, each of us counting once; more than 0: it cannot be approved now'),
  explanation: z.array(z.string()),
});

/** Who decides, level by level, who does not and why, and all of it in words. */
export class PlanDto extends createZodDto(plan) {}

/** Which approval somebody wants to see before it is asked. */
export class PreviewDto extends createZodDto(
  z.strictObject({
    partnerId: z.string().min(1).max(60),
    stage: z.enum(STAGES),
    step: z.string().min(1).max(40).describe('The key of the approval in the program'),
    amount: sentMoney.optional().describe('What would be decided; without it, as strict as the largest amount'),
    requesterId: z.string().min(1).max(120).optional().describe('Who would hand it in; by default whoever asks here'),
  }),
) {}

/** Which approvals. */
export class ApprovalQueryDto extends createZodDto(
  z.strictObject({
    state: z
      .enum([...STATES, 'live'])
      .optional()
      .describe('`live`: whatever has not ended'),
    mine: z.enum(['true', 'false']).optional().describe('Only those that I may decide now: not excluded, and asked'),
    undecided: z.enum(['true', 'false']).optional().describe('Only those on which no decision of mine stands'),
    requested: z
      .enum(['true', 'false'])
      .optional()
      .describe('Those that I have asked for, instead of those of my roles'),
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
    paid: z
      .array(z.object({ personId: z.string(), name: z.string().nullable(), amount: money }))
      .nullable()
      .describe(
        'What people of the partner are paid with the payout, or which person disputes how much; null for whoever is not of finance',
      ),
    plan: z.object({ roles: z.array(z.string()), quorum: z.number().int(), rejection }),
    decisions: z.array(
      z.object({
        personId: z.string(),
        seq: z.number().int(),
        decision: z.enum(DECISIONS),
        contentHash: z.string(),
        comment: z.string().nullable(),
        identityProven: z.boolean(),
        decided: moment,
        level: z.number().int(),
        onBehalfOf: z.string().nullable().describe('The absent person for whom it was taken'),
      }),
    ),
    candidates: z.array(named.extend({ role: z.string(), onBehalfOf: z.string().nullable() })),
    mayDecide: z.boolean().describe('Whether you may'),
    whyNot: z.object({ code: z.string(), message: z.string() }).optional(),
    allowedActions: z.array(z.string()).describe('What is possible in this state, for whoever may'),
    explained: plan.nullable().describe('The plan as it is now, or was at the end; for our own people'),
    notes: z
      .array(z.object({ action: z.string(), actor: z.string(), words: z.string().nullable(), at: moment }))
      .describe('Claims, questions, answers, comments, changes of who is asked; oldest first'),
    names: z.record(z.string(), z.string()).describe('Names by person id of whoever is mentioned; for our own people'),
  }),
) {}

/** A decision. */
export class DecideDto extends createZodDto(
  z.strictObject({
    decision: z.enum(DECISIONS),
    contentHash: hash,
    comment,
    onBehalfOf: z
      .string()
      .min(1)
      .max(120)
      .optional()
      .describe('For which absent person, where you stand in for several; your own right comes first'),
  }),
) {}

/** Several decisions. */
export class BulkDecideDto extends createZodDto(
  z.strictObject({
    items: z
      .array(
        z.strictObject({
          approvalId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'Give the id of an approval.'),
          decision: z.enum(DECISIONS),
          contentHash: hash,
          comment,
        }),
      )
      .min(1)
      .max(BULK_MAX),
  }),
) {}

/** What became of each, in the order of the request. */
export class BulkDecidedDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        approvalId: z.string(),
        status: z.number().int().describe('As if it had been sent alone'),
        state: z.enum(['recorded', 'pending', 'refused']),
        personId: z.string().optional(),
        decision: z.enum(DECISIONS).optional(),
        seq: z.number().int().optional(),
        code: z.string().optional(),
        detail: z.string().optional(),
        allowedActions: z.array(z.string()).optional(),
      }),
    ),
  }),
) {}

/** Something besides deciding. */
export class ApprovalActDto extends createZodDto(
  z.strictObject({
    action: z.enum(APPROVAL_ACTS),
    comment: comment.describe('The question, answer, comment or reason; visible in the Temporal UI'),
    toPersonId: z.string().min(1).max(120).optional().describe('Reassign: who shall see to it'),
  }),
) {}

/** What it led to. */
export const ActDoneDto = unionDto(
  'ActDoneDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('done'),
      approvalId: z.string(),
      action: z.enum(APPROVAL_ACTS),
      personId: z.string(),
      claimedBy: z.string().nullable(),
      at: moment,
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link ActDoneDto}. */
export type ActDoneDto = InstanceType<typeof ActDoneDto>;

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
      onBehalfOf: z.string().optional(),
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
    acts: z
      .object({ names: z.array(z.string()), paste: z.string() })
      .describe('Other updates and signals that take the same code, and the JSON for them'),
    paste: z
      .object({ approve: z.string(), reject: z.string() })
      .describe('The exact JSON for the update or signal "decide"'),
    temporalUrl: z.string(),
  }),
) {}
