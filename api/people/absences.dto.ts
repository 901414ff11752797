import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { SUBJECT_KINDS } from '../../domain/approvals/subject';
import { moment } from '../http/moments';

const id = z.string().min(1).max(120);
const wall = z.iso.datetime({ offset: true });
const reason = z.string().trim().min(1).max(2_000).optional();

const absence = z.object({
  absenceId: z.string(),
  personId: z.string(),
  displayName: z.string(),
  delegateId: z.string().nullable(),
  delegateName: z.string().nullable(),
  role: z.string().nullable().describe('Null: in every role'),
  region: z.string().nullable().describe('Null: everywhere'),
  subjectType: z.string().nullable().describe('Null: about anything'),
  from: moment,
  to: moment,
  state: z.enum(['coming', 'active', 'over', 'cancelled']),
  enteredBy: z.string(),
});

const waiting = z.object({
  approvalId: z.string(),
  title: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  region: z.string(),
  subjectType: z.string(),
  roles: z.array(z.string()).describe('In which the person is asked'),
  due: moment.nullable().describe('Program time'),
  programVersion: z.string(),
});

/** A person's absences, and those of others for whom they stand in. Wall time. */
export class AbsenceListDto extends createZodDto(
  z.object({
    items: z.array(absence),
    standsInFor: z.array(absence),
    waiting: z.array(waiting).describe('What asks this person now: an absence asks it of others, within its scope'),
    mayStandIn: z
      .array(z.object({ personId: z.string(), displayName: z.string(), roles: z.array(z.string()) }))
      .describe('Active people of the same side'),
  }),
) {}

/** An absence to enter. */
export class AbsenceDto extends createZodDto(
  z.strictObject({
    from: wall.describe('Wall time, included'),
    to: wall.describe('Wall time, excluded; two years later at most'),
    delegateId: id.nullable().optional().describe('Who stands in; not any further, should they be absent themselves'),
    role: z.string().min(1).max(40).nullable().optional().describe('In this role only'),
    region: z.string().min(1).max(40).nullable().optional().describe('For partners of this region only'),
    subjectType: z.enum(SUBJECT_KINDS).nullable().optional().describe('For approvals about this only'),
    reason,
  }),
) {}

/** Why an absence is cancelled. */
export class CancelAbsenceDto extends createZodDto(z.strictObject({ reason })) {}
