import type { Pool } from 'pg';

/** What waits for somebody. */
export interface Waiting {
  /** Different for each thing to do. */
  key: string;
  kind: string;
  workflowId: string;
  stepKey: string;
  partnerId: string;
  period: string | null;
  roles: string[];
  details: { evidence?: string[]; documentHash?: string; signed?: boolean } | null;
  approval: { contentHash: string; quorum: number; candidates: string[] } | null;
}

const OPEN_STEPS = `
  SELECT s.step_id || '/' || coalesce(s.details ->> 'signed', '') AS key, s.kind, s.stage_workflow_id AS "workflowId",
         s.key AS "stepKey", s.partner_id AS "partnerId", r.period, s.roles, s.details, NULL::jsonb AS approval
  FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id
  WHERE s.partner_id = ANY($1) AND s.state = 'open' AND s.kind NOT IN ('approval', 'service', 'provision', 'screening', 'wait')
    AND (s.kind <> 'agreement' OR s.details ? 'documentHash')`;

const OPEN_APPROVALS = `
  SELECT a.approval_id AS key, 'approval', a.workflow_id, a.title, a.partner_id, NULL, a.roles, NULL::jsonb,
         jsonb_build_object('contentHash', a.content_hash, 'quorum', a.quorum, 'candidates', ARRAY(
           SELECT DISTINCT c.person_id FROM approval_candidate c
           WHERE c.approval_id = a.approval_id AND c.person_id IS DISTINCT FROM a.requester))
  FROM approval a WHERE a.partner_id = ANY($1) AND a.state = 'open'`;

/** All that waits for people at these partners now. */
export async function waitingFor(pool: Pool, partnerIds: readonly string[]): Promise<Waiting[]> {
  const { rows } = await pool.query<Waiting>(`${OPEN_STEPS} UNION ALL ${OPEN_APPROVALS}`, [partnerIds]);
  return rows;
}
