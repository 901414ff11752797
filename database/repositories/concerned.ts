import type { PeopleChange, PeopleChangeTelling } from '../../domain/people/people-changed';
import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { Queryable } from '../sql';
import { query } from '../sql';

/** Partners with an open approval, or a claimed step, that asks for one of the roles where it counts: a page of them, by id. */
export async function findConcerned(db: Queryable, telling: PeopleChangeTelling): Promise<string[]> {
  const { partnerId, grants, afterPartnerId } = telling;
  const rows = await query<{ partnerId: string }>(
    db,
    `WITH asking AS (
       SELECT partner_id, roles, region FROM approval WHERE state IN ('open','paused')
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

/** A span of wall time, epoch ms: after the one, up to the other. */
export interface WallSpan {
  afterWallMs: number;
  uptoWallMs: number;
}

/** Dated roles that began or ended to count within the span, together for our own people and for those of each partner. */
export async function findTurned(
  db: Queryable,
  { afterWallMs, uptoWallMs }: WallSpan,
): Promise<Pick<PeopleChange, 'partnerId' | 'grants'>[]> {
  return query(
    db,
    `SELECT p.partner_id AS "partnerId", jsonb_agg(DISTINCT jsonb_build_object('role', g.role, 'region', g.region)) AS grants
     FROM role_grant g JOIN person p USING (person_id)
     WHERE (g.from_wall > $1 AND g.from_wall <= $2) OR (g.to_wall > $1 AND g.to_wall <= $2)
     GROUP BY p.partner_id ORDER BY p.partner_id NULLS FIRST`,
    [afterWallMs, uptoWallMs],
  );
}
