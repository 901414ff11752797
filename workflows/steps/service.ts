import { workflowInfo } from '@temporalio/workflow';
import type { ServiceInput } from '../../domain/journal';
import type { StepOf } from '../../domain/steps';
import { origin } from '../kit/origin';
import { business } from '../kit/proxies';
import type { StepRun, StepRunner } from '../kit/step-run';

/** The system does something worth seeing, by the activity of the service's name. */
export const service: StepRunner<'service'> = {
  actions: [],
  async run(step) {
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
    step.show({ waitingFor: 'the system' });
    const { result } = await business[step.step.does].executeWithOptions(
      { summary: `${step.step.title}: ${partner.name}` },
      [input],
    );
    return { state: 'done', result };
  },
};

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
