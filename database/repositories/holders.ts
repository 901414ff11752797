import type { Holder } from '../../domain/approvals';
import type { PlannedDecider } from '../../domain/approvals/plan';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';
import { HOLDS } from '../views/deciders';
import { noteCandidates } from './notices';

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
    {
      name: 'holder-find',
      text: `SELECT p.person_id AS "personId", p.partner_id AS "partnerId", p.kind,
            coalesce(array_agg(DISTINCT g.role) FILTER (WHERE g.role IS NOT NULL), '{}') AS roles
     FROM person p LEFT JOIN role_grant g ON g.person_id = p.person_id AND ${HOLDS}
     WHERE p.person_id = $4 AND p.status = 'active'
     GROUP BY p.person_id`,
    },
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

/** Everybody who may come into question for a plan, with roles and absences. */
export { findDeciders } from '../views/deciders';

/** How the people whom an approval asks have changed. */
export interface CandidateChange {
  /** People who were not asked before, and who are not asked any more. */
  added: string[];
  gone: string[];
}

/** Replaces an approval's candidates, and tells whoever is new among them. @returns who came and who went */
export async function replaceCandidates(
  db: Queryable,
  approvalId: string,
  candidates: readonly PlannedDecider[],
): Promise<CandidateChange> {
  const rows = candidates.map(({ personId, role, onBehalfOf }) => ({
    person_id: personId,
    role,
    on_behalf_of: onBehalfOf ?? '',
  }));
  const [row] = await query<CandidateChange>(
    db,
    `WITH fresh AS (
       SELECT DISTINCT f.* FROM jsonb_to_recordset($2) AS f(person_id text, role text, on_behalf_of text)),
     before AS (SELECT DISTINCT person_id FROM approval_candidate WHERE approval_id = $1),
     dropped AS (
       DELETE FROM approval_candidate c WHERE c.approval_id = $1 AND NOT EXISTS (
         SELECT FROM fresh f WHERE f.person_id = c.person_id AND f.role = c.role AND f.on_behalf_of = c.on_behalf_of)),
     inserted AS (
       INSERT INTO approval_candidate (approval_id, person_id, role, on_behalf_of)
       SELECT $1, person_id, role, on_behalf_of FROM fresh ON CONFLICT DO NOTHING)
     SELECT ARRAY(SELECT person_id FROM fresh EXCEPT SELECT person_id FROM before ORDER BY 1) AS added,
            ARRAY(SELECT person_id FROM before EXCEPT SELECT person_id FROM fresh ORDER BY 1) AS gone`,
    [approvalId, JSON.stringify(rows)],
  );
  await noteCandidates(db, approvalId);
  return row!;
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
