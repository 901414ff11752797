import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { AbsenceLives } from '../activities/shared/deps';
import { absenceWorkflowId } from '../domain/ids';
import { ABSENCE, absenceChanged } from '../workflows/people/absence.messages';

/** Starts and wakes the workflows that watch absences. */
export function absenceLives(client: Client, taskQueue: string): AbsenceLives {
  return {
    async start(absence) {
      try {
        await client.workflow.start(ABSENCE, {
          taskQueue,
          workflowId: absenceWorkflowId(absence.absenceId),
          // Once is for ever: an absence that has ended does not begin again.
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          args: [absence],
          staticSummary: 'An absence: when it begins and ends, approvals look again at who may decide',
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },

    async lookAgain(absenceId) {
      try {
        await client.workflow.getHandle(absenceWorkflowId(absenceId)).signal(absenceChanged);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
