import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ACTIVATION_STATES } from '../../domain/activation';
import { COMMAND_NAMES, MODES } from '../../domain/lifecycle';
import { STAGES } from '../../domain/program';
import { STEP_KINDS, STEP_STATES } from '../../domain/steps';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { unionDto } from '../http/union-dto';

const facts = z.record(z.string(), z.unknown());

const summary = z.object({
  partnerId: z.string(),
  name: z.string(),
  type: z.string(),
  region: z.string(),
  country: z.string(),
  city: z.string().nullable(),
  tier: z.string().nullable(),
  mode: z.enum(MODES),
  stages: z.array(z.enum(STAGES)).describe('The stages that run now'),
  cycle: z.number().int().describe('0 before the cycles'),
  period: z.string().nullable(),
  activation: z
    .enum(ACTIVATION_STATES)
    .nullable()
    .describe('First certificate, deal and campaign; null before the clock starts'),
  applied: moment,
  changed: moment,
  program: z.object({ programId: z.string(), version: z.number().int() }),
  possibleDuplicateOf: z.string().nullable(),
  openSteps: z.number().int(),
  nextDue: moment.nullable(),
  since: moment.nullable().describe('When the longest of the stages that run now began'),
  temporalUrl: z.string(),
});

/** Which partners to list. */
export class PartnerQueryDto extends createZodDto(
  z.strictObject({
    stage: z.enum(STAGES).optional(),
    mode: z.enum(MODES).optional(),
    type: z.string().max(40).optional(),
    region: z.string().max(40).optional(),
    tier: z.string().max(40).optional(),
    q: z.string().min(1).max(100).optional().describe('Part of the name'),
    possibleDuplicate: z.enum(['true', 'false']).optional(),
    overdue: z.enum(['true', 'false']).optional().describe('With an open step past its due date, or without'),
    owner: z.string().max(80).optional().describe('The person who is its named owner'),
    ...PAGE,
  }),
) {}

/** A page of partners, the latest application first. */
export class PartnerListDto extends createZodDto(
  z.object({ items: z.array(summary), nextCursor: z.string().nullable() }),
) {}

const step = z.object({
  stepId: z.string(),
  key: z.string(),
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  state: z.enum(STEP_STATES),
  optional: z.boolean(),
  roles: z.array(z.string()).describe('Whose holders can act now'),
  needs: z.array(z.string()),
  opened: moment.nullable(),
  due: moment.nullable(),
  ended: moment.nullable(),
  waitingFor: z.string().nullable(),
  reason: z.string().nullable(),
  result: facts.nullable(),
  details: facts.nullable(),
  approvalId: z.string().nullable(),
  approvalTemporalUrl: z.string().nullable(),
});

const stageRun = z.object({
  stageRunId: z.string(),
  stage: z.enum(STAGES),
  cycle: z.number().int(),
  attempt: z.number().int(),
  period: z.string().nullable(),
  started: moment,
  ended: moment.nullable(),
  closes: moment.nullable(),
  outcome: z.enum(['completed', 'lapsed', 'rejected', 'expired', 'cancelled']).nullable(),
  reason: z.string().nullable(),
  temporalUrl: z.string(),
  steps: z.array(step),
});

/** What a partner is waiting for now. */
const waiting = z.object({
  stepId: z.string(),
  stage: z.enum(STAGES),
  title: z.string(),
  waitingFor: z.string().nullable(),
  roles: z.array(z.string()),
  due: moment.nullable(),
});

const running = summary.extend({
  state: z.literal('running'),
  registrationNumber: z.string().nullable(),
  profile: facts,
  notes: z.array(z.string()),
  previousPartnerId: z.string().nullable(),
  owners: z.array(z.object({ role: z.string(), personId: z.string(), displayName: z.string() })),
  allowedActions: z.array(z.string()).describe('Commands that its mode allows'),
  myActions: z.array(z.enum(COMMAND_NAMES)).describe('Those of them that my roles may give'),
  waitingFor: z.array(waiting),
  stageRuns: z.array(stageRun),
});

/** An application that Temporal has taken and no row shows yet. */
const starting = z.object({ state: z.literal('starting'), partnerId: z.string(), temporalUrl: z.string() });

/** An application that was refused before there was a partner. */
const refused = z.object({
  state: z.literal('refused'),
  partnerId: z.string(),
  reason: z.string().nullable(),
  temporalUrl: z.string(),
});

/** An application whose workflow was ended in Temporal, or failed there, before there was a partner. */
const failed = refused.extend({ state: z.literal('failed') });

/** One partner: where it stands, and who it waits for until when. */
export const PartnerDto = unionDto('PartnerDto', z.discriminatedUnion('state', [running, starting, refused, failed]));
/** See {@link PartnerDto}. */
export type PartnerDto = InstanceType<typeof PartnerDto>;

/** A started application. */
export class AppliedDto extends createZodDto(starting) {}

/** An application. */
export class ApplyDto extends createZodDto(
  z.strictObject({
    programId: z.string().min(1).max(40).default('channel'),
    name: z.string().trim().min(1).max(200),
    type: z.string().min(1).max(40),
    country: z.string().regex(/^[A-Z]{2}$/, 'Give an ISO 3166-1 code, such as DE.'),
    region: z.string().min(1).max(40).optional().describe('The program’s region of the country, when left out'),
    city: z.string().trim().min(1).max(100).optional(),
    registrationNumber: z.string().trim().min(1).max(60).optional(),
    profile: z
      .strictObject({
        employees: z.number().int().min(0).max(10_000_000).optional(),
        yearsInBusiness: z.number().int().min(0).max(1_000).optional(),
        focus: z.string().trim().max(100).optional(),
      })
      .default({}),
    previousPartnerId: z.string().max(60).optional(),
  }),
) {}

/** A page of what happened, the latest first. */
export class TimelineDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        seq: z.number().int(),
        at: moment,
        actor: z.string(),
        actorName: z.string().nullable(),
        onBehalfOf: z.string().nullable(),
        action: z.string(),
        subject: z.string(),
        reason: z.string().nullable(),
        details: facts.nullable(),
        programVersion: z.string().nullable(),
        temporalUrl: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** Which part of the timeline. */
export class PageQueryDto extends createZodDto(z.strictObject(PAGE)) {}
