import type { Pool } from 'pg';
import type { RoleId } from '../../domain/steps';
import { query, toSafeNumber } from '../sql';

/** An absence. Wall time. */
export interface AbsenceView {
  absenceId: string;
  personId: string;
  displayName: string;
  delegateId: string | null;
  delegateName: string | null;
  /** Null: in every role, everywhere, about anything. */
  role: RoleId | null;
  region: string | null;
  subjectType: string | null;
  fromWallMs: number;
  toWallMs: number;
  state: 'coming' | 'active' | 'over' | 'cancelled';
  enteredBy: string;
}

/** More of one person's absences nobody looks through. */
const ABSENCES_MAX = 200;

/** Absences, read only. */
export class AbsencesView {
  constructor(private readonly pool: Pool) {}

  /** Absences of a person, and those in which they stand in for others; the latest first. */
  async of(personId: string, nowWallMs: number): Promise<AbsenceView[]> {
    const rows = await query<Omit<AbsenceView, 'fromWallMs' | 'toWallMs'> & { fromWallMs: string; toWallMs: string }>(
      this.pool,
      `SELECT a.absence_id AS "absenceId", a.person_id AS "personId", p.display_name AS "displayName", a.delegate_id AS "delegateId",
              d.display_name AS "delegateName", a.role, a.region, a.subject_type AS "subjectType", a.from_wall AS "fromWallMs",
              a.to_wall AS "toWallMs", a.entered_by AS "enteredBy",
              CASE WHEN a.cancelled_wall IS NOT NULL THEN 'cancelled' WHEN a.from_wall > $2 THEN 'coming'
                   WHEN a.to_wall > $2 THEN 'active' ELSE 'over' END AS state
       FROM absence a JOIN person p ON p.person_id = a.person_id LEFT JOIN person d ON d.person_id = a.delegate_id
       WHERE a.person_id = $1 OR a.delegate_id = $1 ORDER BY a.from_wall DESC, a.absence_id LIMIT $3`,
      [personId, nowWallMs, ABSENCES_MAX],
    );
    return rows.map((row) => ({
      ...row,
      fromWallMs: toSafeNumber(row.fromWallMs),
      toWallMs: toSafeNumber(row.toWallMs),
    }));
  }
}
