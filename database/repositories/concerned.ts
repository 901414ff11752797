import type { PeopleChange, PeopleChangeTelling } from '../../domain/people/people-changed';
import { LIVE_STATES } from '../../domain/approvals';
import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { Queryable } from '../sql';
import { query } from '../sql';

const LIVE = `state IN ('${LIVE_STATES.join("','")}')`;

/** Partners with an open approval, or a claimed step, that asks for one of the roles where it counts: a page of them, by id. */
export async function findConcerned(db: Queryable, telling: PeopleChangeTelling): Promise<string[]> {
  const { partnerId, grants, afterPartnerId } = telling;
  const rows = await query<{ partnerId: string }>(
    db,
    `WITH asking AS (
       SELECT partner_id, roles, region FROM approval WHERE ${LIVE}
       UNION ALL
       SELECT s.partner_id, s.roles, p.region FROM step s JOIN partner p USING (partner_id)
       WHERE s.state = 'open' AND s.details ? 'claimedBy')
     SELECT DISTINCT a.partner_id AS "partnerId" FROM asking a
     WHERE a.partner_id > $1 AND ($2::text IS NULL OR a.partner_id = $2)
       AND EXISTS (SELECT FROM jsonb_to_recordset($3) AS g(role text, region text)
                   WHERE g.role = ANY(a.roles) AND (g.region IS NULL OR g.region = a.region))
     ORDER BY 1 LIMIT ${PARTNERS_TOLD_MAX}`,
    [afterPartnerId ?? '', partnerId, JSON.stringify(grants)],
  );
  return rows.map((row) => row.partnerId);
}

/**
 * Partners with an open approval that may have to ask others when somebody comes or goes: it asks them, or somebody for
 * them, or a role that they hold; they see to it, or have asked for it. A page of them, by id.
 */
export async function findWaitingFor(
  db: Queryable,
  { personId, wallMs, after }: { personId: string; wallMs: number; after?: string },
): Promise<string[]> {
  const rows = await query<{ partnerId: string }>(
    db,
    `SELECT DISTINCT a.partner_id AS "partnerId" FROM approval a
     WHERE a.${LIVE} AND a.partner_id > $3
       AND (a.requester = $1 OR a.claimed_by = $1
         OR EXISTS (SELECT FROM approval_candidate c WHERE c.approval_id = a.approval_id AND $1 IN (c.person_id, c.on_behalf_of))
         OR EXISTS (SELECT FROM role_grant g WHERE g.person_id = $1 AND g.role = ANY(a.roles)
                      AND (g.region IS NULL OR g.region = a.region) AND (g.to_wall IS NULL OR g.to_wall > $2)))
     ORDER BY 1 LIMIT ${PARTNERS_TOLD_MAX}`,
    [personId, wallMs, after ?? ''],
  );
  return rows.map((row) => row.partnerId);
}

/** A span of wall time, epoch ms: after the one, up to the other. */
export interface WallSpan {
  afterWallMs: number;
  uptoWallMs: number;
}

/**
 * Dated roles that began or ended to count within the span, together for our own people and for those of each partner. A role
 * that counted as soon as it was given is none: whoever gave it has told of it, and a worker that starts must not tell again.
 */
export async function findTurned(
  db: Queryable,
  { afterWallMs, uptoWallMs }: WallSpan,
): Promise<Pick<PeopleChange, 'partnerId' | 'grants'>[]> {
  return query(
    db,
    `SELECT p.partner_id AS "partnerId", jsonb_agg(DISTINCT jsonb_build_object('role', g.role, 'region', g.region)) AS grants
     FROM role_grant g JOIN person p USING (person_id)
     WHERE (g.from_wall > $1 AND g.from_wall <= $2 AND g.from_wall > extract(epoch FROM g.recorded_at) * 1000)
        OR (g.to_wall > $1 AND g.to_wall <= $2)
     GROUP BY p.partner_id ORDER BY p.partner_id NULLS FIRST`,
    [afterWallMs, uptoWallMs],
  );
}
