import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { STAGES } from '../../domain/program';
import { STEP_KINDS, STEP_STATES } from '../../domain/steps';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';

/** Which steps. */
export class StepQueryDto extends createZodDto(
  z.strictObject({
    when: z.enum(['open', 'ended']).default('open'),
    late: z.enum(['true', 'false']).optional().describe('Open and past their due date, or ended after it; or not'),
    stage: z.enum(STAGES).optional(),
    role: z.string().min(1).max(40).optional().describe('Whose holders can act'),
    owner: z.string().min(1).max(80).optional().describe('Of partners whose named owner this person is'),
    partnerId: z.string().min(1).max(60).optional(),
    ...PAGE,
  }),
) {}

/** A page of steps: open ones by due date, ended ones by their end, the latest first. */
export class StepListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        stepId: z.string(),
        key: z.string(),
        kind: z.enum(STEP_KINDS),
        title: z.string(),
        state: z.enum(STEP_STATES),
        roles: z.array(z.string()),
        opened: moment.nullable(),
        due: moment.nullable(),
        ended: moment.nullable(),
        waitingFor: z.string().nullable(),
        claimedByName: z.string().nullable().describe('Who sees to it'),
        stage: z.enum(STAGES),
        cycle: z.number().int(),
        partnerId: z.string(),
        partnerName: z.string(),
        programVersion: z.string(),
        approvalId: z.string().nullable(),
        late: z.boolean(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** What somebody handed in with a step. */
export class EvidenceDto extends createZodDto(
  z.object({
    evidenceId: z.string(),
    stepId: z.string(),
    partnerId: z.string(),
    personId: z.string(),
    by: z.string().nullable().describe('Their name'),
    fields: z.record(z.string(), z.string()),
    at: moment,
  }),
) {}
