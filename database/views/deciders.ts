import type { Pool } from 'pg';
import type { Decider } from '../../domain/approvals/plan';
import { PARTNER_ROLE_PREFIX } from '../../domain/roles';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { query } from '../sql';

/**
 * Who holds which role for a partner. Grants are judged at wall time, from the one Clock. Our own roles count within
 * their region and only for our own people; the partner's roles (`P-…`) only for that partner's people.
 *
 * Every statement with it takes $1 partner id, $2 region, $3 wall time.
 */
export const HOLDS = `g.from_wall <= $3 AND (g.to_wall IS NULL OR g.to_wall > $3) AND (g.region IS NULL OR g.region = $2)
  AND CASE WHEN g.role LIKE '${PARTNER_ROLE_PREFIX}%' THEN p.partner_id = $1 ELSE p.partner_id IS NULL END`;

/** For which partner, when, and for which roles people are asked for. */
export interface DeciderScope {
  partnerId: string;
  region: string;
  wallMs: number;
  roles: readonly RoleId[];
  /** Who asked: whoever stands in for them is excluded. */
  requester?: string;
}

/**
 * Everybody who may come into question: holders of the roles, whoever stands in for one of them or for the requester,
 * and the requester; each with roles and with the absences that hold now. The one source of people for every plan.
 */
export function findDeciders(db: Queryable, scope: DeciderScope): Promise<Decider[]> {
  return query<Decider>(
    db,
    {
      name: 'deciders',
      text: `WITH away AS (
       SELECT person_id, delegate_id, role, subject_type FROM absence
       WHERE from_wall <= $3 AND to_wall > $3 AND cancelled_wall IS NULL AND (region IS NULL OR region = $2)),
     holder AS (
       SELECT p.person_id, array_agg(DISTINCT g.role ORDER BY g.role) AS roles
       FROM role_grant g JOIN person p USING (person_id)
       WHERE g.role = ANY($4::text[]) AND p.status = 'active' AND p.kind = 'person' AND ${HOLDS}
       GROUP BY p.person_id),
     asked AS (
       SELECT person_id FROM holder UNION SELECT $5::text
       UNION SELECT delegate_id FROM away WHERE person_id = $5 OR person_id IN (SELECT person_id FROM holder))
     SELECT p.person_id AS "personId", p.partner_id AS "partnerId", p.status = 'active' AND p.kind = 'person' AS active,
       coalesce(h.roles, '{}') AS roles,
       coalesce((SELECT jsonb_agg(jsonb_build_object('role', a.role, 'subjectType', a.subject_type, 'delegateId', a.delegate_id)
                   ORDER BY a.role NULLS LAST, a.subject_type NULLS LAST, a.delegate_id)
                 FROM away a WHERE a.person_id = p.person_id), '[]') AS absences
     FROM asked JOIN person p USING (person_id) LEFT JOIN holder h USING (person_id) ORDER BY p.person_id`,
    },
    [scope.partnerId, scope.region, scope.wallMs, scope.roles, scope.requester ?? null],
  );
}

/** The same people for the API. */
export class DecidersView {
  constructor(private readonly pool: Pool) {}

  /** See {@link findDeciders}. */
  find(scope: DeciderScope): Promise<Decider[]> {
    return findDeciders(this.pool, scope);
  }
}
