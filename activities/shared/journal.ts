import type { StepNote } from '../../database/repositories/notices';
import type { StageTurn } from '../../domain/journal';
import type { Activities } from '../index';
import type { Deps } from './deps';

/** The rows that show where a lifecycle and its stages stand, and their audit lines: one transaction per turn. */
export function journal(
  deps: Pick<Deps, 'transaction' | 'clock' | 'audit' | 'lifecycle' | 'stages' | 'steps' | 'notices'>,
): Pick<Activities, 'journalLifecycle' | 'journalStage'> {
  return {
    /** Idempotent by (workflow id, turn): an older turn changes no row, and audit lines are unique by their keys. */
    async journalLifecycle(turn) {
      await deps.transaction(async (tx) => {
        const row = await deps.lifecycle.updateLifecycle(tx, turn);
        await deps.audit.insertAudit(tx, { ...auditOf(turn), programVersion: row?.programVersion });
      });
    },

    /** Idempotent by (stage workflow id, turn), as above. */
    async journalStage(turn) {
      await deps.transaction(async (tx) => {
        const row = await deps.stages.upsertStageRun(tx, turn);
        if (row) await deps.steps.upsertSteps(tx, turn);
        await deps.audit.insertAudit(tx, { ...auditOf(turn), programVersion: row?.programVersion });
        await deps.notices.noteSteps(tx, notesOf(turn, deps.steps.stepIdOf), deps.clock.now());
      });
    },
  };
}

/** The audit lines of a turn, each under a key that it has in whatever turn it is written. */
export function auditOf(turn: Parameters<Activities['journalLifecycle']>[0] | TurnLike) {
  const { origin, partnerId, nowMs, audit } = turn;
  const run = `${origin.workflowId}/${origin.runId}`;
  return {
    origin,
    partnerId,
    atMs: nowMs,
    entries: audit.map((entry) => (entry.key === undefined ? entry : { ...entry, key: `${run}/${entry.key}` })),
    businessKey: `${run}/${turn.turn}`,
  };
}

/** What a turn of a stage tells people: steps that wait for them, and reminders of those. */
function notesOf(turn: StageTurn, stepIdOf: (workflowId: string, key: string) => string): StepNote[] {
  const { workflowId } = turn.origin;
  const open = turn.steps
    .filter(({ state, details }) => state === 'open' && Array.isArray(details?.actions))
    .map(({ key }) => ({ stepId: stepIdOf(workflowId, key) }));
  const prefix = `step/${turn.stage}/`;
  const reminders = auditOf(turn)
    .entries.filter(({ action, key }) => action === 'step.reminded' && key !== undefined)
    .map(({ subject, key }) => ({ stepId: stepIdOf(workflowId, subject.slice(prefix.length)), reminder: key! }));
  return [...open, ...reminders];
}

type TurnLike = Pick<Parameters<Activities['journalStage']>[0], 'origin' | 'partnerId' | 'nowMs' | 'audit' | 'turn'>;
