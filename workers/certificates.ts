import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Certificates } from '../activities/shared/deps';
import { certificateWorkflowId } from '../domain/ids';
import { certificateChanged, CERTIFICATE } from '../workflows/enable/certificate.messages';
import { partnerAttributes } from '../workflows/kit/attributes';

/** Starts and wakes the workflows that live certificates through. */
export function certificates(client: Client, taskQueue: string): Certificates {
  return {
    async start(certificate) {
      const { certificateId, partnerId, title, expiresMs, programVersion } = certificate;
      try {
        await client.workflow.start(CERTIFICATE, {
          taskQueue,
          workflowId: certificateWorkflowId(certificateId),
          // Once is for ever: a certificate that has ended does not live again, its next revision does.
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          args: [certificate],
          typedSearchAttributes: partnerAttributes({
            partnerId, stage: 'enable', status: 'certified', waitingOn: [], programVersion, dueMs: expiresMs,
          }), // prettier-ignore
          staticSummary: `${title}, until ${new Date(expiresMs).toISOString().slice(0, 10)}`,
          staticDetails: `One person of \`${partnerId}\` holds **${title}**. Reminders before it expires; at its end the partner's open steps look again.`,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },

    async lookAgain(certificateId) {
      try {
        await client.workflow.getHandle(certificateWorkflowId(certificateId)).signal(certificateChanged);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
