import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { origin } from '../kit/origin';
import { outside } from '../kit/proxies';
import type { StepRun, StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';
import type { StepOf } from '../../domain/steps';

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
      if (step.stage.suspended) await takeBack(step);
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

/** Suspended while access was being given: it waits for the resumption, which gives it again. */
async function takeBack(step: StepRun<StepOf<'provision'>>): Promise<void> {
  const { partnerId } = step.stage.input;
  const taking = { origin: origin(), partnerId, reason: 'suspended', nowMs: step.now() };
  await outside.revokeAccess.executeWithOptions({ summary: 'Take back access: suspended' }, [taking]);
}
