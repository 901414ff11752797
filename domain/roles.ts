import type { Role } from './program';
import type { RoleId } from './steps';

/**
 * The ids of the partner's own roles begin so, and no other id does. Rows of grants know ids alone, so the id says the
 * side; publishing refuses a role whose `side` says otherwise.
 */
export const PARTNER_ROLE_PREFIX = 'P-';

/** Which side holds a role, by its id. */
export function sideOf(role: RoleId): Role['side'] {
  return role.startsWith(PARTNER_ROLE_PREFIX) ? 'partner' : 'vendor';
}

/**
 * The roles that rights of the system itself are given to: commands, publishing, imports, pricing, people, facts. Every
 * program must have each of them, else a right would be nobody's.
 */
export const SYSTEM_ROLES = ['PM', 'CAM', 'PO', 'FIN', 'LEG', 'SE', 'VP', 'P-own'] as const satisfies RoleId[];
/** See {@link SYSTEM_ROLES}. */
export type SystemRole = (typeof SYSTEM_ROLES)[number];

/** The roles that services have; they are no part of any program. */
export type ServiceRole = 'LMS' | 'CRM' | 'IMPORTER';

/** The role of a partner's first person: whoever applied. */
export const FIRST_PERSON_ROLE: SystemRole = 'P-own';
