import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { EVIDENCE_LENGTH_MAX } from '../../domain/intake';
import { MODES } from '../../domain/lifecycle';
import { STAGES } from '../../domain/program';
import { DESK_ACTIONS, STEP_KINDS, STEP_STATES } from '../../domain/steps';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const facts = z.record(z.string(), z.unknown());

const task = z.object({
  stepId: z.string(),
  key: z.string(),
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  state: z.enum(STEP_STATES),
  roles: z.array(z.string()),
  opened: moment.nullable(),
  due: moment.nullable(),
  waitingFor: z.string().nullable(),
  claimedBy: z.string().nullable().describe('Who sees to it; other holders may act all the same'),
  claimedByName: z.string().nullable(),
  details: facts
    .nullable()
    .describe('What acting needs: evidence fields, instructions, agreementId and documentHash, the screening’s answer'),
  result: facts.nullable(),
  reason: z.string().nullable(),
  stage: z.enum(STAGES),
  cycle: z.number().int(),
  partnerId: z.string(),
  partnerName: z.string(),
  partnerMode: z.enum(MODES),
  region: z.string(),
  programVersion: z.string(),
  temporalUrl: z.string(),
});

/** Which tasks. */
export class TaskQueryDto extends createZodDto(
  z.strictObject({ partnerId: z.string().min(1).max(60).optional(), stage: z.enum(STAGES).optional(), ...PAGE }),
) {}

/** A page of open steps that wait for my roles, the earliest due first. */
export class TaskListDto extends createZodDto(z.object({ items: z.array(task), nextCursor: z.string().nullable() })) {}

/** One step on which people act. */
export class TaskDto extends createZodDto(task) {}

/** Completing a task, or judging a screening. */
export class CompletionDto extends createZodDto(
  z.strictObject({
    evidence: z
      .record(z.string().min(1).max(40), z.string().min(1).max(EVIDENCE_LENGTH_MAX))
      .default({})
      .describe('A short text or link for each field that the step asks for'),
    result: z.enum(['clear', 'reject']).optional().describe('For a screening'),
    comment: z.string().trim().min(1).max(2_000).optional().describe('Visible in the Temporal UI'),
  }),
) {}

/** Who sees to a step, or words about it. */
export class TaskActDto extends createZodDto(
  z.strictObject({
    action: z.enum(DESK_ACTIONS),
    comment: z.string().trim().min(1).max(2_000).optional().describe('Visible in the Temporal UI'),
    toPersonId: z.string().min(1).max(120).optional().describe('Reassign: who shall see to it'),
  }),
) {}

/** What people are deciding on, handed in again. */
export class AmendmentDto extends createZodDto(
  z.strictObject({
    evidence: z
      .record(z.string().min(1).max(40), z.string().min(1).max(EVIDENCE_LENGTH_MAX))
      .default({})
      .describe('A short text or link for each field that the step asks for'),
    comment: z.string().trim().min(1).max(2_000).optional().describe('Visible in the Temporal UI'),
  }),
) {}

/** What acting on a step led to. */
export const ActedDto = unionDto(
  'ActedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('done'),
      stepId: z.string(),
      personId: z.string(),
      result: facts,
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link ActedDto}. */
export type ActedDto = InstanceType<typeof ActedDto>;

const agreement = z.object({
  agreementId: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  title: z.string(),
  document: z.string(),
  documentHash: z.string(),
  text: z.string(),
  sent: moment,
  state: z
    .enum(['sent', 'signed', 'countersigned', 'closed'])
    .describe('closed: it was not signed in time, or is no longer needed'),
  stepId: z.string().nullable(),
  signatures: z.array(z.object({ side: z.enum(['partner', 'vendor']), personId: z.string(), signed: moment })),
  temporalUrl: z.string(),
});

/** A document to sign, with its text and its hash. */
export class AgreementDto extends createZodDto(agreement) {}

/** A partner's documents, the latest first. */
export class AgreementListDto extends createZodDto(z.object({ items: z.array(agreement) })) {}

/** A signature by click: what was read is what is signed. */
export class SignDto extends createZodDto(
  z.strictObject({
    documentHash: z.string().regex(/^[0-9a-f]{64}$/, 'Give the documentHash that was shown: 64 hex digits.'),
  }),
) {}
