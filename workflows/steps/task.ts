import type { StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';

/** Somebody of the owner's role does it and says so, with the evidence that the program asks for. */
export const task: StepRunner<'task'> = {
  actions: ['complete'],
  async run(step) {
    const { instructions, evidence, owner } = step.step;
    step.show({
      details: { ...step.snapshot.details, evidence: evidence ?? [], ...(instructions ? { instructions } : {}) },
    });
    const done = await step.waitForAction(['complete'], `${owner} to complete it`);
    return isAction(done) ? { state: 'done', result: done.outcome.result } : done;
  },
};
