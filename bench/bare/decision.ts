/** What somebody would write by hand for one decision: an Update that is answered, then an activity. */
import { condition, defineUpdate, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { BareActivities } from './activities';

const { writeRows } = proxyActivities<Pick<BareActivities, 'writeRows'>>({ startToCloseTimeout: '10s' });

/** Somebody decides. */
export const bareDecide = defineUpdate<void, [{ decision: string }]>('decide');

/** Waits for one decision; the step after it is a row. */
export async function bareDecision({ partnerId }: { partnerId: string }): Promise<void> {
  let decided: string | undefined;
  setHandler(bareDecide, ({ decision }) => void (decided = decision));
  await condition(() => decided !== undefined);
  await writeRows({ partnerId, workflowId: workflowInfo().workflowId, turn: 1, steps: { next: 'open' } });
}
