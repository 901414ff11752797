import type { LifecycleTurn, Origin } from '../../domain/journal';
import type { LifecycleMode } from '../../domain/lifecycle';
import type { JsonObject } from '../../domain/hash';
import type { RoleId } from '../../domain/steps';
import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** What activities need to know of a partner. */
export interface PartnerRow {
  partnerId: string;
  name: string;
  type: string;
  region: string;
  country: string;
  profile: JsonObject;
  programId: string;
  programVersion: number;
  mode: LifecycleMode;
  workflowId: string;
  possibleDuplicateOf: string | null;
}

const PARTNER = `SELECT partner_id AS "partnerId", name, type, region, country, profile, program_id AS "programId",
  program_version AS "programVersion", mode, workflow_id AS "workflowId", possible_duplicate_of AS "possibleDuplicateOf"
  FROM partner WHERE partner_id = $1`;

/** Reads a partner. */
export async function findPartner(db: Queryable, partnerId: string): Promise<PartnerRow | null> {
  return queryOne<PartnerRow>(db, { name: 'partner-find', text: PARTNER }, [partnerId]);
}

/** Reads a partner and keeps others from changing it until the transaction ends. */
export async function lockPartner(tx: Queryable, partnerId: string): Promise<PartnerRow | null> {
  return queryOne<PartnerRow>(tx, `${PARTNER} FOR UPDATE`, [partnerId]);
}

/** Writes a newer turn. @returns the partner's program version, or null when the row already shows this turn or a later one */
export async function updateLifecycle(tx: Queryable, turn: LifecycleTurn): Promise<{ programVersion: string } | null> {
  return queryOne<{ programVersion: string }>(
    tx,
    `UPDATE partner SET mode = $3, stages = $4, cycle = $5, period = $6, turn = $2, changed_ms = $7, run_id = $8, activation = $10
     WHERE partner_id = $1 AND workflow_id = $9 AND turn < $2
     RETURNING program_id || '@' || program_version AS "programVersion"`,
    [
      turn.partnerId,
      turn.turn,
      turn.mode,
      turn.stages,
      turn.cycle,
      turn.period,
      turn.nowMs,
      turn.origin.runId,
      turn.origin.workflowId,
      turn.activation,
    ],
  );
}

/** The named owner of a role for a partner changes, or is named first. */
export async function setOwner(
  tx: Queryable,
  owner: { partnerId: string; role: RoleId; personId: string; nowMs: number },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO partner_owner (partner_id, role, person_id, changed_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (partner_id, role) DO UPDATE SET person_id = excluded.person_id, changed_ms = excluded.changed_ms`,
    [owner.partnerId, owner.role, owner.personId, owner.nowMs],
  );
}

/**
 * The first partner with this name skeleton, if any. Whoever asks holds the skeleton until the transaction ends, so
 * of two that apply at once the second finds the first.
 */
export async function findSameName(tx: Queryable, skeleton: string): Promise<string | null> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [skeleton]);
  const row = await queryOne<{ partnerId: string }>(
    tx,
    `SELECT partner_id AS "partnerId" FROM partner WHERE name_skeleton = $1 ORDER BY applied_ms, recorded_at, partner_id LIMIT 1`,
    [skeleton],
  );
  return row?.partnerId ?? null;
}

/** A partner that has applied. */
export interface NewPartner {
  origin: Origin;
  partnerId: string;
  name: string;
  nameSkeleton: string;
  type: string;
  region: string;
  country: string;
  city: string | null;
  source: string;
  externalId: string;
  registrationNumber: string | null;
  profile: JsonObject;
  programId: string;
  programVersion: number;
  appliedMs: number;
  possibleDuplicateOf: string | null;
  notes: string[];
  previousPartnerId: string | null;
}

/** Inserts a partner. @returns false when its id, identity or registration number is taken */
export async function insertPartner(tx: Queryable, row: NewPartner): Promise<boolean> {
  const rows = await execute(
    tx,
    `INSERT INTO partner (partner_id, name, name_skeleton, type, region, country, city, source, external_id,
       registration_number, profile, program_id, program_version, mode, stages, cycle, turn, applied_ms, changed_ms,
       possible_duplicate_of, notes, previous_partner_id, workflow_id, run_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'active', '{}', 0, 0, $14, $14, $15, $16, $17, $18, $19)
     ON CONFLICT DO NOTHING`,
    [
      row.partnerId,
      row.name,
      row.nameSkeleton,
      row.type,
      row.region,
      row.country,
      row.city,
      row.source,
      row.externalId,
      row.registrationNumber,
      JSON.stringify(row.profile),
      row.programId,
      row.programVersion,
      row.appliedMs,
      row.possibleDuplicateOf,
      row.notes,
      row.previousPartnerId,
      row.origin.workflowId,
      row.origin.runId,
    ],
  );
  return rows === 1;
}
