import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * Local activities run one at a time in each workflow, in the order in which they were asked for.
 *
 * Two at once would be two markers in the order of their ends. On replay the SDK's core hands neighbouring markers on
 * together, where the first run handed them on one by one; what runs in between then takes other ids, and a lifecycle
 * could not be replayed after its worker is gone. One in flight leaves nothing to be put together.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    outbound: [
      {
        scheduleLocalActivity: (input, next) => {
          const mine = last.then(() => next(input));
          // Its failure is the asker's to hear; whoever waits behind it only waits.
          last = mine.catch(() => undefined);
          return mine;
        },
      },
    ],
  };
};
