import type { LifecycleMode } from '../../domain/lifecycle';
import { PARTNER_ROLE_PREFIX } from '../../domain/roles';
import type { PreviousPartner } from '../../domain/recruit/previous-partner';
import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** Somebody whose identity is known already. */
export interface KnownApplicant {
  personId: string;
  partnerId: string | null;
  /** Where their present partner stands. */
  partnerMode: LifecycleMode | null;
  /** Holds a role on our side now. */
  isStaff: boolean;
}

/**
 * Who has this identity and has not left. Whoever asks holds the identity until the transaction ends, so of two
 * applications at once the second finds what the first made.
 */
export async function findApplicant(
  tx: Queryable,
  identity: { issuer: string; subject: string },
  wallMs: number,
): Promise<KnownApplicant | null> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [
    `${identity.issuer}|${identity.subject}`,
  ]);
  return queryOne<KnownApplicant>(
    tx,
    `SELECT p.person_id AS "personId", p.partner_id AS "partnerId", r.mode AS "partnerMode",
            p.partner_id IS NULL AND EXISTS (
              SELECT FROM role_grant g WHERE g.person_id = p.person_id AND g.role NOT LIKE '${PARTNER_ROLE_PREFIX}%'
                AND g.from_wall <= $3 AND (g.to_wall IS NULL OR g.to_wall > $3)) AS "isStaff"
     FROM person p LEFT JOIN partner r ON r.partner_id = p.partner_id
     WHERE p.issuer = $1 AND p.subject = $2 AND p.status <> 'left'`,
    [identity.issuer, identity.subject, wallMs],
  );
}

/** A partner as the earlier one of whoever has this identity; null when there is none. Grants are judged at wall time. */
export async function findPrevious(
  db: Queryable,
  asked: { partnerId: string; issuer: string; subject: string; wallMs: number },
): Promise<PreviousPartner | null> {
  return queryOne<PreviousPartner>(
    db,
    `WITH RECURSIVE who AS (SELECT * FROM person WHERE issuer = $2 AND subject = $3),
     line AS (
       SELECT r.partner_id, r.previous_partner_id FROM who JOIN partner r USING (partner_id)
       UNION SELECT r.partner_id, r.previous_partner_id FROM line l JOIN partner r ON r.partner_id = l.previous_partner_id)
     SELECT r.mode, r.partner_id IN (SELECT partner_id FROM line) OR EXISTS (
              SELECT FROM who JOIN role_grant g USING (person_id)
              WHERE who.status = 'active' AND who.kind = 'person' AND who.partner_id IS NULL
                AND (g.region IS NULL OR g.region = r.region)
                AND g.from_wall <= $4 AND (g.to_wall IS NULL OR g.to_wall > $4)) AS "isTheirs"
     FROM partner r WHERE r.partner_id = $1`,
    [asked.partnerId, asked.issuer, asked.subject, asked.wallMs],
  );
}

/** Tells whether somebody who has not left uses this mail. */
export async function isMailTaken(db: Queryable, email: string): Promise<boolean> {
  const row = await queryOne(db, `SELECT 1 FROM person WHERE lower(email) = lower($1) AND status <> 'left'`, [email]);
  return row !== null;
}

/** Somebody known joins a partner: they belonged to none, or to one whose lifecycle has ended. */
export async function joinPartner(
  tx: Queryable,
  row: { personId: string; partnerId: string; wallMs: number },
): Promise<void> {
  await execute(tx, `UPDATE person SET partner_id = $2, status = 'active', changed_wall = $3 WHERE person_id = $1`, [
    row.personId,
    row.partnerId,
    row.wallMs,
  ]);
}
