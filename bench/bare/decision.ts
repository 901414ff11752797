/** What somebody would write by hand for one decision: an Update that is answered, then an activity. */
import {
  condition,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { BareActivities } from './activities';

const { writeRows } = proxyActivities<Pick<BareActivities, 'writeRows'>>({ startToCloseTimeout: '10s' });
const rows = proxyLocalActivities<Pick<BareActivities, 'writeRows'>>({ startToCloseTimeout: '10s' });

/** Somebody decides. */
export const bareDecide = defineUpdate<void, [{ decision: string }]>('decide');

/** Waits for one decision; the step after it is a row. */
export async function bareDecision({ partnerId }: { partnerId: string }): Promise<void> {
  let decided: string | undefined;
  setHandler(bareDecide, ({ decision }) => void (decided = decision));
  await condition(() => decided !== undefined);
  await writeRows({ partnerId, workflowId: workflowInfo().workflowId, turn: 1, steps: { next: 'open' } });
}

/** The same by two workflows, as people who decide in a workflow of its own need it: each writes one row of its own. */
export async function bareAsking({ partnerId }: { partnerId: string }): Promise<void> {
  const { workflowId } = workflowInfo();
  await executeChild('bareApproval', { workflowId: `${workflowId}/approval`, args: [{ partnerId }] });
  await rows.writeRows({ partnerId, workflowId, turn: 1, steps: { next: 'open' } });
}

/** Waits for one decision, writes it down, and only then answers. */
export async function bareApproval({ partnerId }: { partnerId: string }): Promise<void> {
  const { workflowId } = workflowInfo();
  let decided = false;
  setHandler(bareDecide, async ({ decision }) => {
    await rows.writeRows({ partnerId, workflowId, turn: 1, steps: { decision } });
    decided = true;
  });
  await condition(() => decided);
}
