import { ActivityFailure, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { ServiceInput, ServiceResult } from '../../domain/journal';
import type { StepOf } from '../../domain/steps';
import { origin } from '../kit/origin';
import { business, pricing } from '../kit/proxies';
import type { StepRun, StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';

/**
 * The system does something worth seeing, by the activity of the service's name. What no retry cures waits for its
 * owner, whose "complete" tries again: a fault of ours never ends a partner's stage.
 */
export const service: StepRunner<'service'> = {
  actions: ['complete'],
  async run(step) {
    for (;;) {
      step.show({ waitingFor: 'the system' });
      const answer = await attempt(step);
      if ('result' in answer) return { state: 'done', result: answer.result };
      step.show({ details: { ...step.snapshot.details, failure: answer.failure } });
      const again = await step.waitForAction(['complete'], `${step.step.owner} to have it repaired, then to try again`);
      if (!isAction(again)) return again;
    }
  },
};

async function attempt(step: StepRun<StepOf<'service'>>): Promise<ServiceResult | { failure: string }> {
  const { partner, stage, cycle, partnerId, period, programId, programVersion } = step.stage.input;
  const input: ServiceInput = {
    origin: origin(),
    partnerId,
    stage,
    cycle,
    period: period?.key ?? null,
    programId,
    programVersion,
    businessKey: `${workflowInfo().workflowId}/${step.key}`,
    nowMs: step.now(),
    decided: decided(step),
  };
  try {
    const { does, title } = step.step;
    const activity = does === 'calculatePayout' ? pricing[does] : business[does];
    return await activity.executeWithOptions({ summary: `${title}: ${partner.name}` }, [input]);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return { failure: error.cause?.message ?? error.message };
  }
}

/** What an approval among the needs has decided: the service acts on exactly that, and on nothing where nobody approved. */
function decided(step: StepRun<StepOf<'service'>>): ServiceInput['decided'] {
  for (const need of step.snapshot.needs) {
    const { snapshot, step: asked } = step.stage.stepOf(need);
    if (asked.kind !== 'approval' || asked.decides === undefined || snapshot.state !== 'done') continue;
    const result = step.stage.stepOf(asked.decides).result;
    const { approvalWorkflowId } = snapshot;
    const contentHash = snapshot.result?.contentHash;
    if (result && approvalWorkflowId && typeof contentHash === 'string')
      return { result, approvalWorkflowId, contentHash };
  }
  return undefined;
}
