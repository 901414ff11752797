import { workflowInfo } from '@temporalio/workflow';
import { origin } from '../kit/origin';
import { journal } from '../kit/proxies';
import type { StepRunner } from '../kit/step-run';
import { isAction } from '../kit/step-run';

/** The partner signs what was published for them, then we countersign the same text. */
export const agreement: StepRunner<'agreement'> = {
  actions: ['sign', 'countersign'],
  async run(step) {
    const { document, owner, countersign } = step.step;
    const { partnerId, programId, programVersion } = step.stage.input;
    const made = await journal.prepareAgreement({
      origin: origin(),
      partnerId,
      stageWorkflowId: workflowInfo().workflowId,
      stepKey: step.key,
      document,
      programId,
      programVersion,
      nowMs: step.now(),
    });
    step.show({ details: { ...step.snapshot.details, ...made, signed: false } });
    const signed = await step.waitForAction(['sign'], `${owner} to sign`);
    if (!isAction(signed)) return signed;
    step.show({ roles: [countersign], details: { ...step.snapshot.details, signed: true } });
    const countersigned = await step.waitForAction(['countersign'], `${countersign} to countersign`);
    if (!isAction(countersigned)) return countersigned;
    return {
      state: 'done',
      result: { ...made, signedBy: signed.outcome.personId, countersignedBy: countersigned.outcome.personId },
    };
  },
};
