import { PARTNER_ROLE_PREFIX } from '../../domain/roles';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { execute, query } from '../sql';

/** One account that somebody of the partner has, or is about to have, in another system. */
export interface AccessRow {
  system: string;
  personId: string;
  externalId: string;
  /** Theirs; null until the other system has confirmed. */
  remoteId: string | null;
}

/** The partner's active people with their first partner-side role at this wall time, by person id. */
export async function findPartnerPeople(
  db: Queryable,
  partnerId: string,
  wallMs: number,
): Promise<{ personId: string; role: RoleId | null }[]> {
  return query(
    db,
    `SELECT p.person_id AS "personId", min(g.role) AS role
     FROM person p LEFT JOIN role_grant g ON g.person_id = p.person_id AND g.role LIKE '${PARTNER_ROLE_PREFIX}%'
       AND g.from_wall <= $2 AND (g.to_wall IS NULL OR g.to_wall > $2)
     WHERE p.partner_id = $1 AND p.status = 'active' AND p.kind = 'person'
     GROUP BY p.person_id ORDER BY p.person_id`,
    [partnerId, wallMs],
  );
}

/**
 * Notes that accounts are about to exist, before the other system is called: what a crash leaves behind is still
 * known to whoever takes access back. What is active and confirmed stays as it is.
 * @returns the rows that the other system has not confirmed yet
 */
export async function intendAccess(
  tx: Queryable,
  input: { partnerId: string; rows: Omit<AccessRow, 'remoteId'>[]; nowMs: number },
): Promise<AccessRow[]> {
  await execute(
    tx,
    `INSERT INTO provisioned_access AS a (partner_id, system, person_id, external_id, active, changed_ms)
     SELECT $2, r.system, r."personId", r."externalId", true, $3
     FROM jsonb_to_recordset($1) AS r(system text, "personId" text, "externalId" text)
     ON CONFLICT (partner_id, system, person_id) DO UPDATE SET active = true, remote_id = NULL, revoke_wall = NULL, changed_ms = $3
     WHERE NOT a.active`,
    [JSON.stringify(input.rows), input.partnerId, input.nowMs],
  );
  const open = await findActiveAccess(tx, input.partnerId);
  const asked = new Set(input.rows.map((row) => row.externalId));
  return open.filter((row) => row.remoteId === null && asked.has(row.externalId));
}

/** The other system has confirmed the account. @returns false when it has been taken back meanwhile */
export async function confirmAccess(
  tx: Queryable,
  row: { partnerId: string; system: string; personId: string; remoteId: string },
): Promise<boolean> {
  const rows = await execute(
    tx,
    `UPDATE provisioned_access SET remote_id = $4 WHERE partner_id = $1 AND system = $2 AND person_id = $3 AND active`,
    [row.partnerId, row.system, row.personId, row.remoteId],
  );
  return rows === 1;
}

/** Accounts that exist or may exist, in a fixed order. */
export async function findActiveAccess(db: Queryable, partnerId: string): Promise<AccessRow[]> {
  return query(
    db,
    `SELECT system, person_id AS "personId", external_id AS "externalId", remote_id AS "remoteId"
     FROM provisioned_access WHERE partner_id = $1 AND active ORDER BY system, person_id`,
    [partnerId],
  );
}

/** The other system has confirmed that the account is inactive or never was. */
export async function endAccess(
  tx: Queryable,
  row: { partnerId: string; system: string; personId: string; nowMs: number },
): Promise<void> {
  await execute(
    tx,
    `UPDATE provisioned_access SET active = false, changed_ms = $4 WHERE partner_id = $1 AND system = $2 AND person_id = $3 AND active`,
    [row.partnerId, row.system, row.personId, row.nowMs],
  );
}

/** How many accounts were ended at this program time. */
export async function countEndedAccess(db: Queryable, partnerId: string, atMs: number): Promise<number> {
  const rows = await query(
    db,
    'SELECT 1 FROM provisioned_access WHERE partner_id = $1 AND NOT active AND changed_ms = $2',
    [partnerId, atMs],
  );
  return rows.length;
}
