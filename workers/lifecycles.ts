import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Lifecycles } from '../activities/shared/deps';
import { lifecycleId } from '../domain/ids';
import type { FactsNote } from '../workflows/partner-lifecycle.messages';

/** Signals running lifecycles by name, so that the worker loads no workflow code. */
export function lifecycleNotifier(client: Pick<Client, 'workflow'>): Lifecycles {
  return {
    async notify(partnerId, note) {
      try {
        await client.workflow.getHandle(lifecycleId(partnerId)).signal<[FactsNote]>('factsArrived', note);
      } catch (error) {
        // A partner may have left, or its lifecycle may begin later: its rows are there all the same.
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
