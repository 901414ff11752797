import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { IDENTIFIERS_PER_COMMAND_MAX, ROLES_PER_COMMAND_MAX } from '../../domain/people/person-change';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const role = z.string().min(1).max(40);
const grant = z.object({ role: z.string(), region: z.string().nullable() });
const identifier = z.object({ kind: z.enum(['mbox', 'mbox_sha1sum', 'account']), value: z.string().min(1).max(300) });

const person = z.object({
  personId: z.string(),
  kind: z.enum(['person', 'service']),
  displayName: z.string(),
  email: z.string().nullable(),
  language: z.string(),
  partnerId: z.string().nullable(),
  status: z.enum(['invited', 'active', 'left']),
  grants: z.array(grant).describe('Active now'),
  learnerIdentifiers: z.array(identifier),
});

/** People. */
export class PersonListDto extends createZodDto(z.object({ items: z.array(person) })) {}

/** One person or service. */
export class PersonDto extends createZodDto(person) {}

/** Who asks, as the API sees them. */
export class MeDto extends createZodDto(
  z.object({
    personId: z.string(),
    known: z.boolean().describe('False for a verified token that nobody here belongs to yet: it may apply'),
    kind: z.enum(['person', 'service']),
    displayName: z.string(),
    language: z.string(),
    partnerId: z.string().nullable(),
    grants: z.array(grant),
  }),
) {}

const grantRequest = z.strictObject({
  role,
  region: z.string().min(1).max(40).nullable().optional().describe('Everywhere, when left out'),
  until: z.iso.datetime({ offset: true }).optional().describe('Wall time; without an end, when left out'),
});
const reason = z.string().trim().min(1).max(2_000).optional();
const strictIdentifier = z.strictObject(identifier.shape);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag such as en or de-AT.');

/** An invitation of staff, or of a partner's person; or, with an identity, the registration of a service. */
export class InviteDto extends createZodDto(
  z.strictObject({
    email: z.email().max(254),
    displayName: z.string().trim().min(1).max(200),
    language: language.optional(),
    partnerId: z.string().min(1).max(60).optional().describe('Absent for staff'),
    roles: z.array(grantRequest).max(ROLES_PER_COMMAND_MAX).default([]),
    learnerIdentifiers: z.array(strictIdentifier).max(IDENTIFIERS_PER_COMMAND_MAX).optional(),
    reason,
  }),
) {}

/** A service: a learning or sales system with an identity of its own. */
export class ServiceDto extends createZodDto(
  z.strictObject({
    displayName: z.string().trim().min(1).max(200),
    issuer: z.string().min(1).max(300),
    subject: z.string().min(1).max(300),
    roles: z.array(grantRequest).min(1).max(ROLES_PER_COMMAND_MAX),
    reason,
  }),
) {}

/** Roles to give and to take. */
export class RolesDto extends createZodDto(
  z.strictObject({
    grant: z.array(grantRequest).max(ROLES_PER_COMMAND_MAX).default([]),
    revoke: z
      .array(z.strictObject({ role, region: z.string().min(1).max(40).nullable().optional() }))
      .max(ROLES_PER_COMMAND_MAX)
      .default([]),
    reason,
  }),
) {}

/** What changes about a person; what is left out stays. */
export class DetailsDto extends createZodDto(
  z.strictObject({
    displayName: z.string().trim().min(1).max(200).optional(),
    language: language.optional(),
    email: z.email().max(254).optional(),
    learnerIdentifiers: z
      .array(strictIdentifier)
      .max(IDENTIFIERS_PER_COMMAND_MAX)
      .optional()
      .describe('Added to those known'),
    reason,
  }),
) {}

/** Why somebody leaves. */
export class LeaveDto extends createZodDto(z.strictObject({ reason })) {}

/** What a change led to. */
export const PersonChangedDto = unionDto(
  'PersonChangedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('done'),
      personId: z.string(),
      partnerId: z.string().nullable(),
      changed: z.boolean().describe('False when everything was so already'),
      accessToRevoke: z.number().int(),
      ownedPartners: z.number().int().describe('Partners to hand over, because their named owner can no longer be it'),
      statementsMatched: z.number().int(),
      absenceId: z.string().optional().describe('Of an absence that was entered'),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link PersonChangedDto}. */
export type PersonChangedDto = InstanceType<typeof PersonChangedDto>;

/** Whose people. */
export class PeopleQueryDto extends createZodDto(z.strictObject({ partnerId: z.string().min(1).max(60).optional() })) {}
