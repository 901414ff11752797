import type { Holder } from '../../domain/approvals';
import { PARTNER_ROLE_PREFIX } from '../../domain/roles';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';
import { noteCandidates } from './notices';

/**
 * Who holds which role for a partner. Grants are judged at wall time, from the one Clock. Our own roles count within
 * their region and only for our own people; the partner's roles (`P-…`) only for that partner's people.
 *
 * Every statement here takes $1 partner id, $2 region, $3 wall time.
 */
const HOLDS = `g.from_wall <= $3 AND (g.to_wall IS NULL OR g.to_wall > $3) AND (g.region IS NULL OR g.region = $2)
  AND CASE WHEN g.role LIKE '${PARTNER_ROLE_PREFIX}%' THEN p.partner_id = $1 ELSE p.partner_id IS NULL END`;

/** The partner for which roles are asked, and when. */
export interface HolderScope {
  partnerId: string;
  region: string;
  wallMs: number;
}

/** Somebody active, with the roles held for the partner in question. */
export interface ActiveHolder extends Holder {
  kind: 'person' | 'service';
}

/** An active person or service with the roles that they hold for this partner; null when unknown or left. */
export async function findHolder(db: Queryable, scope: HolderScope, personId: string): Promise<ActiveHolder | null> {
  return queryOne<ActiveHolder>(
    db,
    `SELECT p.person_id AS "personId", p.partner_id AS "partnerId", p.kind,
            coalesce(array_agg(DISTINCT g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS roles
     FROM person p LEFT JOIN role_grant g ON g.person_id = p.person_id AND ${HOLDS}
     WHERE p.person_id = $4 AND p.status = 'active'
     GROUP BY p.person_id`,
    [scope.partnerId, scope.region, scope.wallMs, personId],
  );
}

/**
 * The holder of a role who becomes a partner's named owner: whoever owns the fewest living partners, then by id.
 * Null when nobody holds the role here.
 */
export async function pickOwner(db: Queryable, scope: HolderScope, role: RoleId): Promise<string | null> {
  const row = await queryOne<{ personId: string }>(
    db,
    `WITH holder AS (
       SELECT DISTINCT p.person_id FROM role_grant g JOIN person p USING (person_id)
       WHERE g.role = $4 AND p.status = 'active' AND p.kind = 'person' AND ${HOLDS}),
     owned AS (
       SELECT o.person_id, count(*) AS partners FROM partner_owner o JOIN partner r USING (partner_id)
       WHERE o.role = $4 AND o.person_id IN (SELECT person_id FROM holder) AND r.mode IN ('active','paused','suspended')
       GROUP BY o.person_id)
     SELECT h.person_id AS "personId" FROM holder h LEFT JOIN owned USING (person_id)
     ORDER BY coalesce(owned.partners, 0), h.person_id LIMIT 1`,
    [scope.partnerId, scope.region, scope.wallMs, role],
  );
  return row?.personId ?? null;
}

/** Who may be asked: the roles, less requester and beneficiaries (persons, or parties with all their people). */
export interface CandidateRule extends HolderScope {
  approvalId: string;
  roles: RoleId[];
  requester?: string;
  beneficiaries: string[];
}

/**
 * Resolves an approval's candidates anew, replaces its rows by them, and tells whoever is new among them.
 * @returns how many people could decide; a person with two roles counts once
 */
export async function resolveCandidates(db: Queryable, rule: CandidateRule): Promise<number> {
  const [row] = await query<{ people: number }>(
    db,
    `WITH fresh AS (
       SELECT DISTINCT p.person_id, g.role FROM role_grant g JOIN person p USING (person_id)
       WHERE g.role = ANY($5::text[]) AND p.status = 'active' AND p.kind = 'person' AND ${HOLDS}
         AND p.person_id IS DISTINCT FROM $6::text AND p.person_id <> ALL($7::text[])
         AND (p.partner_id IS NULL OR p.partner_id <> ALL($7::text[]))),
     gone AS (
       DELETE FROM approval_candidate c WHERE c.approval_id = $4
         AND NOT EXISTS (SELECT FROM fresh f WHERE f.person_id = c.person_id AND f.role = c.role)),
     added AS (
       INSERT INTO approval_candidate (approval_id, person_id, role) SELECT $4, person_id, role FROM fresh
       ON CONFLICT DO NOTHING)
     SELECT count(DISTINCT person_id)::int AS people FROM fresh`,
    [rule.partnerId, rule.region, rule.wallMs, rule.approvalId, rule.roles, rule.requester ?? null, rule.beneficiaries],
  );
  await noteCandidates(db, rule.approvalId);
  return row!.people;
}

/** How many people could decide, as last resolved. */
export async function countCandidates(db: Queryable, approvalId: string): Promise<number> {
  const row = await queryOne<{ people: number }>(
    db,
    'SELECT count(DISTINCT person_id)::int AS people FROM approval_candidate WHERE approval_id = $1',
    [approvalId],
  );
  return row!.people;
}
