import { DomainError } from '../../domain/errors';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { holdsRole } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { Principal } from '../auth/principal';
import { holdsOne } from '../auth/principal';

/**
 * A run is of all regions, so that whoever holds the role in one of them does not see it.
 * @throws AUTH.FORBIDDEN
 */
export function needAllRegions(me: Principal): void {
  const roles = [...PAYOUT_RUN_ROLES, ADMIN_ROLE];
  if (!holdsRole(me, roles, null))
    throw new DomainError('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')} for all regions.`);
}

/** What somebody earned is for that person and for finance: not for colleagues, whatever their role. */
export function mayReadOf(me: Principal, personId: string, partner: { region: string }): boolean {
  return me.personId === personId || seesAllEarners(me, partner);
}

/**
 * Which of a partner's people somebody sees: finance and the person themselves see who it is, whoever else may look sees that it is
 * somebody; null for the partner itself.
 */
export function shownPerson(
  me: Principal,
  { personId, personName }: { personId: string | null; personName: string | null },
): { personId: string | null; name: string | null } | null {
  if (personId === null) return null;
  const isTold = me.personId === personId || (me.partnerId === null && holdsOne(me, PAYOUT_RUN_ROLES));
  return isTold ? { personId, name: personName } : { personId: null, name: null };
}

/** Whose earnings are shown beside the partner's own: everybody's, or the reader's. */
export function earnersFor(me: Principal, partner: { region: string }): 'all' | { personId: string } {
  return seesAllEarners(me, partner) ? 'all' : { personId: me.personId };
}

/** Whether somebody reads what every person at a partner has earned: finance in its region. */
export const seesAllEarners = (me: Principal, { region }: { region: string }): boolean =>
  me.partnerId === null && holdsOne(me, PAYOUT_RUN_ROLES, region);
