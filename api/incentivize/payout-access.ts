import { DomainError } from '../../domain/errors';
import { PAYOUT_RUN_ROLES } from '../../domain/incentivize/payout-run';
import { holdsRole } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { Principal } from '../auth/principal';

/**
 * A run is of all regions, so that whoever holds the role in one of them does not see it.
 * @throws AUTH.FORBIDDEN
 */
export function needAllRegions(me: Principal): void {
  const roles = [...PAYOUT_RUN_ROLES, ADMIN_ROLE];
  if (!holdsRole(me, roles, null))
    throw new DomainError('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')} for all regions.`);
}
