import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { origin } from '../kit/origin';
import { business } from '../kit/proxies';
import { SCHEDULED_START } from '../kit/attributes';
import type { PayoutOpeningInput, PayoutOpeningResult } from './payout-opening.messages';

/**
 * The time for a program's payout run has come: the run of the period that had ended by then is opened, unless somebody has
 * done so. Started by the program's schedule, on time, late after an outage, or by hand in the Temporal UI.
 */
export async function payoutOpening({ programId }: PayoutOpeningInput): Promise<PayoutOpeningResult> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  // When it was due, not when somebody got round to it: a run that comes late is of the same period.
  const dueWallMs = (typedSearchAttributes.get(SCHEDULED_START) ?? startTime).getTime();
  const opened = await business.openScheduledRun.executeWithOptions(
    { summary: `Open the payout run of ${programId}, unless it is open` },
    [{ origin: origin(), programId, dueWallMs }],
  );
  setCurrentDetails(
    isRefusal(opened)
      ? `### Not opened\n\n**${opened.refused}**: ${opened.message}`
      : `### Payout run of **${programId}** up to **${opened.period}**\n\nWorkflow \`${opened.workflowId}\``,
  );
  return opened;
}
