import type { Refusal } from '../../domain/errors';
import type {
  Cascade,
  CascadeLine,
  CorrectionOrder,
  CorrectionOutcome,
  StagedCorrection,
} from '../../domain/incentivize/correction';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber } from '../sql';

/** Makes attempts on one correction take turns until the transaction ends. */
export async function lockCorrection(tx: Queryable, correctionId: string): Promise<void> {
  await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('correction/' || $1, 0))`, [correctionId]);
}

/** A recorded correction. */
export interface RecordedCorrection {
  content: StagedCorrection;
  requestedBy: string;
  requestedWallMs: number;
  refusal: Refusal | null;
}

/** Reads a correction; null while it is not recorded. */
export async function findCorrection(db: Queryable, correctionId: string): Promise<RecordedCorrection | null> {
  const row = await queryOne<Omit<RecordedCorrection, 'requestedWallMs'> & { requestedWallMs: string }>(
    db,
    `SELECT content, requested_by AS "requestedBy", requested_wall AS "requestedWallMs", refusal FROM correction WHERE correction_id = $1`,
    [correctionId],
  );
  return row && { ...row, requestedWallMs: toSafeNumber(row.requestedWallMs) };
}

/** Records what is to be corrected, or why not. Idempotent by correction id. */
export async function insertCorrection(
  tx: Queryable,
  row: RecordedCorrection & { correctionId: string; origin: Origin },
): Promise<void> {
  const { correctionId, content, requestedBy, requestedWallMs, refusal, origin } = row;
  await execute(
    tx,
    `INSERT INTO correction (correction_id, program_id, partner_id, content, requested_by, requested_wall, refusal,
                             workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'correction/' || $1) ON CONFLICT DO NOTHING`,
    [
      ...[correctionId, content.programId, content.partnerId, JSON.stringify(content), requestedBy, requestedWallMs],
      ...[refusal && JSON.stringify(refusal), origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
}

/** What a correction comes to, as it was shown. */
export interface ShownCascade {
  round: number;
  cascade: Cascade;
}

/** What was shown last, or in a round; null before the first preview. */
export async function findPreview(db: Queryable, correctionId: string, round?: number): Promise<ShownCascade | null> {
  return queryOne<ShownCascade>(
    db,
    `SELECT round, cascade FROM correction_preview WHERE correction_id = $1 AND ($2::int IS NULL OR round = $2)
     ORDER BY round DESC LIMIT 1`,
    [correctionId, round ?? null],
  );
}

/** Keeps what is shown. Idempotent by round: what was shown first stays. */
export async function insertPreview(
  tx: Queryable,
  { correctionId, round, cascade, nowWallMs }: ShownCascade & { correctionId: string; nowWallMs: number },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO correction_preview (correction_id, round, hash, cascade, shown_wall) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [correctionId, round, cascade.hash, JSON.stringify(cascade), nowWallMs],
  );
}

/** What was ordered of a correction; null before. */
export async function findOrder(
  db: Queryable,
  correctionId: string,
): Promise<{ intakeId: string; order: CorrectionOrder['order']; round: number } | null> {
  return queryOne(
    db,
    'SELECT intake_id AS "intakeId", command AS "order", round FROM correction_order WHERE correction_id = $1',
    [correctionId],
  );
}

/** Notes what is ordered, of exactly what was shown: Postgres knows no other hash. */
export async function insertOrder(
  tx: Queryable,
  row: {
    correctionId: string;
    intakeId: string;
    order: CorrectionOrder['order'];
    round: number;
    hash: string;
    personId: string;
    wallMs: number;
  },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO correction_order (correction_id, intake_id, command, round, hash, ordered_by, ordered_wall) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [row.correctionId, row.intakeId, row.order, row.round, row.hash, row.personId, row.wallMs],
  );
}

/** How a correction ended; null while it has not. */
export async function findCorrectionEnd(
  db: Queryable,
  correctionId: string,
): Promise<{ outcome: CorrectionOutcome } | null> {
  return queryOne(db, 'SELECT outcome FROM correction_end WHERE correction_id = $1', [correctionId]);
}

/** Ends a correction, once. @returns false when it had ended before */
export async function endCorrection(
  tx: Queryable,
  end: {
    origin: Origin;
    correctionId: string;
    outcome: CorrectionOutcome;
    shown: ShownCascade;
    approvalId: string | null;
    postings: number;
    endedWallMs: number;
  },
): Promise<boolean> {
  const { origin, correctionId, outcome, shown, approvalId, postings, endedWallMs } = end;
  const ended = await execute(
    tx,
    `INSERT INTO correction_end (correction_id, outcome, round, hash, approval_id, postings, ended_wall, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'correction/' || $1 || '/end') ON CONFLICT DO NOTHING`,
    [
      ...[correctionId, outcome, shown.round, shown.cascade.hash, approvalId, postings, endedWallMs],
      ...[origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
  return ended === 1;
}

/** The partner whose input is wrong. */
export interface CorrectedPartner {
  name: string;
  region: string;
  type: string;
  programId: string;
  programVersion: number;
}

/** Reads it; null where there is none. */
export async function findCorrectedPartner(db: Queryable, partnerId: string): Promise<CorrectedPartner | null> {
  return queryOne(
    db,
    `SELECT name, region, type, program_id AS "programId", program_version AS "programVersion" FROM partner WHERE partner_id = $1`,
    [partnerId],
  );
}

/** Whether the partner has a sale, or an event, of this id. */
export async function hasRecord(
  db: Queryable,
  { kind, partnerId, source, id }: { kind: 'sale' | 'event'; partnerId: string; source: string; id: string },
): Promise<boolean> {
  const row = await queryOne(
    db,
    kind === 'sale'
      ? `SELECT 1 FROM partner_sale WHERE partner_id = $1 AND source = $2 AND sale_id = $3 AND kind <> 'correction'`
      : `SELECT 1 FROM partner_commission_event WHERE partner_id = $1 AND source = $2 AND event_id = $3 AND kind <> 'correction'
         UNION ALL SELECT 1 FROM partner_sale WHERE partner_id = $1 AND source = $2 AND sale_id = $3 AND kind <> 'correction'`,
    [partnerId, source, id],
  );
  return row !== null;
}

/** From which days the partner was of which tiers, as corrected. Idempotent by correction and day. */
export async function insertTierCorrection(
  tx: Queryable,
  {
    correctionId,
    partnerId,
    tiers,
  }: { correctionId: string; partnerId: string; tiers: readonly { fromDay: string; tier: string | null }[] },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO tier_correction (correction_id, partner_id, from_day, tier)
     SELECT $1, $2, r."fromDay", r.tier FROM jsonb_to_recordset($3) AS r("fromDay" date, tier text) ON CONFLICT DO NOTHING`,
    [correctionId, partnerId, JSON.stringify(tiers)],
  );
}

/** What is posted of these earnings' lines now, all revisions summed up, by earning; `after` is the sum. */
export async function readLinesOf(
  db: Queryable,
  earningIds: readonly string[],
): Promise<Map<string, Omit<CascadeLine, 'before'>>> {
  const rows = await query<Omit<CascadeLine, 'before'> & { earningId: string }>(
    db,
    `SELECT e.earning_id AS "earningId", coalesce(s.source, v.source) AS source, coalesce(s.sale_id, v.event_id) AS id, e.rule_id AS rule,
            e.period, e.partner_id AS "partnerId", e.person_id AS "personId", e.overlay, e.currency,
            (SELECT sum(o.amount_minor) FROM earning o WHERE o.rule_id = e.rule_id AND o.partner_id = e.partner_id AND o.overlay = e.overlay
               AND o.person_id IS NOT DISTINCT FROM e.person_id AND (o.sale_key = e.sale_key OR o.event_key = e.event_key))::text AS after
     FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
     WHERE e.earning_id = ANY($1::text[])`,
    [earningIds],
  );
  return new Map(rows.map(({ earningId, ...line }) => [earningId, line]));
}
