import type { ApprovalContent, ApprovalState, Decision, DecisionKind } from '../../domain/approvals';
import { isLive } from '../../domain/approvals';
import type { PlannedApproval } from '../../domain/approvals/plan';
import type { ApprovalOpening, ApprovalTurn, Origin } from '../../domain/journal';
import type { Prepared, Queryable } from '../sql';
import { execute, query, queryOne, toSafeNumber } from '../sql';

/** What a recording needs to know of an approval. */
export interface ApprovalRow {
  approvalId: string;
  workflowId: string;
  partnerId: string;
  contentHash: string;
  state: ApprovalState;
  programVersion: string;
  subjectType: ApprovalContent['subjectType'];
  facts: ApprovalContent['facts'];
}

const APPROVAL = `SELECT approval_id AS "approvalId", workflow_id AS "workflowId", partner_id AS "partnerId",
  content_hash AS "contentHash", state, program_version AS "programVersion", subject_type AS "subjectType",
  content -> 'facts' AS facts FROM approval`;
const LOCK: Prepared = { name: 'approval-lock', text: `${APPROVAL} WHERE approval_id = $1 FOR UPDATE` };

/** @returns false when the row was there already */
export async function insertApproval(
  tx: Queryable,
  opening: ApprovalOpening,
  resolved: PlannedApproval,
): Promise<boolean> {
  const { origin, content, plan, rule } = opening;
  const rows = await execute(
    tx,
    `INSERT INTO approval (approval_id, workflow_id, run_id, partner_id, subject, subject_type, title, content,
       content_hash, plan, roles, quorum, requester, beneficiaries, region, round, state, turn, opened_ms, due_ms, program_version,
       rule, resolved, levels)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'open', 0, $17, $18, $19, $20, $21, $22)
     ON CONFLICT (approval_id) DO NOTHING`,
    [
      opening.approvalId,
      origin.workflowId,
      origin.runId,
      opening.partnerId,
      content.subject,
      content.subjectType,
      content.title,
      JSON.stringify(content),
      opening.contentHash,
      JSON.stringify(plan),
      plan.roles,
      plan.quorum,
      opening.requester ?? null,
      opening.beneficiaries,
      opening.audience.region,
      opening.round,
      opening.openedMs,
      opening.dueMs ?? null,
      opening.programVersion,
      rule === undefined ? null : JSON.stringify(rule),
      JSON.stringify(resolved),
      resolved.levels.length,
    ],
  );
  return rows === 1;
}

/** Reads an approval and keeps others from changing it, or deciding it, until the transaction ends. */
export async function lockApproval(tx: Queryable, approvalId: string): Promise<ApprovalRow | null> {
  return queryOne<ApprovalRow>(tx, LOCK, [approvalId]);
}

/** The approval of a workflow. */
export async function findApprovalOfWorkflow(db: Queryable, workflowId: string): Promise<ApprovalRow | null> {
  return queryOne<ApprovalRow>(db, `${APPROVAL} WHERE workflow_id = $1`, [workflowId]);
}

/** What a turn writes into the approval's row. */
export type ApprovalRowTurn = Pick<
  ApprovalTurn,
  'origin' | 'approvalId' | 'turn' | 'nowMs' | 'state' | 'plan' | 'dueMs' | 'claimedBy'
> & { progress?: { level?: number } };

/**
 * Writes a newer turn, also over an end: that may have been told by a workflow task that was lost.
 * @returns false when the row already shows this turn or a later one
 */
export async function updateApproval(
  tx: Queryable,
  turn: ApprovalRowTurn,
  /** The plan with its people; without it the one on record stays. */
  resolved?: PlannedApproval,
): Promise<boolean> {
  const rows = await execute(
    tx,
    {
      name: 'approval-update',
      text: `UPDATE approval SET state = $3, plan = $4, roles = $5, quorum = $6, due_ms = $7, ended_ms = $8, turn = $2, run_id = $9,
       level = $10, claimed_by = $11, resolved = coalesce($12, resolved), levels = coalesce($13, levels)
     WHERE approval_id = $1 AND turn < $2`,
    },
    [
      turn.approvalId,
      turn.turn,
      turn.state,
      JSON.stringify(turn.plan),
      turn.plan.roles,
      turn.plan.quorum,
      turn.dueMs ?? null,
      isLive(turn.state) ? null : turn.nowMs,
      turn.origin.runId,
      turn.progress?.level ?? 1,
      turn.claimedBy ?? null,
      resolved === undefined ? null : JSON.stringify(resolved),
      resolved?.levels.length ?? null,
    ],
  );
  return rows === 1;
}

/** All decisions on an approval, each person's oldest first. */
export async function findDecisions(db: Queryable, approvalId: string): Promise<Decision[]> {
  const rows = await query<
    Omit<Decision, 'decidedMs' | 'onBehalfOf'> & { decidedMs: string; onBehalfOf: string | null }
  >(
    db,
    {
      name: 'decision-list',
      text: `SELECT person_id AS "personId", seq, decision, content_hash AS "contentHash", decided_ms AS "decidedMs", level,
            on_behalf_of AS "onBehalfOf"
     FROM decision WHERE approval_id = $1 ORDER BY person_id, seq`,
    },
    [approvalId],
  );
  return rows.map((row) => ({
    ...row,
    decidedMs: toSafeNumber(row.decidedMs),
    onBehalfOf: row.onBehalfOf ?? undefined,
  }));
}

/** A decision to insert. */
export interface NewDecision {
  origin: Origin;
  businessKey: string;
  approvalId: string;
  personId: string;
  seq: number;
  decision: DecisionKind;
  contentHash: string;
  comment?: string;
  identityProven: boolean;
  decidedMs: number;
  receivedWallMs: number;
  level?: number;
  onBehalfOf?: string;
}

/** Inserts a decision; Postgres refuses a second live one, other content, and a revoke of nothing. */
export async function insertDecision(tx: Queryable, decision: NewDecision): Promise<void> {
  const { origin } = decision;
  await execute(
    tx,
    {
      name: 'decision-insert',
      text: `INSERT INTO decision (approval_id, person_id, seq, decision, content_hash, comment, identity_proven, decided_ms,
       received_wall, workflow_id, run_id, history_length, business_key, level, on_behalf_of)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    },
    [
      decision.approvalId,
      decision.personId,
      decision.seq,
      decision.decision,
      decision.contentHash,
      decision.comment ?? null,
      decision.identityProven,
      decision.decidedMs,
      decision.receivedWallMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      decision.businessKey,
      decision.level ?? 1,
      decision.onBehalfOf ?? null,
    ],
  );
}
