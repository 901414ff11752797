import type { Sight } from '../../database/views/sight';
import { DomainError } from '../../domain/errors';
import type { Grant } from '../../domain/people/person-change';
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

/** Which partners the principal may see. */
export function sightOf(principal: Principal): Sight {
  if (principal.partnerId !== null) return { all: false, regions: [], partnerId: principal.partnerId };
  const regions = principal.grants.flatMap((grant) => grant.region ?? []);
  return { all: principal.grants.some((grant) => grant.region === null), regions, partnerId: null };
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
