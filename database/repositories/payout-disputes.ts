import type { Queryable } from '../sql';
import { execute, query } from '../sql';
import type { PayoutRunRow } from './payout-runs';

/** Earnings under a dispute that has not ended. */
const OPEN_DISPUTE = `statement_dispute d LEFT JOIN statement_dispute_end x USING (dispute_id)`;

/**
 * Takes what partners dispute out of the payouts that a run would collect: a dispute holds only its line, and the rest of the
 * payout is paid. What is taken out is free for the next close once the dispute has ended. What takes away from a payout
 * stays in it: more than was approved is never paid. Idempotent: what is out is out.
 */
export async function holdDisputed(tx: Queryable, run: PayoutRunRow): Promise<void> {
  await execute(
    tx,
    `WITH held AS (
       INSERT INTO payout_held (payout_id, earning_id, amount_minor, dispute_id)
       SELECT DISTINCT ON (i.payout_id, i.earning_id) i.payout_id, i.earning_id, e.amount_minor, d.dispute_id
       FROM ${OPEN_DISPUTE} JOIN payout_item i ON i.earning_id = d.earning_id AND i.live JOIN earning e ON e.earning_id = i.earning_id
       JOIN payout p ON p.payout_id = i.payout_id JOIN partner r ON r.partner_id = p.partner_id
       WHERE x.dispute_id IS NULL AND e.amount_minor > 0 AND r.program_id = $1 AND p.state = 'due' AND p.period COLLATE "C" <= $2
         AND NOT EXISTS (SELECT FROM payout_line_item l WHERE l.payout_id = p.payout_id AND l.live)
       ORDER BY i.payout_id, i.earning_id, d.dispute_id
       ON CONFLICT DO NOTHING RETURNING payout_id, earning_id)
     UPDATE payout_item i SET live = false FROM held h WHERE i.payout_id = h.payout_id AND i.earning_id = h.earning_id`,
    [run.programId, run.period],
  );
}

/** Which of these lines are for something that is disputed now. */
export async function findDisputedLines(tx: Queryable, lineIds: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ lineId: string }>(
    tx,
    `SELECT DISTINCT l.line_id AS "lineId" FROM payout_line_item l JOIN payout_item i ON i.payout_id = l.payout_id AND i.live
     JOIN earning e USING (earning_id) JOIN ${OPEN_DISPUTE} ON d.earning_id = e.earning_id
     WHERE l.line_id = ANY($1::text[]) AND l.live AND e.amount_minor > 0 AND x.dispute_id IS NULL`,
    [lineIds],
  );
  return new Set(rows.map(({ lineId }) => lineId));
}

/** The runs that would pay this earning and have not begun to. */
export async function findRunsPaying(tx: Queryable, earningId: string): Promise<string[]> {
  const rows = await query<{ runId: string }>(
    tx,
    `SELECT DISTINCT l.run_id AS "runId" FROM payout_item i JOIN payout_line_item t ON t.payout_id = i.payout_id AND t.live
     JOIN payout_line l USING (line_id) JOIN payout_run r ON r.run_id = l.run_id AND r.revision = l.revision
     JOIN earning e ON e.earning_id = i.earning_id
     WHERE i.earning_id = $1 AND i.live AND e.amount_minor > 0 AND r.state IN ('open','calculated','in_review','approved') ORDER BY 1`,
    [earningId],
  );
  return rows.map(({ runId }) => runId);
}

/** The workflows of runs that are calculated anew and had a line with this earning before. */
export async function findRunsAnew(db: Queryable, earningId: string): Promise<string[]> {
  const rows = await query<{ workflowId: string }>(
    db,
    `SELECT DISTINCT r.workflow_id AS "workflowId" FROM payout_item i JOIN payout_line_item t USING (payout_id)
     JOIN payout_line l USING (line_id) JOIN payout_run r ON r.run_id = l.run_id AND r.revision > l.revision
     WHERE i.earning_id = $1 AND r.state = 'open' ORDER BY 1`,
    [earningId],
  );
  return rows.map(({ workflowId }) => workflowId);
}
