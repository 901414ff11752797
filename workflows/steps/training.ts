import { workflowInfo } from '@temporalio/workflow';
import type { TrainingStanding } from '../../activities';
import type { StepRunner } from '../kit/step-run';
import { endedByLadder } from '../kit/step-run';
import { origin } from '../kit/origin';
import { business, journal } from '../kit/proxies';

/** Enough of the partner's people hold the track's certification: read from rows, so the order of statements does not matter. */
export const training: StepRunner<'training'> = {
  actions: [],
  async run(step) {
    const { partnerId, partner, programId, programVersion } = step.stage.input;
    const check = () => ({
      partnerId,
      track: step.step.track,
      programId,
      programVersion,
      tier: partner.tier,
      nowMs: step.now(),
    });
    let standing: TrainingStanding | undefined;
    const enough = async (): Promise<boolean> => {
      standing = await journal.checkTraining(check());
      step.show({
        details: {
          ...step.snapshot.details,
          track: step.step.track,
          certified: standing.certified,
          needed: standing.needed,
        },
      });
      return standing.certified >= standing.needed;
    };
    const how = await step.waitForFacts(enough, `people to complete the track ${step.step.track}`);
    if (how !== 'met') return endedByLadder(how);
    const businessKey = `${workflowInfo().workflowId}/${step.key}`;
    const summary = `Training completed: ${step.step.title} (${standing!.certified} certified)`;
    const completed = await business.completeTraining.executeWithOptions({ summary }, [
      { ...check(), origin: origin(), businessKey },
    ]);
    return { state: 'done', result: { ...completed } };
  },
};
