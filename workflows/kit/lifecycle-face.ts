import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { StageOutcome } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import type { LifecycleView } from '../partner-lifecycle.messages';
import { attributePairs } from './attributes';
import { lifecycleDetails } from './details';
import type { LifecycleRun } from './lifecycle-run';

/** What the Temporal UI shows and finds of a lifecycle: search attributes and current details. */
export function showInTemporal(life: LifecycleRun, stages: StageName[]): void {
  upsertSearchAttributes(
    attributePairs({
      partnerId: life.input.partnerId,
      stage: stages[0] ?? 'cycle',
      status: life.mode,
      // Whom it waits for is said by its approvals: roles, not stages, are searched for.
      waitingOn: [],
      programVersion: life.programVersion,
    }),
  );
  const { mode, cycle, period, partner } = life;
  const { ended } = life.stages;
  setCurrentDetails(lifecycleDetails({ ...partner, mode, cycle, period: period?.key, ended, open: stages }));
}

/** Where a lifecycle stands, for whoever queries it. */
export function viewOf({ input, mode, cycle, period, stages }: LifecycleRun): LifecycleView {
  const ended = [...stages.ended].map(([stage, result]) => ({
    stage,
    outcome: result.outcome as StageOutcome,
    result,
  }));
  return { partnerId: input.partnerId, mode, cycle, period, open: [...stages.open.keys()], ended };
}
