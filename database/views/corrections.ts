import type { Pool } from 'pg';
import type { Refusal } from '../../domain/errors';
import type { Cascade, CorrectionOutcome, StagedCorrection } from '../../domain/incentivize/correction';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** A correction, as of its latest preview. Times are wall time, epoch ms. */
export interface CorrectionView {
  correctionId: string;
  content: StagedCorrection;
  requestedBy: string;
  requestedMs: number;
  state: 'shown' | 'submitted' | 'refused' | CorrectionOutcome;
  refusal: Refusal | null;
  /** How often it was shown: again where something else had changed. */
  round: number;
  cascade: Cascade | null;
  /** The approval that was asked last. */
  approvalId: string | null;
  endedMs: number | null;
  workflowId: string;
}

type Row = Omit<CorrectionView, 'requestedMs' | 'endedMs'> & { requestedMs: string; endedMs: string | null };

const SELECT = `SELECT c.correction_id AS "correctionId", c.content, c.requested_by AS "requestedBy", c.requested_wall AS "requestedMs",
    CASE WHEN c.refusal IS NOT NULL THEN 'refused' WHEN x.outcome IS NOT NULL THEN x.outcome
         WHEN o.command = 'submit' THEN 'submitted' WHEN o.command = 'withdraw' THEN 'withdrawn' ELSE 'shown' END AS state,
    c.refusal, coalesce(p.round, 0) AS round, p.cascade, x.ended_wall AS "endedMs", c.workflow_id AS "workflowId",
    (SELECT a.approval_id FROM approval a WHERE a.subject = 'correction/' || c.correction_id || '/' || p.hash
     ORDER BY a.opened_ms DESC LIMIT 1) AS "approvalId"
  FROM correction c LEFT JOIN correction_order o USING (correction_id) LEFT JOIN correction_end x USING (correction_id)
  LEFT JOIN LATERAL (SELECT v.round, v.hash, v.cascade FROM correction_preview v WHERE v.correction_id = c.correction_id
                     ORDER BY v.round DESC LIMIT 1) p ON true`;

/** Corrections of wrong inputs; read only. */
export class CorrectionsView {
  constructor(private readonly pool: Pool) {}

  /** Null while it is not recorded. */
  async find(correctionId: string): Promise<CorrectionView | null> {
    const rows = await query<Row>(this.pool, `${SELECT} WHERE c.correction_id = $1`, [correctionId]);
    return rows.map(viewOf)[0] ?? null;
  }

  /** The latest first; one row more than the page holds, where there are more. */
  async list(page: {
    partnerId: string | null;
    limit: number;
    after: { requestedMs: number; correctionId: string } | null;
  }): Promise<CorrectionView[]> {
    const rows = await query<Row>(
      this.pool,
      `${SELECT} WHERE ($1::text IS NULL OR c.partner_id = $1) AND ($2::bigint IS NULL OR (c.requested_wall, c.correction_id) < ($2, $3))
       ORDER BY c.requested_wall DESC, c.correction_id DESC LIMIT $4 + 1`,
      [page.partnerId, page.after?.requestedMs ?? null, page.after?.correctionId ?? null, page.limit],
    );
    return rows.map(viewOf);
  }
}

function viewOf({ requestedMs, endedMs, ...row }: Row): CorrectionView {
  return { ...row, requestedMs: toSafeNumber(requestedMs), endedMs: toSafeNumberOrNull(endedMs) };
}
