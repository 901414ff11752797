import type { PeopleChangeTelling } from '../../domain/people/people-changed';
import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { Queryable } from '../sql';
import { query } from '../sql';

/** Partners with an open approval that asks for one of the roles where it counts: a page of them, by id. */
export async function findConcerned(db: Queryable, telling: PeopleChangeTelling): Promise<string[]> {
  const { partnerId, grants, afterPartnerId } = telling;
  const rows = await query<{ partnerId: string }>(
    db,
    `SELECT DISTINCT a.partner_id AS "partnerId" FROM approval a
     WHERE a.state IN ('open','paused') AND a.partner_id > $1 AND ($2::text IS NULL OR a.partner_id = $2)
       AND EXISTS (SELECT FROM jsonb_to_recordset($3) AS g(role text, region text)
                   WHERE g.role = ANY(a.roles) AND (g.region IS NULL OR g.region = a.region))
     ORDER BY 1 LIMIT ${PARTNERS_TOLD_MAX}`,
    [afterPartnerId ?? '', partnerId, JSON.stringify(grants)],
  );
  return rows.map((row) => row.partnerId);
}
