import type { Pool } from 'pg';
import { LIVE_STATES } from '../../domain/approvals';
import type { RoleId } from '../../domain/steps';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

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

/** What an absence would be asked of others: an approval that asks this person for themselves. */
export interface AbsenceWait {
  approvalId: string;
  title: string;
  partnerId: string;
  partnerName: string;
  region: string;
  subjectType: string;
  /** The roles in which the person is asked. */
  roles: RoleId[];
  /** Program time, epoch ms. */
  dueMs: number | null;
  programVersion: string;
}

/** Who could stand in. */
export interface StandIn {
  personId: string;
  displayName: string;
  roles: RoleId[];
}

/** More of one person's absences nobody looks through. */
const ABSENCES_MAX = 200;
const WAITS_LISTED_MAX = 200;
const STAND_INS_LISTED_MAX = 1_000;

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

  /** What asks the person now, for themselves and not for somebody else: this an absence reroutes. The earliest due first. */
  async waitsFor(personId: string): Promise<AbsenceWait[]> {
    const rows = await query<Omit<AbsenceWait, 'dueMs'> & { dueMs: string | null }>(
      this.pool,
      `SELECT a.approval_id AS "approvalId", a.title, a.partner_id AS "partnerId", p.name AS "partnerName", a.region,
              a.subject_type AS "subjectType", c.roles, a.due_ms AS "dueMs", a.program_version AS "programVersion"
       FROM approval a JOIN partner p ON p.partner_id = a.partner_id
       JOIN (SELECT approval_id, array_agg(role ORDER BY role) AS roles FROM approval_candidate
             WHERE person_id = $1 AND on_behalf_of = '' GROUP BY approval_id) c ON c.approval_id = a.approval_id
       WHERE a.state IN ('${LIVE_STATES.join("','")}')
         AND NOT EXISTS (SELECT FROM decision_live d WHERE d.approval_id = a.approval_id AND d.person_id = $1)
       ORDER BY a.due_ms NULLS LAST, a.approval_id LIMIT ${WAITS_LISTED_MAX}`,
      [personId],
    );
    return rows.map((row) => ({ ...row, dueMs: toSafeNumberOrNull(row.dueMs) }));
  }

  /** Who could stand in: active people of the same side, with the roles that they hold themselves. */
  standIns(of: { personId: string; partnerId: string | null }, nowWallMs: number): Promise<StandIn[]> {
    return query<StandIn>(
      this.pool,
      `SELECT p.person_id AS "personId", p.display_name AS "displayName",
              array(SELECT DISTINCT g.role FROM role_grant g WHERE g.person_id = p.person_id AND g.from_wall <= $3
                      AND (g.to_wall IS NULL OR g.to_wall > $3) ORDER BY g.role) AS roles
       FROM person p
       WHERE p.kind = 'person' AND p.status = 'active' AND p.person_id <> $1 AND p.partner_id IS NOT DISTINCT FROM $2
       ORDER BY lower(p.display_name), p.person_id LIMIT ${STAND_INS_LISTED_MAX}`,
      [of.personId, of.partnerId, nowWallMs],
    );
  }
}
