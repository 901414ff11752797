import { ActivityFailure, isCancellation, workflowInfo } from '@temporalio/workflow';
import { outside } from '../kit/proxies';
import type { StepRun, StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';
import type { StepOf } from '../../domain/steps';

/** A provider screens the company. Only "clear" passes by itself: a hit, an unknown, a silence or a possible duplicate is a person's to decide. */
export const screening: StepRunner<'screening'> = {
  actions: ['clear', 'reject'],
  async run(step) {
    const result = await ask(step);
    const { flags } = step.stage.input.partner;
    if (result === 'clear' && flags.length === 0) return { state: 'done', result: { screening: result } };
    step.show({ details: { ...step.snapshot.details, screening: result, flags } });
    const decided = await step.waitForAction(
      ['clear', 'reject'],
      `${step.step.owner} to judge: ${[`screening says ${result}`, ...flags].join(', ')}`,
    );
    if (!isAction(decided)) return decided;
    const judged = { screening: result, judgedBy: decided.outcome.personId };
    return decided.action === 'clear'
      ? { state: 'done', result: judged }
      : { state: 'rejected', result: judged, reason: `screening: ${result}` };
  },
};

async function ask(step: StepRun<StepOf<'screening'>>): Promise<'clear' | 'hit' | 'unknown'> {
  const reference = `${workflowInfo().workflowId}/${step.key}`;
  step.show({ waitingFor: 'the screening provider' });
  try {
    const summary = `Screen ${step.stage.input.partner.name}`;
    const { result } = await outside.screenPartner.executeWithOptions({ summary }, [
      { partnerId: step.stage.input.partnerId, reference, nowMs: step.now() },
    ]);
    return result;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    // The provider stayed silent: that is never a pass.
    return 'unknown';
  }
}
