import type { LastingTerms } from '../domain/programs/program-publication';
import type { Queryable } from './sql';
import { queryOne } from './sql';

/** What a further version of a program must keep; null while there is none. */
export async function findLastingTerms(db: Queryable, programId: string): Promise<LastingTerms | null> {
  return queryOne<LastingTerms>(
    db,
    `SELECT document ->> 'period' AS period, document ->> 'zone' AS zone, document #>> '{plan,currency}' AS "planCurrency",
            EXISTS (SELECT FROM earning WHERE program_id = $1) AS "hasEarnings"
     FROM program_version WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [programId],
  );
}
