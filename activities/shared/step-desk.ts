import type { Queryable } from '../../database/sql';
import type { Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { StepAction, StepActionRecord } from '../../domain/journal';
import { ADMIN_ROLE } from '../../domain/program';
import type { RoleId } from '../../domain/steps';
import type { Deps } from './deps';
import type { Speaker } from './recording';
import { lacksRole, refusal } from './recording';

/** Who sees to a step: a claim tells others that somebody is at it, and takes nobody's right to act. */
const claimOf = ({ step }: StepActionRecord): string | undefined =>
  typeof step.details?.claimedBy === 'string' ? step.details.claimedBy : undefined;

/** Whoever acts holds a role of the step; an administrator also reassigns and releases; any of us comments. */
export function mayNot({ message }: StepActionRecord, { holder }: Speaker, roles: RoleId[]): Refusal | undefined {
  if (message.action === 'reassign') return lacksRole(holder, [ADMIN_ROLE]);
  if (message.action === 'release') return lacksRole(holder, [ADMIN_ROLE, ...roles]);
  if (message.action === 'comment' && holder.kind === 'person' && holder.partnerId === null) return undefined;
  return lacksRole(holder, roles);
}

/** What can only be done in words needs them. */
export function wordless({ action, comment }: StepAction): Refusal | undefined {
  if (action !== 'comment' && action !== 'reassign') return undefined;
  return comment?.trim() ? undefined : refusal('REQUEST.INVALID', 'Say it in "comment".');
}

/** Claims a step for whoever speaks. */
export function claimStep(input: StepActionRecord, { personId }: Speaker): JsonObject | Refusal {
  const claimedBy = claimOf(input);
  if (claimedBy !== undefined && claimedBy !== personId)
    return refusal('STEP.CLAIMED', `${claimedBy} has claimed it; they release it, or an administrator reassigns it.`);
  return { claimedBy: personId };
}

/** Releases the claim of whoever speaks, or of anybody by an administrator. */
export function releaseStep(input: StepActionRecord, { personId, holder }: Speaker): JsonObject | Refusal {
  const claimedBy = claimOf(input);
  if (claimedBy === undefined) return refusal('STEP.CLOSED', 'Nobody has claimed it.');
  const may = claimedBy === personId || holder.roles.includes(ADMIN_ROLE);
  return may ? { claimedBy: null } : refusal('STEP.CLAIMED', `${claimedBy} has claimed it.`);
}

/** An administrator says who shall see to it: somebody who could. */
export async function reassignStep(
  deps: Pick<Deps, 'holders' | 'clock' | 'lifecycle'>,
  tx: Queryable,
  { message, partnerId, step }: StepActionRecord,
): Promise<JsonObject | Refusal> {
  const { toPersonId } = message;
  if (typeof toPersonId !== 'string') return refusal('REQUEST.INVALID', 'Say to whom: {"toPersonId":"per_…"}.');
  const partner = await deps.lifecycle.findPartner(tx, partnerId);
  const scope = { partnerId, region: partner?.region ?? '', wallMs: deps.clock.now() };
  const holder = await deps.holders.findHolder(tx, scope, toPersonId);
  if (!holder) return refusal('PERSON.UNKNOWN', `There is no active person ${toPersonId}.`);
  return lacksRole(holder, step.roles)
    ? refusal('REQUEST.RULE', `${toPersonId} holds none of the roles ${step.roles.join(', ')}.`)
    : { claimedBy: toPersonId };
}
