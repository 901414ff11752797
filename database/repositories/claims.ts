import type { Grant } from '../../domain/people/person-change';
import type { Queryable } from '../sql';
import { execute, query } from '../sql';

/**
 * Notes that the claims of a token issued then are the ones that count from now on.
 * @returns false when those of a later token are on record already
 */
export async function hearClaims(db: Queryable, personId: string, issuedWallMs: number): Promise<boolean> {
  const heard = await execute(
    db,
    'UPDATE person SET claims_wall = $2 WHERE person_id = $1 AND (claims_wall IS NULL OR claims_wall <= $2)',
    [personId, issuedWallMs],
  );
  return heard === 1;
}

/** Roles that were revoked by hand and have not been given by hand since. */
export async function withheldGrants(db: Queryable, personId: string): Promise<Grant[]> {
  return query<Grant>(db, 'SELECT role, region FROM role_withheld WHERE person_id = $1 AND to_wall IS NULL', [
    personId,
  ]);
}

/** Revokes against the directory's word as well. @returns how many of them were not withheld before */
export async function withholdGrants(
  db: Queryable,
  personId: string,
  by: { which: Grant[]; withheldBy: string; businessKey: string; atWallMs: number },
): Promise<number> {
  return execute(
    db,
    `INSERT INTO role_withheld (business_key, person_id, role, region, withheld_by, from_wall)
     SELECT $3 || '/' || w.ordinality, $1, w.role, w.region, $4, $5
     FROM ROWS FROM (jsonb_to_recordset($2) AS (role text, region text)) WITH ORDINALITY AS w(role, region, ordinality)
     ON CONFLICT (person_id, role, coalesce(region, '')) WHERE to_wall IS NULL DO NOTHING`,
    [personId, JSON.stringify(by.which), `${by.businessKey}/withheld`, by.withheldBy, by.atWallMs],
  );
}

/** Given by hand again: from now on the directory's word counts too. */
export async function liftWithheld(
  db: Queryable,
  personId: string,
  { which, atWallMs }: { which: Grant[]; atWallMs: number },
): Promise<void> {
  await execute(
    db,
    `UPDATE role_withheld r SET to_wall = greatest($3, r.from_wall + 1)
     WHERE r.person_id = $1 AND r.to_wall IS NULL AND EXISTS (
       SELECT FROM jsonb_to_recordset($2) AS w(role text, region text) WHERE w.role = r.role AND w.region IS NOT DISTINCT FROM r.region)`,
    [personId, JSON.stringify(which), atWallMs],
  );
}
