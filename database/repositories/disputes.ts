import type { ApprovalOutcome } from '../../domain/approvals';
import type { DisputeOutcome } from '../../domain/incentivize/dispute';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, queryOne, toSafeNumber } from '../sql';

/** A line that may be disputed, with whose it is. */
export interface DisputableLine {
  /** Which of the partner's people has earned it; null for the partner itself. */
  personId: string | null;
  partnerName: string;
  region: string;
  type: string;
  tier: string | null;
  programId: string;
  programVersion: number;
  period: string;
  ruleId: string;
  /** Minor units, signed. */
  amountMinor: string;
  currency: string;
  /** The sender's id of the sale or event. */
  reference: string;
  /** How often it was disputed. */
  disputes: number;
  /** One of these has not ended. */
  disputed: boolean;
}

/** An earning of the partner or of one of its people, kept from changing who disputes it until the transaction ends. */
export async function lockLine(
  tx: Queryable,
  { partnerId, earningId }: { partnerId: string; earningId: string },
): Promise<DisputableLine | null> {
  await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('dispute/' || $1, 0))`, [earningId]);
  return queryOne<DisputableLine>(
    tx,
    `SELECT e.person_id AS "personId", p.name AS "partnerName", p.region, p.type, e.tier, p.program_id AS "programId", p.program_version AS "programVersion",
            e.period, e.rule_id AS "ruleId", e.amount_minor::text AS "amountMinor", e.currency,
            coalesce(s.source || '/' || s.sale_id, v.source || '/' || v.event_id) AS reference,
            (SELECT count(*)::int FROM statement_dispute d WHERE d.earning_id = e.earning_id) AS disputes,
            EXISTS (SELECT FROM statement_dispute d LEFT JOIN statement_dispute_end x USING (dispute_id)
                    WHERE d.earning_id = e.earning_id AND x.dispute_id IS NULL) AS disputed
     FROM earning e JOIN partner p USING (partner_id) LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
     WHERE e.earning_id = $1 AND e.partner_id = $2`,
    [earningId, partnerId],
  );
}

/** Whether this is one of the partner's people now. */
export async function isPersonOf(
  db: Queryable,
  { personId, partnerId }: { personId: string; partnerId: string },
): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT 1 FROM person WHERE person_id = $1 AND partner_id = $2 AND status = 'active'`,
    [personId, partnerId],
  );
  return row !== null;
}

/** A dispute to record. */
export interface NewDispute {
  origin: Origin;
  disputeId: string;
  partnerId: string;
  earningId: string;
  number: number;
  reason: string;
  raisedBy: string;
  raisedMs: number;
  dueMs: number;
}

/** Records that a line is disputed. Idempotent by dispute id. */
export async function insertDispute(tx: Queryable, { origin, ...dispute }: NewDispute): Promise<void> {
  await execute(
    tx,
    `INSERT INTO statement_dispute (dispute_id, partner_id, earning_id, number, reason, raised_by, raised_ms, due_ms,
                                    workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'dispute/' || $1) ON CONFLICT DO NOTHING`,
    [
      ...[dispute.disputeId, dispute.partnerId, dispute.earningId, dispute.number, dispute.reason, dispute.raisedBy],
      ...[dispute.raisedMs, dispute.dueMs, origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
}

/** A recorded dispute. */
export interface RecordedDispute {
  partnerId: string;
  earningId: string;
  raisedBy: string;
  raisedMs: number;
  dueMs: number;
}

/** Reads a dispute; null while it is not recorded. */
export async function findDispute(db: Queryable, disputeId: string): Promise<RecordedDispute | null> {
  const row = await queryOne<Omit<RecordedDispute, 'raisedMs' | 'dueMs'> & { raisedMs: string; dueMs: string }>(
    db,
    `SELECT partner_id AS "partnerId", earning_id AS "earningId", raised_by AS "raisedBy", raised_ms AS "raisedMs", due_ms AS "dueMs"
     FROM statement_dispute WHERE dispute_id = $1`,
    [disputeId],
  );
  return row && { ...row, raisedMs: toSafeNumber(row.raisedMs), dueMs: toSafeNumber(row.dueMs) };
}

/** How an approval of a subject ended, as its row says; null while it has not. */
export async function findEnd(
  db: Queryable,
  { approvalId, subject }: { approvalId: string; subject: string },
): Promise<{ outcome: ApprovalOutcome; endedMs: number } | null> {
  const row = await queryOne<{ outcome: ApprovalOutcome; endedMs: string }>(
    db,
    `SELECT state AS outcome, ended_ms AS "endedMs" FROM approval WHERE approval_id = $1 AND subject = $2 AND ended_ms IS NOT NULL`,
    [approvalId, subject],
  );
  return row && { ...row, endedMs: toSafeNumber(row.endedMs) };
}

/** Ends a dispute. @returns false when it had ended before */
export async function endDispute(
  tx: Queryable,
  end: { origin: Origin; disputeId: string; outcome: DisputeOutcome; approvalId: string; endedMs: number },
): Promise<boolean> {
  const { origin } = end;
  const ended = await execute(
    tx,
    `INSERT INTO statement_dispute_end (dispute_id, outcome, approval_id, ended_ms, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'dispute/' || $1 || '/end') ON CONFLICT DO NOTHING`,
    [
      ...[end.disputeId, end.outcome, end.approvalId, end.endedMs],
      ...[origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
  return ended === 1;
}
