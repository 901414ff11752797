import { CancellationScope, CancelledFailure, startChild } from '@temporalio/workflow';
import type { ChildWorkflowHandle, ChildWorkflowOptions } from '@temporalio/workflow';

type OneInput<Input, Result> = (input: Input) => Promise<Result>;

/**
 * Runs a child to its end. Whoever cancels is heard at any moment: a child that is just starting is cancelled once it has
 * started. Before that the server knows nobody to cancel, drops the request, and the child would run on for ever.
 *
 * @param onStart gets the handle once the child can be signalled
 * @throws CancelledFailure when cancelled before it was started, ChildWorkflowFailure
 */
export async function runChild<Input, Result>(
  type: string,
  options: ChildWorkflowOptions & { args: [Input] },
  onStart: (handle: ChildWorkflowHandle<OneInput<Input, Result>>) => void,
): Promise<Result> {
  const outer = CancellationScope.current();
  if (outer.consideredCancelled) throw new CancelledFailure('Cancelled before it was started');
  return CancellationScope.nonCancellable(() => {
    const inner = new CancellationScope();
    return inner.run(async () => {
      const handle = await startChild<OneInput<Input, Result>>(type, options);
      onStart(handle);
      outer.cancelRequested.catch(() => inner.cancel());
      return handle.result();
    });
  });
}
