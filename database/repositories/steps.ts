import type { JsonObject } from '../../domain/hash';
import { rowId } from '../../domain/ids';
import type { Origin, StageTurn, StepAction } from '../../domain/journal';
import type { StepState } from '../../domain/steps';
import type { Queryable } from '../sql';
import { execute, queryOne } from '../sql';

/** The opaque id of a step's row. */
export const stepIdOf = (stageWorkflowId: string, key: string): string => rowId('stp', `${stageWorkflowId}/${key}`);

/**
 * Writes the step rows that changed in a turn, in one statement. A row that already shows this turn or a later one
 * stays as it is. Steps keep the order in which the stage first told them.
 * @returns how many rows changed
 */
export async function upsertSteps(tx: Queryable, turn: StageTurn): Promise<number> {
  if (turn.steps.length === 0) return 0;
  const { workflowId } = turn.origin;
  const steps = turn.steps.map((step) => ({ ...step, stepId: stepIdOf(workflowId, step.key) }));
  return execute(
    tx,
    {
      name: 'step-upsert',
      text: `INSERT INTO step AS s (step_id, stage_workflow_id, partner_id, key, position, kind, title, state, optional, roles,
       needs, opened_ms, due_ms, ended_ms, waiting_for, reason, result, details, approval_workflow_id, turn)
     SELECT r."stepId", $2, $3, r.key,
       coalesce((SELECT max(e.position) FROM step e WHERE e.stage_workflow_id = $2), -1) + (r.step_number)::int,
       r.kind, r.title, r.state, r.optional, r.roles, r.needs, r."openedMs", r."dueMs", r."endedMs", r."waitingFor",
       r.reason, r.result, r.details, r."approvalWorkflowId", $4
     FROM ROWS FROM (jsonb_to_recordset($1) AS ("stepId" text, key text, kind text, title text, state text,
       optional boolean, roles text[], needs text[], "openedMs" bigint, "dueMs" bigint, "endedMs" bigint,
       "waitingFor" text, reason text, result jsonb, details jsonb, "approvalWorkflowId" text)) WITH ORDINALITY
       AS r("stepId", key, kind, title, state, optional, roles, needs, "openedMs", "dueMs", "endedMs", "waitingFor",
            reason, result, details, "approvalWorkflowId", step_number)
     ON CONFLICT (stage_workflow_id, key) DO UPDATE SET kind = excluded.kind, title = excluded.title,
       state = excluded.state, optional = excluded.optional, roles = excluded.roles, needs = excluded.needs,
       opened_ms = excluded.opened_ms, due_ms = excluded.due_ms, ended_ms = excluded.ended_ms,
       waiting_for = excluded.waiting_for, reason = excluded.reason, result = excluded.result,
       details = excluded.details, approval_workflow_id = excluded.approval_workflow_id, turn = excluded.turn
     WHERE s.turn < excluded.turn`,
    },
    [JSON.stringify(steps), workflowId, turn.partnerId, turn.turn],
  );
}

/** Where a step of the partner's running stage stands; null when the stage does not run or has not told yet. */
export async function findRunningStep(
  db: Queryable,
  of: { partnerId: string; stage: string; key: string },
): Promise<StepState | null> {
  const row = await queryOne<{ state: StepState }>(
    db,
    `SELECT s.state FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id
     WHERE r.partner_id = $1 AND r.stage = $2 AND r.outcome IS NULL AND s.key = $3`,
    [of.partnerId, of.stage, of.key],
  );
  return row?.state ?? null;
}

/** What somebody did to a step, with what they gave for it. */
export interface NewEvidence {
  origin: Origin;
  businessKey: string;
  evidenceId: string;
  stageWorkflowId: string;
  stepKey: string;
  partnerId: string;
  personId: string;
  action: StepAction['action'];
  evidence: JsonObject;
  atMs: number;
}

/** Inserts evidence; unique by its business key. */
export async function insertEvidence(tx: Queryable, evidence: NewEvidence): Promise<void> {
  const { origin } = evidence;
  await execute(
    tx,
    `INSERT INTO step_evidence (evidence_id, step_id, partner_id, person_id, action, evidence, at_ms, workflow_id,
       run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      evidence.evidenceId,
      stepIdOf(evidence.stageWorkflowId, evidence.stepKey),
      evidence.partnerId,
      evidence.personId,
      evidence.action,
      JSON.stringify(evidence.evidence),
      evidence.atMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      evidence.businessKey,
    ],
  );
}
