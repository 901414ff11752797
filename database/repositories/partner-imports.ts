import type { ImportedCompany } from '../../domain/recruit/partner-report';
import type { Queryable } from '../sql';
import { query } from '../sql';

/** The identity of a row and the intake id of its application. */
export interface RowIdentity {
  externalId: string;
  intakeId: string;
}

/**
 * The companies of a source that are on record under these ids: as a partner, or as an application whose lifecycle has
 * not begun yet. One statement sees either the one or the other.
 */
export async function findImported(
  db: Queryable,
  { source, rows }: { source: string; rows: readonly RowIdentity[] },
): Promise<Map<string, ImportedCompany>> {
  if (rows.length === 0) return new Map();
  const found = await query<ImportedCompany & { externalId: string }>(
    db,
    `SELECT DISTINCT ON (a.external_id) a.external_id AS "externalId",
       coalesce(p.partner_id, i.content ->> 'partnerId') AS "partnerId", coalesce(p.name, i.content ->> 'name') AS name,
       coalesce(p.type, i.content ->> 'type') AS type, coalesce(p.country, i.content ->> 'country') AS country,
       coalesce(p.city, i.content ->> 'city') AS city,
       coalesce(p.registration_number, i.content ->> 'registrationNumber') AS "registrationNumber"
     FROM unnest($2::text[], $3::text[]) AS a(external_id, intake_id)
     LEFT JOIN partner p ON p.source = $1 AND p.external_id = a.external_id
     LEFT JOIN intake i ON p.partner_id IS NULL AND i.intake_id = a.intake_id AND i.content IS NOT NULL
     WHERE p.partner_id IS NOT NULL OR i.intake_id IS NOT NULL`,
    [source, rows.map((row) => row.externalId), rows.map((row) => row.intakeId)],
  );
  return new Map(found.map(({ externalId, ...company }) => [externalId, company]));
}

/** The first partner by name skeleton, whatever its source. */
export async function findAlike(db: Queryable, skeletons: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ skeleton: string; partnerId: string }>(
    db,
    `SELECT DISTINCT ON (name_skeleton) name_skeleton AS skeleton, partner_id AS "partnerId" FROM partner
     WHERE name_skeleton = ANY($1::text[]) ORDER BY name_skeleton, applied_ms, recorded_at, partner_id`,
    [skeletons],
  );
  return new Map(rows.map(({ skeleton, partnerId }) => [skeleton, partnerId]));
}

/** Which of these registration numbers a partner has. */
export async function findRegistered(db: Queryable, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ number: string }>(
    db,
    'SELECT registration_number AS number FROM partner WHERE registration_number = ANY($1::text[])',
    [numbers],
  );
  return new Set(rows.map(({ number }) => number));
}

/** Rows of an import, from 1, whose lifecycle has not begun, after a row. A partner on record is never started again. */
export async function findNotBegun(
  db: Queryable,
  importId: string,
  page: { afterRow: number; limit: number },
): Promise<number[]> {
  const rows = await query<{ rowNumber: number }>(
    db,
    `SELECT r.row_number AS "rowNumber" FROM import_row r
     WHERE r.import_id = $1 AND r.row_number > $2 AND r.outcome IN ('stored', 'same')
       AND NOT EXISTS (SELECT FROM partner p WHERE p.partner_id = r.partner_id)
     ORDER BY r.row_number LIMIT $3`,
    [importId, page.afterRow, page.limit],
  );
  return rows.map(({ rowNumber }) => rowNumber);
}
