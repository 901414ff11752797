import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { origin } from '../kit/origin';
import { outside } from '../kit/proxies';
import type { StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';

/** The partner's people get access. What the other system refuses for too long becomes a task for the owner. */
export const provision: StepRunner<'provision'> = {
  actions: ['complete'],
  async run(step) {
    const { systems, owner } = step.step;
    const { partnerId, partner } = step.stage.input;
    step.show({ waitingFor: systems.join(', '), details: { ...step.snapshot.details, systems } });
    try {
      const summary = `Provision ${systems.join(', ')} for ${partner.name}`;
      const given = await outside.provisionAccess.executeWithOptions({ summary }, [
        { origin: origin(), partnerId, systems, nowMs: step.now() },
      ]);
      return { state: 'done', result: { ...given } };
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      const byHand = await step.waitForAction(
        ['complete'],
        `${owner} to provision by hand: ${systems.join(', ')} did not answer`,
      );
      return isAction(byHand) ? { state: 'done', result: { ...byHand.outcome.result, byHand: true } } : byHand;
    }
  },
};
