import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import { payoutRunTouched } from '../incentivize/payout-run.messages';

/** Tells a payout run that its rows have changed. One that has ended needs no telling. */
export async function touchRun(workflowId: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(payoutRunTouched);
  } catch (error) {
    log.info('a payout run was not told', { workflowId, reason: String(error) });
  }
}
