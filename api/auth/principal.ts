import type { Sight } from '../../database/views/sight';
import { DomainError } from '../../domain/errors';
import type { Grant } from '../../domain/people/person-change';
import { SERVICE_ROLES } from '../../domain/people/person-change';
import { ADMIN_ROLE } from '../../domain/program';
import type { SystemRole } from '../../domain/roles';
import type { RoleId } from '../../domain/steps';
import type { Token } from './tokens';

/** Who asks, as this request knows them. Read again for each request, so that a revoked right ends at once. */
export interface Principal {
  /** Opaque id of the person's row; for a token without a row, the id that its row will have. */
  personId: string;
  /** False for a verified token that has no row yet and no right by its claims. */
  known: boolean;
  kind: 'person' | 'service';
  /** Set for a partner's people. */
  partnerId: string | null;
  displayName: string;
  language: string;
  grants: readonly Grant[];
  token: Token;
}

/** Who may read who our own people are, and what was done to them; everybody may read their own row. */
export const PEOPLE_READERS: RoleId[] = [ADMIN_ROLE, 'PM', 'CAM', 'PO', 'VP'] satisfies (
  SystemRole | typeof ADMIN_ROLE
)[];

/**
 * Which partners the principal may see. A partner's people see their own one, people of ours those where they hold a
 * role. Services send, and see nothing but what they sent; neither does their kind of role give a person sight.
 */
export function sightOf(principal: Principal): Sight {
  const { kind, grants, partnerId } = principal;
  if (partnerId !== null) return { all: false, regions: [], partnerId };
  return reachOf(kind === 'person' ? grants.filter(({ role }) => !SERVICE_ROLES.includes(role)) : []);
}

/** Which partners a sender may say something about: those where it holds one of the roles. That is no right to read. */
export function senderReach({ grants, partnerId }: Principal, roles: readonly RoleId[]): Sight {
  return reachOf(partnerId === null ? grants.filter(({ role }) => roles.includes(role)) : []);
}

/** Tells whether this is one of our own people who holds a role: who may read what belongs to no partner. */
export function isStaff(principal: Principal): boolean {
  const { all, regions } = sightOf(principal);
  return all || regions.length > 0;
}

function reachOf(grants: readonly Grant[]): Sight {
  const regions = grants.flatMap(({ region }) => region ?? []);
  return { all: grants.some(({ region }) => region === null), regions, partnerId: null };
}

/** Tells whether one of the roles is held: anywhere, or where a region is named, there. */
export function holdsOne(principal: Principal, roles: readonly RoleId[], region?: string): boolean {
  return principal.grants.some(
    (grant) => roles.includes(grant.role) && (region === undefined || grant.region === null || grant.region === region),
  );
}

/** @throws AUTH.FORBIDDEN unless one of the roles is held, in that region where one is named */
export function requireOne(principal: Principal, roles: readonly RoleId[], region?: string): void {
  if (!holdsOne(principal, roles, region))
    throw new DomainError('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')}.`);
}
