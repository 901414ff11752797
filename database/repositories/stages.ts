import type { StageTurn } from '../../domain/journal';
import { rowId } from '../../domain/ids';
import type { Queryable } from '../sql';
import { queryOne } from '../sql';

/**
 * Writes a stage's row as it stands after a turn.
 * @returns the partner's program version, or null when the row already shows this turn or a later one
 */
export async function upsertStageRun(tx: Queryable, turn: StageTurn): Promise<{ programVersion: string } | null> {
  const { origin } = turn;
  return queryOne<{ programVersion: string }>(
    tx,
    {
      name: 'stage-run-upsert',
      text: `INSERT INTO stage_run AS s (workflow_id, stage_run_id, run_id, partner_id, stage, cycle, attempt, period, turn,
       started_ms, ended_ms, closes_ms, outcome, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (workflow_id) DO UPDATE SET run_id = excluded.run_id, turn = excluded.turn, ended_ms = excluded.ended_ms,
       closes_ms = excluded.closes_ms, outcome = excluded.outcome, reason = excluded.reason
     WHERE s.turn < excluded.turn
     RETURNING (SELECT p.program_id || '@' || p.program_version FROM partner p WHERE p.partner_id = s.partner_id) AS "programVersion"`,
    },
    [
      origin.workflowId,
      rowId('stg', origin.workflowId),
      origin.runId,
      turn.partnerId,
      turn.stage,
      turn.cycle,
      turn.attempt,
      turn.period,
      turn.turn,
      turn.startedMs,
      turn.endedMs ?? null,
      turn.closesMs ?? null,
      turn.outcome ?? null,
      turn.reason ?? null,
    ],
  );
}
