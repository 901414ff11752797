import type { ReportEffect, ReportSaying, ReportState } from '../../domain/incentivize/payment-report';
import { REPORT_EFFECTS } from '../../domain/incentivize/payment-report';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** A report on record. */
export interface ReportRow {
  reportId: string;
  rail: PayoutMethod;
  state: ReportState;
  reportedBy: string;
}

/** Reads a report and keeps others from deciding it until the transaction ends; null while it is not recorded. */
export async function lockReport(tx: Queryable, reportId: string): Promise<ReportRow | null> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`payment-report/${reportId}`]);
  return queryOne<ReportRow>(
    tx,
    `SELECT report_id AS "reportId", rail, state, reported_by AS "reportedBy" FROM payment_report WHERE report_id = $1`,
    [reportId],
  );
}

/** A report to record. */
export interface NewReport extends ReportRow {
  origin: Origin;
  contentHash: string;
  wallMs: number;
}

/** Records a report. */
export async function insertReport(tx: Queryable, { origin, ...report }: NewReport): Promise<void> {
  await execute(
    tx,
    `INSERT INTO payment_report (report_id, rail, content_hash, state, reported_by, reported_wall, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'payment-report/' || $1)`,
    [
      ...[report.reportId, report.rail, report.contentHash, report.state, report.reportedBy, report.wallMs],
      ...[origin.workflowId, origin.runId, origin.historyLength],
    ],
  );
}

/** What a report says, entry by entry. */
export interface ReportEntry {
  position: number;
  /** Null for a stray. */
  attemptId: string | null;
  outcome: ReportSaying['outcome'] | null;
  /** The bank's or finance's own. */
  reference: string | null;
  reason: string | null;
  effect: ReportEffect;
}

/** Records what a report says. */
export async function insertEntries(tx: Queryable, reportId: string, entries: readonly ReportEntry[]): Promise<void> {
  await execute(
    tx,
    `INSERT INTO payment_report_entry (report_id, position, attempt_id, outcome, reference, reason, effect)
     SELECT $2, e.position, e."attemptId", e.outcome, e.reference, e.reason, e.effect
     FROM jsonb_to_recordset($1) AS e(position integer, "attemptId" text, outcome text, reference text, reason text, effect text)`,
    [JSON.stringify(entries), reportId],
  );
}

/** What a report says, in its order. */
export async function readEntries(db: Queryable, reportId: string): Promise<ReportEntry[]> {
  return query<ReportEntry>(
    db,
    `SELECT position, attempt_id AS "attemptId", outcome, reference, reason, effect
     FROM payment_report_entry WHERE report_id = $1 ORDER BY position`,
    [reportId],
  );
}

/** Sets what entries have done. */
export async function settleEntries(
  tx: Queryable,
  reportId: string,
  entries: readonly Pick<ReportEntry, 'position' | 'effect' | 'reason'>[],
): Promise<void> {
  await execute(
    tx,
    `UPDATE payment_report_entry e SET effect = s.effect, reason = s.reason
     FROM jsonb_to_recordset($1) AS s(position integer, effect text, reason text) WHERE e.report_id = $2 AND e.position = s.position`,
    [JSON.stringify(entries), reportId],
  );
}

/** Decides a proposed report. */
export async function decideReport(
  tx: Queryable,
  { reportId, state, personId, wallMs }: { reportId: string; state: ReportState; personId: string; wallMs: number },
): Promise<void> {
  await execute(tx, `UPDATE payment_report SET state = $2, decided_by = $3, decided_wall = $4 WHERE report_id = $1`, [
    reportId,
    state,
    personId,
    wallMs,
  ]);
}

/** How many entries have done what. */
export async function countEntries(db: Queryable, reportId: string): Promise<Record<ReportEffect, number>> {
  const rows = await query<{ effect: ReportEffect; entries: number }>(
    db,
    'SELECT effect, count(*)::int AS entries FROM payment_report_entry WHERE report_id = $1 GROUP BY 1',
    [reportId],
  );
  const none = Object.fromEntries(REPORT_EFFECTS.map((effect) => [effect, 0])) as Record<ReportEffect, number>;
  return { ...none, ...Object.fromEntries(rows.map(({ effect, entries }) => [effect, entries])) };
}

/** The runs that a report is about, with their workflows. */
export async function findReportRuns(
  db: Queryable,
  reportId: string,
): Promise<{ runId: string; workflowId: string }[]> {
  return query(
    db,
    `SELECT DISTINCT r.run_id AS "runId", r.workflow_id AS "workflowId"
     FROM payment_report_entry e JOIN payout_attempt a USING (attempt_id) JOIN payout_line l USING (line_id)
     JOIN payout_run r ON r.run_id = l.run_id AND r.revision = l.revision WHERE e.report_id = $1 ORDER BY 1`,
    [reportId],
  );
}

/** The attempt under which we asked the provider for a payment; null for one that is none of ours. */
export async function findPayment(
  db: Queryable,
  attemptId: string,
): Promise<{ attemptId: string; runId: string; amountMinor: bigint; currency: string } | null> {
  const row = await queryOne<{ attemptId: string; runId: string; amountMinor: string; currency: string }>(
    db,
    `SELECT a.attempt_id AS "attemptId", l.run_id AS "runId", l.amount_minor AS "amountMinor", l.currency
     FROM payout_attempt a JOIN payout_line l USING (line_id) WHERE a.attempt_id = $1 AND a.rail = 'provider'`,
    [attemptId],
  );
  return row && { ...row, amountMinor: BigInt(row.amountMinor) };
}

/** As what the bank has booked payments before, by attempt; those whose reports told no reference are left out. */
export async function findBookedReferences(db: Queryable, attemptIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ attemptId: string; reference: string }>(
    db,
    `SELECT attempt_id AS "attemptId", min(reference) AS reference FROM payment_report_entry
     WHERE attempt_id = ANY($1::text[]) AND outcome = 'paid' AND effect = 'applied' AND reference IS NOT NULL GROUP BY 1`,
    [attemptIds],
  );
  return new Map(rows.map(({ attemptId, reference }) => [attemptId, reference]));
}
